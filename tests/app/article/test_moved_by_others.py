"""An open article that somebody moves, renames or throws away: noticed, told, followed, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader.app.article.article_file import Fate
from reader.app.article.handle import Handle, is_in_trash
from reader.desktop.recent.articles import read_recent
from tests.app.conftest import STORY, words_of

only_linux = pytest.mark.skipif(sys.platform != "linux", reason="the system does not tell where a file went")


def path_of(window) -> Path:
    return window.bench.session.article.path


def mv(*paths: Path) -> None:
    subprocess.run(["mv", *paths], check=True)


def is_held(path: Path) -> bool:
    """Whether this process holds the file."""
    held = []
    for each in Path("/proc/self/fd").iterdir():
        try:
            held.append(str(each.readlink()))
        except OSError:
            continue
    return str(path) in held


@pytest.fixture
def tagged(open_text, tmp_path):
    """An article in a folder of its own, with an annotation in its sidecar, and its file known."""
    (tmp_path / "desk").mkdir()
    window = open_text(name="desk/story.txt")
    window.press("p")
    window.saved()
    window.bench.keeper.watch()
    window.until(lambda: window.bench.keeper.on_disk._file._node is not None)
    return window


def followed(window, to: Path, count: int) -> None:
    """The window is there, annotations stand beside it and nowhere else, and work goes on."""
    window.until(lambda: path_of(window) == to)
    window.bench.finishing.now()
    assert window.window.windowTitle().startswith(to.name)
    window.press("Ctrl+End Shift+Left o")
    window.until(lambda: len(window.on_disk()) == count + 1)
    assert window.sidecar.parent == to.parent


@only_linux
def test_moved_to_another_folder_it_is_gone_on_with_by_key(tagged, tmp_path, folders, postil):
    old, to = path_of(tagged), tmp_path / "archive" / "story.txt"
    postil.recents.wait()
    to.parent.mkdir()
    mv(old, to)
    tagged.until(lambda: "in the folder archive now; annotations are still kept" in tagged.window.bar.text)
    tagged.press("F5")
    followed(tagged, to, 1)
    tagged.until(lambda: not (old.parent / "story.txt.annotations.json").exists())
    postil.recents.wait()
    assert [each.path for each in read_recent(folders.state).articles] == [to]


@only_linux
def test_moved_with_its_annotations_it_is_followed_unasked(tagged, tmp_path):
    old, to = path_of(tagged), tmp_path / "archive" / "tale.txt"
    to.parent.mkdir()
    mv(tagged.sidecar, to.with_name("tale.txt.annotations.json"))
    mv(old, to)
    followed(tagged, to, 1)
    assert list(old.parent.iterdir()) == []


@only_linux
def test_its_folder_renamed_it_is_followed_unasked(tagged, tmp_path):
    mv(tmp_path / "desk", tmp_path / "old desk")
    tagged.bench.keeper.watch()  # as when the window gets the focus back
    followed(tagged, tmp_path / "old desk" / "story.txt", 1)
    assert not (tmp_path / "desk").exists()


@only_linux
def test_what_is_tagged_before_anybody_noticed_goes_along(tagged, tmp_path):
    mv(tmp_path / "desk", tmp_path / "old desk")
    tagged.press("Ctrl+End Shift+Left o")
    tagged.bench.keeper.watch()
    tagged.until(lambda: path_of(tagged) == tmp_path / "old desk" / "story.txt")
    tagged.until(lambda: len(tagged.on_disk()) == 2)
    assert not (tmp_path / "desk").exists()


@only_linux
def test_a_folder_in_its_place_does_not_hide_where_it_went(tagged, tmp_path):
    old, to = path_of(tagged), tmp_path / "desk" / "tale.txt"
    mv(old, to)
    old.mkdir()
    tagged.until(lambda: "is called tale.txt now" in tagged.window.bar.text)
    tagged.press("F5")
    followed(tagged, to, 1)


@only_linux
def test_thrown_away_it_is_said_and_not_followed(tagged, tmp_path):
    trash = tmp_path / ".local" / "share" / "Trash" / "files"
    trash.mkdir(parents=True)
    old = path_of(tagged)
    mv(old, trash)
    tagged.until(lambda: tagged.window.bar.text == Fate.TRASHED)
    tagged.press("Ctrl+End Shift+Left o")
    tagged.until(lambda: not tagged.bench.session.has_unsaved)
    mv(trash / "story.txt", old)
    tagged.until(lambda: tagged.window.bar.text == "")
    tagged.until(lambda: len(tagged.on_disk()) == 2)
    assert path_of(tagged) == old


def test_moved_to_another_disk_nothing_is_lost(tagged, tmp_path):
    """A copy, and the old one removed: the system does not say that it is the same."""
    elsewhere = Path("/dev/shm")
    if not elsewhere.is_dir() or elsewhere.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no other disk")
    to = elsewhere / f"postil-{os.getpid()}.txt"
    old = path_of(tagged)
    try:
        mv(old, to)
        tagged.until(lambda: tagged.window.bar.text == Fate.GONE)
        tagged.press("Ctrl+End Shift+Left o")
        tagged.until(lambda: not tagged.bench.session.has_unsaved)
        mv(to, old)
        tagged.until(lambda: tagged.window.bar.text == "")
        tagged.until(lambda: len(tagged.on_disk()) == 2)
    finally:
        to.unlink(missing_ok=True)


def test_an_editor_that_keeps_the_old_version_elsewhere_is_no_mover(tagged, tmp_path):
    old, kept = path_of(tagged), tmp_path / "backups"
    kept.mkdir()
    shutil.move(old, kept / "story.txt~")
    old.write_text("Hello.\n" + STORY)
    tagged.until(lambda: tagged.text.startswith("Hello."))
    assert path_of(tagged) == old and words_of(tagged.on_disk()[0]) == ["Ada"]
    tagged.until(lambda: tagged.bench.keeper.on_disk is not None)
    tagged.until(lambda: tagged.bench.keeper.on_disk._file._node is not None)
    mv(old, tmp_path / "desk" / "tale.txt")
    tagged.until(lambda: "is called tale.txt now" in tagged.window.bar.text)


@only_linux
def test_it_is_let_go_with_its_window(tagged):
    path = path_of(tagged)
    assert is_held(path)
    tagged.window.close()
    assert not is_held(path)


@only_linux
def test_a_handle_follows_and_knows_when_there_is_nothing_to_follow(tmp_path):
    handle, path = Handle(tmp_path), tmp_path / "a.txt"
    assert handle.where() is None
    path.write_text("")
    handle.hold(path)
    assert handle.where() == path
    odd = tmp_path / "new" / os.fsdecode(b"\xff\n (deleted)")
    odd.parent.mkdir()
    path.rename(odd)
    assert handle.where() == odd
    odd.unlink()
    assert handle.where() is None
    handle.let_go()
    handle.hold(tmp_path)  # a folder
    assert handle.where() is None
    handle.hold(tmp_path / "nothing")
    assert handle.where() is None


@only_linux
def test_what_is_on_another_disk_is_not_held(tmp_path):
    if Path("/dev/shm").stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no other disk")
    handle, path = Handle(Path("/dev/shm")), tmp_path / "a.txt"
    path.write_text("")
    handle.hold(path)
    assert handle.where() is None and not is_held(path)


@pytest.mark.parametrize(
    ("path", "thrown"),
    [
        ("/home/ada/.local/share/Trash/files/a.txt", True),
        ("/media/stick/.Trash-1000/files/a.txt", True),
        ("/Users/ada/.Trash/a.txt", True),
        ("/home/ada/Trash/a.txt", False),
    ],
)
def test_trashes(path, thrown):
    assert is_in_trash(Path(path)) is thrown
