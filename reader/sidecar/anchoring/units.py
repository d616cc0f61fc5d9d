"""Sentences and lines that stand once in an old text and once in a new one, wherever they went.

An edit hardly ever makes a whole sentence that stood elsewhere, however much it looks like others: so it proves its own
place, where a run of words over the ends of sentences does not. Those that were edited are known by words that stand
once in both, as names and numbers do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

LEAST_WORDS = 3  # of one that stands for itself; of two in a row one word each is enough, as in a table
MOST_WORDS = 120  # so far away the beginning of a sentence is looked for
KIN = 0.6  # the part of the words that two have in common of which one is the other, edited
MOST_KIN = 2_000  # so many are compared by their words

Stretch = tuple[int, int]
_Look = tuple[int, int, int]  # the first word, the last one, and how many


class Unit(NamedTuple):
    """A sentence or a line: its words from `start` to before `end`."""

    start: int
    end: int


def units_of(stretches: Iterable[Stretch], begins: bytes) -> list[Unit]:
    """Those that have words in these stretches of a text, in its order. `begins`: 1 for each word that begins one."""
    found: list[Unit] = []
    done, count = 0, len(begins)
    for start, end in stretches:
        if max(done, start) >= end:
            continue
        low = max(done, begins.rfind(1, max(0, start - MOST_WORDS), start + 1))
        end = min(end, count)
        high = begins.find(1, end, end + MOST_WORDS)
        high = min(count, end + MOST_WORDS) if high < 0 else high
        while low < high:
            border = begins.find(1, low + 1, high)
            border = high if border < 0 else border
            found.append(Unit(low, border))
            low = border
        done = high
    return found


def single_in_both(
    old: Sequence[int], new: Sequence[int], ours: list[Unit], theirs: list[Unit]
) -> list[tuple[Unit, Unit]]:
    """Which ones of the old are which of the new, word for word: alone, or two in a row that are so together."""
    pairs: dict[Unit, Unit] = {}
    taken: set[Unit] = set()
    for row in (1, 2):
        mine, others = _looks(old, ours, row), _looks(new, theirs, row)
        alike = set(mine) & set(others)
        mine_, others_ = _single(old, ours, mine, alike, row), _single(new, theirs, others, alike, row)
        for key in mine_.keys() & others_.keys():
            these, those = ours[mine_[key] : mine_[key] + row], theirs[others_[key] : others_[key] + row]
            if not taken.intersection(those) and not any(one in pairs for one in these):
                pairs |= zip(these, those, strict=True)
                taken.update(those)
    return sorted(pairs.items())


def _looks(words: Sequence[int], units: list[Unit], row: int) -> list[_Look | None]:
    """What tells most units from others at a glance, `row` ones in a row; None for those that say nothing."""
    least = LEAST_WORDS if row == 1 else row
    return [
        (words[start], words[end - 1], end - start) if end - start >= least and (row == 1 or middle == again) else None
        for (start, middle), (again, end) in zip(units, units[row - 1 :], strict=False)
    ]


def _single(
    words: Sequence[int], units: list[Unit], looks: list[_Look | None], alike: set[_Look | None], row: int
) -> dict[tuple[int, ...], int]:
    """The words of units that look `alike`, `row` ones in a row, and stand only once: with the number of the first."""
    found: dict[tuple[int, ...], int] = {}
    for number, look in enumerate(looks):
        if look is not None and look in alike:
            key = tuple(words[units[number].start : units[number + row - 1].end])
            found[key] = -1 if key in found else number
    return {key: number for key, number in found.items() if number >= 0}


def edited_elsewhere(
    old: Sequence[int], new: Sequence[int], ours: list[Unit], theirs: list[Unit], known: Iterable[tuple[int, int]]
) -> list[tuple[Unit, Unit]]:
    """Which of these became which, edited, by words that each has alone; only those that stand in another order now.

    `known` are words, old and new, that are the same ones.
    """
    if not ours or not theirs or len(ours) + len(theirs) > MOST_KIN:
        return []
    mine, others = (_alone(words, units) for words, units in ((old, ours), (new, theirs)))
    votes = Counter((mine[word], others[word]) for word in mine.keys() & others.keys())
    for_ours = Counter(one for one, _ in votes.elements())
    for_theirs = Counter(other for _, other in votes.elements())
    found = [
        (ours[one], theirs[other])
        for (one, other), count in sorted(votes.items())
        if count == for_ours[one] == for_theirs[other] and _are_kin(old, new, ours[one], theirs[other])
    ]
    if not found:
        return []
    places = sorted([*known, *((one.start, other.start) for one, other in found)])
    most = dict(zip(places, accumulate((to for _, to in places), max), strict=True))
    least = dict(zip(reversed(places), accumulate((to for _, to in reversed(places)), min), strict=True))
    return [pair for pair in found if most[at := (pair[0].start, pair[1].start)] != least[at]]


def _alone(words: Sequence[int], units: list[Unit]) -> dict[int, int]:
    """The words that only one unit has, once, with its number."""
    found: dict[int, int] = {}
    for number, unit in enumerate(units):
        for word in words[unit.start : unit.end]:
            found[word] = -1 if word in found else number
    return {word: number for word, number in found.items() if number >= 0}


def _are_kin(old: Sequence[int], new: Sequence[int], ours: Unit, theirs: Unit) -> bool:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(old[ours.start : ours.end], new[theirs.start : theirs.end]) >= KIN
