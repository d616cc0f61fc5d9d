"""Where the sidecar of an article stands, by odd names and over links."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.sidecar.places.places import SUFFIX, beside
from tests.sidecar.desk import POSIX, TEXT, Desk, on_disk


@pytest.mark.parametrize(
    "name",
    [
        b"notes #3? (100%): a&b.txt", "שלום 😀 “quotes”.txt".encode(), b"odd \xff\xfe bytes.txt", b"-dash.txt",
        b"a\nb.txt", b" space .txt", b"%2F..%2f.txt",
    ],
)  # fmt: skip
@POSIX
def test_any_name_is_a_name(desk: Callable[..., Desk], path: Path, name: bytes) -> None:
    from urllib.parse import unquote_to_bytes

    odd = path.parent / os.fsdecode(name)
    try:
        odd.write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    one = desk(odd)
    one.tag("Ann")
    assert one.save().elsewhere == ""
    assert os.fsencode(beside(odd)) == os.fsencode(odd) + SUFFIX.encode()
    document = json.loads(beside(odd).read_bytes())
    source = document["first"]["items"][0]["target"][0]["source"]
    assert unquote_to_bytes(source) == name
    assert not set(source) & set("#?:/& \n")
    source.encode("ascii")
    document["first"]["items"][0]["type"] = "Annotation"  # a stranger's, on this article by that source
    beside(odd).write_text(json.dumps(document), encoding="utf-8")
    assert desk(odd).words == ["Ann"]


@POSIX
def test_the_sidecar_stands_beside_the_file_that_a_link_leads_to(desk: Callable[..., Desk], path: Path) -> None:
    link = path.parent.parent / "link.txt"
    link.symlink_to(path)
    one = desk(link)
    one.tag("Ann")
    one.save()
    assert beside(path).exists()
    assert not beside(link).exists()


@POSIX
def test_a_linked_sidecar_stays_a_link(desk: Callable[..., Desk], path: Path) -> None:
    elsewhere = path.parent.parent / "kept.json"
    one = desk()
    one.tag("Ann")
    one.save()
    beside(path).rename(elsewhere)
    beside(path).symlink_to(elsewhere)
    two = desk()
    two.tag("Bob")
    two.save()
    assert beside(path).is_symlink()
    assert on_disk(elsewhere) == ["Ann", "Bob"]


def test_a_name_too_long_for_a_sidecar_is_kept_in_the_data_folder(desk: Callable[..., Desk], path: Path) -> None:
    long = path.with_name("n" * 250 + ".txt")
    path.rename(long)
    one = desk(long)
    one.tag("Ann")
    assert "too long" in one.save().elsewhere
    assert desk(long).words == ["Ann"]
