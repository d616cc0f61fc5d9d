"""Grapheme clusters: where a caret may stand. Works locally, whatever the length of the text; knows nothing of words.

The clusters are those of UAX #29 as `regex` implements them (`\\X`).
"""

from __future__ import annotations

from reader.text.patterns import compiled
from reader.text.spans import Span

_CLUSTER = r"\X"
# Two neighbours that may be one cluster, the rules GB3 to GB13 read as pairs. What is not such a pair always parts.
_MAY_JOIN = r"""(?xs)
    \r\n
    | .[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]
    | \p{GCB=Prepend}.
    | \p{GCB=L}[\p{GCB=L}\p{GCB=V}\p{GCB=LV}\p{GCB=LVT}]
    | [\p{GCB=V}\p{GCB=T}\p{GCB=LV}\p{GCB=LVT}][\p{GCB=V}\p{GCB=T}]
    | [\p{GCB=Extend}\p{GCB=ZWJ}]\p{InCB=Consonant}
    | \p{GCB=ZWJ}\p{Extended_Pictographic}
    | \p{RI}\p{RI}
    """


def _parts_surely(text: str, position: int) -> bool:
    """Whether a cluster ends at `position` whatever stands further off. False only means: look further back."""
    before, after = text[position - 1], text[position]
    if before < "\x7f" and after < "\x7f":
        return not (before == "\r" and after == "\n")
    return not compiled(_MAY_JOIN).match(text, position - 1)


def _sure_boundary(text: str, position: int) -> int:
    """The nearest boundary at or before `position` that is sure from its two neighbours alone."""
    while 0 < position < len(text) and not _parts_surely(text, position):
        position -= 1
    return position


def _cluster_end(text: str, start: int) -> int:
    end = start + 1
    if end < len(text) and text[start] < "\x7f" and text[end] < "\x7f" and text[start] != "\r":
        return end
    found = compiled(_CLUSTER).match(text, start)
    return found.end() if found else len(text)


def is_boundary(text: str, position: int) -> bool:
    """Whether no cluster of `text` lies across `position` (code points); both ends of it are boundaries."""
    if not 0 <= position <= len(text):
        return False
    at = _sure_boundary(text, position)
    while at < position:
        at = _cluster_end(text, at)
    return at == position


def at_or_before(text: str, position: int) -> int:
    """`position` itself if it is a cluster boundary, else the last one before it."""
    return position if is_boundary(text, position) else previous_boundary(text, position)


def next_boundary(text: str, position: int) -> int:
    """The first cluster boundary after `position`; the end of the text when there is none."""
    if position >= len(text):
        return len(text)
    at = _sure_boundary(text, max(position, 0))
    while at <= position:
        at = _cluster_end(text, at)
    return at


def previous_boundary(text: str, position: int) -> int:
    """The last cluster boundary before `position`; 0 when there is none."""
    if position <= 0:
        return 0
    last = at = _sure_boundary(text, min(position, len(text)) - 1)
    while at < position and at < len(text):
        last, at = at, _cluster_end(text, at)
    return last


def snap_outwards(text: str, span: Span) -> Span:
    """The smallest span on cluster boundaries that covers `span`; an empty one inside a cluster grows to all of it."""
    start = span.start if is_boundary(text, span.start) else previous_boundary(text, span.start)
    end = span.end if is_boundary(text, span.end) else next_boundary(text, span.end)
    return Span(start, end)
