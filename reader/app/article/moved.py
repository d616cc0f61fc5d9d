"""Where a place in a text went when the text was changed: by the words around it. Knows no annotations and no Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reader.annotations.model import Placed
from reader.annotations.quoting import quote_at
from reader.sidecar.anchoring.anchoring import Anchorer
from reader.text.spans import Span
from reader.text.words import next_word, word_at

PROBES = 12  # so many words from a place on are looked for until one of them is found


class Moved:
    """From places in an `old` text to places in a `new` one, in code points.

    `stayed` says at once where places went around which nothing changed, and None of others. Those are looked for: in
    1 MB of other words 100 ms a place, so that a thread should `learn` them.
    """

    def __init__(self, old: str, new: str, stayed: Callable[[int], int | None] = lambda _position: None) -> None:
        self._old, self._new = old, new
        self._same = old == new
        self._stayed = stayed
        self._positions: dict[int, int] = {}
        self._spans: dict[Span, Span | None] = {}

    def learn(self, positions: Iterable[int], span: Span) -> None:
        """Look for these places and words, so that they are known from then on."""
        for position in positions:
            self.position(position)
        self.span(span)

    def knows(self, positions: Iterable[int], span: Span) -> bool:
        """Whether all of it can be said at once."""
        return all(place in self._positions or self._known(place) is not None for place in positions) and (
            not span or span in self._spans or self._known_span(span) is not None
        )

    def span(self, span: Span) -> Span | None:
        """Where exactly these words are now; None when they are gone."""
        if not span:
            return span if self._same else None
        known = self._known_span(span)
        if known is not None:
            return known
        if span not in self._spans:
            anchorer = Anchorer(self._new, unchanged=False, old_length=len(self._old))
            found = anchorer.place(quote_at(self._old, span), span)
            self._spans[span] = found.span if isinstance(found, Placed) else None
        return self._spans[span]

    def position(self, position: int) -> int:
        """The place that has the same words behind it: of the first word from there on that is still found.

        Where none is, as far from the beginning as it was, or from the end if that is nearer.
        """
        known = self._known(position)
        if known is not None:
            return known
        if position not in self._positions:
            self._positions[position] = self._looked_for(position)
        return self._positions[position]

    def _known(self, position: int) -> int | None:
        return position if self._same else self._stayed(position)

    def _known_span(self, span: Span) -> Span | None:
        start, end = self._known(span.start), self._known(span.end)
        if start is None or end is None or end - start != len(span):
            return None
        now = Span(start, end)
        return now if now.of(self._new) == span.of(self._old) else None

    def _looked_for(self, position: int) -> int:
        word = word_at(self._old, position) or next_word(self._old, position)
        for _ in range(PROBES):
            if word is None:
                break
            found = self.span(word)
            if found is not None:
                return min(max(0, found.start - (word.start - position)), len(self._new))
            word = next_word(self._old, word.start)
        from_end = len(self._old) - position
        return min(position, len(self._new)) if position < from_end else max(0, len(self._new) - from_end)
