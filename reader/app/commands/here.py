"""The menu of what is here."""

from __future__ import annotations

from reader.app.commands.registry import command
from reader.app.desk.desk import Desk


@command("menu", "Menu of what is here", "Menu", "Shift+F10", context="global", menu="View")
def _menu(desk: Desk) -> None:
    desk.ui.open_menu()
