"""Where sidecars stand, and the place in the data folder: found by path, or by content when the article is gone."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from reader.sidecar.places.places import Fallback, ReadOnlyFileError, beside, fallback_for, why_not


def kept(article: Path, sha256: str, data: Path) -> Fallback:
    """The place of an article, with something in it."""
    place = fallback_for(article, sha256, data)
    place.folder.mkdir(parents=True, exist_ok=True)
    place.sidecar.write_text("{}")
    place = place._replace(based_on="hash of the file beside", base_sha256="hash of its copy")
    place.note(article, sha256)
    return place


def test_the_sidecar_has_the_full_name_of_the_article() -> None:
    assert beside(Path("/a/article.md")) == Path("/a/article.md.annotations.json")
    assert beside(Path("/a/.hidden")) == Path("/a/.hidden.annotations.json")
    assert beside(Path("/a/article")) == Path("/a/article.annotations.json")


def test_each_article_has_a_place_of_its_own_and_looking_makes_none(tmp_path: Path) -> None:
    one, other = (fallback_for(tmp_path / name, "same", tmp_path / "data") for name in ("a.txt", "b.txt"))
    assert one.folder != other.folder
    assert not (tmp_path / "data").exists()


def test_a_place_is_found_by_path_whatever_the_content(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    place = kept(article, "old", tmp_path)
    assert fallback_for(article, "new", tmp_path) == Fallback(
        place.folder, "hash of the file beside", "hash of its copy"
    )


def test_by_content_only_when_the_recorded_path_is_gone(tmp_path: Path) -> None:
    article, moved = tmp_path / "a.txt", tmp_path / "b.txt"
    article.write_text("x")
    place = kept(article, "sha", tmp_path)
    assert fallback_for(moved, "sha", tmp_path).folder != place.folder, "a copy"
    article.unlink()
    assert fallback_for(moved, "another", tmp_path).folder != place.folder
    assert fallback_for(moved, "sha", tmp_path).folder == place.folder
    kept(moved, "sha", tmp_path)
    moved.write_text("x")
    assert fallback_for(moved, "sha", tmp_path).folder == place.folder, "taken over: found by its path from now on"
    assert fallback_for(article, "sha", tmp_path).folder != place.folder


@pytest.mark.skipif(os.name != "posix", reason="other names")
def test_a_path_that_is_no_utf_8_is_recorded_as_it_is(tmp_path: Path) -> None:
    article = tmp_path / os.fsdecode(b"\xff.txt")
    place = kept(article, "sha", tmp_path)
    facts = json.loads((place.folder / "place.json").read_bytes())
    assert os.fsencode(facts["article"]) == os.fsencode(article)


@pytest.mark.parametrize(
    "note", [b"", b"[]", b"{", b'{"article": 5, "sha256": "sha"}', b'{"article": "a\\u0000b", "sha256": "sha"}']
)
def test_a_damaged_note_is_passed_over(tmp_path: Path, note: bytes) -> None:
    place = kept(tmp_path / "a.txt", "sha", tmp_path)
    (place.folder / "place.json").write_bytes(note)
    assert fallback_for(tmp_path / "b.txt", "sha", tmp_path).folder != place.folder
    assert fallback_for(tmp_path / "a.txt", "sha", tmp_path) == Fallback(place.folder, "")


def test_clearing_takes_it_away_and_nothing_else(tmp_path: Path) -> None:
    place = kept(tmp_path / "a.txt", "sha", tmp_path)
    (place.folder / "theirs").write_text("x")
    place.clear()
    assert [entry.name for entry in place.folder.iterdir()] == ["theirs"]
    (place.folder / "theirs").unlink()
    place.clear()
    assert not place.folder.exists()
    place.clear()


def test_reasons_are_words() -> None:
    assert "read-only" in why_not(OSError(errno.EROFS, "x"))
    assert why_not(ReadOnlyFileError(errno.EACCES, "x")) == "its annotations file is read-only"
    assert why_not(PermissionError(errno.EACCES, "x")) == "folder is read-only"
    assert "too long" in why_not(OSError(errno.ENAMETOOLONG, "x"))
    assert "gone" in why_not(OSError(errno.ENOENT, "x"))
    assert why_not(OSError(errno.ENOSPC, "No space left on device")) == "no space left on device"
