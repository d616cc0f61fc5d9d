"""The edge to the desktop's list: written as a file many write, and left alone where the user barred it."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from reader.desktop.recent import system
from reader.desktop.recent.system import MOST, forget_file, forget_files, list_of, note_file
from reader.desktop.recent.xbel import files_of
from reader.folders import Folders

COMMAND = ("postil",)


@pytest.fixture
def folders(tmp_path) -> Folders:
    return Folders.under(tmp_path)


def noted(folders) -> list[str]:
    return [each.href for each in files_of(list_of(folders).read_bytes(), "Postil")]


def test_it_is_made_for_the_user_alone_and_forgotten_again(folders):
    for name in ("a", "b", "c"):
        note_file(Path(f"/{name}.txt"), "text/plain", COMMAND, folders)
    assert noted(folders) == ["file:///c.txt", "file:///b.txt", "file:///a.txt"]
    assert stat.S_IMODE(list_of(folders).stat().st_mode) == 0o600
    forget_file(Path("/b.txt"), folders)
    assert noted(folders) == ["file:///c.txt", "file:///a.txt"]
    forget_files(folders)
    assert noted(folders) == []


def test_no_more_than_enough_of_ours(folders):
    for n in range(MOST + 3):
        note_file(Path(f"/{n}.txt"), "text/plain", COMMAND, folders)
    assert len(noted(folders)) == MOST and noted(folders)[0] == f"file:///{MOST + 2}.txt"


def test_several_writers_lose_nothing_of_each_other(folders):
    system_tries, system.TRIES = system.TRIES, 200
    try:
        threads = [
            threading.Thread(target=note_file, args=(Path(f"/{n}.txt"), "text/plain", COMMAND, folders))
            for n in range(12)
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    finally:
        system.TRIES = system_tries
    assert sorted(noted(folders)) == sorted(f"file:///{n}.txt" for n in range(12))


@pytest.mark.parametrize("kind", ["null", "folder", "dangling", "pipe", "broken"])
def test_a_list_that_is_barred_or_broken_stays_as_it_is(folders, kind):
    path = list_of(folders)
    {
        "null": lambda: path.symlink_to("/dev/null"),
        "folder": path.mkdir,
        "dangling": lambda: path.symlink_to("nowhere"),
        "pipe": lambda: os.mkfifo(path),
        "broken": lambda: path.write_bytes(b"<xbel><bookmark"),
    }[kind]()
    before = path.lstat()
    note_file(Path("/a.txt"), "text/plain", COMMAND, folders)
    forget_files(folders)
    after = path.lstat()
    assert (after.st_ino, after.st_mode, after.st_mtime_ns) == (before.st_ino, before.st_mode, before.st_mtime_ns)
