"""Finds the words of a quote in a text that may have changed. Words that are gone stay lost: never on other words."""

from __future__ import annotations

import re

from reader.annotations.model import Anchor, Fragment, Lost, Placed, Quote
from reader.text.clusters import is_boundary
from reader.text.spans import Span

CONTEXT_CP = 32  # code points of prefix and suffix that a quote is written with
ENOUGH = 55.0  # of 100: how alike the surroundings have to be before the same words are taken to be the same place
ENOUGH_UNIQUE = 25.0  # when the quote is long and stands only once
LONG_CP = 24
MOST_CANDIDATES = 2000


def quote_at(text: str, span: Span) -> Quote:
    """The words of `span` with what stands beside them."""
    return Quote(
        span.of(text), text[max(0, span.start - CONTEXT_CP) : span.start], text[span.end : span.end + CONTEXT_CP]
    )


class Anchorer:
    """Places quotes in one text. `unchanged` says that positions were written for this very text."""

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
        if (
            position is not None
            and position.of(text) == quote.exact
            and (self._unchanged or self._fits(quote, position))
        ):
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
        if position is not None:
            near = position.shifted(self._shift)
            if near.start >= 0 and near.of(self._text) == quote.exact and self._fits(quote, near):
                return near
        candidates = [span for span in self._candidates(quote) if self._same_word_borders(quote, span)]
        if not candidates:
            return None
        expected = position.start + self._shift if position is not None else 0
        scored = [(self._likeness(quote, span), -abs(span.start - expected), span) for span in candidates]
        likeness, _, best = max(scored)
        unique = len(candidates) == 1 and len(quote.exact) >= LONG_CP
        return best if likeness >= (ENOUGH_UNIQUE if unique else ENOUGH) else None

    def _candidates(self, quote: Quote) -> list[Span]:
        """Where exactly these words stand; when nowhere, where they stand with other white space between them."""
        found: list[Span] = []
        start = self._text.find(quote.exact)
        while start >= 0 and len(found) < MOST_CANDIDATES:
            found.append(Span(start, start + len(quote.exact)))
            start = self._text.find(quote.exact, start + 1)
        words = quote.exact.split()
        if not found and words:
            pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
            found = [Span(*match.span()) for match in pattern.finditer(self._text)]
        return found

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

    def _likeness(self, quote: Quote, span: Span) -> float:
        """How alike the surroundings are, 0 to 100; the better side counts more, since edits mostly touch one."""
        text = self._text
        sides = []
        if quote.prefix:
            sides.append(_alike(quote.prefix[::-1], text[max(0, span.start - CONTEXT_CP) : span.start][::-1]))
        if quote.suffix:
            sides.append(_alike(quote.suffix, text[span.end : span.end + CONTEXT_CP]))
        if not sides:
            return ENOUGH
        return 0.7 * max(sides) + 0.3 * min(sides)


def _alike(old: str, new: str) -> float:
    from rapidfuzz.fuzz import ratio

    if old == new[: len(old)]:
        return 100.0
    return float(ratio(" ".join(old.split()), " ".join(new.split())))


def _inside_word(left: str, right: str) -> bool:
    return bool(left and right) and left.isalnum() and right.isalnum() and left < "\u2e80" and right < "\u2e80"
