"""`Suggested`: what is suggested on one desk - the memory over this article without what was rejected. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.app.wording.tr import tr
from reader.suggest.live import LiveMemory
from reader.suggest.suggestion import Suggestion
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.annotations.collection import Applied
    from reader.session import Session

PATIENCE_S = 0.05  # so long a command waits for names that were tagged a moment ago


class Suggested:
    """Suggestions in reading order; none while they are not to be shown. Rejections last while the article is open.

    A rejection changes no annotation, so the session knows nothing of it. It is taken back in its turn all the same:
    it remembers how many changes there were to undo when it was made.
    """

    def __init__(self, session: Session, allowed: Callable[[str], bool], shown: Callable[[], bool]) -> None:
        self._session, self._shown = session, shown
        self.memory = LiveMemory(session.article.text, session.annotations, allowed)
        self._rejected: list[tuple[int, Span]] = []
        self._taken_back: list[tuple[int, Span]] = []
        session.subscribe(self._follow)

    def overlapping(self, span: Span) -> Sequence[Suggestion]:
        """Those that share a code point with `span`."""
        return self.memory.overlapping(span) if self._shown() else ()

    def at(self, position: int) -> Suggestion | None:
        """The one on the code point at `position`."""
        return self.memory.at(position) if self._shown() else None

    @property
    def shown(self) -> bool:
        """Whether they show."""
        return self._shown()

    def catch_up(self) -> None:
        """Look for names that were tagged a moment ago, if that is not done by now."""
        self.memory.seek(PATIENCE_S)

    def after(self, position: int) -> Suggestion | None:
        """The first that begins after `position`."""
        self.catch_up()
        return self.memory.after(position) if self._shown() else None

    def before(self, position: int) -> Suggestion | None:
        """The last that begins before `position`."""
        self.catch_up()
        return self.memory.before(position) if self._shown() else None

    def within(self, span: Span, most: int) -> list[Suggestion]:
        """The first `most` that lie inside `span`."""
        found: list[Suggestion] = []
        each = self.after(span.start - 1)
        while each is not None and span.covers(each.span) and len(found) < most:
            found.append(each)
            each = self.memory.after(each.span.start)
        return found

    def in_words(self, suggestion: Suggestion) -> str:
        """What it is, why it is there, and which of how many if that is known."""
        label, which = self._session.tagset.type(suggestion.type).label, self.which(suggestion)
        words = tr("Suggested: {label}, from {layer}", label=label, layer=tr(suggestion.layer))
        return f"{words} · {which}" if which else words

    def which(self, suggestion: Suggestion) -> str:
        """Which of how many it is, "3 of 30"; empty while nobody knows."""
        count = self.memory.count
        return tr("{number} of {all}", number=self.memory.ordinal(suggestion), all=count) if count is not None else ""

    # -- rejecting ---------------------------------------------------------------------------------

    def reject(self, suggestion: Suggestion) -> None:
        """Suggest nothing at its place any more."""
        self._taken_back.clear()
        self._rejected.append((self._session.history.undo_depth, suggestion.span))
        self.memory.reject(suggestion.span)

    @property
    def rejected_last(self) -> bool:
        """Whether a rejection is the latest thing that can be undone."""
        return bool(self._rejected) and self._rejected[-1][0] >= self._session.history.undo_depth

    @property
    def taken_back_last(self) -> bool:
        """Whether a rejection is what was undone last."""
        return bool(self._taken_back) and self._taken_back[-1][0] <= self._session.history.undo_depth

    def take_back(self) -> Span:
        """Undo the latest rejection; its place."""
        self._taken_back.append(self._rejected.pop())
        span = self._taken_back[-1][1]
        self.memory.allow(span)
        return span

    def reject_again(self) -> Span:
        """Redo the rejection that was undone last; its place."""
        self._rejected.append(self._taken_back.pop())
        span = self._rejected[-1][1]
        self.memory.reject(span)
        return span

    def done_anew(self) -> None:
        """Something new was done: what was undone is not to be redone."""
        self._taken_back.clear()

    def _follow(self, applied: Applied) -> None:
        self.memory.changed(applied)
