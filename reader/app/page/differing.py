"""What differs between two sequences. Knows nothing of what they hold, and no Qt."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple


class Hunk(NamedTuple):
    """What is `[old_from, old_to)` of the one is `[new_from, new_to)` of the other; one of them may be empty."""

    old_from: int
    old_to: int
    new_from: int
    new_to: int


def differences(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[Hunk, ...]:
    """What differs between two sequences. Linear but for sorting, whatever they hold.

    What is there once in both, in the same order, holds them together; equal neighbours of it join it.
    """
    found: list[Hunk] = []
    before_old = before_new = 0
    for at_old, at_new in [*_anchors(old, new), (len(old), len(new))]:
        if at_old < before_old or at_new < before_new:  # joined already
            continue
        low_old, low_new, high_old, high_new = before_old, before_new, at_old, at_new
        while low_old < high_old and low_new < high_new and old[low_old] == new[low_new]:
            low_old, low_new = low_old + 1, low_new + 1
        while low_old < high_old and low_new < high_new and old[high_old - 1] == new[high_new - 1]:
            high_old, high_new = high_old - 1, high_new - 1
        if low_old < high_old or low_new < high_new:
            found.append(Hunk(low_old, high_old, low_new, high_new))
        before_old, before_new = at_old + 1, at_new + 1
    return tuple(found)


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The most pairs of what is there once in both that stand in the same order."""
    counts = Counter(old), Counter(new)
    places = {key: n for n, key in enumerate(new) if counts[1][key] == 1}
    pairs = [(n, places[key]) for n, key in enumerate(old) if key in places and counts[0][key] == 1]
    ends: list[int] = []  # of the best chain of each length: where its last pair stands in `new`
    chain: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(chain[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        chain[length : length + 1] = [number]
    found = []
    number = chain[-1] if chain else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]
