"""Keys of the lists in the panel: entities, claims, notes, orphans."""

from __future__ import annotations

from reader.app.commands.registry import command
from reader.app.desk import Desk


@command("list.next", "Next row", "Down", "j", context="list")
def _next(desk: Desk) -> None:
    desk.ui.pane_step(1)


@command("list.previous", "Previous row", "Up", "k", context="list")
def _previous(desk: Desk) -> None:
    desk.ui.pane_step(-1)


@command("list.open", "Go to it: mentions, card or words", "Enter", context="list")
def _open(desk: Desk) -> None:
    desk.ui.pane_take()


@command("list.tab.next", "Next tab", "Right", context="list")
def _tab_next(desk: Desk) -> None:
    desk.ui.pane_turn(1)


@command("list.tab.previous", "Previous tab", "Left", context="list")
def _tab_previous(desk: Desk) -> None:
    desk.ui.pane_turn(-1)


@command("list.sort", "Entities by count or by place", "s", context="list")
def _sort(desk: Desk) -> None:
    desk.ui.sort_entities()
