"""Reads an article and its annotations again and shows them at the same place, or leaves all as it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from reader.app.article.article_file import Fate
from reader.app.article.going_back import go_back
from reader.app.article.moved import Moved
from reader.app.article.opening import Reading, Ready
from reader.app.article.remembered import Remembered
from reader.app.page.hunks import Hunks
from reader.app.slices import in_slices
from reader.app.window.message import Answer
from reader.app.wording.anchors import anchor_words, report_words
from reader.app.wording.tr import tr
from reader.errors import UserError
from reader.settings import read_settings
from reader.sidecar.anchoring.carried import Ways
from reader.sidecar.anchoring.reanchor import Report, compare
from reader.sidecar.anchoring.text_cache import TextCache
from reader.text.spans import Span

if TYPE_CHECKING:
    from pathlib import Path

    from reader.annotations.collection import AnnotationSet
    from reader.app.workbench.workbench import Workbench
    from reader.session import Session
    from reader.sidecar.journal.recovery import Recovered

SAY_MS = 100  # what takes longer says that it works
HISTORY = "history"  # why keys are held


class _Wish(NamedTuple):
    """What is wanted: the article at `path`, read in `encoding` as `read_article` takes it.

    `unasked`: not because the user wants it so. `changed_s`: it changed on disk then (0: nobody knows when).
    `failed` is called when it cannot be shown, `busy` when it was not because the user is in the middle of something.
    """

    encoding: str | None = None
    path: Path | None = None
    changed_s: float | None = None
    failed: Callable[[], None] = lambda: None
    busy: Callable[[], None] = lambda: None
    unasked: bool = False


class _Became(NamedTuple):
    """What became of annotations, history and places on other words."""

    report: Report = Report()
    ways: Ways | None = None
    moved: Moved = Moved("", "")


class _Places(NamedTuple):
    """What has to be found again: where the first line begins that shows, and what is selected."""

    positions: tuple[int, int]
    selected: Span


class _Kept(NamedTuple):
    """What is to be as it was: the first line and where it stands, the selection, what is current and hidden."""

    top: int
    below_px: float
    selection: tuple[int, int]
    current: str | None
    claim: str | None
    hidden: frozenset[str]

    def moved(self, moved: Moved) -> _Kept:
        """The same on other words."""
        anchor, caret = self.selection
        span = moved.span(Span(min(anchor, caret), max(anchor, caret)))
        if span:
            anchor, caret = (span.start, span.end) if anchor < caret else (span.end, span.start)
        else:
            anchor = caret = moved.position(min(anchor, caret))
        return self._replace(top=moved.position(self.top) if self.top else 0, selection=(anchor, caret))


class Rereader:
    """Reads again what one workbench shows, once at a time."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._reading: Reading | None = None

    def is_free(self) -> bool:
        """Whether an article may be shown anew without taking anything from the user's hands.

        A key or a click that is under way would mean something else in the next moment.
        """
        bench = self._bench
        return not (
            self._reading is not None
            or bench.session.loading
            or self._something_is_written()
            or bench.desk.mode is not None
            or bench.dispatcher.pending.keys
            or QApplication.activePopupWidget() is not None
        )

    def begin(
        self,
        encoding: str | None = None,
        *,
        path: Path | None = None,
        changed_s: float | None = None,
        failed: Callable[[], None] = lambda: None,
        busy: Callable[[], None] = lambda: None,
        unasked: bool = False,
    ) -> None:
        """Save, read again on a thread, and show it: for the parameters see `_Wish`."""
        self._begin(_Wish(encoding, path, changed_s, failed, busy, unasked or changed_s is not None))

    def _begin(self, wish: _Wish) -> None:
        bench, session = self._bench, self._bench.session
        if self._reading is not None:
            return
        if session.loading:
            bench.say(str(session.read_only))
            return
        if self._something_is_written():
            if wish.unasked:
                wish.busy()
                return
            bench.say(tr("Something is being written; Enter keeps it, and then the article can be read again."))
            return
        annotations, article = session.annotations, session.article
        became, places = _Became(), self._places()
        has_history = bool(session.history.undo_label or session.history.redo_label)

        def find_path() -> Path:
            session.flush()
            TextCache(bench.folders.cache).keep(article.text_sha256, article.text)
            return wish.path or article.path

        def done(reading: Reading) -> None:
            nonlocal became
            try:
                if reading.ready is not None:
                    _warm(reading.ready, bench.hooks.settings.now.arrows)
                    now = reading.ready.opened.article
                    hunks = reading.hunks = Hunks(article, now)
                    moved = Moved(article.text, now.text, hunks.moved)
                    moved.learn(*places)
                    became = _Became(moved=moved)
                    if now.text != article.text:
                        ways = Ways(now, exact_only=read_settings(bench.folders.config).settings.exact_only)
                        if has_history:
                            ways.prepare(article)
                        became = _Became(compare(annotations, reading.ready.opened.loaded.shown), ways, moved)
            finally:  # else nothing would be read again any more
                bench.post(lambda: self._arrived(reading, session, annotations, wish, became))

        self._reading = Reading(find_path, bench.folders, wish.encoding, whole=True, before=article)
        self._reading.when_done(done)
        QTimer.singleShot(SAY_MS, self._say_that_it_works)

    def _say_that_it_works(self) -> None:
        if self._reading is not None and isValid(self._bench.window):
            self._bench.say(tr("Reading {name} again ...", name=self._bench.session.article.name))

    def _something_is_written(self) -> bool:
        window = self._bench.window
        if window.is_open("note") or window.is_open("picker"):
            return True
        return window.is_open("panel") and window.panel.shows_card and window.panel.card.editing

    def _arrived(
        self,
        reading: Reading,
        session: Session,
        annotations: AnnotationSet,
        wish: _Wish,
        became: _Became,
        *,
        prepared: bool = False,
    ) -> None:
        bench, self._reading = self._bench, None
        if bench.session is not session or not isValid(bench.window):
            return
        places = self._places()
        problem = reading.problem or _why_not(session, reading.ready)
        if reading.ready is None or problem is not None:
            why = problem.why or problem.what if problem is not None else ""
            said = UserError(tr("{name} is not read again", name=session.article.name), why, tr("What is shown stays"))
            bench.messages.add(str(said), error=True, first=True)
            wish.failed()
        elif session.annotations is not annotations or session.has_unsaved or self._something_is_written():
            self._begin(wish)  # something was changed meanwhile
        elif wish.unasked and not self.is_free():
            wish.busy()
        elif not prepared:
            self._reading = reading
            again = partial(self._arrived, reading, session, annotations, wish, became, prepared=True)
            learn = partial(self._learn, became.moved, places, again)
            in_slices(bench.window.page.prepare(reading.hunks), bench, learn) if reading.hunks else learn()
        else:
            self._show(reading, session, wish, became)

    def _learn(self, moved: Moved, places: _Places, then: Callable[[], None]) -> None:
        """Look on a thread where these are now, if that is not known: the user has gone on meanwhile."""
        if moved.knows(*places):
            then()
            return

        def run() -> None:
            try:
                moved.learn(*places)
            finally:
                self._bench.post(then)

        threading.Thread(target=run, name="postil-places", daemon=True).start()

    def _places(self) -> _Places:
        page = self._bench.window.page
        low, high = sorted(page.selection())
        return _Places((page.top_position(), low), Span(low, high))

    def _show(self, reading: Reading, before: Session, wish: _Wish, became: _Became) -> None:
        bench, page = self._bench, self._bench.window.page
        desk = bench.desk
        desk.leave_mode()
        if bench.window.is_open("find_bar"):
            bench.surface.leave_find()
        top = page.top_position()
        below_px = page.baseline_of(top) - page.verticalScrollBar().value()
        kept = _Kept(top, below_px, page.selection(), desk.current, desk.claim_at_hand, desk.hidden)
        if reading.ready is not None:  # the window is as it is, not as it was remembered last
            now = Remembered(zoom=bench.window.look.zoom, panel=bench.window.panel_wanted, hidden=tuple(desk.hidden))
            reading.ready = replace(reading.ready, remembered=now)
        if reading.ready is not None and reading.ready.opened.article.path != before.article.path:
            bench.hooks.recents.moved(before.article.path, reading.ready.opened.article.path)
        bench.open(reading)
        session = bench.session
        if became.ways is not None:
            session.history.carry_from(before.history, before.article, became.ways)
        elif before.article.text == session.article.text:
            self._continue_history(before)
        is_apart = wish.path is not None and bool(session.status.message)  # from what was moved along with the article
        if (wish.encoding is not None or is_apart) and session.read_only is None:
            session.keep_choices()
            session.hurry()
        there = kept.moved(became.moved)
        self._reading = reading  # nothing else, until this is done

        def end() -> None:
            self._reading = None
            if bench.session is not session:
                return
            bench.quietly(lambda: self._restore(there))
            bench.say("")  # that it was laid out as far as there
            self._tell(before, wish, became.report)

        go_back(bench, max(there.top, *there.selection), end)

    def _continue_history(self, before: Session) -> None:
        """The journal is read on a thread; keys wait, which may undo something."""
        bench, session = self._bench, self._bench.session

        def found(history: Recovered | None) -> None:
            if bench.session is session and isValid(bench.window):
                session.continue_history(before, history)
                bench.follow.hints()
                bench.held.let_go(bench.window, HISTORY)
            elif history is not None:
                history.let_go()

        def find() -> None:
            history = None
            try:
                history = session.find_history()
            finally:
                bench.post(lambda: found(history))

        bench.held.hold(HISTORY)
        threading.Thread(target=find, name="postil-history", daemon=True).start()

    def _restore(self, kept: _Kept) -> None:
        bench, page = self._bench, self._bench.window.page
        desk, known = bench.desk, bench.session.annotations.annotations
        page.stand_at(kept.selection[1], kept.top)
        if kept.top:
            page.verticalScrollBar().setValue(round(page.baseline_of(kept.top) - kept.below_px))
        page.select(*kept.selection, reveal=False)
        if kept.hidden:
            desk.set_hidden(kept.hidden)
        desk.claim_at_hand = kept.claim if kept.claim in known else None
        desk.set_current(kept.current if kept.current in known else None)

    def _tell(self, before: Session, wish: _Wish, report: Report) -> None:
        bench, article = self._bench, self._bench.session.article
        if article.encoding != before.article.encoding:
            what = tr("The article is read as {encoding} now", encoding=article.encoding)
            counts = anchor_words(bench.session.annotations)
        elif article.sha256 != before.article.sha256:
            what = tr("The article is shown as it is on disk now")
            if wish.changed_s is not None:
                what = changed_at(wish.changed_s)
            counts = report_words(report) or (
                tr("all annotations are where they were") if len(before.annotations) else ""
            )
        elif wish.path is not None:
            what, counts = moved_words(before.article.path, article.path), ""
        else:
            same, exact = tr("Read again: the article is the same"), anchor_words(bench.session.annotations)
            what, counts = f"{same}, {exact}" if exact else same, ""
        sentence = f"{what}: {counts}." if counts else f"{what}."
        if not report.uncertain and not report.orphaned:
            bench.say(sentence)
            return
        answers = [(tr("look at each"), "anchor.next")] if report.uncertain else []
        bench.messages.add(
            sentence,
            *(
                Answer(next(iter(bench.keymap.keys_of(command)), ""), words, partial(bench.run, command))
                for words, command in (*answers, (tr("list them"), "anchor.list"))
            ),
        )


def changed_at(changed_s: float) -> str:
    """ "The article changed on disk at 11:20"; without the time where nobody knows it (0)."""
    what = tr(Fate.CHANGED.value)
    at = time.strftime("%H:%M", time.localtime(changed_s)) if changed_s else ""
    return tr("{what} at {time}", what=what, time=at) if at else what


def moved_words(old: Path, new: Path) -> str:
    """Where an article is by now: its name, or its folder if that is another."""
    if old.parent == new.parent:
        return tr("The article is called {name} now", name=new.name)
    if old.name == new.name:
        return tr("The article is in the folder {name} now", name=new.parent.name or str(new.parent))
    return tr("The article is called {name} now", name=f"{new.parent.name}/{new.name}")


def _warm(ready: Ready, arrows: str) -> None:
    """What the window asks for at once is made on the reading thread."""
    _ = ready.keys_with(arrows), ready.opened.article.likely_language
    ready.opened.loaded.shown.prepare()


def _why_not(session: Session, ready: Ready | None) -> UserError | None:
    """An annotations file that broke meanwhile must not take from the window what it still holds."""
    loaded = ready.opened.loaded if ready is not None else None
    return loaded.read_only if loaded is not None and loaded.broken and len(session.annotations) else None
