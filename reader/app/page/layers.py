"""Puts overlapping spans on levels, so that each can be seen. Knows nothing of pixels, colours or Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reader.text.spans import Span

HIGHEST = 3  # levels 0 to 2 are drawn in full, of what lies further out only the line
CROWD = 200  # so many on one spot nobody can tell apart; ranking them would cost the square of it


class Layer(NamedTuple):
    """A span on its level: 0 holds nothing, each further one encloses or crosses one below.

    `crosses`: it overlaps another that neither encloses it nor is enclosed by it.
    """

    span: Span
    key: str
    level: int = 0
    crosses: bool = False


def layers(spans: Iterable[tuple[Span, str]]) -> list[Layer]:
    """Every span with its level, outermost first, then by start.

    Of two that overlap, the shorter one lies further in; of equally long ones the one that starts first.
    """
    real = {pair for pair in spans if len(pair[0]) > 0}
    found = sorted(real, key=lambda pair: (pair[0].start, -pair[0].end, pair[1]))
    placed = [Layer(*ranked) for crowd in _crowds(found) for ranked in _ranked(crowd)]
    return sorted(placed, key=lambda layer: (-layer.level, layer.span.start, layer.key))


def _crowds(found: Sequence[tuple[Span, str]]) -> Iterator[list[tuple[Span, str]]]:
    """Cut into groups no two of which overlap."""
    crowd: list[tuple[Span, str]] = []
    reach = -1
    for span, key in found:
        if crowd and span.start >= reach:
            yield crowd
            crowd = []
        crowd.append((span, key))
        reach = max(reach, span.end)
    if crowd:
        yield crowd


def _ranked(crowd: list[tuple[Span, str]]) -> Iterator[tuple[Span, str, int, bool]]:
    if len(crowd) == 1:
        yield *crowd[0], 0, False
        return
    done: list[tuple[Span, int]] = []
    for number, (span, key) in enumerate(sorted(crowd, key=lambda pair: (len(pair[0]), pair[0].start, pair[1]))):
        if number >= CROWD:
            yield span, key, HIGHEST, False
            continue
        below = [level for other, level in done if other.overlaps(span)]
        level = min(1 + max(below, default=-1), HIGHEST)
        done.append((span, level))
        crosses = any(
            other.overlaps(span) and not other.covers(span) and not span.covers(other) for other, _ in crowd[:CROWD]
        )
        yield span, key, level, crosses


def lanes(ranges: Sequence[tuple[float, float]]) -> list[int]:
    """A lane for each `[top, bottom)`, such that no two in one lane overlap; the first that is free, from 0.

    `ranges` are in the order in which they may choose.
    """
    taken: list[list[tuple[float, float]]] = []
    chosen: list[int] = []
    for top, bottom in ranges:
        free = (n for n, lane in enumerate(taken) if all(bottom <= t or b <= top for t, b in lane))
        number = next(free, len(taken))
        if number == len(taken):
            taken.append([])
        taken[number].append((top, bottom))
        chosen.append(number)
    return chosen
