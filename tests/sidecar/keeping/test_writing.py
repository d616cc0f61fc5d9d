"""Folders and files that cannot be written: kept in the data folder, and joined again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.errors import UserError
from reader.sidecar.keeping import writing
from reader.sidecar.places.places import SUFFIX, beside
from tests.sidecar.desk import POSIX, TEXT, Desk, names, on_disk, untouched


@pytest.fixture
def rights(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """A folder that can be made unwritable, for root too: what the system would refuse is refused here."""
    allowed = {"beside": True}
    real = writing.write_durably

    def write(target: Path, data: bytes, **more: Any) -> Any:
        if not allowed["beside"] and target.name.endswith(SUFFIX):
            raise PermissionError(13, "Permission denied")
        return real(target, data, **more)

    monkeypatch.setattr(writing, "write_durably", write)
    return allowed


def test_kept_elsewhere_shown_as_one_and_joined_again(
    desk: Callable[..., Desk], path: Path, tmp_path: Path, rights: dict[str, bool]
) -> None:
    one = desk()
    one.tag("Ann", "Bob")
    one.save()
    before = untouched(beside(path))
    rights["beside"] = False
    one.tag("Eve")
    assert "read-only" in one.save().elsewhere
    assert untouched(beside(path)) == before
    two = desk()
    assert two.words == ["Ann", "Bob", "Eve"]
    assert "data folder" in two.loaded.elsewhere
    two.remove("Ann")
    two.save()
    assert desk().words == ["Bob", "Eve"], "what was removed there is not brought back from here"
    rights["beside"] = True
    three = desk()
    three.tag("Dan")
    assert three.save().elsewhere == ""
    assert on_disk(beside(path)) == ["Bob", "Eve", "Dan"]
    assert not list((tmp_path / "home" / "data").rglob("*.json")), "the other place is cleared"
    assert desk().loaded.elsewhere == ""
    three.tag("Moscow")
    three.save()
    assert desk().words == three.words


def test_a_colleague_who_writes_beside_meanwhile_loses_nothing(
    desk: Callable[..., Desk], path: Path, rights: dict[str, bool]
) -> None:
    one = desk()
    one.tag("Ann")
    one.save()
    rights["beside"] = False
    one.tag("Eve")
    one.save()
    rights["beside"] = True
    document = json.loads(beside(path).read_bytes())
    document["theirs"] = 1
    document["first"]["items"].append({"id": "urn:theirs", "type": "Annotation", "target": "https://example.org"})
    beside(path).write_text(json.dumps(document), encoding="utf-8")
    two = desk()
    assert two.words == ["Ann", "Eve"]
    assert "urn:theirs" in two.state.annotations
    two.tag("Bob")
    two.save()
    assert json.loads(beside(path).read_bytes())["theirs"] == 1
    assert desk().words == ["Ann", "Bob", "Eve"]


def test_what_was_removed_there_stays_removed_though_a_colleague_writes_beside(
    desk: Callable[..., Desk], path: Path, rights: dict[str, bool], tmp_path: Path
) -> None:
    """What stood beside when it was gone on from is kept along: by it both sides' removals are told."""
    one = desk()
    one.tag("Ann", "Bob", "Eve")
    one.save()
    rights["beside"] = False
    one.remove("Ann")
    one.tag("Moscow")
    one.save()
    rights["beside"] = True
    document = json.loads(beside(path).read_bytes())
    document["first"]["items"] = [
        item for item in document["first"]["items"] if "Bob" not in json.dumps(item["target"])
    ]
    beside(path).write_text(json.dumps(document), encoding="utf-8")
    two = desk()
    assert two.words == ["Moscow", "Eve"]
    two.tag("Dan")
    two.save()
    assert desk().words == ["Moscow", "Eve", "Dan"]
    assert not list((tmp_path / "home" / "data").rglob("*.json"))


def moved_with_its_sidecar(path: Path, folder: str = "articles") -> Path:
    new = path.parents[1] / folder / "new.txt"
    new.parent.mkdir(exist_ok=True)
    path.rename(new)
    beside(path).rename(beside(new))
    return new


@pytest.mark.parametrize("folder", ["articles", "elsewhere"])
def test_what_is_removed_after_the_article_was_moved_stays_removed_there(
    desk: Callable[..., Desk], path: Path, tmp_path: Path, folder: str
) -> None:
    one = desk()
    one.tag("Ann", "Bob", "Eve")
    one.save()
    new = moved_with_its_sidecar(path, folder)
    one.remove("Ann")
    assert "gone from there" in one.save().elsewhere
    other = desk(new)
    assert other.words == ["Bob", "Eve"], "opened there"
    other.tag("Moscow")
    other.remove("Bob")
    other.save()
    one.tag("Dan")
    one.remove("Eve")  # in the window that still shows the old name, and has not heard of it
    one.save()
    last = desk(new)
    assert last.words == ["Moscow", "Dan"]
    last.tag("Ulan Bator")
    last.save()
    assert desk(new).words == on_disk(beside(new)) == ["Moscow", "Ulan Bator", "Dan"]
    assert not list((tmp_path / "home" / "data").rglob("*.json"))


def test_what_was_taken_back_after_the_move_is_there(desk: Callable[..., Desk], path: Path) -> None:
    """Removed, taken in at the new place, and put there again by undo."""
    one = desk()
    one.tag("Ann", "Bob")
    one.save()
    new = moved_with_its_sidecar(path)
    before = one.state
    one.remove("Ann")
    one.save()
    other = desk(new)
    other.tag("Eve")
    other.save()
    assert on_disk(beside(new)) == ["Bob", "Eve"]
    one.state = before
    one.save()
    assert desk(new).words == ["Ann", "Bob", "Eve"]


def test_a_data_folder_that_cannot_be_cleared_is_no_failure(
    desk: Callable[..., Desk], path: Path, rights: dict[str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    rights["beside"] = False
    one = desk()
    one.tag("Ann")
    one.save()
    rights["beside"] = True

    def never(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", never)
    one.tag("Bob")
    assert one.save().elsewhere == ""
    assert on_disk(beside(path)) == ["Ann", "Bob"]
    assert one.saved.path == beside(path)


def test_neither_place_can_be_written(
    desk: Callable[..., Desk], path: Path, tmp_path: Path, rights: dict[str, bool]
) -> None:
    rights["beside"] = False
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "data").write_text("a file in the way")
    one = desk()
    one.tag("Ann")
    with pytest.raises(UserError, match="is not saved"):
        one.save()
    assert names(path.parent) == ["article.txt"]


def test_a_full_disk_is_told_and_not_taken_for_a_read_only_folder(
    desk: Callable[..., Desk], path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(target: Path, data: bytes, **more: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "write_durably", full)
    one = desk()
    one.tag("Ann")
    with pytest.raises(UserError, match="no space left"):
        one.save()
    assert not (tmp_path / "home" / "data").exists()


def test_a_moved_article_takes_its_annotations_along_and_goes_on(
    desk: Callable[..., Desk], path: Path, rights: dict[str, bool]
) -> None:
    rights["beside"] = False
    one = desk()
    one.tag("Ann")
    one.save()
    moved = path.parent.parent / "moved.txt"
    copy = path.parent.parent / "copy.txt"
    copy.write_bytes(path.read_bytes())
    assert desk(copy).words == [], "the recorded path is there: it is a copy"
    path.rename(moved)
    two = desk(moved)
    assert two.words == ["Ann"]
    two.tag("Bob")
    two.save()
    three = desk(moved)
    assert three.words == ["Ann", "Bob"]
    three.tag("Eve")
    three.save()
    assert desk(moved).words == ["Ann", "Bob", "Eve"]
    assert desk(copy).words == []
    moved.write_text(TEXT + "And more.\n", encoding="utf-8")
    assert desk(moved).words == ["Ann", "Bob", "Eve"], "by its path, once that is known"


def test_what_a_window_adds_while_its_article_is_moved_with_its_sidecar_comes_to_the_new_place(
    desk: Callable[..., Desk], path: Path
) -> None:
    one = desk()
    one.tag("Ann")
    one.save()
    moved = path.parent / "moved.txt"
    path.rename(moved)
    beside(path).rename(beside(moved))
    one.tag("Bob")
    assert "the article is gone from there" in one.save().elsewhere
    one.tag("Eve")
    one.save()
    assert not beside(path).exists(), "nobody would ever find it there: the article has a sidecar of its own"
    two = desk(moved)
    assert two.words == ["Ann", "Bob", "Eve"]
    two.tag("Dan")
    assert two.save().elsewhere == "" and desk(moved).words == ["Ann", "Bob", "Eve", "Dan"]


@POSIX
def test_an_article_with_an_odd_name_is_not_taken_for_gone(
    desk: Callable[..., Desk], path: Path, rights: dict[str, bool]
) -> None:
    odd = path.parent / os.fsdecode(b"odd \xff.txt")
    path.rename(odd)
    rights["beside"] = False
    one = desk(odd)
    one.tag("Ann")
    one.save()
    path.write_text(TEXT, encoding="utf-8")
    assert desk(path).words == []
    assert desk(odd).words == ["Ann"]


LOCKED = """
    import os, sys
    from pathlib import Path
    import rapidfuzz.fuzz
    import reader.sidecar.anchoring.text_cache
    from reader.annotations import acts
    from reader.annotations.ids import Stamp
    from reader.folders import Folders
    from reader.session import Session, read_article
    from reader.text.quotes import find_quote
    session = Session(read_article(Path(sys.argv[1]), Folders.under(Path(sys.argv[2]))))
    text = session.article.text
    change = acts.tag(session.annotations, text, find_quote(text, sys.argv[3])[:1], "PER", Stamp())
    os.setgid(65534); os.setuid(65534)  # not before: what runs Python may be root's alone
    session.apply(change)
    status = session.close()
    print(status.state, "|", status.message)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users may enter: each run of pytest shuts the folder of all runs to them."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="drops root's rights first")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_rights_are_respected(open_folder: Path, what: str) -> None:
    path = open_folder / "articles" / "article.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    one = Desk(path, open_folder / "root")
    one.tag("Ann")
    one.save()
    root = open_folder / "user"
    root.mkdir()
    os.chown(root, 65534, 65534)
    if what == "file":
        os.chown(path.parent, 65534, 65534)
        os.chown(beside(path), 65534, 65534)
        beside(path).chmod(0o444)
    before = untouched(beside(path))
    command = [sys.executable, "-c", textwrap.dedent(LOCKED), str(path), str(root)]
    for name in ("Bob", "Eve"):
        done = subprocess.run([*command, name], capture_output=True, text=True, timeout=60, check=False)
        assert done.stdout.startswith("Saved | Not saved beside the article"), done.stdout + done.stderr
    assert untouched(beside(path)) == before
    assert names(path.parent) == ["article.txt", "article.txt" + SUFFIX]
    assert Desk(path, root).words == ["Ann", "Bob", "Eve"]


def test_a_read_only_file_in_a_writable_folder_is_named_as_such(
    desk: Callable[..., Desk], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = desk()
    one.tag("Ann")
    one.save()
    real = os.access  # root may write everything: what the system would refuse others is refused here
    monkeypatch.setattr(os, "access", lambda p, mode: Path(p) != beside(path) and real(p, mode))
    one.tag("Bob")
    told = one.save().elsewhere
    assert "its annotations file is read-only" in told
    assert "folder is read-only" not in told
