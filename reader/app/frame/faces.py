"""`Face`: what a tab shows of its article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.app.frame.tab_names import tab_names
from reader.app.wording.tr import tr
from reader.session import SaveState
from reader.visible import in_a_line, shown

if TYPE_CHECKING:
    from reader.app.frame.tab import Tab

UNSAVED = (SaveState.NOT_SAVED, SaveState.SAFE)  # what is being saved now is saved in a second: no dot comes and goes


class Face(NamedTuple):
    """A name, a tip, and a sign: "" or "unsaved", "told" (a message waits) or "broken". `spoken` says it in words."""

    name: str
    tip: str
    sign: str
    spoken: str


def names_of(tabs: Sequence[Tab]) -> list[str]:
    """What they are called, with all spaces in it: names may differ by one."""
    paths = [tab.path for tab in tabs]
    named = iter(tab_names([path for path in paths if path is not None]))
    return [shown(next(named)) if path is not None else tr("No article") for path in paths]


def face_of(tab: Tab, name: str, *, is_shown: bool) -> Face:
    """How a tab looks now. What a message of the tab that is shown says can be read there."""
    path, sign, words = tab.path, "", ""
    bench = tab.bench
    if bench is None:
        if tab.problem is not None:
            sign, words = "broken", tr("cannot be opened")
    else:
        message = bench.messages.shown
        if bench.has_article and bench.session.broken:
            sign, words = "broken", tr("annotations file broken")
        elif message is not None and message.error and not is_shown:
            sign, words = "broken", in_a_line(message.text)
        elif bench.has_article and bench.session.status.state in UNSAVED:
            sign, words = "unsaved", tr("not saved yet")
        elif message is not None and not is_shown:
            sign, words = "told", in_a_line(message.text)
        elif bench.news:
            sign, words = "told", in_a_line(bench.news)
    tip = shown(str(path)) if path is not None else name
    return Face(name, f"{tip}\n{words}" if words else tip, sign, f"{name}, {words}" if words else name)
