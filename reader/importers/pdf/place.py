"""Finds the words under a mark in the article. The PDF's text is taken for an earlier text of it, as re-anchoring does.

So of words that stand there many times the right ones are found by what stands around them, and by the order of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.annotations.model import Anchor, Fragment, Lost, Placed, Quote
from reader.annotations.quoting import quote_at
from reader.importers.pdf.layer import Layer, Letter, nearest, under
from reader.importers.pdf.marks import PageMark
from reader.sidecar.anchoring.earlier import EarlierTexts
from reader.sidecar.anchoring.reanchoring import Reanchorer
from reader.text.patterns import compiled
from reader.text.quotes import find_quote
from reader.text.spans import Span

_WORD = r"[\w\p{M}'’\-]+"
_MOST_BETWEEN = 1.5  # words between the pieces of a highlight (running titles) make it longer by so much at most


class Read(NamedTuple):
    """The words a mark is on: `spans` in the text of the PDF, or `outside` it (title block, margin, appendix)."""

    spans: tuple[Span, ...] = ()
    outside: str = ""


def read_marked(layer: Layer, marks: Sequence[PageMark]) -> Read:
    """The words under one mark, which may go on over several pages; those nearest to it where none are under it."""
    spans: list[Span] = []
    outside: list[str] = []
    for mark in marks:
        letters = layer.pages.get(mark.page, [])
        words, others = layer.outside.get(mark.page, ("", []))
        found = under(layer.text, letters, mark.areas) if mark.areas else []
        beside = under(words, others, mark.areas) if mark.areas and not found else []
        if not found and not beside and mark.note:
            found, beside = _near(layer, letters, words, others, mark)
        spans += found
        outside += [span.of(words) for span in beside]
    return Read(tuple(spans), "" if spans else " ".join(" ".join(outside).split()))


def _near(
    layer: Layer, letters: Sequence[Letter], words: str, others: Sequence[Letter], mark: PageMark
) -> tuple[list[Span], list[Span]]:
    """The word that a note lies beside."""
    point = (mark.rect.left, (mark.rect.bottom + mark.rect.top) / 2)
    at = nearest([*letters, *(letter._replace(at=-1 - letter.at) for letter in others)], point)
    if at is None:
        return [], []
    return ([_word(layer.text, at)], []) if at >= 0 else ([], [_word(words, -1 - at)])


def _word(text: str, at: int) -> Span:
    low = max(0, at - 200)
    for found in compiled(_WORD).finditer(text, low, at + 200):
        if found.start() <= at < found.end():
            return Span(*found.span())
    return Span(at, at + 1)


class Placer:
    """Places the words of one PDF in `text`."""

    def __init__(self, text: str, layer: Layer) -> None:
        self._text, self._layer = text, layer
        earlier = EarlierTexts(text, [lambda: layer.text])
        self._whole = Reanchorer(text, earlier, old_length=len(layer.text))
        self._earlier = earlier

    def place(self, spans: Sequence[Span]) -> Fragment:
        """One fragment for all these words: they go on from one line, or one page, to the next."""
        whole = Span(spans[0].start, spans[-1].end)
        words = " ".join(span.of(self._layer.text) for span in spans)
        if layer_is_article := self._layer.text.rstrip("\n") == self._text.rstrip("\n"):
            return Placed(whole)
        del layer_is_article
        quote = _tidied(quote_at(self._layer.text, whole), words)
        if len(spans) == 1 or len(whole) <= _MOST_BETWEEN * len(words):
            found = self._whole.place(quote_at(self._layer.text, whole), whole)
            if isinstance(found, Placed) and found.anchor is not Anchor.FUZZY:
                return Placed(found.span)
        else:
            found = None
        if (pieces := self._pieces(spans, len(words))) is not None:
            return Placed(pieces)
        if (only := self._only(words)) is not None:
            return Placed(only)
        if isinstance(found, Placed):
            return Placed(found.span, Anchor.FUZZY, quote)
        return Lost(quote)

    def _pieces(self, spans: Sequence[Span], length: int) -> Span | None:
        """From the first to the last, when each stands there by itself and in order."""
        if len(spans) < 2:
            return None
        last: Span | None = None
        first = 0
        for span in spans:
            way = self._earlier.map_for(None, span)
            found = way.find(span, weigh=False) if way is not None else None
            if found is None or not found.same or (last is not None and found.span.start < last.end):
                return None
            first = found.span.start if last is None else first
            last = found.span
        return Span(first, last.end) if last is not None and last.end - first <= _MOST_BETWEEN * length else None

    def _only(self, words: str) -> Span | None:
        """Where the words stand, if that is at one place alone."""
        hits = find_quote(self._text, words) if len(words) < 5_000 else []
        return hits[0] if len(hits) == 1 and len(words) >= 8 else None


def _tidied(quote: Quote, words: str) -> Quote:
    """The quote as people read it: line ends of a page are no line ends of the article."""
    return Quote(" ".join(words.split()), " ".join(quote.prefix.split()), " ".join(quote.suffix.split()))
