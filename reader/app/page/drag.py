"""What a drag of the mouse selects, and where it puts an end: whole words, the unit of the page. Knows no Qt."""

from __future__ import annotations

from reader.text.clusters import next_boundary, previous_boundary, snap_outwards
from reader.text.spans import Span
from reader.text.words import next_word, previous_word, word_at


def dragged(text: str, anchor: int, caret: int, *, exact: bool = False) -> tuple[int, int]:
    """Anchor and caret (code points) for a drag from `anchor` to `caret`, in the same direction.

    A drag over the border of a word takes every word it touches whole; one within a word takes just that part, and
    an `exact` one what it says. No cluster is ever cut. Without a drag both are the start of the cluster.
    """
    low, high = sorted((anchor, caret))
    whole = snap_outwards(text, Span(low, high))
    if anchor == caret:
        return whole.start, whole.start
    if not exact:
        whole = _grown_to_words(text, whole)
    return (whole.start, whole.end) if anchor < caret else (whole.end, whole.start)


def _grown_to_words(text: str, span: Span) -> Span:
    first, last = word_at(text, span.start), word_at(text, span.end)
    if first is not None and first.covers(span):
        return span
    start = first.start if first is not None and first.start < span.start < first.end else span.start
    end = last.end if last is not None and last.start < span.end < last.end else span.end
    return Span(start, end)


def dragged_end(text: str, span: Span, position: int, free: Span, *, start: bool, exact: bool = False) -> Span:
    """`span` with its start or its end dragged to `position`: to the nearest border of a word, `exact`: of a cluster.

    It never gets empty and never leaves `free`; an end that comes from outside a word never stops within one.
    """
    position = min(max(position, free.start), free.end)
    if exact:
        around = snap_outwards(text, Span(position, position))
        near = min(around.start, around.end, key=lambda at: abs(at - position))
        if start:
            return Span(max(min(near, previous_boundary(text, span.end)), free.start), span.end)
        return Span(span.start, min(max(near, next_boundary(text, span.start)), free.end))
    if start:
        borders = [w.start for w in _words_near(text, position) if free.start <= w.start < span.end]
        return Span(min(borders, key=lambda at: abs(at - position), default=span.start), span.end)
    borders = [w.end for w in _words_near(text, position) if span.start < w.end <= free.end]
    return Span(span.start, min(borders, key=lambda at: abs(at - position), default=span.end))


def _words_near(text: str, position: int) -> list[Span]:
    found = (word_at(text, position), previous_word(text, position), next_word(text, position))
    return [word for word in found if word is not None]
