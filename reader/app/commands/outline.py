"""Headings: the outline beside the page, and the way from one to the next."""

from __future__ import annotations

from reader.app.commands.registry import command
from reader.app.desk.desk import Desk
from reader.app.wording.tr import later, tr
from reader.text.headings import section_at

CONTEXT = "outline"
NONE = later("This article has no headings.")


@command("outline", "Outline of headings", "Shift+O", menu="View")
def _outline(desk: Desk) -> None:
    desk.ui.open_outline()


def _step(desk: Desk, by: int) -> None:
    headings, caret = desk.session.article.headings, desk.caret
    if not headings:
        desk.ui.tell(tr(NONE))
        return
    here = section_at(headings, caret)
    at_heading = here >= 0 and headings[here].start == caret
    target = here + 1 if by > 0 else here - 1 if at_heading else here
    if not 0 <= target < len(headings):
        desk.ui.tell(tr("There is no heading below here.") if by > 0 else tr("There is no heading above here."))
        return
    desk.goal_x = None
    desk.place_caret(headings[target].start)


@command("move.heading.next", "Next heading", "Alt+PgDn")
def _next(desk: Desk) -> None:
    _step(desk, 1)


@command("move.heading.previous", "Previous heading", "Alt+PgUp")
def _previous(desk: Desk) -> None:
    _step(desk, -1)


@command("outline.next", "Next heading in the list", "Down", "j", context=CONTEXT)
def _next_row(desk: Desk) -> None:
    desk.ui.pane_step(1)


@command("outline.previous", "Previous heading in the list", "Up", "k", context=CONTEXT)
def _previous_row(desk: Desk) -> None:
    desk.ui.pane_step(-1)


@command("outline.open", "Go to the heading", "Enter", context=CONTEXT)
def _open_row(desk: Desk) -> None:
    desk.ui.pane_take()
