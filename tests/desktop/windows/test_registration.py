"""Registering with Windows and taking exactly that away again, on a registry in memory."""

from __future__ import annotations

import pytest

from reader.desktop.registration import Opener, Report
from reader.desktop.windows import registration as room
from reader.desktop.windows.entries import CLASSES, OWN, Program, Value, values_for
from reader.desktop.windows.registration import WindowsRegistration
from reader.errors import UserError
from tests.desktop.windows.fake_registry import FakeRegistry

EXE = r"C:\Postil\postil-gui.exe"
PROGRAM = Program((EXE,), f"{EXE},0", f"{EXE},1")
ELSEWHERE = Program((r"D:\new\postil-gui.exe",), r"D:\new\postil-gui.exe,0", r"D:\new\postil-gui.exe,1")
NOTEPAD = Value(rf"{CLASSES}\.txt\OpenWithProgids", "Notepad.1", "")
MARKDOWN = rf"{CLASSES}\Postil.Markdown.1"


@pytest.fixture
def registry():
    """One in which other programs have something, too."""
    return FakeRegistry(
        NOTEPAD,
        Value(rf"{CLASSES}\.txt", "", "txtfile"),
        Value(r"Software\RegisteredApplications", "Notepad", "x"),
        Value(r"Software\Microsoft\Windows\CurrentVersion\App Paths\n.exe", "", "n"),
    )


@pytest.fixture(autouse=True)
def menu(tmp_path, monkeypatch):
    """Where the link goes; what is written there names the program as Windows' own links do."""
    monkeypatch.setenv("APPDATA", str(tmp_path))
    return tmp_path / "Microsoft" / "Windows" / "Start Menu" / "Programs" / "Postil.lnk"


def put(link, to):
    to.write_bytes(b"L\0" + link.program.encode("utf-16-le") + link.arguments.encode())


def registration(registry, program=PROGRAM, shown=None, exists=lambda path: True, put_link=put):
    choose = (shown if shown is not None else []).append
    return WindowsRegistration(registry, program, choose, exists, put_link=put_link)


def test_the_start_menu_has_it_and_loses_it_again(registry, menu):
    registration(registry).install(default=False)
    assert EXE.encode("utf-16-le") in menu.read_bytes()
    registration(registry, ELSEWHERE).install(default=False)
    assert ELSEWHERE.command[0].encode("utf-16-le") in menu.read_bytes()
    assert registration(registry).uninstall().kept == ()
    assert not menu.exists()


def test_a_link_that_was_edited_or_is_an_installers_is_kept(registry, menu):
    registration(registry).install(default=False)
    menu.write_bytes(b"of another program")
    registration(registry, ELSEWHERE).install(default=False)
    assert menu.read_bytes() == b"of another program"
    assert registration(registry).uninstall().kept == (str(menu),)
    registration(registry).install(default=False)
    assert registration(registry).uninstall().kept == () and menu.exists()


def test_without_a_start_menu_all_else_is_done_and_it_is_said(registry, menu):
    def refuse(link, to):
        raise PermissionError(13, "Access is denied")

    report = registration(registry, put_link=refuse).install(default=False)
    assert report.is_registered and any("not in the start menu: access is denied" in note for note in report.notes)
    assert registration(registry).uninstall().kept == () and "Software\\Postil".lower() not in registry.keys


def test_what_is_installed_is_all_there_and_the_shell_is_told(registry):
    report = registration(registry).install(default=False)
    for key, name, data in values_for(PROGRAM):
        assert registry.read(key, name) == data
    assert report.is_registered and report.runs and report.command == (EXE,)
    assert len(report.changed) == len(values_for(PROGRAM)) and not report.kept
    assert registry.told == 1
    assert any("JSON" in note for note in report.notes)


def test_twice_is_once(registry):
    registration(registry).install(default=False)
    before = registry.copy()
    assert registration(registry).install(default=False).changed == ()
    assert registry.copy() == before and registry.told == 1


def test_uninstalling_leaves_the_registry_as_it_was(registry):
    before = registry.copy()
    registration(registry).install(default=False)
    report = registration(registry).uninstall()
    assert registry.copy() == before
    assert not report.is_registered and not report.kept and len(report.changed) == len(values_for(PROGRAM))
    assert registry.told == 2
    assert registration(registry).uninstall().changed == () and registry.told == 2


def test_in_an_empty_registry_only_windows_own_keys_stay():
    empty = FakeRegistry()
    registration(empty).install(default=False)
    registration(empty).uninstall()
    assert all(not values for values in empty.keys.values())
    assert {key.rpartition("\\")[2] for key in empty.keys} == {
        "software", "classes", "microsoft", "windows", "currentversion"
    }  # fmt: skip


def test_an_edited_value_is_kept_and_named(registry):
    registration(registry).install(default=False)
    registry.write(Value(rf"{MARKDOWN}\DefaultIcon", "", r"C:\mine.ico"))
    again = registration(registry).install(default=False)
    assert registry.read(rf"{MARKDOWN}\DefaultIcon", "") == r"C:\mine.ico"
    assert again.kept == (rf"HKEY_CURRENT_USER\{MARKDOWN}\DefaultIcon",)
    gone = registration(registry).uninstall()
    assert gone.kept == again.kept
    assert registry.read(rf"{MARKDOWN}\DefaultIcon", "") == r"C:\mine.ico"
    assert registry.read(MARKDOWN, "") is None and registry.read(OWN, "Registered") is None


def test_another_place_replaces_the_old_one(registry):
    registration(registry).install(default=False)
    report = registration(registry, ELSEWHERE).install(default=False)
    assert report.command == ELSEWHERE.command and not report.kept
    assert EXE not in str(registry.copy())
    registration(registry).uninstall()
    assert "postil" not in str(registry.copy()).lower()


def test_what_an_older_version_wrote_goes_with_a_newer_one(registry, monkeypatch):
    old = Value(rf"{CLASSES}\.mdx\OpenWithProgids", "Postil.Markdown.1", "")
    monkeypatch.setattr(room, "values_for", lambda program: (*values_for(program), old))
    registration(registry).install(default=False)
    assert registry.read(*old[:2]) == ""
    monkeypatch.undo()
    registration(registry).install(default=False)
    assert registry.read(*old[:2]) is None


def test_what_was_half_done_is_undone_and_said(registry):
    before = registry.copy()
    registry.allowed = 12
    with pytest.raises(UserError, match=r"access is denied.*Nothing has changed"):
        registration(registry).install(default=False)
    registry.allowed = 100
    assert registry.copy() == before and registry.told == 0


def test_a_default_is_never_taken_and_the_settings_are_shown(registry):
    shown: list[str] = []
    report = registration(registry, shown=shown).install(default=True)
    assert shown == ["Postil"]
    assert registry.read(rf"{CLASSES}\.txt", "") == "txtfile"
    assert registry.read(rf"{CLASSES}\.md", "") is None
    assert any("choice of a default" in note for note in report.notes)
    registration(registry, shown=shown).install(default=False)
    assert shown == ["Postil"]


def test_another_installations_values_are_left_to_it(registry):
    for value in values_for(ELSEWHERE):
        registry.write(value)
    before = registry.copy()
    report = registration(registry).uninstall()
    assert registry.copy() == before and report.changed == ()
    assert any("Another installation" in note for note in report.notes)


def test_what_an_installer_wrote_for_this_very_program_can_be_taken_away(registry):
    before = registry.copy()
    for value in values_for(PROGRAM):
        registry.write(value)
    registration(registry).uninstall()
    assert registry.copy() == before


def test_status_says_what_opens_each_type_and_changes_nothing(registry):
    registration(registry).install(default=False)
    before = registry.copy()
    registry.openers = {".md": "Postil.Markdown.1", ".txt": "txtfile", ".json": "Applications\\postil-gui.exe"}
    report = registration(registry, exists=lambda path: path != EXE).status()
    assert report.openers == (
        Opener("markdown", "Postil.Markdown.1", True),
        Opener("text", "txtfile", False),
        Opener("annotations", "Applications\\postil-gui.exe", True),
    )
    assert not report.runs and report.is_registered
    assert registry.copy() == before


def test_nothing_is_registered_at_first():
    assert registration(FakeRegistry()).status()._replace(openers=()) == Report(False)


@pytest.mark.parametrize(
    ("name", "frozen", "icon"), [("postil-gui.exe", True, "postil-gui.exe,0"), ("postil-gui.exe", False, "postil.ico")]
)
def test_this_programs_icon_is_its_own_where_it_has_one(tmp_path, monkeypatch, name, frozen, icon):
    monkeypatch.setattr(room, "this_command", lambda: (str(tmp_path / name),))
    monkeypatch.setattr(room.sys, "frozen", frozen, raising=False)
    program = room.this_program()
    assert program.command == (str(tmp_path / name),) and program.icon.endswith(icon)
    assert program.document_icon.endswith("postil-document.ico")


def test_python_is_started_without_a_console_where_it_can_be(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "this_command", lambda: (str(tmp_path / "python.exe"), "-P", "-m", "reader"))
    assert room.this_program().command[0] == str(tmp_path / "python.exe")
    (tmp_path / "pythonw.exe").touch()
    assert room.this_program().command == (str(tmp_path / "pythonw.exe"), "-P", "-m", "reader")
