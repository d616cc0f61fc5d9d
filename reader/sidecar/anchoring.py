"""Finds the words of a quote in a text that may have changed. Words that are gone stay lost: never on other words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.annotations.model import Anchor, Fragment, Lost, Placed, Quote
from reader.text.clusters import is_boundary
from reader.text.spans import Span

CONTEXT_CP = 32  # code points of prefix and suffix that a quote is written with
ENOUGH_CP = 12  # a side that is the same for so long tells one place from another
FEW_CP = 6  # of both sides together, where the words stand exactly where they are expected
LONG_CP = 24  # a quote so long that stands only once is nearly sure of itself
ALIKE = 25.0  # of 100: how alike the surroundings of such a quote have to be
NEAR_CP, FAR_CP = 400, 20_000  # how far from the expected place words are looked at one by one
MOST_NEAR, MOST_FAR = 8, 64


def quote_at(text: str, span: Span) -> Quote:
    """The words of `span` with what stands beside them."""
    return Quote(
        span.of(text), text[max(0, span.start - CONTEXT_CP) : span.start], text[span.end : span.end + CONTEXT_CP]
    )


class Anchorer:
    """Places quotes in one text. `unchanged` says that bare positions were written for this very text.

    Where there is a quote its surroundings have to agree all the same: one that was lost keeps its old numbers.
    """

    def __init__(self, text: str, *, unchanged: bool) -> None:
        self._text = text
        self._unchanged = unchanged
        self._shift = 0  # how far the last quote had moved: its neighbours mostly moved as far

    def place(self, quote: Quote | None, position: Span | None) -> Fragment | None:
        """Where the words stand now; None when there is neither quote nor position to go by."""
        text = self._text
        if position is not None and not 0 <= position.start < position.end <= len(text):
            position = None if quote is None else Span(max(0, position.start), max(0, position.end))
            if quote is None:
                return None
        if quote is None:
            return Placed(position) if position is not None and self._unchanged else None
        if not quote.exact:
            return None
        if position is not None and position.of(text) == quote.exact and self._fits(quote, position):
            return Placed(position)
        found = self._moved(quote, position)
        if found is None:
            return Lost(quote, position)
        if position is not None:
            self._shift = found.start - position.start
        return Placed(found, Anchor.EXACT if found == position else Anchor.MOVED)

    def _fits(self, quote: Quote, span: Span) -> bool:
        """Whether exactly the surroundings of the quote stand around `span`."""
        text = self._text
        return text.startswith(quote.suffix, span.end) and text.endswith(quote.prefix, 0, span.start)

    def _moved(self, quote: Quote, position: Span | None) -> Span | None:
        """The surest place of the words; of equally sure ones the nearest to where they are expected."""
        text = self._text
        at = 0 if position is None else max(0, position.start + self._shift)
        if text.startswith(quote.exact, at) and self._fits(quote, near := Span(at, at + len(quote.exact))):
            return near
        for span in self._around(quote, at, NEAR_CP, MOST_NEAR):
            if _Sides(text, quote, span).all_the_same and self._same_word_borders(quote, span):
                return span  # lines were broken anew
        whole = self._nearest(quote, at, quote.prefix, quote.suffix)
        if whole is not None:
            return whole
        candidates = [
            self._nearest(quote, at, quote.prefix, "") if len(quote.prefix) >= ENOUGH_CP else None,
            self._nearest(quote, at, "", quote.suffix) if len(quote.suffix) >= ENOUGH_CP else None,
            *self._around(quote, at, FAR_CP if position is not None else len(text), MOST_FAR),
        ]
        only = self._only(quote)
        expected = {at} if position is None else {at, position.start}
        sure = []
        for place in dict.fromkeys([*candidates, only]):
            if place is not None and self._same_word_borders(quote, place):
                sides = _Sides(text, quote, place)
                if sides.enough(place.start in expected) or (place == only and sides.alike()):
                    sure.append((sides.same, -abs(place.start - at), place))
        return max(sure)[2] if sure else None

    def _nearest(self, quote: Quote, at: int, before: str, after: str) -> Span | None:
        """The words with exactly these surroundings, nearest to `at`."""
        text, needle = self._text, before + quote.exact + after
        start = max(0, at - len(before))
        below, above = text.rfind(needle, 0, start + len(needle)), text.find(needle, start)
        hits = [Span(h + len(before), h + len(before) + len(quote.exact)) for h in (below, above) if h >= 0]
        hits = [span for span in hits if self._same_word_borders(quote, span)]
        return min(hits, key=lambda span: abs(span.start - at), default=None)

    def _around(self, quote: Quote, at: int, reach: int, most: int) -> list[Span]:
        """Where the words stand not further than `reach` from `at`, whatever white space is between them."""
        text, length = self._text, len(quote.exact)
        low, high = max(0, at - reach), at + reach + length
        found = [Span(h, h + length) for h in _hits(text, quote.exact, low, high)]
        words = quote.exact.split()
        if len(words) > 1:
            pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
            matches = (Span(*match.span()) for match in pattern.finditer(text, low, min(high + reach, len(text))))
            found += [span for span in matches if span.of(text) not in quote.exact]  # those are among the hits
        return sorted(found, key=lambda span: abs(span.start - at))[:most]

    def _only(self, quote: Quote) -> Span | None:
        """The place of a quote that is long, or comes without surroundings, when it stands only once."""
        if len(quote.exact) < LONG_CP and (quote.prefix or quote.suffix):
            return None
        first = self._text.find(quote.exact)
        again = self._text.find(quote.exact, first + 1)
        return Span(first, first + len(quote.exact)) if first >= 0 > again else None

    def _same_word_borders(self, quote: Quote, span: Span) -> bool:
        """No half clusters, and no part of a word where a whole one was quoted."""
        text = self._text
        if not (is_boundary(text, span.start) and is_boundary(text, span.end)):
            return False
        before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
        return (
            _inside_word(before, quote.exact[0]) <= _inside_word(quote.prefix[-1:], quote.exact[0])
            and _inside_word(quote.exact[-1], after) <= _inside_word(quote.exact[-1], quote.suffix[:1])
        )  # fmt: skip


class _Sides:
    """What stands beside a candidate, compared with what stood beside the quote; white space counts as one space."""

    def __init__(self, text: str, quote: Quote, span: Span) -> None:
        before = text[max(0, span.start - 2 * CONTEXT_CP) : span.start]
        after = text[span.end : span.end + 2 * CONTEXT_CP]
        self._old = _folded(quote.prefix)[::-1], _folded(quote.suffix)
        self._new = _folded(before)[::-1], _folded(after)
        self._runs = tuple(_common(old, new) for old, new in zip(self._old, self._new, strict=True))
        # a side shorter than CONTEXT_CP reached to the end of the old text
        ends = len(quote.prefix) < CONTEXT_CP, len(quote.suffix) < CONTEXT_CP
        self._ends = tuple(end and old == new for end, old, new in zip(ends, self._old, self._new, strict=True))

    @property
    def same(self) -> int:
        """How many code points next to the words are the same, both sides together."""
        return sum(self._runs)

    @property
    def all_the_same(self) -> bool:
        """Whether nothing beside the words has changed, as far as that was written down."""
        return any(self._old) and self.same == sum(map(len, self._old))

    def enough(self, expected: bool) -> bool:
        """Whether it is this place and no other: one whole side, much of both, or some where it is expected."""
        whole = any(
            run == len(old) and (run >= ENOUGH_CP or end)
            for run, old, end in zip(self._runs, self._old, self._ends, strict=True)
        )
        much = min(self._runs) >= ENOUGH_CP
        return whole or much or self.all_the_same or (expected and self.same >= FEW_CP) or not any(self._old)

    def alike(self) -> bool:
        """Whether the surroundings of a quote that stands only once bear some likeness to the old ones."""
        from rapidfuzz.fuzz import ratio

        pairs = zip(self._old, self._new, strict=True)
        return max(ratio(old, new[: len(old)]) for old, new in pairs) >= ALIKE


def _folded(side: str) -> str:
    return " ".join(side.split())


def _common(one: str, other: str) -> int:
    if other.startswith(one):
        return len(one)
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _hits(text: str, words: str, low: int, high: int) -> Iterator[int]:
    at = text.find(words, low, high)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, high)


def _inside_word(left: str, right: str) -> bool:
    return bool(left and right) and left.isalnum() and right.isalnum() and left < "\u2e80" and right < "\u2e80"
