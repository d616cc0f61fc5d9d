"""Finds words of a folded text by the words next to them: one walk through the text for many quotes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from reader.annotations.model import Quote
from reader.sidecar.anchoring.text_map import Text, split_words
from reader.text.spans import Span

MOST_SPOTS = 16  # of one quote, the first ones: words that stand so often next to the same others say little

_Three = tuple[str, str, str]


class WordIndex:
    """Where the words of these `quotes` stand in `text` behind the two words they stood behind, or before those."""

    def __init__(self, text: Text, quotes: Iterable[Quote]) -> None:
        self._text = text
        self._spots: dict[_Three, list[int]] = {key: [] for quote in quotes for key in chain(*_keys(quote))}
        words = text.words
        for at, three in enumerate(zip(words, words[1:], words[2:], strict=False)):
            if three in self._spots and len(spots := self._spots[three]) < MOST_SPOTS:
                spots.append(at)

    def spots(self, quote: Quote) -> list[Span]:
        """All such places, in code points of the folded text."""
        text = self._text
        found: dict[int, None] = {}
        before, behind = _keys(quote)
        lead = _lead(quote.exact)
        for key in before:
            for at in self._spots.get(key, ()):
                found[text.starts[at + 2] - lead] = None
        trail = _lead(quote.exact[::-1])
        for key in behind:
            for at in self._spots.get(key, ()):
                found[text.ends[at] + trail - len(quote.exact)] = None
        return [
            Span(at, at + len(quote.exact)) for at in found if at >= 0 and text.folded.text.startswith(quote.exact, at)
        ]

    def may_be_single(self, quote: Quote) -> bool:
        """Whether the words stand only once, as far as a single one of them tells."""
        return any(self._text.often[word] == 1 for word in split_words(quote.exact))


def _lead(words: str) -> int:
    """How many code points stand before the first letter or digit."""
    return next((n for n, letter in enumerate(words) if letter.isalnum()), 0)


def _keys(quote: Quote) -> tuple[list[_Three], list[_Three]]:
    """The first word with the two before it, and the last one with the two behind it; the outermost may be in part."""
    before, words, behind = (split_words(part) for part in (quote.prefix, quote.exact, quote.suffix))
    if not words:
        return [], []
    return (
        [(before[-2], before[-1], words[0])] if len(before) > 2 else [],
        [(words[-1], behind[0], behind[1])] if len(behind) > 2 else [],
    )
