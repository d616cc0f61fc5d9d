"""The way to every command by its name."""

from __future__ import annotations

from reader.app.commands.registry import command
from reader.app.desk.desk import Desk


@command("palette", "Command palette ...", "Ctrl+K", context="global", menu="View")
def _palette(desk: Desk) -> None:
    desk.ui.show_palette()
