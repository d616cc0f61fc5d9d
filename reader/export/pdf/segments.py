"""Cuts overlapping spans into segments that follow each other, each with all the ids that stand on it.

Pure; knows nothing of annotations, of styles or of the page.
"""

from __future__ import annotations

from collections.abc import Iterable

from reader.frozen import dataclass
from reader.text.spans import Span


@dataclass(frozen=True, slots=True)
class Segment:
    """`[start, end)` in code points, never empty. `keys` are those of the spans on it, in their given order."""

    start: int
    end: int
    keys: tuple[str, ...]


def flatten(spans: Iterable[tuple[Span, str]]) -> list[Segment]:
    """The segments between all ends of `spans`, in order; stretches without a span are left out.

    Neighbours differ in their keys or do not touch. A key whose spans overlap each other stands once in a
    segment. Empty spans cover nothing. The method is a sweep over sorted ends: n log n, plus the output.
    """
    pairs = [(span, key) for span, key in spans if span.end > span.start]
    order = {key: n for n, (_, key) in reversed(list(enumerate(pairs)))}
    events = sorted([(s.start, 1, k) for s, k in pairs] + [(s.end, -1, k) for s, k in pairs])
    found: list[Segment] = []
    active: dict[str, int] = {}
    last = 0
    for place, step, key in events:
        if active and place > last:
            _append(found, last, place, tuple(sorted(active, key=order.__getitem__)))
        last = place
        active[key] = active.get(key, 0) + step
        if not active[key]:
            del active[key]
    return found


def _append(found: list[Segment], start: int, end: int, keys: tuple[str, ...]) -> None:
    before = found[-1] if found else None
    if before and before.end == start and before.keys == keys:
        found[-1] = Segment(before.start, end, keys)
    else:
        found.append(Segment(start, end, keys))
