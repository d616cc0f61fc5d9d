"""Finding words: the query comes from the find bar, `Enter` leaves the match selected on the page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from reader.app.asking.looking import Found, Wanted, look_through
from reader.app.commands.link import ask_entity, ask_type
from reader.app.commands.registry import command
from reader.app.desk.desk import Desk
from reader.app.modes.reviewing import Hits, Review, hits_of
from reader.app.wording.tr import tr
from reader.text.spans import Span


@command("find", "Find", "/", "Ctrl+F", menu="Edit")
def _find(desk: Desk) -> None:
    desk.ui.open_find()


def wanted(desk: Desk, query: str) -> Wanted:
    """`query` with the options that are set."""
    return Wanted(query, desk.find.match_case, desk.find.whole_words)


def look_for(desk: Desk, query: str, start: int) -> None:
    """Look for `query` and take up what is found."""
    take_up(desk, query, look_through(desk.text, wanted(desk, query)), start)


def take_up(desk: Desk, query: str, found: Found, start: int) -> None:
    """Take up what was found; the current match is the first at or after `start`, else the first of all."""
    hits = found.hits
    place = bisect_left(hits, start, key=_start)
    current = (place if place < len(hits) else 0) if hits else None
    desk.find = replace(desk.find, query=query, hits=hits, current=current, is_cut=found.is_cut)


def _start(hit: Span) -> int:
    return hit.start


def select_match(desk: Desk) -> None:
    """Select the current match on the page."""
    hits, current = desk.find.hits, desk.find.current
    if current is not None:
        _select_span(desk, hits[current])


def _select_span(desk: Desk, span: Span) -> None:
    desk.goal_x = None
    desk.growth.clear()
    desk.page.select(span.start, span.end)
    desk.set_current(None)


def _step(desk: Desk, by: int) -> None:
    hits = desk.find.hits
    if not desk.find.query:
        desk.ui.open_find()
        return
    if not hits:
        desk.ui.tell(tr("“{query}” is not in this article.", query=desk.find.query))
        return
    anchor, caret = desk.page.selection()
    here = min(anchor, caret)
    place = bisect_left(hits, here + 1, key=_start) if by > 0 else bisect_left(hits, here, key=_start) - 1
    if place not in range(len(hits)):
        desk.ui.tell(tr("From the top again.") if by > 0 else tr("From the end again."))
    desk.find = replace(desk.find, current=place % len(hits))
    select_match(desk)


@command("find.next", "Next match", "F3", menu="Edit")
def _next(desk: Desk) -> None:
    _step(desk, 1)


@command("find.previous", "Previous match", "Shift+F3", menu="Edit")
def _previous(desk: Desk) -> None:
    _step(desk, -1)


@command("find.list", "All matches in a list", "Ctrl+Shift+F", menu="Edit")
def _list(desk: Desk) -> None:
    if not desk.find.query:
        desk.ui.open_find()
        return
    if not desk.find.hits:  # they were let go with the bar
        look_for(desk, desk.find.query, desk.caret)
    _review(desk, lambda _taken: None)


# -- in the find bar -------------------------------------------------------------------------------


@command("find.bar.select", "Select the match on the page", "Enter", context="find")
def _select(desk: Desk) -> None:
    desk.ui.finish_looking()
    select_match(desk)
    desk.ui.leave_find()


def _step_in_bar(desk: Desk, by: int) -> None:
    desk.ui.finish_looking()
    hits, current = desk.find.hits, desk.find.current
    if current is not None:
        desk.find = replace(desk.find, current=(current + by) % len(hits))
        desk.ui.show_match()


@command("find.bar.next", "Next match", "F3", "Down", context="find")
def _next_in_bar(desk: Desk) -> None:
    _step_in_bar(desk, 1)


@command("find.bar.previous", "Previous match", "Shift+F3", "Shift+Enter", "Up", context="find")
def _previous_in_bar(desk: Desk) -> None:
    _step_in_bar(desk, -1)


@command("find.bar.case", "Match case", "Alt+C", context="find")
def _case(desk: Desk) -> None:
    desk.find = replace(desk.find, match_case=not desk.find.match_case)
    desk.ui.look_again()


@command("find.bar.words", "Whole words", "Alt+W", context="find")
def _words(desk: Desk) -> None:
    desk.find = replace(desk.find, whole_words=not desk.find.whole_words)
    desk.ui.look_again()


@command("find.bar.list", "All matches in a list", "Tab", "Ctrl+Enter", "Ctrl+Shift+F", context="find")
def _list_in_bar(desk: Desk) -> None:
    desk.ui.finish_looking()

    def left(taken: bool) -> None:
        if taken:
            desk.ui.leave_find()
        else:
            desk.ui.open_find()

    _review(desk, left)


def _review(desk: Desk, left: Callable[[bool], None]) -> None:
    """All matches in a list; a type's letter tags the chosen ones, `Enter` with none goes to the current one."""
    query, session, hits = desk.find.query, desk.session, desk.find.hits
    if not hits:
        desk.ui.tell(
            tr("“{query}” is not in this article.", query=query) if query else tr("There is nothing to look for yet.")
        )
        return

    def show(found: Hits) -> None:
        shown = Review(
            desk, query, found, all_chosen=False, bare=partial(_select_span, desk), left=left,
            ask_type=partial(ask_type, desk, query), ask_entity=partial(ask_entity, desk, query),
        )  # fmt: skip
        desk.enter(shown)
        desk.ui.show_review(shown)

    desk.ui.look_up(lambda: hits_of(session.annotations, session.tagset, desk.text, hits), show)
