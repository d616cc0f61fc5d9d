"""What two sides made of one JSON value: the rules of merging, for any field of any record.

Which side is "ours" decides nothing but which of two values stands and which is kept beside it.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, Final, NamedTuple

from reader.sidecar.format.json_text import JsonObject


class Missing(Enum):
    """The type of MISSING."""

    MISSING = "missing"


MISSING: Final = Missing.MISSING  # stands for the value of a key that is not there; null is a value


class Outcome(NamedTuple):
    """What is made of a field. In a conflict `value` has ours where both cannot be had, and `other` has theirs."""

    value: Any
    other: Any
    is_conflict: bool = False


Rule = Callable[[Any, Any, Any], Outcome]


def settled(value: Any) -> Outcome:
    """The outcome where nothing is in doubt."""
    return Outcome(value, value)


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same JSON. Unlike Python, JSON tells `true` from 1 and 1 from 1.0."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def three_way(base: Any, ours: Any, theirs: Any) -> Outcome:
    """The rule for any value: objects key by key, everything else as a whole. A change beats a removal."""
    plain = one_sided(base, ours, theirs)
    if plain is not None:
        return plain
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return by_keys(base, ours, theirs)
    return Outcome(ours, theirs, True)


def unchanged_on_a_side(base: Any, ours: Any, theirs: Any) -> Outcome | None:
    """What is clear of itself: one side at most changed it, or both alike."""
    if same(ours, theirs) or same(theirs, base):
        return settled(ours)
    return settled(theirs) if same(ours, base) else None


def one_sided(base: Any, ours: Any, theirs: Any) -> Outcome | None:
    """The same, and where one side removed what the other changed: the change."""
    if (clear := unchanged_on_a_side(base, ours, theirs)) is not None:
        return clear
    if ours is MISSING or theirs is MISSING:
        return settled(theirs if ours is MISSING else ours)
    return None


def by_keys(base: Any, ours: JsonObject, theirs: JsonObject, rules: Mapping[str, Rule] | None = None) -> Outcome:
    """Two objects, each key by the rule for it (`three_way` where there is none)."""
    before = base if isinstance(base, dict) else {}
    value: JsonObject = {}
    other: JsonObject = {}
    is_conflict = False
    for key in interleaved(list(ours), list(theirs)):
        rule = (rules or {}).get(key, three_way)
        found = rule(before.get(key, MISSING), ours.get(key, MISSING), theirs.get(key, MISSING))
        is_conflict |= found.is_conflict
        for into, one in ((value, found.value), (other, found.other)):
            if one is not MISSING:
                into[key] = one
    return Outcome(value, other, is_conflict)


def as_one(base: Any, ours: Any, theirs: Any) -> Outcome:
    """The rule for what must never be half of ours and half of theirs."""
    return one_sided(base, ours, theirs) or Outcome(ours, theirs, True)


def as_set(base: Any, ours: Any, theirs: Any) -> Outcome:
    """The rule for lists of texts in which each stands once: what either side added or took away."""
    if (clear := unchanged_on_a_side(base, ours, theirs)) is not None:
        return clear
    before, mine, other = ([] if value is MISSING else value for value in (base, ours, theirs))
    if not all(isinstance(v, list) and all(isinstance(one, str) for one in v) for v in (before, mine, other)):
        return three_way(base, ours, theirs)
    kept = [one for one in mine if one in other or one not in before]
    kept += [one for one in other if one not in mine and one not in before]
    return settled(kept or MISSING)


def interleaved(ours: Sequence[Any], theirs: Sequence[Any], order: Callable[[Any], Any] = lambda _key: 0) -> list[Any]:
    """All keys of both, each once: what both have in our order, and what one side has behind the same as there.

    Where both have something of their own behind the same key, it is brought into `order`, else ours comes first.
    """
    common = set(ours).intersection(theirs)
    own, others = (_runs(side, common) for side in (ours, theirs))
    merged = []
    for key, run in own.items():
        merged += [key] if key is not MISSING else []
        merged += heapq.merge(run, others[key], key=order) if run and others[key] else run or others[key]
    return merged


def _runs(keys: Sequence[Any], common: set[Any]) -> dict[Any, list[Any]]:
    """What stands behind each of the `common` keys, up to the next; behind MISSING what stands before the first."""
    runs: dict[Any, list[Any]] = {MISSING: []}
    last = MISSING
    for key in keys:
        if key in common:
            last = key
            runs[key] = []
        else:
            runs[last].append(key)
    return runs


# -- lists of entries ------------------------------------------------------------------------------


def as_entries(
    alike: tuple[str, ...], merge_entry: Rule, is_one: Callable[[JsonObject], bool] = lambda _entry: False
) -> Rule:
    """The rule for a list of objects without ids: entry by entry, those that are the same ones by `merge_entry`.

    `alike` are the facts by which an entry is known again after somebody edited it, the most telling first. Of those
    that are new and `is_one` the first on either side are the same: there is one such thing, and two say which.
    """

    def rule(base: Any, ours: Any, theirs: Any) -> Outcome:
        if (clear := unchanged_on_a_side(base, ours, theirs)) is not None:
            return clear
        before, mine, other = ([] if value is MISSING else value for value in (base, ours, theirs))
        if not all(isinstance(v, list) and all(isinstance(one, dict) for one in v) for v in (before, mine, other)):
            return three_way(base, ours, theirs)
        return _entries(before, mine, other, alike, merge_entry, is_one)

    return rule


def _entries(
    base: list[JsonObject],
    ours: list[JsonObject],
    theirs: list[JsonObject],
    alike: tuple[str, ...],
    merge_entry: Rule,
    is_one: Callable[[JsonObject], bool],
) -> Outcome:
    mine, other = _known_again(base, ours, alike), _known_again(base, theirs, alike)
    names = _names(ours, theirs, mine, other, is_one)
    by_name = [dict(zip(own, side, strict=True)) for own, side in zip(names, (ours, theirs), strict=True)]
    first, second = names
    if mine == sorted(mine) and other != sorted(other):  # only they put it in another order
        first, second = second, first
    values, others, is_conflict = [], [], False
    for name in interleaved(first, second):
        before = base[name] if isinstance(name, int) else MISSING
        left, right = (side.get(name, MISSING) for side in by_name)
        if before is MISSING and MISSING in (left, right):
            found = settled(right if left is MISSING else left)
        else:
            found = merge_entry(before, left, right)
        is_conflict |= found.is_conflict
        values += [] if found.value is MISSING else [found.value]
        others += [] if found.other is MISSING else [found.other]
    value, theirs_first = (_no_more_often(made, ours, theirs) for made in (values, others))
    return Outcome(value or MISSING, theirs_first or MISSING, is_conflict)


def _known_again(base: list[JsonObject], side: list[JsonObject], alike: tuple[str, ...]) -> list[int]:
    """For each entry of a side, which of base it was; -1 for a new one."""
    found = [-1] * len(side)
    free = set(range(len(base)))

    def take(number: int, known: int) -> None:
        found[number] = known
        free.discard(known)

    for number, entry in enumerate(side):
        known = next((n for n in sorted(free) if same(base[n], entry)), -1)
        take(number, known)
    pairs = [
        (_shared(base[known], entry, alike), -abs(known - number), -number, known)
        for number, entry in enumerate(side)
        if found[number] < 0
        for known in free
    ]
    for shared, _, minus, known in sorted(pairs, reverse=True):
        if shared and known in free and found[-minus] < 0:
            take(-minus, known)
    if len(side) == len(base):  # an entry whose every word was exchanged
        for number in range(len(side)):
            if found[number] < 0 and number in free:
                take(number, number)
    return found


def _shared(one: JsonObject, other: JsonObject, alike: tuple[str, ...]) -> int:
    count = len(alike)
    return sum(count - n for n, key in enumerate(alike) if one.get(key) and same(one[key], other.get(key)))


def _names(
    ours: list[JsonObject],
    theirs: list[JsonObject],
    mine: list[int],
    other: list[int],
    is_one: Callable[[JsonObject], bool],
) -> tuple[list[Any], list[Any]]:
    """A name for each entry of either side: its number in base, else one of its own; both made it: the same."""
    first: list[Any] = [known if known >= 0 else ("ours", n) for n, known in enumerate(mine)]
    free = {n for n, known in enumerate(mine) if known < 0}
    second: list[Any] = [known if known >= 0 else ("theirs", n) for n, known in enumerate(other)]
    new = [n for n, known in enumerate(other) if known < 0]
    for number in list(new):
        twin = next((n for n in sorted(free) if same(ours[n], theirs[number])), None)
        if twin is not None:
            second[number] = ("ours", twin)
            free.discard(twin)
            new.remove(number)
    ones = [next((n for n, entry in enumerate(side) if is_one(entry)), -1) for side in (ours, theirs)]
    if ones[0] in free and ones[1] in new:
        second[ones[1]] = ("ours", ones[0])
    return first, second


def _no_more_often(made: list[JsonObject], ours: list[JsonObject], theirs: list[JsonObject]) -> list[JsonObject]:
    """Without entries that stand more often than on either side: both sides came to them on different ways."""
    kept: list[JsonObject] = []
    for entry in made:
        most = max(_count(side, entry) for side in (ours, theirs))
        if not most or _count(kept, entry) < most:
            kept.append(entry)
    return kept


def _count(entries: Iterable[JsonObject], entry: JsonObject) -> int:
    return sum(same(one, entry) for one in entries)
