"""Weighs what stands beside words: an edit next to them, or other words that look like them? Finds no places."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import NamedTuple

from reader.annotations.model import Quote
from reader.text.spans import Span

ENOUGH_CP = 12  # a side that is the same for so long tells one place from another
FAR_CP = 20  # a word exchanged so far from the words says little about them
FEW_CP = 6  # of both sides together, where the words stand exactly where their neighbours say
SLACK_CP = 8  # how far an exchanged word moves its neighbours; a lookalike is at least a line away
WINDOW_CP = 96  # what was beside the words may stand behind something new
ALIKE = 25.0  # of 100: how alike the surroundings of a long quote that stands only once have to be
REALIGNED = 60.0  # of 100: behind an exchanged word all is as it was
NEXT_REALIGNED = 85.0  # the same, where the word is not in the sentence


class _Side(NamedTuple):
    """One side, read away from the words. `kept`: code points that are still there, from the words on."""

    old: str
    new: str
    run: int
    kept: int
    whole: bool  # all of it is still there, maybe with something new in between
    changed: bool  # a word was exchanged, and what follows is as before: an edit, or a lookalike
    parted: bool  # all is the same up to the end of a sentence or a line at least

    @property
    def agrees(self) -> bool:
        return self.whole or (self.run >= ENOUGH_CP and not self.changed)


class Sides:
    """What stands beside `span`, compared with what stood beside the quote; white space counts as one space."""

    def __init__(self, text: str, quote: Quote, span: Span) -> None:
        before = _folded(text[max(0, span.start - WINDOW_CP) : span.start])
        after = _folded(text[span.end : span.end + WINDOW_CP])
        words = _folded(quote.exact)
        self._sides = (
            _side(_folded(quote.prefix)[::-1], before[::-1], len(quote.prefix.rpartition("\n")[2]), words[::-1]),
            _side(_folded(quote.suffix), after, len(quote.suffix.partition("\n")[0]), words),
        )
        self.kept = self._sides[0].run, self._sides[1].run  # code points next to the words that are the same
        self.same = sum(side.kept for side in self._sides)

    @property
    def all_the_same(self) -> bool:
        """Whether nothing beside the words has changed, as far as that was written down."""
        return any(s.old for s in self._sides) and all(s.run == len(s.old) for s in self._sides)

    @property
    def agree(self) -> bool:
        """Whether no side speaks against this place, and both together for it. An empty side says nothing."""
        least = min(ENOUGH_CP, sum(len(s.old) for s in self._sides))
        beside = max(s.run for s in self._sides) >= min(FEW_CP, least)
        return all(s.agrees for s in self._sides) and self.same >= least and beside

    @property
    def one_agrees(self) -> bool:
        """Whether one side is as it was, while of the other a neighbouring sentence is gone: no word beside these."""
        same = any(s.run >= FAR_CP or ENOUGH_CP <= s.run == len(s.old) for s in self._sides)
        return same and all(s.agrees or (s.parted and not s.changed) for s in self._sides)

    @property
    def nearly_agree(self) -> bool:
        """The same, but for a word that was exchanged some way off."""
        return all(s.agrees or s.run >= FAR_CP for s in self._sides) and self.same >= FAR_CP + ENOUGH_CP

    @property
    def some(self) -> bool:
        """Whether anything beside the words is as it was."""
        return self.same >= FEW_CP or any(s.changed for s in self._sides)

    def like(self, long: bool) -> bool:
        """Whether that is enough for words that stand only once in the text; `long` ones need hardly any likeness."""
        from rapidfuzz.fuzz import ratio

        if any(s.changed and s.run < ENOUGH_CP for s in self._sides):
            return False
        if not long:
            return self.some and all(s.agrees or s.parted for s in self._sides)
        return max(ratio(s.old, s.new[: len(s.old)]) for s in self._sides) >= ALIKE


class Neighbours:
    """Where words stood and stand now whose place is sure, and by that where others are to be expected."""

    def __init__(self, old_length: int | None, new_length: int) -> None:
        self._sure: list[tuple[int, int]] = []  # where it stood, how far it moved
        self._end = None if old_length is None else new_length - old_length

    def add(self, old: Span, new: Span) -> None:
        """Take in words that surely moved from `old` to `new`."""
        insort(self._sure, (old.start, new.start - old.start))

    def join(self, others: Neighbours) -> None:
        """Take in what these know."""
        self._sure = sorted(self._sure + others._sure)

    def shift_before(self, old: Span) -> int | None:
        """How far the nearest words in front of `old` moved; None when there are none."""
        at = bisect_left(self._sure, (old.start, -(10**9)))
        return self._sure[at - 1][1] if at else None

    def hold(self, old: Span, new: Span) -> bool:
        """Whether words that went from `old` to `new` kept their distance to their neighbours on both sides.

        The text's own start and end are neighbours too. Deleting a line changes one of the distances, so that the
        line like it, wherever it stands, is not taken for the one that is gone.
        """
        return all(self._kept(old, new))

    def hold_one(self, old: Span, new: Span) -> bool:
        """Whether they kept it on one side at least."""
        return any(self._kept(old, new))

    def between(self, old: Span, new: Span, room: int) -> bool:
        """Whether words that went from `old` to `new` are still between their neighbours, and hardly nearer or farther.

        What was put in or taken out between these has less than `room` code points: no other of its kind stood there.
        """
        before, after = self.shifts(old)
        if after is None or abs(before - after) > room:
            return False
        return min(before, after) - SLACK_CP <= new.start - old.start <= max(before, after) + SLACK_CP

    def away(self, old: Span, new: Span) -> int:
        """How far, in code points, `new` is from where the neighbour says that agrees best."""
        before, after = self.shifts(old)
        moved = new.start - old.start
        return min(abs(moved - before), abs(moved - (before if after is None else after)))

    def are_nearer(self, old: Span, new: Span, before: int, behind: int) -> bool:
        """Whether it is nearer than `before` and `behind` to where the neighbours there say."""
        first, last = self.shifts(old)
        moved = new.start - old.start
        return last is not None and abs(moved - first) < before and abs(moved - last) < behind

    def shifts(self, old: Span) -> tuple[int, int | None]:
        """How far the neighbours before and behind moved. The text's own start and end are neighbours too."""
        at = bisect_left(self._sure, (old.start, -(10**9)))
        return self._sure[at - 1][1] if at else 0, self._sure[at][1] if at < len(self._sure) else self._end

    def _kept(self, old: Span, new: Span) -> tuple[bool, bool]:
        before, after = self.shifts(old)
        moved = new.start - old.start
        return abs(moved - before) <= SLACK_CP, after is not None and abs(moved - after) <= SLACK_CP


def _side(old: str, new: str, line: int, words: str) -> _Side:
    run = _common(old, new)
    if run == len(old):
        return _Side(old, new, run, run, True, False, True)
    cut = run  # where the word begins in which they part
    while cut and old[cut - 1].isalnum():
        cut -= 1
    rest = old[cut:]
    again = new.find(rest[:FAR_CP], cut)
    if again >= 0 and words not in new[cut:again] and _common(rest, new[again:]) == min(len(rest), len(new) - again):
        return _Side(old, new, run, len(old), True, False, True)
    border = run + 2 * (run == len(new))  # the text may begin or end here now
    parted = run >= line or any(mark in old[:border] for mark in ".!?\u3002")
    return _Side(old, new, run, run, False, _is_exchanged(rest, new[cut:], run, parted), parted)


def _is_exchanged(old: str, new: str, run: int, parted: bool) -> bool:
    """Whether a lookalike may be told by this: much the same behind the first difference, or too little to say."""
    from rapidfuzz.fuzz import ratio

    if parted and run >= ENOUGH_CP:
        return False
    if len(new) < ENOUGH_CP < len(old):
        return not parted and run < ENOUGH_CP
    return ratio(old, new[: len(old)]) >= (NEXT_REALIGNED if parted else REALIGNED)


def _folded(side: str) -> str:
    return " ".join(side.split()).casefold()


def _common(one: str, other: str) -> int:
    if other.startswith(one):
        return len(one)
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
