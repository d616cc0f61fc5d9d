"""`MovingEnd`: the mode in which the start or the end of an annotation follows the arrows. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.annotations.ends import free_around, set_ends, with_ends
from reader.annotations.model import Annotation, Placed
from reader.app.keyboard.hint import Hint
from reader.app.wording.tr import later, tr
from reader.text.clusters import next_boundary, previous_boundary
from reader.text.spans import Span
from reader.text.words import next_word, previous_word, word_at

if TYPE_CHECKING:
    from reader.app.desk.desk import Desk

MOST_WORDS_CP = 60
_STEPS = ("Left", "Right", "Shift+Left", "Shift+Right", "Alt+Left", "Alt+Right", "Alt+Shift+Left", "Alt+Shift+Right")
_NOT_MEANT = ("Up", "Down", "Home", "End", "PgUp", "PgDn", "Space", "Shift+Up", "Shift+Down")


class MovingEnd:
    """Holds an end of one fragment of an annotation; the page shows how it would be.

    Arrows move it by word and with Alt by character, left and right as seen; `[` and `]` take the other end; Enter
    keeps it as one step, Esc or a key that means something else lets go unchanged. It is never empty, never past the
    article, and never on the words of another fragment.
    """

    def __init__(self, desk: Desk, annotation: Annotation, fragment: int, label: str, *, at_start: bool) -> None:
        own = annotation.fragments[fragment]
        if not isinstance(own, Placed):
            raise ValueError("a fragment without words has no ends")
        self._desk, self._annotation, self._fragment, self._label = desk, annotation, fragment, label
        self._span, self._at_start = own.span, at_start
        self._room = free_around(annotation, fragment, len(desk.text))
        self._before = desk.page.selection()
        self._show()

    @property
    def words(self) -> str:
        """Which end is held, and the words as they would be."""
        words = " ".join(self._span.of(self._desk.text).split())
        if len(words) > MOST_WORDS_CP:
            words = f"{words[: MOST_WORDS_CP // 2]} … {words[-MOST_WORDS_CP // 2 :]}"
        told = later("Start of {what}: “{words}”") if self._at_start else later("End of {what}: “{words}”")
        return tr(told, what=self._label, words=words)

    def hints(self) -> Sequence[Hint]:
        """What moves it and what ends it."""
        other = Hint(("]",), tr("the end")) if self._at_start else Hint(("[",), tr("the start"))
        arrows = Hint(("Left", "Right"), tr("word")), Hint(("Alt+Left", "Alt+Right"), tr("character"))
        return [Hint(("Enter",), tr("keep")), *arrows, other]

    def press(self, names: Sequence[str]) -> bool:
        """Move, keep, or take the other end."""
        if names[0] in _STEPS:
            self._move(right=names[0].endswith("Right"), by_character="Alt" in names[0])
        elif names[0] == "Enter":
            self._keep()
        elif "[" in names or "]" in names:
            self._at_start = "[" in names
            self._show()
        elif names[0] not in _NOT_MEANT:
            self._desk.leave_mode()
            return names[0] == "Esc"
        return True

    def give(self) -> None:
        """Whoever selects something else lets go; what is selected stays."""
        self._before = self._desk.page.selection()
        self._desk.leave_mode()

    def ended(self) -> None:
        """All as it was."""
        self._desk.page.preview(None, None)
        self._desk.page.select(*self._before)

    def _move(self, *, right: bool, by_character: bool) -> None:
        text, span = self._desk.text, self._span
        inside = span.start if self._at_start else previous_boundary(text, span.end)
        forward = right != self._desk.page.is_rtl_at(inside)
        step: Callable[[str, int], int | None]
        if by_character:
            step = next_boundary if forward else previous_boundary
        elif self._at_start:
            step = _next_start if forward else _previous_start
        else:
            step = _next_end if forward else _previous_end
        place = step(text, span.start if self._at_start else span.end)
        if place is None:
            return
        place = min(max(place, self._room.start), self._room.end)
        moved = Span(place, span.end) if self._at_start else Span(span.start, place)
        if moved.start < moved.end:
            self._span = moved
            self._show()

    def _show(self) -> None:
        page, span = self._desk.page, self._span
        place = span.start if self._at_start else span.end
        page.preview(with_ends(self._annotation, self._fragment, span), span)
        page.select(place, place)

    def _keep(self) -> None:
        desk, span = self._desk, self._span
        desk.leave_mode()
        now = desk.session.annotations.annotations.get(self._annotation.id)
        if now is None or now.fragments != self._annotation.fragments:
            desk.ui.tell(tr("It was changed by another program meanwhile; its ends stay."))
            return
        change = set_ends(desk.session.annotations, desk.text, now, self._fragment, span, desk.session.stamp)
        if desk.apply(change) is not None or not change:
            last = previous_word(desk.text, span.end)
            at_end = last.start if last is not None and last.start >= span.start else span.start
            desk.place_caret(span.start if self._at_start else at_end)
            desk.set_current(now.id)


def _next_start(text: str, at: int) -> int | None:
    word = next_word(text, at)
    return None if word is None else word.start


def _previous_start(text: str, at: int) -> int | None:
    word = previous_word(text, at)
    return None if word is None else word.start


def _next_end(text: str, at: int) -> int | None:
    here = word_at(text, at)
    if here is not None and here.start < at < here.end:
        return here.end
    word = next_word(text, at - 1)
    return None if word is None else word.end


def _previous_end(text: str, at: int) -> int | None:
    last = previous_word(text, at)
    if last is not None and last.end >= at:
        last = previous_word(text, last.start)
    return None if last is None else last.end
