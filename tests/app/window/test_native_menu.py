"""What macOS is told of the menu bar: three lines' places, and no bare letter as a key of the system's."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction

from reader.app.window.native_menu import titled
from tests.app.conftest import STORY


def _actions(menu):
    for action in menu.actions():
        if action.menu() is not None:
            yield from _actions(action.menu())
        elif not action.isSeparator():
            yield action


def test_only_settings_and_quit_go_into_the_programs_own_menu(open_text, qtbot):
    window = open_text(STORY)
    bar = window.window.menuBar()
    qtbot.waitUntil(lambda: len(bar.actions()) > 5)
    roles = {str(action.data()): action.menuRole() for action in _actions(bar) if action.data()}
    assert roles.pop("quit") is QAction.MenuRole.QuitRole
    assert roles.pop("settings") is QAction.MenuRole.PreferencesRole
    assert "article.about" in roles and set(roles.values()) == {QAction.MenuRole.NoRole}


@pytest.mark.parametrize(
    ("key", "elsewhere", "there"),
    [
        ("", "Tag", "Tag"),
        ("p", "Tag\tp", "Tag (p)"),
        ("Shift+V f", "Tag\tShift+V f", "Tag (Shift+V f)"),
        ("Ctrl+K", "Tag\tCtrl+K", "Tag\tCtrl+K"),
    ],
)
def test_bare_letters_are_shown_beside_the_title_on_macos(key, elsewhere, there):
    assert titled("Tag", key, "linux") == elsewhere
    assert titled("Tag", key, "darwin") == there
