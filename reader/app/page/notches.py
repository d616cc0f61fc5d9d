"""Works out the marks on the scroll bar, a while after the annotations changed and in pieces: no key has to wait."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from PySide6.QtCore import QObject, QTimer

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Annotation, Claim, Mention
from reader.annotations.tagset import TagSet
from reader.app.desk.hidden import hidden_as
from reader.app.look.theme import Theme
from reader.app.page.scrollbar import Notch

DELAY_MS = 120  # the scroll bar may lag behind a key press
PIECE_MS = 3
PLACES = 4096  # more than a scroll bar has pixels
LOOK_AT_CLOCK = 64  # annotations


class Notches:
    """The marks of one scroll bar. What is asked for last is what is shown, by `show`."""

    def __init__(self, parent: QObject, show: Callable[[Iterable[Notch]], None]) -> None:
        self._show = show
        self._found: dict[tuple[float, bool], Notch] = {}
        self._work: Iterator[Notch] = iter(())
        self._timer = QTimer(parent, singleShot=True)
        self._timer.timeout.connect(self._piece)

    def start(
        self, annotations: AnnotationSet, tagset: TagSet, theme: Theme, length: int, hidden: frozenset[str]
    ) -> None:
        """Have the marks of these annotations shown soon, in an article of `length` code points."""
        self._found, self._work = {}, notches(annotations, tagset, theme, length, hidden)
        self._timer.start(DELAY_MS)

    def _piece(self) -> None:
        end = time.monotonic() + PIECE_MS / 1000
        for number, notch in enumerate(self._work):
            self._found[notch.place, notch.full] = notch
            if number % LOOK_AT_CLOCK == LOOK_AT_CLOCK - 1 and time.monotonic() > end:
                self._timer.start(0)
                return
        self._show(sorted(self._found.values(), key=lambda notch: notch.full))


def notches(
    annotations: AnnotationSet, tagset: TagSet, theme: Theme, length: int, hidden: frozenset[str] = frozenset()
) -> Iterator[Notch]:
    """A notch for each fragment of a mention or claim; those that would lie on one pixel look the same.

    What is hidden under one of the ids in `hidden` has none.
    """

    @cache
    def look_of(type_id: str | None) -> tuple[str, bool]:
        if type_id is None:
            return theme.claim.line, True
        return theme.of_type(tagset.type(type_id)).line, False

    for annotation in annotations:
        if not (hidden and hidden_as(annotation) in hidden) and isinstance(annotation, (Mention, Claim)):
            colour, full = look_of(annotation.type if isinstance(annotation, Mention) else None)
            for start in _starts(annotation):
                yield Notch(round(start / max(length, 1) * PLACES) / PLACES, colour, full)


def _starts(annotation: Annotation) -> list[int]:
    return [span.start for span in annotation.spans]
