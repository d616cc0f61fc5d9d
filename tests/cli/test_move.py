"""`postil move`: all that belongs to an article goes along, nothing is replaced, and an interruption loses nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from reader.sidecar.disk import files
from reader.sidecar.disk.files import Disk

TEXT = "Ann met Bob in Moscow. Eve and Dan stayed behind in Ulan Bator until spring.\n"


def side(path: Path) -> Path:
    return path.with_name(path.name + ".annotations.json")


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir())


@pytest.fixture
def tagged(postil, article):
    path = article("a.txt", TEXT)
    for quote in ("Ann", "Bob"):
        assert postil("tag", path, "--type", "PER", "--quote", quote).status == 0
    return path


def words(postil, path: Path) -> list[str]:
    shown = postil("show", path, "--json").json["annotations"]
    return sorted(span["text"] for annotation in shown for span in annotation["spans"])


def test_the_sidecar_goes_along_to_another_name(postil, tagged):
    new, data = tagged.with_name("b.txt"), side(tagged).read_bytes()
    side(tagged).chmod(0o640)
    ran = postil("move", tagged, new)
    assert (ran.status, ran.out, ran.err) == (0, f"{new}\n", "")
    assert names(tagged.parent) == ["b.txt", "b.txt.annotations.json"]
    assert side(new).read_bytes() == data and side(new).stat().st_mode & 0o777 == 0o640
    assert new.read_text() == TEXT and words(postil, new) == ["Ann", "Bob"]


def test_into_a_folder_as_mv_does(postil, tagged, monkeypatch):
    (tagged.parent / "archive").mkdir()
    monkeypatch.chdir(tagged.parent)
    assert postil("move", "a.txt", "archive").status == 0
    assert names(tagged.parent) == ["archive/a.txt", "archive/a.txt.annotations.json"]
    assert postil("move", "archive/a.txt", "archive/..").status == 0
    assert postil("move", "a.txt", "archive/").out == f"{tagged.parent / 'archive' / 'a.txt'}\n"


def test_an_article_without_annotations_moves_too(postil, article):
    path = article("a.txt", TEXT)
    assert postil("move", path, path.with_name("b.txt")).status == 0
    assert names(path.parent) == ["b.txt"]


def test_conflict_copies_and_backups_go_along(postil, tagged, home):
    copy = tagged.with_name("a.txt.annotations (Ada's conflicted copy 2026-01-31).json")
    copy.write_bytes(side(tagged).read_bytes())
    new = tagged.with_name("b.md")
    assert postil("move", tagged, new).status == 0
    assert names(tagged.parent) == ["b.md", "b.md.annotations (Ada's conflicted copy 2026-01-31).json",
                                    "b.md.annotations.json"]  # fmt: skip
    new.write_text(TEXT + "More.\n")  # from now on only the path tells what is kept of it
    assert len(postil("restore", new, "--list").out.splitlines()) == 1
    assert [p.name for p in (home / "state" / "postil").rglob("moves/*")] == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_what_is_kept_in_the_data_folder_stays_with_it(postil, article):
    path = article("a.txt", TEXT)
    path.parent.chmod(0o500)
    assert postil("tag", path, "--type", "PER", "--quote", "Ann").status == 0
    ran = postil("move", path, path.with_name("b.txt"))
    assert ran.status == 1 and "read-only" in ran.err
    path.parent.chmod(0o700)
    assert postil("move", path, path.with_name("b.txt")).status == 0
    path.with_name("b.txt").write_text(TEXT + "More.\n")
    assert words(postil, path.with_name("b.txt")) == ["Ann"]


@pytest.mark.parametrize("taken", ["b.txt", "b.txt.annotations.json", "b.txt.annotations (1).json"])
def test_nothing_is_ever_replaced(postil, tagged, taken):
    tagged.with_name("a.txt.annotations (1).json").write_text("{}")
    (tagged.parent / taken).write_text("mine")
    before = names(tagged.parent)
    ran = postil("move", tagged, tagged.with_name("b.txt"))
    assert ran.status == 1 and f"{taken} exists already" in ran.err and ran.out == ""
    assert names(tagged.parent) == before and (tagged.parent / taken).read_text() == "mine"


def test_what_makes_no_sense_is_said_in_one_sentence(postil, tagged, tmp_path):
    link = tagged.with_name("link.txt")
    link.symlink_to(tagged)
    folder = tagged.parent
    dangling = folder / "dangling"
    dangling.symlink_to("nowhere")
    before = names(folder)
    for old, new, said in (
        (folder / "none.txt", folder / "b.txt", "there is no such file"),
        (tagged, tagged, "that is where it is"),
        (tagged, folder, "that is where it is"),
        (tagged, folder / "none" / "b.txt", "there is no folder"),
        (tagged, f"{folder}/none/", "there is no folder"),
        (tagged, dangling, "exists already"),
        (link, folder / "b.txt", "it is a link"),
        (side(tagged), folder / "b.txt", "goes where that goes"),
        (tagged, folder / "b.annotations.json", "a name for annotations"),
        (tagged, folder / ("b" * 250 + ".txt"), "would be too long"),
        (folder, tmp_path / "other", "it is a folder"),
    ):
        ran = postil("move", old, new)
        assert ran.status == 1 and said in ran.err, ran
    assert names(folder) == before and postil("move", tagged).status == 2


def test_a_broken_or_newer_sidecar_goes_along_as_it_is(postil, tagged):
    for number, data in enumerate((b'{"bro', b'{"formatVersion": "9.0", "first": {"items": []}}')):
        side(tagged).write_bytes(data)
        new = tagged.with_name(f"{number}.txt")
        assert postil("move", tagged, new).status == 0 and side(new).read_bytes() == data
        tagged = new


def test_a_linked_sidecar_stays_a_link_and_never_leads_elsewhere(postil, tagged, tmp_path):
    real = tmp_path / "real.json"
    side(tagged).rename(real)
    side(tagged).symlink_to(real)
    (tagged.parent / "below").mkdir()
    assert postil("move", tagged, tagged.parent / "below").status == 0
    moved = tagged.parent / "below" / "a.txt"
    assert side(moved).readlink() == real and words(postil, moved) == ["Ann", "Bob"]
    side(moved).unlink()
    side(moved).symlink_to("../../real.json")
    ran = postil("move", moved, tagged.parent)
    assert ran.status == 1 and "would lead elsewhere" in ran.err
    assert postil("move", moved, moved.with_name("b.txt")).status == 0
    assert words(postil, moved.with_name("b.txt")) == ["Ann", "Bob"]


class Ended(BaseException):
    """As if the process had been killed."""


class NthFails(Disk):
    """Fails the nth operation that changes something: with an error, or as a kill would."""

    def __init__(self, number: int, fault: type[BaseException], *, no_links: bool = False) -> None:
        self.left, self.fault, self.no_links = number, fault, no_links

    def _may(self, name: str) -> Any:
        call = getattr(Disk, name)

        def run(*args: Any, **keywords: Any) -> Any:
            if name == "link" and self.no_links:
                raise OSError(errno.EPERM, "no links here")
            self.left -= 1
            if self.left == 0:
                raise self.fault() if self.fault is Ended else OSError(errno.EIO, "Input/output error")
            if self.left < 0 and self.fault is Ended:
                raise Ended  # nothing is done after the end, not even tidying up
            return call(*args, **keywords)

        return run

    def __getattribute__(self, name: str) -> Any:
        if name in {"open", "write", "fsync", "link", "rename", "replace", "unlink", "utime", "mkdir", "rmdir"}:
            return object.__getattribute__(self, "_may")(name)
        return object.__getattribute__(self, name)


OTHER_DISK = Path("/dev/shm")
ACROSS = pytest.mark.skipif(not os.access(OTHER_DISK, os.W_OK), reason="there is no second file system")


@pytest.fixture(params=["renamed", "renamed without links", pytest.param("across file systems", marks=ACROSS)])
def place(request, tagged, tmp_path):
    """Where the article goes, and whether there are hard links."""
    if request.param == "across file systems":
        import shutil
        import tempfile

        folder = Path(tempfile.mkdtemp(dir=OTHER_DISK))
        if folder.stat().st_dev == tagged.stat().st_dev:
            pytest.skip("there is no second file system")
        yield folder / "b.txt", False
        shutil.rmtree(folder)
    else:
        yield tagged.with_name("b.txt"), request.param.endswith("links")


def test_rights_and_times_stay_across_file_systems(postil, tagged, place):
    new, _ = place
    tagged.chmod(0o604)
    os.utime(tagged, ns=(10**18, 10**18 + 7))
    assert postil("move", tagged, new).status == 0
    assert (new.stat().st_mode & 0o777, new.stat().st_mtime_ns) == (0o604, 10**18 + 7)
    assert words(postil, new) == ["Ann", "Bob"] and not side(tagged).exists() and not tagged.exists()


@pytest.mark.parametrize("fault", [OSError, Ended])
def test_an_error_or_a_kill_at_any_moment_loses_nothing(postil, tagged, place, fault, monkeypatch):
    new, no_links = place
    for number in range(1, 400):
        disk = NthFails(number, fault, no_links=no_links)
        monkeypatch.setattr(files, "disk", disk)
        try:
            status = postil("move", tagged, new).status
        except Ended:
            status = -1
        monkeypatch.setattr(files, "disk", Disk())
        is_over = disk.left > 0
        if status == 1 and tagged.exists():
            assert not new.exists()
            assert words(postil, tagged) == ["Ann", "Bob"]
        elif status != 0:  # wherever the article is, its annotations are found, and the move can be done again
            for path in (tagged, new):
                if path.exists() and not (tagged.exists() and new.exists()):
                    assert words(postil, path) == ["Ann", "Bob"]
            if tagged.exists() or side(tagged).exists():
                assert postil("move", tagged, new).status == 0
        if not tagged.exists():
            assert new.read_text() == TEXT and words(postil, new) == ["Ann", "Bob"]
            if is_over:
                break
            assert postil("move", new, tagged).status == 0
        stray = [n for n in names(tagged.parent) if not n.startswith(("a.txt", ".postil-"))]
        assert stray == [], (number, stray)
        assert words(postil, tagged) == ["Ann", "Bob"]
    else:
        pytest.fail("it never came to its end")
    assert number > 5


def test_annotations_for_which_the_old_name_was_too_long_stand_beside_the_new_one(postil, article, home):
    path = article("n" * 250 + ".txt", TEXT)
    ran = postil("tag", path, "--type", "PER", "--quote", "Ann")
    assert ran.status == 0 and "too long" in ran.err
    longer = path.with_name("m" * 251 + ".txt")
    ran = postil("move", path, longer)
    assert ran.status == 1 and "too long" in ran.err, "a conflict copy of it could not be told"
    new = path.with_name("b.txt")
    ran = postil("move", path, new)
    assert (ran.status, ran.out.strip(), ran.err) == (0, str(new), "")
    assert names(path.parent) == ["b.txt", "b.txt.annotations.json"]
    assert words(postil, new) == ["Ann"] and not list((home / "data").rglob("annotations.json"))


def test_an_article_is_found_again_after_its_folder_and_then_it_alone_was_moved(postil, article):
    path = article("a.txt", TEXT)
    box = path.parent / "box"
    box.mkdir()
    path = path.rename(box / "a.txt")
    assert postil("tag", path, "--type", "PER", "--quote", "Ann").status == 0
    other = box.rename(box.with_name("other box"))
    assert words(postil, other / "a.txt") == ["Ann"]  # seen there, and nowhere saved
    new = (other / "a.txt").rename(path.parents[1] / "b.txt")
    assert words(postil, new) == ["Ann"]
    assert postil("tag", new, "--type", "PER", "--quote", "Bob").status == 0
    assert names(new.parent) == ["b.txt", "b.txt.annotations.json"] and names(other) == []
