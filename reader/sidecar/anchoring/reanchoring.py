"""Places annotations in a text that has changed: by the old text where it is known, else by quotes and what they quote.

All quotes are looked at together (`know`): each is a witness of where its neighbours are. How sure a place is follows
the same rules whichever way it was found:

- the same words among the same others: exact where they stood, else moved; typography counts for nothing;
- changed words in the place of the old ones: fuzzy, and the old quote is kept until somebody says that they are right;
- anything else: lost. Never other words, and never the same words said elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable

from reader.annotations.model import Anchor, Fragment, Lost, Placed, Quote
from reader.sidecar.anchoring.along import along
from reader.sidecar.anchoring.anchoring import Asked
from reader.sidecar.anchoring.earlier import EarlierTexts
from reader.sidecar.anchoring.from_quotes import FromQuotes, Rules
from reader.sidecar.anchoring.text_map import SURE, TextMap
from reader.text.spans import Span


class Reanchorer:
    """Places quotes in `text`: a `Finder`, and a `Later`.

    `is_other`: the positions were written for another text (of `old_length` code points), not for this one. With
    `exact_only` changed words are lost.
    """

    unchanged = False
    wants_all = True

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
        self._rules = Rules(text, exact_only)
        self.moved = 0
        self._answers: dict[Asked, Fragment] = {}
        self._held: set[Span] = set()

    def hold(self, spans: Iterable[Span]) -> None:
        """These places are taken."""
        self._held.update(spans)

    def know(self, asked: Iterable[Asked]) -> None:
        """Decide where all of these stand."""
        rest: dict[Asked, None] = {}
        answers: dict[Asked, Fragment] = {}
        for quote, position in asked:
            one = quote, position
            if quote.exact and not (self._answers and one in self._answers):
                if position is not None and (way := self._earlier.map_for(quote, position)) is not None:
                    answers[one] = self._judged(way, quote, position)
                else:
                    rest[one] = None
        if rest:
            held = self._held.union(f.span for f in (self._answers | answers).values() if isinstance(f, Placed))
            placer = FromQuotes(
                self._text, list(rest), self._rules, is_one_text=self._is_other, old_length=self._old_length, held=held
            )
            answers |= placer.answers
        for one, span in along(self._text, answers).items():
            if span not in self._held:
                answers[one] = self._rules.standing(span, *one)
        self._answers |= answers

    def place(self, quote: Quote | None, position: Span | None) -> Fragment | None:
        """Where the words stand now; None when there is neither quote nor position to go by."""
        if quote is None:
            self.moved += 1
            return self._by_number(position)
        if not quote.exact:
            return None
        asked = quote, position
        answer = self._answers.get(asked)
        if answer is None:
            self.know([asked])
            answer = self._answers[asked]
        is_settled = isinstance(answer, Placed) and answer.span == position and self._rules.fits(quote, answer.span)
        self.moved += not is_settled
        return answer

    def place_apart(self, quote: Quote | None, position: Span | None) -> Fragment | None:
        """The same: where words were found together, nobody takes a place from anybody."""
        return self.place(quote, position)

    def stands(self, *_: object) -> bool:
        """Nothing stands where it stood until that is known."""
        return False

    def settle(self) -> bool:
        """All was decided together: no answer changes."""
        return False

    def _by_number(self, position: Span | None) -> Fragment | None:
        """Bare numbers say something in the text they were written for."""
        if position is None or position.start >= position.end:
            return None
        if not self._is_other:
            return Placed(position) if position.end <= len(self._text) else None
        way = self._earlier.map_for(None, position)
        found = way.find(position) if way is not None else None
        return Placed(found.span, Anchor.MOVED) if found is not None and found.sure else None

    def _judged(self, way: TextMap, quote: Quote, position: Span) -> Fragment:
        found = way.find(position)
        if found is not None and found.sure:
            return self._rules.standing(found.span, quote, position)
        alone = way.find_alone(position)
        if alone is not None:
            return self._rules.standing(alone.span, quote, position)
        if found is None or found.same or found.support < SURE or way.is_of_another(found):
            return Lost(quote, position)
        return self._rules.uncertain(found.span, quote, position)
