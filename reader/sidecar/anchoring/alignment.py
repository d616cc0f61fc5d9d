"""Which words of an old text are which words of a new one: anchors that are unique in both, and what lies between.

Knows words as numbers; what they are and where they stand is `text_map`'s affair.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from reader.sidecar.anchoring.chance import Chance
from reader.sidecar.anchoring.units import Stretch, Unit, edited_elsewhere, single_in_both, units_of

GRAM = 5  # words that an anchor is made of
SOME = 7  # of all anchors the eighth part is enough in a text of more than MANY words
MANY = 20_000
MOST_CELLS = 16_000_000  # of a gap that is aligned word by word: 10 ms
MOST_SLIDE = 80  # words
MANY_WORDS = 40  # in a row are never the same by chance
NEAR = 40  # words beside a section that moved which may belong to it

_FREE = bytes(taken == 0 for taken in range(256))

Strength = Callable[[int], int]  # how deep the text is cut before a word: 0 not at all


class Run(NamedTuple):
    """`length` words from `old` on that are the words from `new` on."""

    old: int
    new: int
    length: int


class Alignment:
    """`to[i]`: the number of old word `i` in the new text, -1 when it is gone; `instead[i]`: what stands there now."""

    def __init__(
        self,
        old: Sequence[int],
        new: Sequence[int],
        strengths: tuple[Strength, Strength],
        begins: Callable[[], tuple[bytes, bytes]],
        gram: int = GRAM,
        unknown: frozenset[int] = frozenset(),
    ) -> None:
        self.to = [-1] * len(old)
        self.instead: dict[int, int] = {}
        self._old, self._new, self._unknown = old, new, unknown
        self.chance = Chance(new)
        self._taken = bytearray(len(new))
        self._strengths, self._begins = strengths, begins
        head, tail = _common_ends(old, new)
        core = Run(head, head, 0)
        chain = [Run(0, 0, head)] if head else []
        rest: list[Run] = []
        low, high_old, high_new = core.old, len(old) - tail, len(new) - tail
        if low < high_old and low < high_new:
            found = _runs(old, new, (low, high_old), (low, high_new), gram)
            best = _heaviest_chain(found)
            rest = [run for run in found if run not in best]
            chain += self._proved(sorted(best))
        if tail:
            chain.append(Run(high_old, high_new, tail))
        chain = _without_overlaps(chain)
        for run in chain:
            self._mark(run)
        moved = self._take_moved(rest)
        chain, moved = self._with_units(chain, moved)
        self._align_beside(moved)
        chain = self._filled(chain)
        self._slide(chain)

    def _proved(self, chain: list[Run]) -> list[Run]:
        """The runs that are not the same by chance, so far from where those next to them say; the ends say it too."""
        kept: list[Run] = []
        for number, run in enumerate(chain):
            moved = run.new - run.old
            following = (
                chain[number + 1].new - chain[number + 1].old
                if number + 1 < len(chain)
                else len(self._new) - len(self._old)
            )
            previous = kept[-1].new - kept[-1].old if kept else 0
            away = min(abs(moved - previous), abs(moved - following))
            if run.length >= MANY_WORDS or self.chance.proves(run.new, run.new + run.length, 2 * away):
                kept.append(run)
        return kept

    def _mark(self, run: Run) -> None:
        self.to[run.old : run.old + run.length] = range(run.new, run.new + run.length)
        self._taken[run.new : run.new + run.length] = b"\1" * run.length

    def _unmark(self, old: int, count: int) -> None:
        for at in range(old, old + count):
            self._taken[self.to[at]] = 0
            self.to[at] = -1

    # -- sections that moved -----------------------------------------------------------------------

    def _take_moved(self, rest: list[Run]) -> list[Run]:
        """What stands in another order now, longest first."""
        taken: list[Run] = []
        for run in sorted(rest, key=lambda run: -run.length):
            free = self._free_part(run)
            if free is not None and self.chance.proves(free.new, free.new + free.length, len(self._new)):
                self._mark(free)
                taken.append(free)
        return sorted(taken)

    def _align_beside(self, taken: list[Run]) -> None:
        """Align the words around what moved, which go along."""
        for number, run in enumerate(taken):
            before = taken[number - 1] if number else None
            gap_old = run.old - (before.old + before.length) if before else NEAR + 1
            gap_new = run.new - (before.new + before.length) if before else NEAR + 1
            if before and 0 <= gap_old <= NEAR and 0 <= gap_new <= NEAR:
                self._align((run.old - gap_old, run.old), (run.new - gap_new, run.new))
            else:
                self._align((max(0, run.old - NEAR), run.old), (max(0, run.new - NEAR), run.new))
                if before:
                    self._align_behind(before)
        if taken:
            self._align_behind(taken[-1])

    def _align_behind(self, run: Run) -> None:
        old, new = run.old + run.length, run.new + run.length
        self._align((old, min(len(self._old), old + NEAR)), (new, min(len(self._new), new + NEAR)))

    def _free_part(self, run: Run) -> Run | None:
        """The longest part of a run that nothing else has taken."""
        best: Run | None = None
        start = None
        for k in range(run.length + 1):
            is_free = k < run.length and self.to[run.old + k] < 0 and not self._taken[run.new + k]
            if is_free and start is None:
                start = k
            elif not is_free and start is not None:
                if best is None or k - start > best.length:
                    best = Run(run.old + start, run.new + start, k - start)
                start = None
        return best

    # -- sentences and lines -----------------------------------------------------------------------

    def _with_units(self, chain: list[Run], moved: list[Run]) -> tuple[list[Run], list[Run]]:
        """The same with sentences that stand once in what is left of both, in order and elsewhere."""
        free = bytearray(b"\1") * len(self._old)
        for run in (*chain, *moved):
            free[run.old : run.old + run.length] = bytes(run.length)
        for start, end in _left(free) if self._unknown else ():
            free[start:end] = bytes(word not in self._unknown for word in self._old[start:end])
        left = [_left(free), _left(self._taken.translate(_FREE))]
        if not moved and not all(left):
            return chain, moved
        for run in (*chain, *moved):  # where two adjoin, one may reach into a sentence of the other
            if run.old and self.to[run.old - 1] >= 0:
                left[0] += ((run.old - 1, run.old + 1),)
            if run.new and self._taken[run.new - 1]:
                left[1] += ((run.new - 1, run.new + 1),)
        ours, theirs = (units_of(sorted(part), begins) for part, begins in zip(left, self._begins(), strict=True))
        pairs = single_in_both(self._old, self._new, ours, theirs)
        whole = _joined([run for pair in pairs if not self._are_known(run := _run(*pair))])
        self._clear(whole)
        for run in whole:
            self._mark(run)
        if whole:
            known = [part for run in (*chain, *moved) for part in self._kept(run)] + whole
            best = _heaviest_chain(sorted(known))
            chain, moved = sorted(best), sorted(run for run in known if run not in best)
        self._align_kin(ours, theirs, pairs, [*chain, *moved])
        return chain, moved

    def _align_kin(self, ours: list[Unit], theirs: list[Unit], pairs: list[tuple[Unit, Unit]], runs: list[Run]) -> None:
        """Align sentences that went elsewhere and were edited."""
        same = {one for one, _ in pairs}, {other for _, other in pairs}
        ours, theirs = (
            [unit for unit in units if unit not in some] for units, some in zip((ours, theirs), same, strict=True)
        )
        known = [(run.old, run.new) for run in runs]
        for one, other in edited_elsewhere(self._old, self._new, ours, theirs, known):
            self._align(one, other)

    def _are_known(self, run: Run) -> bool:
        """Whether all is as a run says."""
        to = self.to
        return (
            to[run.old] == run.new
            and to[run.old + run.length - 1] == run.new + run.length - 1
            and to[run.old : run.old + run.length] == list(range(run.new, run.new + run.length))
        )

    def _clear(self, runs: list[Run]) -> None:
        """Nothing stands on these old words or on these new ones any more."""
        held = {to for run in runs for to in range(run.new, run.new + run.length) if self._taken[to]}
        for at in [at for at, to in enumerate(self.to) if to in held] if held else ():
            self._unmark(at, 1)
        for run in runs:
            for at in range(run.old, run.old + run.length):
                if self.to[at] >= 0:
                    self._unmark(at, 1)

    def _kept(self, run: Run) -> Iterator[Run]:
        """The parts of a run that are as it says."""
        if self._are_known(run):
            yield run
            return
        start = None
        for k in range(run.length + 1):
            is_kept = k < run.length and self.to[run.old + k] == run.new + k
            if is_kept and start is None:
                start = k
            elif not is_kept and start is not None:
                yield Run(run.old + start, run.new + start, k - start)
                start = None

    # -- between anchors ---------------------------------------------------------------------------

    def _filled(self, chain: list[Run]) -> list[Run]:
        """The chain with what is found in its gaps."""
        ends = [Run(0, 0, 0), *chain, Run(len(self._old), len(self._new), 0)]
        filled: list[Run] = []
        for before, after in itertools.pairwise(ends):
            if before.length:
                filled.append(before)
            old, new = (before.old + before.length, after.old), (before.new + before.length, after.new)
            if old[0] < old[1] and new[0] < new[1]:
                filled += self._align(old, new)
        return filled

    def _align(self, old: tuple[int, int], new: tuple[int, int]) -> list[Run]:
        """Align what is free in two stretches, word by word."""
        mine = [i for i in range(*old) if self.to[i] < 0]
        theirs = [j for j in range(*new) if not self._taken[j]]
        if not mine or not theirs:
            return []
        if len(mine) * len(theirs) > MOST_CELLS:
            return self._align_apart(old, new)
        from rapidfuzz.distance import Levenshtein

        found: list[Run] = []
        for step in Levenshtein.opcodes([self._old[i] for i in mine], [self._new[j] for j in theirs]):
            i1, i2, j1, j2 = step.src_start, step.src_end, step.dest_start, step.dest_end
            if step.tag == "equal":
                for i, j in zip(mine[i1:i2], theirs[j1:j2], strict=True):
                    if found and found[-1].old + found[-1].length == i and found[-1].new + found[-1].length == j:
                        found[-1] = found[-1]._replace(length=found[-1].length + 1)
                    else:
                        found.append(Run(i, j, 1))
            elif step.tag == "replace":
                self.instead.update(zip(mine[i1:i2], theirs[j1:j2], strict=False))
        for run in found:
            self._mark(run)
        return found

    def _align_apart(self, old: tuple[int, int], new: tuple[int, int]) -> list[Run]:
        """A gap too large for that: by shorter anchors first, which may be unique in it."""
        for gram in (3, 2, 1):
            chain = _without_overlaps(_heaviest_chain(_runs(self._old, self._new, old, new, gram)))
            chain = [r for r in chain if all(t < 0 for t in self.to[r.old : r.old + r.length])
                     and not any(self._taken[r.new : r.new + r.length])]  # fmt: skip
            if chain:
                for run in chain:
                    self._mark(run)
                ends = [Run(old[0], new[0], 0), *chain, Run(old[1], new[1], 0)]
                found: list[Run] = []
                for before, after in itertools.pairwise(ends):
                    found += [before] if before.length else []
                    found += self._align(
                        (before.old + before.length, after.old), (before.new + before.length, after.new)
                    )
                return found
        return []

    # -- what could as well be elsewhere -------------------------------------------------------------

    def _slide(self, chain: list[Run]) -> None:
        """Let what was deleted or inserted begin and end where sentences do, when it could as well be so."""
        previous: Run | None = None
        for run in chain:
            if previous is not None:
                old_gap = run.old - (previous.old + previous.length)
                new_gap = run.new - (previous.new + previous.length)
                if old_gap > 0 and new_gap == 0:
                    by = _best_slide(
                        self._old, run.old - old_gap, run.old, previous.length, run.length, self._strengths[0]
                    )
                elif new_gap > 0 and old_gap == 0:
                    by = _best_slide(
                        self._new, run.new - new_gap, run.new, previous.length, run.length, self._strengths[1]
                    )
                else:
                    by = 0
                if by < 0:
                    self._unmark(previous.old + previous.length + by, -by)
                    self._mark(Run(run.old + by, run.new + by, -by))
                elif by > 0:
                    self._unmark(run.old, by)
                    self._mark(Run(previous.old + previous.length, previous.new + previous.length, by))
                run = Run(run.old + by, run.new + by, run.length - by)
            previous = run


def _common_ends(old: Sequence[int], new: Sequence[int]) -> tuple[int, int]:
    """How many words are the same at the beginning, and how many of the others at the end."""
    least = min(len(old), len(new))
    head = _same_from(old, new, 0, 0, least)
    tail = 0
    while tail < least - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def _left(free: bytes | bytearray) -> list[Stretch]:
    """The stretches in which each is 1."""
    found = []
    end = 0
    while (start := free.find(1, end)) >= 0:
        end = free.find(0, start)
        end = len(free) if end < 0 else end
        found.append((start, end))
    return found


def _run(one: Unit, other: Unit) -> Run:
    return Run(one.start, other.start, one.end - one.start)


def _joined(runs: list[Run]) -> list[Run]:
    """Those next to each other in both texts as one."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last and last.old + last.length == run.old and last.new + last.length == run.new:
            found[-1] = last._replace(length=last.length + run.length)
        else:
            found.append(run)
    return found


def _same_from(old: Sequence[int], new: Sequence[int], i: int, j: int, most: int) -> int:
    """How many words from `i` and `j` on are the same: in leaps, which compare fast."""
    done, leap = 0, 64
    while done < most:
        step = min(leap, most - done)
        if old[i + done : i + done + step] == new[j + done : j + done + step]:
            done += step
            leap *= 2
        elif step == 1:
            break
        else:
            leap = step // 2
    return done


def _unique(words: Sequence[int], low: int, high: int, gram: int, mask: int) -> dict[int, int]:
    """The hashes of grams that stand only once between `low` and `high`, with their places.

    With a `mask` only of some, those that begin with certain words: with the same ones in every text.
    """
    part = words[low:high]
    if mask:
        firsts: Sequence[int] = [at for at, word in enumerate(part[: len(part) - gram + 1]) if not word & mask]
        grams = zip(*(map(part[k:].__getitem__, firsts) for k in range(gram)), strict=True)
    else:
        firsts = range(len(part) - gram + 1)
        grams = zip(*(part[k:] for k in range(gram)), strict=False)
    keys = list(map(hash, grams))
    last = dict(zip(keys, firsts, strict=True))
    if len(last) < len(keys):
        first = dict(zip(reversed(keys), reversed(firsts), strict=True))
        last = {key: at for key, at in last.items() if first[key] == at}
    return {key: low + at for key, at in last.items()} if low else last


def _runs(
    old: Sequence[int], new: Sequence[int], in_old: tuple[int, int], in_new: tuple[int, int], gram: int
) -> list[Run]:
    """Stretches of the same words around grams that are unique in both, in the order of the old text."""
    mask = SOME if in_old[1] - in_old[0] > MANY else 0
    ours, theirs = _unique(old, *in_old, gram, mask), _unique(new, *in_new, gram, mask)
    both = ours.keys() & theirs.keys()
    pairs = sorted(zip(map(ours.__getitem__, both), map(theirs.__getitem__, both), strict=True))
    found: list[Run] = []
    start = start_new = end = end_new = -1
    for at, to in pairs:
        if at - to == end - end_new and (at <= end or old[end:at] == new[end_new:to]) and end >= 0:
            end, end_new = at + gram, to + gram
            continue
        if end >= 0 and old[start:end] == new[start_new:end_new]:
            found.append(Run(start, start_new, end - start))
        start, start_new, end, end_new = at, to, at + gram, to + gram
    if end >= 0 and old[start:end] == new[start_new:end_new]:
        found.append(Run(start, start_new, end - start))
    return _extended(old, new, in_old, in_new, found)


def _extended(
    old: Sequence[int], new: Sequence[int], in_old: tuple[int, int], in_new: tuple[int, int], runs: list[Run]
) -> list[Run]:
    """The runs, each as long as the words are the same; in the old text none reaches into the next."""
    found: list[Run] = []
    floor = in_old[0]
    for number, (i, j, length) in enumerate(runs):
        if i + length <= floor:
            continue
        if i < floor:
            i, j, length = floor, j + floor - i, length - (floor - i)
        while i > floor and j > in_new[0] and old[i - 1] == new[j - 1]:
            i, j, length = i - 1, j - 1, length + 1
        stop = runs[number + 1].old if number + 1 < len(runs) else in_old[1]
        end, new_end = i + length, j + length
        if end < stop:
            more = _same_from(old, new, end, new_end, min(stop - end, in_new[1] - new_end))
            length += more
        found.append(Run(i, j, length))
        floor = i + length
    return found


def _heaviest_chain(runs: list[Run]) -> set[Run]:
    """Those that stand in the same order in both texts and have the most words together."""
    ends: list[int] = []  # ends in the new text, with ever more words up to there
    weights: list[int] = []
    lasts: list[int] = []
    before: list[int] = []
    for number, run in enumerate(runs):
        middle = run.new + run.length // 2
        at = bisect_left(ends, middle + 1)
        weight = run.length + (weights[at - 1] if at else 0)
        before.append(lasts[at - 1] if at else -1)
        end = run.new + run.length
        at = bisect_left(ends, end)
        if at and weights[at - 1] >= weight:
            continue
        stop = at
        while stop < len(ends) and weights[stop] <= weight:
            stop += 1
        ends[at:stop], weights[at:stop], lasts[at:stop] = [end], [weight], [number]
    found: set[Run] = set()
    number = lasts[-1] if lasts else -1
    while number >= 0:
        found.add(runs[number])
        number = before[number]
    return found


def _without_overlaps(chain: Iterable[Run]) -> list[Run]:
    """Each run without what the one before it has already."""
    found: list[Run] = []
    end_old = end_new = 0
    for run in sorted(chain):
        cut = max(0, end_old - run.old, end_new - run.new)
        if cut < run.length:
            run = Run(run.old + cut, run.new + cut, run.length - cut)
            found.append(run)
            end_old, end_new = run.old + run.length, run.new + run.length
    return found


def _best_slide(words: Sequence[int], start: int, end: int, left: int, right: int, strength: Strength) -> int:
    """By how many words the stretch from `start` to `end` is best moved, so that what is left stays the same."""
    back = 0
    while back < min(left, MOST_SLIDE) and words[start - 1 - back] == words[end - 1 - back]:
        back += 1
    ahead = 0
    while ahead < min(right, MOST_SLIDE) and end + ahead < len(words) and words[start + ahead] == words[end + ahead]:
        ahead += 1
    if not back and not ahead:
        return 0
    return max(range(-back, ahead + 1), key=lambda by: (strength(start + by) + strength(end + by), -abs(by)))
