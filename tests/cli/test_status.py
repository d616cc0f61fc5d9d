"""`postil status`: the health of anchors, where a sidecar is kept, and what waits to be looked at."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from reader.annotations import acts
from reader.folders import Folders
from reader.session import Session, read_article
from reader.sidecar.keeping import writing
from reader.text.spans import Span

TEXT = "Ann met Bob in Moscow. Eve and Dan stayed behind in Ulan Bator until spring.\n"


def side(path: Path) -> Path:
    return path.with_name(path.name + ".annotations.json")


@pytest.fixture
def tagged(postil, article):
    def make(name: str = "a.txt") -> Path:
        path = article(name, TEXT)
        for quote in ("Ann", "Bob", "Eve", "Ulan Bator"):
            assert postil("tag", path, "--type", "PER", "--quote", quote).status == 0
        return path

    return make


def test_the_health_of_each_anchor_is_told(postil, tagged):
    path = tagged()
    [row] = postil("status", path, "--json").json
    assert row | {"path": ""} == {
        "path": "", "sidecar": str(side(path)), "kept": "beside", "annotations": 4, "exact": 4, "moved": 0, "fuzzy": 0,
        "orphan": 0, "journal": False, "conflicts": [], "copyOf": None, "readOnly": None, "problem": None,
    }  # fmt: skip
    path.write_text("First of all: " + TEXT.replace("Eve and Dan", "They"), encoding="utf-8")
    ran = postil("status", path, "--json")
    [row] = ran.json
    assert (row["exact"], row["moved"], row["fuzzy"], row["orphan"]) == (0, 3, 0, 1) and ran.status == 0
    shown = postil("show", path, "--json").json["annotations"]
    assert sorted(a["anchor"] for a in shown) == ["moved", "moved", "moved", "orphan"]


def test_a_table_for_people(postil, tagged):
    path = tagged()
    ran = postil("status", path)
    head, line = ran.out.splitlines()
    assert head.split() == ["exact", "moved", "fuzzy", "orphan", "article"]
    assert line.split() == ["4", "0", "0", "0", str(path)]
    assert ran.err == "1 article, 4 annotations.\n"


def test_a_folder_tells_of_all_annotated_articles_in_it(postil, tagged):
    path = tagged()
    below = path.parent / "below" / "b.md"
    below.parent.mkdir()
    below.write_text("Nothing here.\n")
    (path.parent / "bare.txt").write_text("Bare.\n")
    (path.parent / ".hidden").mkdir()
    side(path).rename(side(path.parent / ".hidden" / "c.txt"))
    side(below).symlink_to(side(path.parent / ".hidden" / "c.txt"))
    rows = postil("status", path.parent, "--json").json
    assert [Path(row["path"]).name for row in rows] == ["b.md"]


def test_a_renamed_article_is_told_with_the_sidecar_it_left(postil, tagged):
    path = tagged()
    new = path.rename(path.with_name("new.txt"))
    for asked in (new, path.parent):
        [row] = postil("status", asked, "--json").json
        assert (row["kept"], row["exact"], row["sidecar"]) == ("moved", 4, str(side(path)))
        assert Path(row["path"]).name == "new.txt"
    assert "stood before" in postil("status", new).out


def test_a_copy_is_told_where_the_annotations_are(postil, tagged):
    path = tagged()
    copy = path.with_name("copy.txt")
    copy.write_bytes(path.read_bytes())
    [row] = postil("status", copy, "--json").json
    assert (row["copyOf"], row["annotations"], row["kept"]) == (str(side(path)), 0, None)


def test_conflict_copies_are_named_and_are_no_articles(postil, tagged):
    path = tagged()
    copy = path.with_name("a.txt.annotations (Ada's conflicted copy 2026-01-31).json")
    copy.write_bytes(side(path).read_bytes())
    for asked in (path, copy, side(path), path.parent):
        ran = postil("status", asked, "--json")
        [row] = ran.json
        assert row["conflicts"] == [str(copy)] and Path(row["path"]).name == "a.txt"
    assert "1 conflict copy" in postil("status", path).err


def test_what_cannot_be_read_is_told_with_the_others(postil, tagged, tmp_path):
    path = tagged()
    broken = path.with_name("broken.txt")
    broken.write_text("Words.\n")
    side(broken).write_text("{bro")
    side(path.with_name("gone.txt")).write_text("{}")
    os.mkfifo(path.with_name("pipe.txt"))
    side(path.with_name("pipe.txt")).write_text("{}")
    ran = postil("status", path.parent, path.with_name("none.txt"), "--json")
    problems = {Path(row["path"]).name: row["problem"] for row in ran.json}
    assert ran.status == 1 and "4 cannot be read" in ran.err
    assert problems.pop("a.txt") is None
    assert {name: why.split(":")[0] for name, why in problems.items()} == {
        "broken.txt": "The annotations file broken.txt.annotations.json is not valid JSON (line 1, column 2). "
        "It was not changed.",
        "gone.txt": "gone.txt is not there",
        "none.txt": "none.txt cannot be opened",
        "pipe.txt": "pipe.txt cannot be opened",
    }  # fmt: skip
    assert side(broken).read_text() == "{bro"


def test_one_that_cannot_be_read_is_said_in_one_sentence(postil, tmp_path):
    ran = postil("status", tmp_path / "none.txt")
    assert ran.status == 1 and "there is no such file" in ran.err
    assert postil("status").status == 2
    empty = postil("status", tmp_path)
    assert (empty.status, empty.out) == (0, "") and "0 articles" in empty.err


def test_a_newer_version_is_told_to_be_read_only(postil, tagged):
    path = tagged()
    side(path).write_text(side(path).read_text().replace('"formatVersion": "1.0"', '"formatVersion": "2.0"'))
    ran = postil("status", path, "--json")
    assert ran.status == 0 and "2.0" in ran.json[0]["readOnly"] and ran.json[0]["exact"] == 4


def test_a_name_cannot_steer_the_terminal(postil, article):
    path = article("a\x1b[31m\n.txt", TEXT)
    postil("tag", path, "--type", "PER", "--quote", "Ann")
    out = postil("status", path).out
    assert "\x1b" not in out and len(out.splitlines()) == 2


def test_a_folder_tells_of_what_is_kept_in_the_data_folder_too(postil, article, monkeypatch):
    path = article("a.txt", TEXT)
    write = writing.write_durably

    def refuse(target: Path, *args: Any, **more: Any) -> Any:
        if target.parent == path.parent:
            raise PermissionError(errno.EACCES, "Permission denied", str(target))
        return write(target, *args, **more)

    monkeypatch.setattr(writing, "write_durably", refuse)
    assert postil("tag", path, "--type", "PER", "--quote", "Ann").status == 0
    below = path.parent / "below"
    below.mkdir()
    for folder, rows in ((path.parent, 1), (path.parent.parent, 1), (below, 0)):
        ran = postil("status", folder, "--json")
        assert [(row["kept"], row["annotations"]) for row in ran.json] == [("data", 1)] * rows and ran.status == 0
    renamed = path.rename(path.with_name("b.txt"))
    [row] = postil("status", path.parent, "--json").json
    assert (row["path"], row["annotations"]) == (str(renamed), 1)
    renamed.unlink()
    ran = postil("status", path.parent)
    assert ran.status == 1 and ran.err == "a.txt is not there: only its annotations are.\n"
    assert "kept in your data folder" in ran.out


def test_what_is_kept_for_an_article_that_was_moved_in_the_folder_is_told_once(postil, tagged, monkeypatch):
    path = tagged()
    write = writing.write_durably

    def refuse(target: Path, *args: Any, **more: Any) -> Any:
        if target.parent == path.parent:
            raise PermissionError(errno.EACCES, "Permission denied", str(target))
        return write(target, *args, **more)

    monkeypatch.setattr(writing, "write_durably", refuse)
    assert postil("tag", path, "--type", "GPE", "--quote", "Moscow").status == 0
    moved = path.rename(path.with_name("moved.txt"))
    side(path).rename(side(moved))
    ran = postil("status", path.parent, "--json")
    assert [(row["path"], row["kept"], row["annotations"]) for row in ran.json] == [(str(moved), "data", 5)]
    assert ran.status == 0


def left_in_the_journal(path: Path) -> None:
    """As a window leaves it that is killed a moment after a change."""
    session = Session(read_article(path, Folders.of_user()), rest_s=3600.0)
    change = acts.highlight(session.annotations, [Span(0, 3)], session.stamp, note="late")
    assert session.apply(change) is not None
    journal = session._safe._journal
    assert journal is not None and journal.flush() is None and journal._file is not None
    journal._file.close()


def test_what_waits_in_the_journal_is_told_and_left_there(postil, tagged):
    path = tagged()
    left_in_the_journal(path)
    for _ in range(2):
        [row] = postil("status", path, "--json").json
        assert (row["journal"], row["annotations"]) == (True, 5)
        assert "changes wait in the journal; they come in when it is opened" in postil("status", path).out
    assert postil("tag", path, "--type", "LOC", "--quote", "Moscow").status == 0
    [row] = postil("status", path, "--json").json
    assert (row["journal"], row["annotations"]) == (False, 6)


def test_beside_a_newer_version_it_waits_and_is_told_once(postil, tagged):
    path = tagged()
    left_in_the_journal(path)
    newer = side(path).read_bytes().replace(b'"formatVersion": "1', b'"formatVersion": "2')
    old = side(path).read_bytes()
    side(path).write_bytes(newer)
    [row] = postil("status", path, "--json").json
    assert row["journal"] is True and row["annotations"] == 4
    out = postil("status", path).out
    assert out.count("journal") == 1 and "wait in the journal until it can be" in out
    assert postil("tag", path, "--type", "LOC", "--quote", "Moscow").status == 1
    side(path).write_bytes(old)
    assert postil("status", path, "--json").json[0]["annotations"] == 5
