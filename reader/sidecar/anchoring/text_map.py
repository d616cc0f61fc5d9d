"""Where the words of an old text stand in a new one, and how sure that is. Knows no annotations and no quotes.

Both texts are compared without what typography changes (`folded`), word by word (`alignment`). Words are the same ones
when they are where the others around them are: a name in a sentence that was written anew is another mention.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cache, cached_property
from itertools import accumulate, chain
from operator import add, sub
from typing import NamedTuple

from reader.sidecar.anchoring.alignment import GRAM, Alignment
from reader.sidecar.anchoring.folded import Folded
from reader.sidecar.anchoring.singles import ENOUGH_WORDS, LEAST_WORDS, Singles
from reader.text.spans import Span

UNKNOWN = "\ufdd0"  # stands for a code point of the old text that nobody knows
SURE = 0.5  # the part of the words beside that are still there, from which on it is an edit and no other sentence
ALIKE = 70.0  # of 100: how alike changed words have to be to be taken for the old ones, perhaps
ALIKE_SHORT, SHORT_CP = 75.0, 8
REACH = 12  # words beside that are looked at, within the sentence
FEW_CP = 12  # in a sentence with so little beside the words, those of the next ones are looked at too
NEXT_CP = 14  # so many letters right beside words, within the sentence, are enough
MOST_INSTEAD = 4  # words that may stand in the place of the first ones or the last ones
LONG = 6  # so many words in a row are sure of themselves
TYPO = 70.0  # of 100: from here on a word in the place of another is the same one, written otherwise

_FIRST_UNSPACED = "\u0e00"
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3005-\u30ff\u3100-\u312f\u31f0-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_END = re.compile(r"[.!?\u3002\uff01\uff1f\u061f\u06d4\u0964\n]")


@cache
def _words() -> re.Pattern[str]:
    """A word: a run of letters and digits, one letter in scripts without spaces."""
    return re.compile(rf"([^\W{_UNSPACED}]+|\w|{UNKNOWN}{{1,6}})")


@cache
def _latin_words() -> re.Pattern[str]:
    """The same in texts of Latin letters, which takes less time."""
    return re.compile(rf"(\w+|{UNKNOWN}{{1,6}})")


def _is_latin(text: str) -> bool:
    try:
        text.replace(UNKNOWN, "").encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def weight(word: str) -> int:
    """How many letters a word counts for: its own; none where it is unknown.

    One letter of a script without spaces says as much as three others.
    """
    first = word[0]
    if first == UNKNOWN:
        return 0
    return 3 if first >= _FIRST_UNSPACED and len(word) == 1 and _words().fullmatch(word + word) is None else len(word)


def is_one_word(letters: str) -> bool:
    """Whether these letters are one word, and nothing else."""
    return _words().fullmatch(letters) is not None


def split_words(folded: str) -> list[str]:
    """The words of a folded text."""
    return _words().split(folded)[1::2]


class _Strengths(dict[str, int]):
    """How deep what stands between two words cuts: there are few such strings."""

    def __missing__(self, gap: str) -> int:
        if gap in (" ", ""):
            strength = 0
        else:
            strength = 3 if "\n" in gap else 2 if _END.search(gap) else 1 if not gap.isspace() else 0
        if len(gap) < SHORT_CP:
            self[gap] = strength
        return strength


_STRENGTHS = _Strengths()
_BEGINS = bytes(strength >= 2 for strength in range(256))


class Text:
    """A text in words. `words` and where they start and end in the folded text, and what stands before each."""

    def __init__(self, original: str) -> None:
        self.folded = Folded(original)
        folded = self.folded.text
        parts = (_latin_words() if _is_latin(folded) else _words()).split(folded)
        self.gaps, self.words = parts[:-1:2], parts[1::2]
        lengths = list(map(len, self.words))
        self.ends = list(accumulate(map(add, map(len, self.gaps), lengths)))
        self.starts = list(map(sub, self.ends, lengths))

    def strength(self, at: int) -> int:
        """How deep the text is cut before a word: 3 an empty line, 2 the end of a sentence, 1 another sign, else 0."""
        return _STRENGTHS[self.gaps[at]] if 0 < at < len(self.gaps) else 3

    @cached_property
    def often(self) -> Counter[str]:
        """How often each word stands there."""
        return Counter(self.words)

    @cached_property
    def begins(self) -> bytes:
        """For each word 1 when a sentence, an item of a list or a line begins with it, as the text is written."""
        strengths = bytes(map(_STRENGTHS.__getitem__, self.gaps[: len(self.words)]))
        begins = bytearray(strengths.translate(_BEGINS))
        lines = self.folded.lines
        end = lines.find("\n")
        while end >= 0 and (at := bisect_left(self.starts, end)) < len(begins):
            begins[at] = 1
            end = lines.find("\n", self.starts[at])
        return bytes(begins)

    def begins_at(self, at: int) -> bool:
        """Whether a sentence or a line begins with a word, or the text ends before it."""
        return at >= len(self.begins) or self.begins[at] == 1

    def around(self, first: int, behind: int, *, over_ends: bool = False) -> tuple[int, int]:
        """The words beside those from `first` to before `behind`, within their sentence, or over its ends."""
        low, high = first, behind
        while low > 0 and first - low < REACH and (over_ends or self.strength(low) < 2):
            low -= 1
        while high < len(self.words) and high - behind < REACH and (over_ends or self.strength(high) < 2):
            high += 1
        return low, high


class Found(NamedTuple):
    """A place in the new text. `same`: just the old words are there. `support`: how much of what was beside, 0 to 1."""

    span: Span
    same: bool
    support: float
    words: tuple[int, int, int, int] = (0, 0, 0, 0)  # old words from, to before; new ones from, to before
    low: int = 0  # where it is in the folded text
    high: int = 0

    @property
    def sure(self) -> bool:
        """Whether these are the very words."""
        return self.same and self.support >= SURE


class Beside(NamedTuple):
    """What is beside words on one side: letters up to the first edit, and behind it up to the next one.

    Edits beyond an intact end of the sentence do not count. `exchanged`: other words stand there instead, and behind
    them all goes on as before.
    """

    letters: int
    after: int
    edits: int
    exchanged: bool
    gone: int  # letters that are not there, within the sentence, from the edit to where nothing more is known


class TextMap:
    """From places in an `old` text to places in a `new` one."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = self.old, self.new = Text(old), Text(new)
        number = {word: n for n, word in enumerate(dict.fromkeys(chain(self._old.words, self._new.words)))}
        ours, theirs = (list(map(number.__getitem__, text.words)) for text in (self._old, self._new))
        of_letters = len(self._old.folded.text) < 2 * len(ours)
        gram = 2 * GRAM if of_letters else GRAM
        self._aligned = Alignment(
            ours,
            theirs,
            (self._old.strength, self._new.strength),
            lambda: (self._old.begins, self._new.begins),
            gram,
            frozenset(n for word, n in number.items() if word[0] == UNKNOWN),
        )
        self.chance = self._aligned.chance
        self._to = self._aligned.to
        self._singles = Singles(self._old, self._new)

    def find(self, span: Span) -> Found | None:
        """Where the words of `span` stand now, or what stands in their place; None when they are gone."""
        folded = self._old.folded
        found = self.find_folded(folded.start(span.start), folded.end(span.end))
        return found and found._replace(support=self.support(found))

    def support(self, found: Found) -> float:
        """How much of what was beside words that were found is there still, 0 to 1."""
        return self._support(*found.words)

    def find_folded(self, start: int, end: int) -> Found | None:
        """`find` for a place in the folded old text; how much of what was beside is there is not weighed."""
        old, folded = self._old, self._old.folded
        if start >= end:
            return None
        first, behind = bisect_right(old.ends, start), bisect_left(old.starts, end)
        if first >= behind:
            return self._find_signs(start, end, first)
        to = self._to[first:behind]
        if to[0] >= 0 and to == list(range(to[0], to[0] + behind - first)):
            new = self._new
            low = new.starts[to[0]] + start - old.starts[first]
            high = new.ends[to[-1]] + end - old.ends[behind - 1]
            if _same(folded.text[start:end], new.folded.text[max(0, low) : high]) and low >= 0:
                return self._found(low, high, True, (first, behind, to[0], to[-1] + 1))
        return self._find_changed(start, end, first, behind)

    def _found(self, low: int, high: int, same: bool, words: tuple[int, int, int, int]) -> Found | None:
        folded = self._new.folded
        span = Span(folded.original_start(low), folded.original_end(high))
        return Found(span, same, 0.0, words, low, high) if span.start < span.end else None

    def find_alone(self, span: Span, *, by_themselves: bool = False) -> Found | None:
        """Where just these words stand, when they stand once in each text, or one among them does, wherever it is.

        That is said of enough words only: with those beside them that are the same, or `by_themselves`.
        """
        old, new = self._old, self._new
        start, end = old.folded.start(span.start), old.folded.end(span.end)
        first, behind = bisect_right(old.ends, start), bisect_left(old.starts, end)
        same = self._singles.place(first, behind) if first < behind else None
        if same is None:
            return self._find_long(start, end, first, behind)
        before, after = (0, 0) if by_themselves else self._singles.extended(first, behind, same)
        count = before + behind - first + after
        is_whole = new.begins_at(same.low - before) and new.begins_at(same.high + after)
        if count < (LEAST_WORDS if is_whole else ENOUGH_WORDS):
            return None
        low, high = (
            new.starts[same.low] + start - old.starts[first],
            new.ends[same.high - 1] + end - old.ends[behind - 1],
        )
        if low < 0 or not _same(old.folded.text[start:end], new.folded.text[low:high]):
            return None
        return self._found(low, high, True, (first, behind, *same))

    def _find_long(self, start: int, end: int, first: int, behind: int) -> Found | None:
        if behind - first < LONG:
            return None
        words, text, old = self._old.folded.text[start:end], self._new.folded.text, self._old.folded.text
        low = text.find(words)
        if low < 0 or text.find(words, low + 1) >= 0 or old.find(words, old.find(words) + 1) >= 0:
            return None
        high = low + end - start
        return self._found(
            low, high, True, (first, behind, bisect_right(self._new.ends, low), bisect_left(self._new.starts, high))
        )

    def is_of_another(self, found: Found) -> bool:
        """Whether changed words are those of another passage: that stood elsewhere just so, or has names of its own."""
        first, behind, low, high = found.words
        if behind - first < LEAST_WORDS:
            return False
        low, high = self._new.around(low, high)
        if self._singles.are_exchanged(*self._old.around(first, behind), low, high):
            return True
        said = self._new.folded.text[self._new.starts[low] : self._new.ends[high - 1]]
        at = self._old.folded.text.find(said)
        if at < 0:
            return False
        twin = bisect_right(self._old.ends, at)
        is_here = twin < behind and first < twin + high - low
        return not is_here and all(to < 0 or low <= to < high for to in self._to[twin : twin + high - low])

    def run(self, found: Found) -> tuple[int, int]:
        """The new words from first to before last that are, with those that were found, the old ones in a row."""
        to, (first, behind, low, high) = self._to, found.words
        least, most = max(0, first - REACH), min(len(to), behind + REACH)
        while first > least and to[first - 1] == low - 1 >= 0:
            first, low = first - 1, low - 1
        while behind < most and to[behind] == high:
            behind, high = behind + 1, high + 1
        return low, high

    def sides(self, found: Found) -> tuple[Beside, Beside]:
        """What stands before and behind words that were found, compared with what stood there."""
        first, behind, low, high = found.words
        return self._side(first, low, -1), self._side(behind - 1, high - 1, 1)

    def _side(self, at: int, new: int, step: int) -> Beside:
        letters = after = edits = skipped = gone = 0
        expected, exchanged, parted, whole = new + step, False, False, True
        for _ in range(REACH):
            at += step
            if not 0 <= at < len(self._to) or self._old.words[at][0] == UNKNOWN:
                break
            ends = self._old.strength(at - min(step, 0)) >= 2
            whole = whole and not (ends and skipped)
            parted = parted or (not edits and not skipped and ends)
            to = self._to[at]
            if to < 0 and not skipped and self._aligned.instead.get(at, -1) == expected and self._typo(at, expected):
                to = expected
            if to < 0:
                skipped += 1
                gone += weight(self._old.words[at])
                continue
            inserted = (to - expected) * step
            if skipped or inserted:
                if inserted < 0 or inserted > REACH or edits or parted:
                    break
                edits, exchanged = 1, bool(skipped and inserted)
            if edits:
                after += weight(self._old.words[at])
            else:
                letters += weight(self._old.words[at])
            skipped, gone, expected = 0, 0, to + step
        is_open = skipped and whole and not parted
        return Beside(
            letters, after, 0 if parted and not edits else edits or bool(skipped), exchanged, gone if is_open else 0
        )

    # -- how sure ----------------------------------------------------------------------------------

    def _support(self, first: int, behind: int, low: int, high: int) -> float:
        """Which part of the letters beside the old words `first` to `behind` is beside the new ones `low` to `high`."""
        to, last = self._to, len(self._to)
        if high - low == behind - first >= LONG:
            return 1.0
        if (
            first >= 4 and behind + 4 <= last and to[first - 4] == low - 4 and to[first - 1] == low - 1
            and to[behind] == high and to[behind + 3] == high + 3
        ):  # fmt: skip
            return 1.0
        for over_ends in (False, True):
            mine = self._old.around(first, behind, over_ends=over_ends)
            theirs = self._new.around(low, high, over_ends=over_ends)
            least = min(
                self._old_letters(*mine, first, behind),
                self._letters(self._new, *theirs) - self._letters(self._new, low, high),
            )
            if least >= FEW_CP or over_ends:
                break
        kept = 0.0
        for at in (*range(mine[0], first), *range(behind, mine[1])):
            if theirs[0] <= to[at] < theirs[1]:
                kept += weight(self._old.words[at])
            elif to[at] < 0 and theirs[0] <= (other := self._aligned.instead.get(at, -1)) < theirs[1]:
                kept += self._typo(at, other)
        share = min(1.0, kept / least) if least > 0 else 0.0
        if share < SURE and self._next_to(first, behind, low, high) >= NEXT_CP:
            return SURE
        return share

    def _next_to(self, first: int, behind: int, low: int, high: int) -> int:
        """How many letters next to the words are the same, one edit on each side left out."""
        return self._beside(first, low, -1) + self._beside(behind - 1, high - 1, 1)

    def _beside(self, at: int, new: int, step: int) -> int:
        old, to = self._old, self._to
        letters = edits = skipped = 0
        expected = new + step
        for _ in range(REACH):
            if old.strength(at if step < 0 else at + 1) >= 2:
                break
            at += step
            if to[at] < 0:
                skipped += 1
                continue
            inserted = (to[at] - expected) * step
            if inserted < 0:
                break
            if skipped or inserted:
                edits += 1
                if edits > 1 or min(skipped, inserted) > 1 or inserted > REACH:
                    break
            letters += weight(old.words[at])
            skipped, expected = 0, to[at] + step
        return letters

    def _old_letters(self, low: int, high: int, first: int, behind: int) -> int:
        return self._letters(self._old, low, first) + self._letters(self._old, behind, high)

    @staticmethod
    def _letters(text: Text, low: int, high: int) -> int:
        return sum(map(weight, text.words[low:high]))

    def _typo(self, old: int, new: int) -> float:
        from rapidfuzz.fuzz import ratio

        one, other = self._old.words[old], self._new.words[new]
        return 0.8 * len(one) if ratio(one, other) >= TYPO else 0.0

    # -- words that changed ------------------------------------------------------------------------

    def _find_changed(self, start: int, end: int, first: int, behind: int) -> Found | None:
        from rapidfuzz.fuzz import ratio

        old, new = self._old, self._new
        is_cut = start > old.starts[first], end < old.ends[behind - 1]  # what is in the place of a part, nobody knows
        places = [(at, self._place(at)) for at in range(first, behind)]
        if is_cut[0]:
            places[0] = first, self._to[first]
        if is_cut[1]:
            places[-1] = behind - 1, self._to[behind - 1]
        known = [(at, to) for at, to in places if to >= 0]
        if not known:
            return None
        low, high = known[0][1], known[-1][1] + 1
        if (
            known[0][0] > first
            and first
            and not is_cut[0]
            and 0 <= low - self._to[first - 1] - 1 <= MOST_INSTEAD
            and self._to[first - 1] >= 0
        ):
            low = self._to[first - 1] + 1  # with what stands in the place of the first words
        if (
            known[-1][0] < behind - 1
            and behind < len(self._to)
            and not is_cut[1]
            and 0 <= self._to[behind] - high <= MOST_INSTEAD
        ):
            high = self._to[behind]
        if not 0 < high - low <= 2 * (behind - first) + 6:
            return None
        low_cp = new.starts[low] + (start - old.starts[first] if known[0][0] == first else 0)
        high_cp = new.ends[high - 1] + (end - old.ends[behind - 1] if known[-1][0] == behind - 1 else 0)
        low_cp, high_cp = max(low_cp, new.ends[low - 1] if low else 0), min(high_cp, len(new.folded.text))
        if high < len(new.starts):
            high_cp = min(high_cp, new.starts[high])
        words, now = old.folded.text[start:end], new.folded.text[low_cp:high_cp]
        if not now.strip() or ratio(words, now) < (ALIKE_SHORT if len(words) < SHORT_CP else ALIKE):
            return None
        lead, trail = len(now) - len(now.lstrip()), len(now) - len(now.rstrip())
        return self._found(low_cp + lead, high_cp - trail, False, (first, behind, low, high))

    def _place(self, at: int) -> int:
        to = self._to[at]
        if to >= 0:
            return to
        other = self._aligned.instead.get(at, -1)
        return other if other >= 0 and self._typo(at, other) else -1

    def _find_signs(self, start: int, end: int, behind: int) -> Found | None:
        """Signs that are no words stand between the same words still, or they are gone."""
        old, new, signs = self._old, self._new, self._old.folded.text[start:end]
        for at, from_end in ((behind - 1, True), (behind, False)):
            to = self._to[at] if 0 <= at < len(self._to) else -1
            if to < 0:
                continue
            low = new.ends[to] + start - old.ends[at] if from_end else new.starts[to] + start - old.starts[at]
            if low >= 0 and new.folded.text[low : low + end - start] == signs:
                return self._found(low, low + end - start, True, (at, at + 1, to, to + 1))
        return None


def _same(one: str, other: str) -> bool:
    return one == other or ("\n" in one + other and one.replace("\n", " ") == other.replace("\n", " "))
