"""Finding words: the query comes from the find bar, `Enter` leaves the match selected on the page."""

from __future__ import annotations

from bisect import bisect_left

from reader.app.commands.registry import command
from reader.app.desk import Desk, Find
from reader.text.find import find_text


@command("find", "Find", "/", "Ctrl+F", menu="Edit")
def _find(desk: Desk) -> None:
    desk.ui.open_find()


def look_for(desk: Desk, query: str, start: int) -> None:
    """Take up `query`; the current match is the first at or after `start`, else the first of all."""
    hits = tuple(find_text(desk.text, query))
    place = bisect_left([hit.start for hit in hits], start)
    desk.find = Find(query, hits, (place if place < len(hits) else 0) if hits else None)


def select_match(desk: Desk) -> None:
    """Select the current match on the page."""
    hits, current = desk.find.hits, desk.find.current
    if current is not None:
        desk.goal_x = None
        desk.growth.clear()
        desk.page.select(hits[current].start, hits[current].end)
        desk.set_current(None)


def _step(desk: Desk, by: int) -> None:
    hits = desk.find.hits
    if not desk.find.query:
        desk.ui.open_find()
        return
    if not hits:
        desk.ui.tell(f"“{desk.find.query}” is not in this article.")
        return
    anchor, caret = desk.page.selection()
    here = min(anchor, caret)
    starts = [hit.start for hit in hits]
    place = bisect_left(starts, here + 1) if by > 0 else bisect_left(starts, here) - 1
    if place not in range(len(hits)):
        desk.ui.tell("From the top again." if by > 0 else "From the end again.")
    desk.find = Find(desk.find.query, hits, place % len(hits))
    select_match(desk)


@command("find.next", "Next match", "F3", menu="Edit")
def _next(desk: Desk) -> None:
    _step(desk, 1)


@command("find.previous", "Previous match", "Shift+F3", menu="Edit")
def _previous(desk: Desk) -> None:
    _step(desk, -1)


# -- in the find bar -------------------------------------------------------------------------------


@command("find.bar.select", "Select the match on the page", "Enter", context="find")
def _select(desk: Desk) -> None:
    select_match(desk)
    desk.ui.leave_find()


def _step_in_bar(desk: Desk, by: int) -> None:
    hits, current = desk.find.hits, desk.find.current
    if current is not None:
        desk.find = Find(desk.find.query, hits, (current + by) % len(hits))
        desk.ui.show_match()


@command("find.bar.next", "Next match", "F3", "Down", context="find")
def _next_in_bar(desk: Desk) -> None:
    _step_in_bar(desk, 1)


@command("find.bar.previous", "Previous match", "Shift+F3", "Shift+Enter", "Up", context="find")
def _previous_in_bar(desk: Desk) -> None:
    _step_in_bar(desk, -1)
