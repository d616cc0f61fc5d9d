"""What a drag of the mouse selects: whole words, as the word is the unit of the page. Knows no Qt."""

from __future__ import annotations

from reader.text.clusters import snap_outwards
from reader.text.spans import Span
from reader.text.words import word_at


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
