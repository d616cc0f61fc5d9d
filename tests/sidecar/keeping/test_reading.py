"""Sidecars that are broken, not ours, or nothing that can be read; and that nothing is read twice."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.errors import UserError
from reader.sidecar.keeping import reading
from reader.sidecar.places.places import SUFFIX, beside
from tests.sidecar.desk import POSIX, Desk, names, on_disk, untouched


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b'{"a": 1, "a": 2}', b"\xff", b'{"formatVersion": "1.0", "first": {"items": [}}', b'{"x": NaN}'],
)
def test_a_broken_sidecar_is_never_touched(desk: Callable[..., Desk], path: Path, data: bytes) -> None:
    one = desk()
    one.tag("Ann")
    beside(path).write_bytes(data)
    before = untouched(beside(path))
    two = desk()
    assert two.loaded.broken
    assert "not valid JSON" in str(two.loaded.read_only)
    assert "article.txt" + SUFFIX in str(two.loaded.read_only)
    for each in (one, two):
        with pytest.raises(UserError, match="not valid JSON"):
            each.save()
    assert untouched(beside(path)) == before
    assert names(path.parent) == ["article.txt", "article.txt" + SUFFIX]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"formatVersion": "2.0"}, "newer"),
        ({"formatVersion": None}, "another program"),
        ({"formatVersion": 3}, "formatVersion"),
        ({"entities": {}}, "entities"),
    ],
)
def test_what_is_not_ours_to_write_is_shown_and_left_alone(
    desk: Callable[..., Desk], path: Path, change: dict[str, Any], says: str
) -> None:
    one = desk()
    one.tag("Ann")
    one.save()
    document = json.loads(beside(path).read_bytes()) | change
    beside(path).write_text(json.dumps({k: v for k, v in document.items() if v is not None}), encoding="utf-8")
    before = untouched(beside(path))
    two = desk()
    assert two.words == ["Ann"]
    assert says in str(two.loaded.read_only)
    assert not two.loaded.broken
    for each in (one, two):
        each.tag("Bob")
        with pytest.raises(UserError, match=says):
            each.save()
    assert untouched(beside(path)) == before


def test_a_bad_record_does_not_hide_the_good_ones(desk: Callable[..., Desk], path: Path) -> None:
    one = desk()
    one.tag("Ann", "Bob")
    one.save()
    document = json.loads(beside(path).read_bytes())
    document["first"]["items"][0]["body"] = "nothing of ours"
    beside(path).write_text(json.dumps(document), encoding="utf-8")
    two = desk()
    assert sorted(two.words) == ["Ann", "Bob"]
    assert [p.place for p in two.loaded.problems] == ["first.items[0]"]
    two.tag("Eve")
    two.save()
    assert document["first"]["items"][0] in json.loads(beside(path).read_bytes())["first"]["items"]


@pytest.mark.parametrize("odd", ["folder", "pipe", "ring"])
@POSIX
def test_what_is_no_file_is_one_sentence(desk: Callable[..., Desk], path: Path, odd: str) -> None:
    if odd == "folder":
        beside(path).mkdir()
    elif odd == "pipe":
        os.mkfifo(beside(path))
    else:
        beside(path).symlink_to(beside(path).name)
    one = desk()
    assert one.loaded.broken
    assert "cannot be read" in str(one.loaded.read_only)
    one.tag("Ann")
    with pytest.raises(UserError, match="cannot be read"):
        one.save()


def test_a_save_reads_only_what_somebody_else_wrote(
    desk: Callable[..., Desk], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    real = reading.part

    def counted(data: bytes) -> Any:
        read.append("read")
        return real(data)

    monkeypatch.setattr(reading, "part", counted)
    one = desk()
    for quote in ("Ann", "Bob", "Eve"):
        one.tag(quote)
        one.save()
    assert read == []
    other = desk()
    assert len(read) == 1
    other.tag("Dan")
    other.save()
    assert len(read) == 1
    one.tag("Moscow")
    one.save()
    assert len(read) == 2
    assert on_disk(beside(path)) == ["Ann", "Bob", "Moscow", "Eve", "Dan"]
