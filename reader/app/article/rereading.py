"""Reads an article and its annotations again and shows them at the same place, or leaves all as it is."""

from __future__ import annotations

import threading
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer
from shiboken6 import isValid

from reader.annotations.model import Anchor
from reader.app.article.moved import Moved
from reader.app.article.opening import Reading, Ready
from reader.app.window.message import Answer
from reader.app.wording.anchors import anchor_words
from reader.app.wording.tr import tr
from reader.errors import UserError
from reader.text.spans import Span

if TYPE_CHECKING:
    from pathlib import Path

    from reader.annotations.collection import AnnotationSet
    from reader.app.workbench.workbench import Workbench
    from reader.session import Session
    from reader.sidecar.recovery import Recovered

SAY_MS = 100  # what takes longer says that it works
HISTORY = "history"  # why keys are held


class _Kept(NamedTuple):
    """What is to be as it was: the first line, the selection, what is current and what is hidden."""

    top: int
    selection: tuple[int, int]
    current: str | None
    claim: str | None
    hidden: frozenset[str]


class Rereader:
    """Reads again what one workbench shows, once at a time."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._reading: Reading | None = None

    def begin(self, encoding: str | None = None) -> None:
        """Save, read again on a thread, and show it. `encoding`: as `read_article` takes it."""
        bench, session = self._bench, self._bench.session
        if self._reading is not None:
            return
        if session.loading:
            bench.say(str(session.read_only))
            return
        if self._something_is_written():
            bench.say(tr("Something is being written; Enter keeps it, and then the article can be read again."))
            return
        annotations = session.annotations

        def find_path() -> Path:
            session.flush()
            return session.article.path

        def done(reading: Reading) -> None:
            _warm(reading.ready)
            bench.post(lambda: self._arrived(reading, session, annotations, encoding))

        self._reading = Reading(find_path, bench.folders, encoding, whole=True, before=session.article)
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

    def _arrived(self, reading: Reading, session: Session, annotations: AnnotationSet, encoding: str | None) -> None:
        bench, self._reading = self._bench, None
        if bench.session is not session or not isValid(bench.window):
            return
        problem = reading.problem or _why_not(session, reading.ready)
        if reading.ready is None or problem is not None:
            why = problem.why or problem.what if problem is not None else ""
            said = UserError(tr("{name} is not read again", name=session.article.name), why, tr("What is shown stays"))
            bench.messages.add(str(said), error=True, first=True)
        elif session.annotations is not annotations or session.has_unsaved or self._something_is_written():
            self.begin(encoding)  # something was changed meanwhile
        else:
            self._show(reading, session, encoding)

    def _show(self, reading: Reading, before: Session, encoding: str | None) -> None:
        bench, page = self._bench, self._bench.window.page
        desk = bench.desk
        desk.leave_mode()
        if bench.window.is_open("find_bar"):
            bench.surface.leave_find()
        kept = _Kept(page.top_position(), page.selection(), desk.current, desk.claim_at_hand, desk.hidden)
        bench.open(reading)
        session, moved = bench.session, Moved(before.article.text, bench.session.article.text)
        same_words = before.article.text == session.article.text
        if same_words:
            self._continue_history(before)
        if encoding is not None and session.read_only is None:
            session.keep_choices()
        bench.quietly(lambda: self._restore(kept, moved))
        self._tell(before, same_words=same_words)

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

    def _restore(self, kept: _Kept, moved: Moved) -> None:
        bench, page = self._bench, self._bench.window.page
        desk, known = bench.desk, bench.session.annotations.annotations
        anchor, caret = kept.selection
        span = moved.span(Span(min(anchor, caret), max(anchor, caret))) if anchor != caret else None
        if span is not None:
            anchor, caret = (span.start, span.end) if anchor < caret else (span.end, span.start)
        else:
            anchor = caret = moved.position(min(anchor, caret))
        page.stand_at(caret, moved.position(kept.top) if kept.top else 0)
        page.select(anchor, caret, reveal=False)
        if kept.hidden:
            desk.set_hidden(kept.hidden)
        desk.claim_at_hand = kept.claim if kept.claim in known else None
        desk.set_current(kept.current if kept.current in known else None)

    def _tell(self, before: Session, *, same_words: bool) -> None:
        bench, article = self._bench, self._bench.session.article
        counts = anchor_words(bench.session.annotations)
        lost_history = not same_words and bool(before.undo_label)
        if article.encoding != before.article.encoding:
            what = tr("The article is read as {encoding} now", encoding=article.encoding)
        elif article.sha256 != before.article.sha256:
            what = tr("The article is shown as it is on disk now")
        else:
            same = tr("Read again: the article is the same")
            bench.say(f"{same}, {counts}." if counts else f"{same}.")
            return
        sentence = f"{what}: {counts}." if counts else f"{what}."
        if lost_history:
            sentence += " " + tr("What was done before can no longer be undone.")
        anchors = Counter(a.anchor for a in bench.session.annotations)
        if anchors[Anchor.FUZZY] or anchors[Anchor.ORPHAN] or lost_history:
            keys = bench.keymap.keys_of("anchor.next")
            review = (Answer(keys[0] if keys else "", tr("review"), lambda: bench.run("anchor.next")),)
            bench.messages.add(sentence, *(review if anchors[Anchor.FUZZY] else ()))
        else:
            bench.say(sentence)


def _warm(ready: Ready | None) -> None:
    """What the window asks for at once is made on the reading thread."""
    if ready is not None:
        _ = ready.keys, ready.opened.article.likely_language


def _why_not(session: Session, ready: Ready | None) -> UserError | None:
    """An annotations file that broke meanwhile must not take from the window what it still holds."""
    loaded = ready.opened.loaded if ready is not None else None
    return loaded.read_only if loaded is not None and loaded.broken and len(session.annotations) else None
