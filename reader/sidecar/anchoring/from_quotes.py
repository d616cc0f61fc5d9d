"""Places quotes whose text is not known any more, by what they quote: together they tell much of that text.

What they tell makes a patchwork that is compared with the new text, as an old text would be. What is just the same
there is a landmark for its neighbours. Words with an edit beside them have to show that it is one: a passage that looks
like another differs by exchanged words. What is left is looked for by `anchoring`, which also knows words by their
distance to their neighbours.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right, insort
from typing import NamedTuple

from reader.annotations.model import Anchor, Fragment, Lost, Placed, Quote
from reader.annotations.quoting import CONTEXT_CP
from reader.sidecar.anchoring.anchoring import Anchorer, Asked
from reader.sidecar.anchoring.folded import Folded
from reader.sidecar.anchoring.patchwork import GAP_CP, apart, patchwork
from reader.sidecar.anchoring.surroundings import Neighbours, Sides
from reader.sidecar.anchoring.text_map import LONG, SURE, UNKNOWN, Beside, Found, TextMap
from reader.sidecar.anchoring.word_index import WordIndex
from reader.text.clusters import is_boundary
from reader.text.spans import Span

MOST_MORE_CP = 1_000_000  # that an old text may have had than twice the new one
MANY = 20  # quotes from which on an index of words pays
BESIDE_CP = 12  # so much has to be the same on both sides of changed words
NEXT_CP = 16  # that may stand between changed words and what stood beside the old ones
LESS_THAN_A_LINE, LESS_THAN_A_SHORT_LINE = 40, 24
FEW_CP = 4  # of letters behind words that were put in or taken out
MORE_THAN_A_NAME_CP = 16  # of letters: what looks like another passage differs by less
MUCH_CP = 20  # of letters on one side: hardly ever the same elsewhere


class Rules(NamedTuple):
    """How what was found in `text` is called."""

    text: str
    exact_only: bool = False

    def fits(self, quote: Quote, span: Span) -> bool:
        """Whether just these words stand at `span`, between what stood beside them."""
        return (
            self.text[span.start : span.end] == quote.exact
            and self.text.startswith(quote.suffix, span.end)
            and self.text.endswith(quote.prefix, 0, span.start)
        )

    def standing(self, span: Span, quote: Quote, position: Span | None) -> Fragment:
        """The very words, maybe written otherwise; lost where they are a part of a cluster now."""
        if not self._is_whole(span):
            return Lost(quote, position)
        is_exact = span == position and self.text[span.start : span.end] == quote.exact
        return Placed(span, Anchor.EXACT if is_exact else Anchor.MOVED)

    def uncertain(self, span: Span, quote: Quote, position: Span | None) -> Fragment:
        """Changed words, unless nobody wants to see such."""
        if self.exact_only or not self._is_whole(span):
            return Lost(quote, position)
        return Placed(span, Anchor.FUZZY, quote)

    def _is_whole(self, span: Span) -> bool:
        return is_boundary(self.text, span.start) and is_boundary(self.text, span.end)


class _Read(NamedTuple):
    """A quote on its way: as it was asked, folded, its place in the folded patchwork, and what that says."""

    asked: Asked
    folded: Quote
    place: Span | None
    found: Found | None
    patch: Span | None = None  # its place in the patchwork as written


class FromQuotes:
    """The places of `asked` in `text`: `answers`.

    With `is_one_text` their positions are those of one text of `old_length` code points. Otherwise each quote is a
    patch by itself, and there are no neighbours that could witness anything. What is in `held` others have.
    """

    def __init__(
        self, text: str, asked: list[Asked], rules: Rules, *, is_one_text: bool, old_length: int | None, held: set[Span]
    ) -> None:
        self._rules, self._is_one_text, self._held = rules, is_one_text, held
        self.answers: dict[Asked, Fragment] = {}
        places = asked if is_one_text else apart(asked)
        most = sum(map(_room, asked)) if not is_one_text else 2 * len(text) + MOST_MORE_CP
        old, used = patchwork(places, old_length if is_one_text else None, most)
        self._way = way = TextMap(old, text) if used else None
        self._new = way.new.folded if way is not None else Folded(text)
        if way is not None and is_one_text and old_length is not None:
            old_length = len(way.old.folded.text)
        self._sure: list[tuple[Quote, Span, Span]] = []
        self._landmarks = Neighbours(old_length, len(self._new.text))
        self._engine = Anchorer(self._new.text, unchanged=not is_one_text, old_length=old_length)
        self._look_for(self._what_stands([self._read(one, used.get(number)) for number, one in enumerate(asked)]))

    def _what_stands(self, reads: list[_Read]) -> list[_Read]:
        """Answer what is sure by the patchwork; what is left."""
        here, likely, rest = [], [], []
        for read in reads:
            position, found = read.asked[1], read.found
            is_elsewhere = found is None or found.span != position
            if read.place is not None and position is not None and is_elsewhere and self._stands_here(read.asked):
                here.append(read)  # so it does elsewhere, perhaps
            elif found is not None and found.same and self._all_the_same(found, read.folded):
                self._answer(read, found.span)
            elif found is not None and self._is_one_text and self._is_sure(found):
                likely.append(read)
            else:
                rest.append(read)
        rest += self._not_with_neighbours(here) if here else []
        while likely:  # what is found helps its neighbours
            left = [read for read in likely if not self._is_these(read)]
            if len(left) == len(likely):
                break
            likely = left
        return rest + likely

    def _not_with_neighbours(self, here: list[_Read]) -> list[_Read]:
        """Answer which of these, that fit where they stood, stand there still as their neighbours do; the others."""
        rest: list[_Read] = []
        placed = [(one[1], f.span) for one, f in self.answers.items() if one[1] is not None and isinstance(f, Placed)]
        stand = sorted(was.start for was, now in placed if was == now)
        moved = sorted(was.start for was, now in placed if was != now)
        for read in here:
            position = read.asked[1]
            if position is not None and _stands_with_neighbours(position.start, stand, moved):
                self._answer(read, position)
                insort(stand, position.start)
            else:
                rest.append(read)
        return rest

    def _look_for(self, reads: list[_Read]) -> None:
        if self._way is not None and len(reads) >= MANY:
            self._engine.index(WordIndex(self._way.new, [read.folded for read in reads]))
        if reads:
            self._engine.landmarks(self._sure, self._landmarks)
        for read in reads:
            self._engine.place(read.folded, read.place)
        self._engine.settle()
        for read in reads:
            self.answers[read.asked] = self._looked_for(read)

    def _looked_for(self, read: _Read) -> Fragment:
        quote, position = read.asked
        found = self._engine.place(read.folded, read.place) if read.folded.exact else None
        if isinstance(found, Placed) and self._is_no_accident(read, found.span):
            span = Span(self._new.original_start(found.span.start), self._new.original_end(found.span.end))
            if span not in self._held or span == position:
                return self._rules.standing(span, quote, position)
            return Lost(quote, position)
        alone = self._stands_alone(read)
        if alone is not None:
            return self._rules.standing(alone, quote, position)
        only = None if self._is_one_text or not read.folded.exact else self._only(read.folded)
        if only is not None:
            span = Span(self._new.original_start(only.start), self._new.original_end(only.end))
            if span not in self._held:
                return self._rules.standing(span, quote, position)
        changed = read.found
        if (
            changed is not None
            and not changed.same
            and self._is_between_the_same(changed, read.folded)
            and not (self._way is not None and self._way.is_of_another(changed))
        ):
            return self._rules.uncertain(changed.span, quote, position)
        return Lost(quote, position)

    def _stands_alone(self, read: _Read) -> Span | None:
        """Where words that are known by one of them alone stand, if nobody else is there.

        What was beside them proves nothing: another passage of the old text may have been just so.
        """
        if self._way is None or read.patch is None or not self._is_one_text:
            return None
        found = self._way.find_alone(read.patch, by_themselves=True)
        return None if found is None or found.span in self._held else found.span

    def _answer(self, read: _Read, span: Span) -> bool:
        """It stands at `span`, and is a landmark. Returns True."""
        quote, position = read.asked
        if self._held and span in self._held and span != position:
            self.answers[read.asked] = Lost(quote, position)
            return True
        self.answers[read.asked] = self._rules.standing(span, quote, position)
        if read.place is not None and self._is_one_text:
            found = read.found
            is_there = found is not None and found.span is span
            now = Span(found.low, found.high) if found is not None and is_there else self._folded_span(span)
            self._landmarks.add(read.place, now)
            self._sure.append((read.folded, read.place, now))
        return True

    def _read(self, asked: Asked, place: Span | None) -> _Read:
        """A quote folded, with what else is known beside it in the patchwork, where it is at `place`."""
        quote, position = asked
        if place is None or self._way is None:
            parts = (Folded(part).text for part in (quote.exact, quote.prefix, quote.suffix))
            return _Read(asked, Quote(*parts), position, None)
        old = self._way.old.folded
        start, end = old.start(place.start), old.end(place.end)
        before = old.text[max(0, start - CONTEXT_CP) : start].rpartition(UNKNOWN)[2]
        after = old.text[end : end + CONTEXT_CP].partition(UNKNOWN)[0]
        folded = Quote(old.text[start:end], before, after)
        is_known = self._is_one_text or position is None
        return _Read(
            asked, folded, Span(start, end) if is_known else position, self._way.find_folded(start, end), place
        )

    # -- what speaks for a place -------------------------------------------------------------------

    def _is_no_accident(self, read: _Read, place: Span, found: Found | None = None) -> bool:
        """Whether more is the same than would be somewhere so near by chance."""
        if self._way is None:
            return True
        text = self._way.new
        if found is None:
            low, high = Sides(self._new.text, read.folded, place).kept
            words = bisect_left(text.starts, place.start - low), bisect_right(text.ends, place.end + high)
        else:
            words = self._way.run(found)
        away = len(self._new.text)
        if read.place is not None and self._is_one_text:
            away = self._landmarks.away(read.place, place)
        return self._way.chance.proves(*words, 2 * away * len(text.words) / len(self._new.text))

    def _stands_here(self, asked: Asked) -> bool:
        quote, position = asked
        return self._is_one_text and position is not None and self._rules.fits(quote, position)

    def _folded_span(self, span: Span) -> Span:
        return Span(self._new.start(span.start), self._new.end(span.end))

    def _is_sure(self, found: Found) -> bool:
        """Whether the same words are there with most of what stood beside them."""
        return self._way is not None and found.same and self._way.support(found) >= SURE

    def _is_these(self, read: _Read) -> bool:
        """Whether the same words, with most of what stood beside them, are these: then they are a witness too."""
        found = read.found
        if found is None or read.place is None:
            return False
        now = Span(found.low, found.high)
        if (
            self._is_where_it_was(read.place, now, found)
            or (self._is_edited_beside(found) and self._is_no_accident(read, now, found))
            or self._is_nearer_than_twins(read, read.place, now, found)
            or self._is_long_and_single(read, found)
        ):
            return self._answer(read, found.span)
        return False

    def _is_nearer_than_twins(self, read: _Read, place: Span, now: Span, found: Found) -> bool:
        """Whether words are so near to where both neighbours say that another passage like theirs cannot be there.

        What stood before this place would have to be as far away from what stood before those as the two have in
        common there, for two passages do not share a letter; and what is behind them likewise.
        """
        assert self._way is not None  # it has found something
        before, behind = self._way.sides(found)
        words = len(read.folded.exact)
        return self._landmarks.are_nearer(place, now, before.letters + words, behind.letters + words) and (
            self._is_no_accident(read, now, found)
        )

    def _is_where_it_was(self, place: Span, now: Span, found: Found) -> bool:
        """Whether words are where their neighbours say: with exchanged words beside them more nearly so."""
        assert self._way is not None  # it has found something
        is_exchanged = any(side.exchanged for side in self._way.sides(found))
        return self._landmarks.between(place, now, LESS_THAN_A_SHORT_LINE if is_exchanged else LESS_THAN_A_LINE)

    def _is_long_and_single(self, read: _Read, found: Found) -> bool:
        """Whether so many words stand there just as they were quoted, and nowhere else, that they can be no others."""
        first, behind, _, _ = found.words
        if behind - first < LONG or self._way is None:
            return False
        old, new, words = self._way.old.folded.text, self._new.text, read.folded.exact
        return all(text.find(words, text.find(words) + 1) < 0 for text in (old, new))

    def _is_edited_beside(self, found: Found) -> bool:
        """Whether what is beside words is as it was, but for an edit on one side or a small one on each.

        Others said of the same kind differ by exchanged words: with those it is an edit only if a typo was put right.
        """
        assert self._way is not None  # it has found something
        sides = self._way.sides(found)
        if not all(_is_edit(side) for side in sides):
            return False
        if any(side.letters >= MUCH_CP for side in sides):
            return True
        intact = [side for side in sides if not side.edits]
        least = BESIDE_CP if intact else 2 * BESIDE_CP
        return sum(side.letters + side.after for side in (intact or sides)) >= least

    def _all_the_same(self, found: Found, folded: Quote) -> bool:
        """Whether all that is known to have stood beside is there still, and there is enough of it."""
        text = self._new.text
        start, end = found.low, found.high
        if not (text.startswith(folded.suffix, end) and text.endswith(folded.prefix, 0, start)):
            return False
        beside = len(folded.prefix) + len(folded.suffix)
        return beside >= min(BESIDE_CP, len(text) - (end - start)) or self._only(folded) is not None

    def _only(self, folded: Quote) -> Span | None:
        """Where a quote stands with what was quoted beside it, if it does just once.

        Where nothing says that the text has changed since, that is what a quote means; others quote less than we do.
        In a text that has changed it says enough only with something on both sides.
        """
        if self._is_one_text and not (folded.prefix and folded.suffix):
            return None
        text, whole = self._new.text, folded.prefix + folded.exact + folded.suffix
        first = text.find(whole)
        if first < 0 or text.find(whole, first + 1) >= 0:
            return None
        start = first + len(folded.prefix)
        end = start + len(folded.exact)
        is_cut = (not folded.prefix and text[max(0, start - 1) : start + 1].isalnum() and start > 0) or (
            not folded.suffix and text[end - 1 : end + 1].isalnum() and end < len(text)
        )
        return None if is_cut else Span(start, end)

    def _is_between_the_same(self, changed: Found, folded: Quote) -> bool:
        """Whether changed words stand between what stood beside the old ones: then they are these, and no others.

        A few words may have been put in there.
        """
        text = self._new.text
        start, end = self._new.start(changed.span.start), self._new.end(changed.span.end)
        before, after = folded.prefix[-BESIDE_CP:].lstrip(), folded.suffix[:BESIDE_CP].rstrip()
        at_ends = (before or start == 0) and (after or end == len(text))
        low = max(0, start - len(before) - NEXT_CP)
        return bool(at_ends) and before in text[low:start] and after in text[end : end + len(after) + NEXT_CP]


def _room(asked: Asked) -> int:
    """What a quote takes in a patchwork of quotes that stand apart."""
    quote, _ = asked
    return len(quote.exact) + len(quote.prefix) + len(quote.suffix) + 2 * GAP_CP


def _is_edit(side: Beside) -> bool:
    """Whether one side is the old one but for an edit, and not that of other words."""
    return not side.exchanged and (
        not side.edits or side.after >= FEW_CP or side.letters >= BESIDE_CP or side.gone >= MORE_THAN_A_NAME_CP
    )


def _stands_with_neighbours(start: int, stand: list[int], moved: list[int]) -> bool:
    """Whether the nearest words before or behind `start` of which one knows stand where they stood, too."""
    before, behind = bisect_left(stand, start), bisect_left(moved, start)
    last, last_moved = stand[before - 1] if before else -1, moved[behind - 1] if behind else -1
    following = stand[before] if before < len(stand) else sys.maxsize
    following_moved = moved[behind] if behind < len(moved) else sys.maxsize
    return last >= last_moved or following < following_moved
