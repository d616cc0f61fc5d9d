"""Finds the words of a quote in a text that may have changed. Words that are gone stay lost: never on other words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.model import Anchor, Fragment, Lost, Placed, Quote
from reader.annotations.quoting import CONTEXT_CP
from reader.sidecar.anchoring.surroundings import ENOUGH_CP, Neighbours, Sides
from reader.text.clusters import is_boundary
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.sidecar.anchoring.finder import Later
    from reader.sidecar.anchoring.word_index import WordIndex

ANY_CP = 10**9  # however much was put in or taken out
LONG_CP = 24  # a quote so long that stands only once is nearly sure of itself
NEAR_CP, FAR_CP = 400, 20_000  # how far from the expected place words are looked at one by one
MOST_NEAR, MOST_FAR = 8, 64
FIRST_UNSPACED = "\u0e00"  # all scripts before it have spaces between words

Asked = tuple[Quote, Span | None]
_Asked = Asked


class _Fit(NamedTuple):
    """A place where a quote may stand. The larger, the surer."""

    same: int
    nearness: int
    span: Span
    sure: bool = False  # both sides agree: a landmark for its neighbours


class Anchorer:
    """Places quotes in one text. `unchanged` says that bare positions were written for this very text.

    Where there is a quote its surroundings have to agree all the same: one that was lost keeps its old numbers.
    `old_length` is that of the text the positions were written for, in code points, None when nobody knows. In an
    unchanged text, `later` makes what finds all that does not stand there; it is not made where everything does.
    """

    def __init__(
        self,
        text: str,
        *,
        unchanged: bool,
        old_length: int | None = None,
        later: Callable[[], Later] | None = None,
    ) -> None:
        self._text = text
        self._index: WordIndex | None = None
        self._make_later = later
        self._deferred: dict[_Asked, Fragment] = {}  # until all is known, these are lost
        self._is_settled = False
        self.unchanged = self._unchanged = unchanged
        self.moved = 0  # how often a quote did not simply stand where it stood
        self._shift = 0  # how far the last quote had moved: its neighbours mostly moved as far
        self._in_place: list[tuple[Quote, Span]] = []
        self._stand: list[Callable[[], tuple[Quote, Span]]] = []  # more of them, not worked out yet
        self._landmarks: dict[tuple[int, int], _Asked] = {}  # what others have placed
        self._found: dict[_Asked, Fragment] = {}  # all the others
        self._fits_known: dict[_Asked, list[_Fit]] = {}
        self._weighed: dict[_Asked, tuple[object, list[_Fit]]] = {}  # with what was known of their neighbours then
        self._neighbours = Neighbours(old_length, len(text))

    wants_all = False

    def know(self, asked: Iterable[Asked]) -> None:
        """Nothing: each is decided when it is asked for, and once more by `settle`."""

    def place(self, quote: Quote | None, position: Span | None) -> Fragment | None:
        """Where the words stand now; None when there is neither quote nor position to go by."""
        return self._place(quote, position, self._found)

    def stands(self, exact: str, prefix: str, suffix: str, span: Span, asked: Callable[[], tuple[Quote, Span]]) -> bool:
        """Whether just these words stand at `span` of an unchanged text, between these others: the short way.

        `asked` gives the same as a quote, for `settle`.
        """
        text = self._text
        if not (
            span.start < span.end
            and text[span.start : span.end] == exact
            and text.startswith(suffix, span.end)
            and text.endswith(prefix, 0, span.start)
        ):
            return False
        self._stand.append(asked)
        return True

    def index(self, index: WordIndex) -> None:
        """Find words by those next to them from now on: in a text folded as the quotes are; faster for many."""
        self._index = index
        self._weighed.clear()

    def landmarks(self, sure: Iterable[tuple[Quote, Span, Span]], neighbours: Neighbours) -> None:
        """Take in that these words surely went from one place to another, as all these `neighbours` did."""
        self._landmarks = {(now.start, now.end): (quote, position) for quote, position, now in sure}
        self._neighbours.join(neighbours)

    def place_apart(self, quote: Quote | None, position: Span | None) -> Fragment | None:
        """`place` for a stranger's record: its numbers may be older than ours, so it takes no place from anybody."""
        return self._place(quote, position, None)

    def settle(self) -> bool:
        """Decide anew where everything placed so far stands, now that its neighbours are known.

        What stood on different places never ends on the same one: the better fit keeps it. From now on `place`
        answers with what was decided. Returns whether that differs from an answer given before.
        """
        doubtful = set() if self._unchanged else {asked for asked in self._in_place if self._may_be_a_twin(asked)}
        for quote, position in doubtful:
            self._found[quote, position], self._fits_known[quote, position] = Placed(position), []
        if self._deferred and not self._is_settled:
            return self._settle_later()
        if not self._found:
            return False
        self._in_place += [asked() for asked in self._stand]
        self._stand.clear()
        fits = [(fit, asked) for asked in self._found for fit in self._fits_now(*asked)]
        fits.sort(key=lambda pair: pair[0][:3], reverse=True)
        self._in_place = [asked for asked in self._in_place if asked not in doubtful]
        holder: dict[Span, _Asked] = {asked[1]: asked for asked in self._in_place}
        settled: dict[_Asked, Fragment] = {}
        for fit, asked in fits:
            held = self._landmarks.get((fit.span.start, fit.span.end), asked)
            if asked not in settled and all(
                _same_place(each, asked) for each in (held, holder.setdefault(fit.span, asked))
            ):
                settled[asked] = _placed(fit.span, asked[1])
        for asked in self._found:
            settled.setdefault(asked, Lost(*asked))
        differs = settled != self._found
        self._found = settled
        return differs

    def _settle_later(self) -> bool:
        assert self._make_later is not None  # else nothing was deferred
        self._is_settled, later = True, self._make_later()
        later.hold(position for _, position in self._in_place)
        later.hold(asked()[1] for asked in self._stand)
        later.know(self._deferred)
        answers = {asked: later.place(*asked) or Lost(*asked) for asked in self._deferred}
        differs = answers != self._deferred
        self._deferred = answers
        return differs

    def _place(
        self, quote: Quote | None, position: Span | None, found: dict[_Asked, Fragment] | None
    ) -> Fragment | None:
        text = self._text
        if position is not None and not 0 <= position.start < position.end <= len(text):
            position = None if quote is None else Span(max(0, position.start), max(0, position.end))
            if quote is None:
                return None
        if quote is None:
            return Placed(position) if position is not None and self._unchanged else None
        if not quote.exact:
            return None
        self.moved += 1
        asked: _Asked = quote, position
        if found and asked in found:
            return found[asked]
        if position is not None and position.of(text) == quote.exact and self._fits(quote, position):
            self.moved -= 1
            if found is not None:
                self._in_place.append((quote, position))
                if not self._unchanged:
                    self._neighbours.add(position, position)
            return Placed(position)
        if self._make_later is not None:
            return self._deferred.setdefault(asked, Lost(quote, position))
        fits = self._as_far_as_the_last(quote, position) or self._fits_of(quote, position)
        best = max(fits, default=None)
        answer = Lost(quote, position) if best is None else _placed(best.span, position)
        if found is not None:
            found[asked], self._fits_known[asked] = answer, fits
            if best is not None and position is not None and best.sure:
                self._shift = best.span.start - position.start
                self._neighbours.add(position, best.span)
        return answer

    def _fits(self, quote: Quote, span: Span) -> bool:
        """Whether exactly the surroundings of the quote stand around `span`."""
        text = self._text
        return text.startswith(quote.suffix, span.end) and text.endswith(quote.prefix, 0, span.start)

    def _fits_now(self, quote: Quote, position: Span | None) -> list[_Fit]:
        """The same again, where neighbours that were not known then could make a difference."""
        fits = self._fits_known[quote, position]
        if len(fits) == 1 and fits[0].sure and (position is None or self._neighbours.hold(position, fits[0].span)):
            return fits
        return self._fits_of(quote, position)

    def _as_far_as_the_last(self, quote: Quote, position: Span | None) -> list[_Fit]:
        """The place with the same surroundings that moved as far as the words before: nearly always there is one."""
        at = 0 if position is None else max(0, position.start + self._shift_at(position))
        span = Span(at, at + len(quote.exact))
        there = self._text.startswith(quote.exact, at) and self._fits(quote, span)
        return [_Fit(2 * CONTEXT_CP, 0, span, True)] if there else []

    def _fits_of(self, quote: Quote, position: Span | None) -> list[_Fit]:
        """Every place that may be meant; not weighed again while the neighbours say the same."""
        at = 0 if position is None else max(0, position.start + self._shift_at(position))
        witness = at, None if position is None else self._neighbours.shifts(position)
        known, fits = self._weighed.get((quote, position), (None, []))
        if known != witness:
            fits = self._fits_about(quote, position, at)
            self._weighed[quote, position] = witness, fits
        return fits

    def _fits_about(self, quote: Quote, position: Span | None, at: int) -> list[_Fit]:
        """The same, where the words are expected at `at`."""
        text = self._text
        most = 2 * CONTEXT_CP
        alike = [
            span
            for span in self._around(quote, at, NEAR_CP, MOST_NEAR)
            if self._is_beside_the_same(quote, span)
            and Sides(text, quote, span).all_the_same
            and self._same_word_borders(quote, span)
        ]  # lines may have been broken anew
        spots = (
            None if self._index is None else [s for s in self._index.spots(quote) if self._same_word_borders(quote, s)]
        )
        if spots is not None:
            alike += [span for span in spots if self._fits(quote, span)]
        elif quote.prefix or quote.suffix:
            alike += self._nearest(quote, at, quote.prefix, quote.suffix)
        alike = list(dict.fromkeys(alike))
        if len(alike) > 1 and position is not None:  # which one of twins it is their neighbours say, or nobody
            alike = [span for span in alike if self._neighbours.hold(position, span)]
            return [_Fit(most, -abs(span.start - at), span) for span in alike]
        if alike:
            return [_Fit(most, -abs(span.start - at), span, True) for span in alike]
        if spots is None:
            candidates = [
                *(self._nearest(quote, at, quote.prefix, "") if len(quote.prefix) >= ENOUGH_CP else ()),
                *(self._nearest(quote, at, "", quote.suffix) if len(quote.suffix) >= ENOUGH_CP else ()),
                *self._around(quote, at, FAR_CP if position is not None else len(text), MOST_FAR),
            ]
        else:
            reach = NEAR_CP if position is not None else len(text)
            candidates = [*spots, *self._around(quote, at, reach, MOST_NEAR)]
        only = self._only(quote) if self._index is None or self._index.may_be_single(quote) else None
        fits = []
        for place in dict.fromkeys([*candidates, only]):
            if place is not None and self._is_beside_the_same(quote, place) and self._same_word_borders(quote, place):
                sides = Sides(text, quote, place)
                if (sides.agree and self._is_in_order(position, place)) or self._is_meant(
                    sides, quote, position, place, only
                ):
                    fits.append(_Fit(sides.same, -abs(place.start - at), place, sides.agree))
        return fits

    def _is_in_order(self, position: Span | None, place: Span) -> bool:
        """Whether, where many others are known, words are still between the same neighbours."""
        return self._index is None or position is None or self._neighbours.between(position, place, ANY_CP)

    def _is_meant(self, sides: Sides, quote: Quote, position: Span | None, place: Span, only: Span | None) -> bool:
        """Whether a place is meant although one side beside it, or both, are others now."""
        if place == only and sides.like(len(quote.exact) >= LONG_CP):
            return True
        if position is None:
            return sides.one_agrees and self._is_single(sides, place)
        if self._unchanged:  # numbers that do not fit in their own text are those of words that were lost before
            return False
        if sides.one_agrees and self._is_single(sides, place):
            return True
        if (sides.one_agrees or sides.nearly_agree) and self._neighbours.hold_one(position, place):
            return self._is_single(sides, place)
        return sides.some and self._neighbours.hold(position, place)

    def _is_single(self, sides: Sides, place: Span) -> bool:
        """Whether the words stand with their better side only here."""
        text = self._text
        before, after = sides.kept
        low, high = (place.start - before, place.end) if before > after else (place.start, place.end + after)
        needle = text[max(0, low) : high]
        first = text.find(needle)
        return text.find(needle, first + 1) < 0

    def _may_be_a_twin(self, asked: tuple[Quote, Span]) -> bool:
        """Whether words that fit where they stood fit elsewhere too, and their neighbours say that something moved."""
        quote, position = asked
        if self._neighbours.hold(position, position):
            return False
        return len(self._nearest(quote, position.start, quote.prefix, quote.suffix)) > 1

    def _shift_at(self, position: Span) -> int:
        shift = self._neighbours.shift_before(position)
        return self._shift if shift is None else shift

    def _nearest(self, quote: Quote, at: int, before: str, after: str) -> list[Span]:
        """The words with exactly these surroundings, next to `at` on both sides."""
        text, needle = self._text, before + quote.exact + after
        start = max(0, at - len(before))
        below = text.rfind(needle, 0, start + len(needle))
        above = text.find(needle, start + (below == start))
        hits = [Span(h + len(before), h + len(before) + len(quote.exact)) for h in {below, above} if h >= 0]
        return [span for span in hits if self._same_word_borders(quote, span)]

    def _around(self, quote: Quote, at: int, reach: int, most: int) -> list[Span]:
        """Where the words stand not further than `reach` from `at`, whatever white space is between them."""
        text, length = self._text, len(quote.exact)
        low, high = max(0, at - reach), at + reach + length
        found = [Span(h, h + length) for h in _hits(text, quote.exact, low, high)]
        words = quote.exact.split() if self._index is None else []
        if len(words) > 1:
            pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
            matches = (Span(*match.span()) for match in pattern.finditer(text, low, min(high + reach, len(text))))
            found += [span for span in matches if span.of(text) not in quote.exact]  # those are among the hits
        return sorted(found, key=lambda span: abs(span.start - at))[:most]

    def _is_beside_the_same(self, quote: Quote, span: Span) -> bool:
        """Whether, in a folded text, at least the next letter on one side is the same. A look that spares long ones."""
        if self._index is None or not (quote.prefix and quote.suffix):
            return True
        text = self._text
        return text.startswith(quote.suffix[:2], span.end) or text.endswith(quote.prefix[-2:], 0, span.start)

    def _only(self, quote: Quote) -> Span | None:
        """The place of words that stand only once."""
        first = self._text.find(quote.exact)
        if first < 0 or self._text.find(quote.exact, first + 1) >= 0:
            return None
        return Span(first, first + len(quote.exact))

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


def _placed(span: Span, position: Span | None) -> Placed:
    return Placed(span, Anchor.EXACT if span == position else Anchor.MOVED)


def _same_place(one: _Asked, other: _Asked) -> bool:
    """Whether two quotes stood on the same words: only then may they do so again."""
    return one is other or (one[1] == other[1] and one[0] == other[0])


def _hits(text: str, words: str, low: int, high: int) -> Iterator[int]:
    at = text.find(words, low, high)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, high)


def _inside_word(left: str, right: str) -> bool:
    """Whether two signs next to each other are in one word: not where a script has no spaces."""
    if not (left.isalnum() and right.isalnum()):
        return False
    if max(left, right) < FIRST_UNSPACED:
        return True
    from reader.sidecar.anchoring.text_map import is_one_word

    return is_one_word(left + right)
