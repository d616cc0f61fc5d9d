"""What Windows and macOS are told when the first window has been shown."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from reader.app.start import system
from reader.app.start.file_open import OpeningApplication
from reader.desktop.file_types import APP_ID
from reader.desktop.instance import client
from reader.desktop.windows import jump_list, process, registration
from reader.desktop.windows.entries import Program
from reader.desktop.windows.link import Link


class Opener:
    def __init__(self):
        self.asked = []

    def open_paths(self, paths, new_window=False):
        self.asked.append((tuple(paths), new_window))


def test_windows_gets_a_jump_list_with_a_new_window(qapp, monkeypatch):
    put = []
    monkeypatch.setattr(jump_list, "put_tasks_aside", put.append)
    monkeypatch.setattr(registration, "this_program", lambda: Program(("C:\\p.exe",), "C:\\i.ico", "C:\\d.ico"))
    system.after_windows(qapp, Opener(), "win32")
    assert put == [(jump_list.Task("New window", Link("C:\\p.exe", "--new-window", "C:\\i.ico")),)]


def test_the_dock_gets_a_new_window(qapp, monkeypatch):
    opener, menus = Opener(), []
    monkeypatch.setattr(QMenu, "setAsDockMenu", lambda menu: menus.append(menu), raising=False)
    system.after_windows(qapp, opener, "darwin")
    (menu,) = menus
    assert [action.text() for action in menu.actions()] == ["New window"]
    menu.actions()[0].trigger()
    assert opener.asked == [((), True)]


def test_windows_knows_the_process_before_its_first_window(monkeypatch):
    told = []

    class Library:
        def __init__(self, name):
            self.name = name

        def SetCurrentProcessExplicitAppUserModelID(self, text):  # noqa: N802
            told.append((self.name, text.raw))

    monkeypatch.setattr(process, "_library", Library)
    assert system.prepared("win32") is QApplication
    assert told == [("shell32", APP_ID.encode("utf-16-le") + b"\0\0")]
    assert system.prepared("darwin") is OpeningApplication and len(told) == 1


def test_what_hands_over_on_windows_lets_the_other_come_forward_first(monkeypatch, tmp_path):
    done = []
    monkeypatch.setattr(process, "let_come_forward", lambda: done.append("let"))
    monkeypatch.setattr(client, "_hand_over", lambda *_: done.append("handed") or client.Outcome(None))
    for platform in ("linux", "win32"):
        monkeypatch.setattr(client.sys, "platform", platform)
        client.hand_over(tmp_path, None, 10)
    assert done == ["handed", "let", "handed"]


@pytest.mark.parametrize("platform", ["linux", "freebsd14"])
def test_elsewhere_there_is_nothing_to_do(qapp, platform):
    opener = Opener()
    assert system.prepared(platform) is QApplication
    system.after_windows(qapp, opener, platform)
    assert not opener.asked
