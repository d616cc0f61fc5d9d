"""What macOS does otherwise with a menu bar: some lines go into the program's own menu, and their keys into its hands.

Qt guesses from a line's words where it belongs ("About this article" would be the program's own), so each is told.
A key behind a tab becomes the system's there, and it would take bare letters away from the page and from fields.
"""

from __future__ import annotations

import sys

from PySide6.QtGui import QAction

_HOLDING = ("Ctrl+", "Alt+", "Meta+")


def role_of(command_id: str) -> QAction.MenuRole:
    """Where a command's line goes on macOS; elsewhere it stays where it is."""
    own = {"quit": QAction.MenuRole.QuitRole, "settings": QAction.MenuRole.PreferencesRole}
    return own.get(command_id, QAction.MenuRole.NoRole)


def titled(title: str, key: str, platform: str = sys.platform) -> str:
    """A line's title with its key, which may be "": at the right edge, on macOS beside the title unless it is held."""
    if not key:
        return title
    if platform == "darwin" and not key.startswith(_HOLDING):
        return f"{title} ({key})"
    return f"{title}\t{key}"
