"""Places annotations in a text that has changed: by the old text where it is known, else by quotes and what they quote.

All quotes are looked at together (`know`): each is a witness of where its neighbours are. What is found, and how sure it
is, follows the same rules whichever way it was found:

- the same words among the same others: exact where they stood, else moved; typography counts for nothing;
- changed words in the place of the old ones: fuzzy, and the old quote is kept until somebody says that they are right;
- anything else: lost. Never other words, and never the same words said elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable

from reader.annotations.model import Anchor, Fragment, Lost, Placed, Quote
from reader.sidecar.anchoring import Anchorer
from reader.sidecar.earlier import EarlierTexts
from reader.sidecar.folded import Folded
from reader.sidecar.patchwork import patchwork
from reader.sidecar.text_map import SURE, UNKNOWN, Found, TextMap
from reader.sidecar.word_index import WordIndex
from reader.text.clusters import is_boundary
from reader.text.spans import Span

Asked = tuple[Quote, Span | None]

MANY = 20  # quotes from which on an index of words pays
BESIDE_CP = 12  # so much has to be the same on both sides of changed words where the old text is not known
FEW_CP = 4  # of letters behind words that were put in or taken out
MUCH_CP = 20  # of letters on one side: hardly ever the same elsewhere
CONTEXT_CP = 32


class Reanchorer:
    """Places quotes in `text`. Has what `Anchorer` has.

    `is_other`: the positions were written for another text (of `old_length` code points), not for this one. With
    `exact_only` changed words are lost.
    """

    unchanged = False

    def __init__(
        self,
        text: str,
        earlier: EarlierTexts,
        *,
        is_other: bool = True,
        old_length: int | None = None,
        exact_only: bool = False,
    ) -> None:
        self._text = text
        self._earlier = earlier
        self._is_other = is_other
        self._old_length = old_length
        self._exact_only = exact_only
        self.moved = 0  # how often a quote did not simply stand where it stood
        self._answers: dict[Asked, Fragment] = {}

    def know(self, asked: Iterable[Asked]) -> None:
        """Decide where all of these stand."""
        rest: dict[Asked, None] = {}
        for quote, position in asked:
            if quote.exact and (quote, position) not in self._answers:
                if position is not None and (way := self._earlier.map_for(quote, position)) is not None:
                    self._answers[quote, position] = self._judged(way.find(position), quote, position)
                else:
                    rest[quote, position] = None
        if rest:
            held = {f.span for f in self._answers.values() if isinstance(f, Placed)}
            self._answers |= _FromQuotes(self, list(rest), held).answers

    def place(self, quote: Quote | None, position: Span | None) -> Fragment | None:
        """Where the words stand now; None when there is neither quote nor position to go by."""
        if quote is None:
            self.moved += 1
            return self._by_number(position)
        if not quote.exact:
            return None
        asked = quote, position
        if asked not in self._answers:
            self.know([asked])
        answer = self._answers[asked]
        is_settled = isinstance(answer, Placed) and answer.span == position and self.fits(quote, answer.span)
        self.moved += not is_settled
        return answer

    place_apart = place  # a stranger's record finds its place as any other, and takes none from anybody

    def stands(self, *_: object) -> bool:
        """Nothing stands where it stood until that is known."""
        return False

    def settle(self) -> bool:
        """All was decided together: no answer changes."""
        return False

    def fits(self, quote: Quote, span: Span) -> bool:
        """Whether just these words stand at `span`, between what stood beside them."""
        text = self._text
        return (
            text[span.start : span.end] == quote.exact
            and text.startswith(quote.suffix, span.end)
            and text.endswith(quote.prefix, 0, span.start)
        )

    def _by_number(self, position: Span | None) -> Fragment | None:
        """Bare numbers say something in the text they were written for."""
        if position is None or position.start >= position.end:
            return None
        if not self._is_other:
            return Placed(position) if position.end <= len(self._text) else None
        way = self._earlier.map_for(None, position)
        found = way.find(position) if way is not None else None
        return Placed(found.span, Anchor.MOVED) if found is not None and found.sure else None

    def _judged(self, found: Found | None, quote: Quote, position: Span) -> Fragment:
        if found is None or found.support < SURE or not self._is_whole(found.span):
            return Lost(quote, position)
        if found.same:
            return self.standing(found.span, quote, position)
        return self.uncertain(found.span, quote, position)

    def _is_whole(self, span: Span) -> bool:
        return is_boundary(self._text, span.start) and is_boundary(self._text, span.end)

    def standing(self, span: Span, quote: Quote, position: Span | None) -> Fragment:
        """The very words, maybe written otherwise."""
        is_exact = span == position and self._text[span.start : span.end] == quote.exact
        return Placed(span, Anchor.EXACT if is_exact else Anchor.MOVED)

    def uncertain(self, span: Span, quote: Quote, position: Span | None) -> Fragment:
        """Changed words, unless nobody wants to see such."""
        return Lost(quote, position) if self._exact_only else Placed(span, Anchor.FUZZY, quote)


class _FromQuotes:
    """The places of quotes whose text is not known any more."""

    def __init__(self, owner: Reanchorer, asked: list[Asked], held: set[Span]) -> None:
        self.answers: dict[Asked, Fragment] = {}
        self._owner = owner
        old, used = patchwork(asked, owner._old_length if owner._is_other else None)
        way = TextMap(old, owner._text) if used else None
        new = way.new.folded if way is not None else Folded(owner._text)
        length = len(way.old.folded.text) if way is not None and owner._old_length is not None else owner._old_length
        self._new, self._way = new, way
        read = [(one, *self._folded(*one, in_patchwork=one in used)) for one in asked]
        self._engine = Anchorer(new.text, unchanged=not owner._is_other, old_length=length)
        self._ways: dict[Asked, Found | None] = {}
        here: list[tuple[Asked, Quote, Span]] = []  # just this stands where it stood, but so it does elsewhere
        likely: list[tuple[Asked, Quote, Span, Found]] = []
        pending: list[tuple[Asked, Quote, Span | None]] = []
        for one, folded, place in read:
            quote, position = one
            found = way.find(position) if way is not None and position is not None and one in used else None
            self._ways[one] = found
            is_elsewhere = found is None or found.span != position
            if place is not None and position is not None and is_elsewhere and owner.fits(quote, position):
                here.append((one, folded, place))
            elif found is not None and found.same and place is not None and self._all_the_same(found, folded):
                self.answers[one] = owner.standing(found.span, quote, position)
                self._engine.landmark(folded, place, self._in_folded(found))
            elif found is not None and found.sure and place is not None:
                likely.append((one, folded, place, found))
            else:
                pending.append((one, folded, place))
        for one, folded, place in here:
            now = Span(new.start(one[1].start), new.end(one[1].end)) if one[1] is not None else place
            if self._engine.keeps_a_neighbour(place, now):
                self.answers[one] = owner.standing(one[1] or place, *one)
                self._engine.landmark(folded, place, now)
            else:
                pending.append((one, folded, place))
        while likely:  # what is found helps its neighbours
            left = [one for one in likely if not self._stands(*one)]
            if len(left) == len(likely):
                pending += [(one, folded, place) for one, folded, place, _ in left]
                break
            likely = left
        if way is not None and len(pending) >= MANY:
            self._engine.index(WordIndex(way.new, [folded for _, folded, _ in pending]))
        for _, folded, place in pending:
            self._engine.place(folded, place)
        self._engine.settle()
        for one, folded, place in pending:
            self.answers[one] = self._answer(one, folded, place, held)

    def _answer(self, one: Asked, folded: Quote, place: Span | None, held: set[Span]) -> Fragment:
        quote, position = one
        found = self._engine.place(folded, place) if folded.exact else None
        if isinstance(found, Placed):
            span = Span(self._new.original_start(found.span.start), self._new.original_end(found.span.end))
            if span not in held or span == position:
                return self._owner.standing(span, quote, position)
        else:
            changed = self._ways[one]
            if changed is not None and not changed.same and self._is_between_the_same(changed, folded):
                return self._owner.uncertain(changed.span, quote, position)
        return Lost(quote, position)

    def _folded(self, quote: Quote, position: Span | None, *, in_patchwork: bool) -> tuple[Quote, Span | None]:
        """A quote and its place in the folded old text, with what else is known beside it there."""
        if not in_patchwork or position is None or self._way is None:
            return Quote(*(Folded(part).text for part in (quote.exact, quote.prefix, quote.suffix))), position
        old = self._way.old.folded
        start, end = old.start(position.start), old.end(position.end)
        before = old.text[max(0, start - CONTEXT_CP) : start].rpartition(UNKNOWN)[2]
        after = old.text[end : end + CONTEXT_CP].partition(UNKNOWN)[0]
        return Quote(old.text[start:end], before, after), Span(start, end)

    def _stands(self, one: Asked, folded: Quote, place: Span, found: Found) -> bool:
        """Whether the same words, with most of what stood beside them, are these: then they are a witness too."""
        now = self._in_folded(found)
        if not (self._engine.is_between_neighbours(place, now) or self._is_edited_beside(found)):
            return False
        self.answers[one] = self._owner.standing(found.span, *one)
        self._engine.landmark(folded, place, now)
        return True

    def _in_folded(self, found: Found) -> Span:
        return Span(self._new.start(found.span.start), self._new.end(found.span.end))

    def _is_edited_beside(self, found: Found) -> bool:
        """Whether what is beside words is as it was, but for an edit on one side or a small one on each.

        Others said of the same kind differ by exchanged words: with those it is an edit only if a typo was put right.
        """
        assert self._way is not None  # it has found something
        sides = self._way.sides(found)
        if any(side.exchanged for side in sides):
            return False
        intact = [side for side in sides if not side.edits]
        edited = [side for side in sides if side.edits == 1 and side.after >= FEW_CP]
        if any(side.letters >= MUCH_CP for side in intact):
            return True
        if len(intact) + len(edited) < 2:
            return False
        least = BESIDE_CP if intact else 2 * BESIDE_CP
        return sum(side.letters + side.after for side in (intact or edited)) >= least

    def _all_the_same(self, found: Found, folded: Quote) -> bool:
        """Whether all that is known to have stood beside is there still, and there is enough of it."""
        text = self._new.text
        start, end = self._new.start(found.span.start), self._new.end(found.span.end)
        enough = len(folded.prefix) + len(folded.suffix) >= min(BESIDE_CP, len(text) - (end - start))
        return enough and text.startswith(folded.suffix, end) and text.endswith(folded.prefix, 0, start)

    def _is_between_the_same(self, changed: Found, folded: Quote) -> bool:
        """Whether changed words stand between what stood beside the old ones: then they are these, and no others."""
        text = self._new.text
        start, end = self._new.start(changed.span.start), self._new.end(changed.span.end)
        before, after = folded.prefix[-BESIDE_CP:].lstrip(), folded.suffix[:BESIDE_CP].rstrip()
        at_ends = (before or start == 0) and (after or end == len(text))
        return bool(at_ends) and text.endswith(before, 0, start) and text.startswith(after, end)
