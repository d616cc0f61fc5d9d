"""Where a place in a text went when the text was changed: by the words around it. Knows no annotations and no Qt."""

from __future__ import annotations

from reader.annotations.model import Placed
from reader.annotations.quoting import quote_at
from reader.sidecar.anchoring.anchoring import Anchorer
from reader.text.spans import Span
from reader.text.words import next_word, word_at

PROBES = 12  # so many words from a place on are looked for until one of them is found


class Moved:
    """From places in an `old` text to places in a `new` one, in code points."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._same = old == new

    def span(self, span: Span) -> Span | None:
        """Where exactly these words are now; None when they are gone."""
        if self._same or not span:
            return span if self._same else None
        anchorer = Anchorer(self._new, unchanged=False, old_length=len(self._old))
        found = anchorer.place(quote_at(self._old, span), span)
        return found.span if isinstance(found, Placed) else None

    def position(self, position: int) -> int:
        """The place that has the same words behind it: of the first word from there on that is still found.

        Where none is, as far from the beginning as it was, or from the end if that is nearer.
        """
        if self._same:
            return position
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
