"""Finds the words under a mark in the article. The PDF's text is taken for an earlier text of it, as re-anchoring does.

So of words that stand there many times the right ones are found by what stands around them, and by the order of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reader.annotations.model import Anchor, Fragment, Lost, Placed, Quote
from reader.annotations.quoting import quote_at
from reader.importers.pdf.layer import NONE, Layer, Letter, nearest
from reader.importers.pdf.marks import PageMark
from reader.sidecar.anchoring.earlier import EarlierTexts
from reader.sidecar.anchoring.reanchoring import Reanchorer
from reader.text.patterns import compiled
from reader.text.quotes import find_quote
from reader.text.spans import Span

_WORD = r"[\w\p{M}'’\-]+"
_ENOUGH_CP, _MOST_CP = 8, 5_000  # words alone, without what stands beside them, are looked for within these


class Read(NamedTuple):
    """The words a mark is on: `spans` in the text of the PDF, or `outside` it (title block, margin, appendix)."""

    spans: tuple[Span, ...] = ()
    outside: str = ""


def read_marked(layer: Layer, marks: Sequence[PageMark]) -> Read:
    """The words under one mark, which may go on over several pages; those nearest to it where none are under it."""
    spans: list[Span] = []
    outside: list[str] = []
    for mark in marks:
        letters = layer.pages.get(mark.page, NONE)
        words, others = layer.outside.get(mark.page, ("", NONE))
        found = letters.under(layer.text, mark.areas)
        beside = [] if found else others.under(words, mark.areas)
        if not found and not beside and mark.note:
            found, beside = _near(layer, letters.all, words, others.all, mark)
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
        self._text, self._read = text, layer.text
        self._is_same = layer.text.rstrip("\n") == text.rstrip("\n")
        self._finder = Reanchorer(text, EarlierTexts(text, [lambda: layer.text]), old_length=len(layer.text))

    def place(self, spans: Sequence[Span]) -> tuple[Fragment, ...]:
        """The fragments of a mark: one for words that go on in the article, whatever stands between them on the pages.

        Running titles and numbers in a margin do; words that were left out part it.
        """
        found: list[Fragment] = []
        for span in self._joined(spans):
            fragment = self._one(span)
            last = found[-1] if found else None
            if isinstance(last, Placed) and isinstance(fragment, Placed) and self._goes_on(last, fragment):
                found[-1] = Placed(Span(last.span.start, fragment.span.end))
            else:
                found.append(fragment)
        return tuple(found)

    def _joined(self, spans: Sequence[Span]) -> list[Span]:
        joined: list[Span] = []
        for span in spans:
            if joined and joined[-1].end <= span.start and not _has_words(self._read[joined[-1].end : span.start]):
                joined[-1] = Span(joined[-1].start, span.end)
            else:
                joined.append(span)
        return joined

    def _goes_on(self, one: Placed, other: Placed) -> bool:
        if Anchor.FUZZY in (one.anchor, other.anchor) or other.span.start < one.span.end:
            return False
        return not _has_words(self._text[one.span.end : other.span.start])

    def _one(self, span: Span) -> Fragment:
        if self._is_same:
            return Placed(span)
        quote = quote_at(self._read, span)
        found = self._finder.place(quote, span)
        if isinstance(found, Placed) and found.anchor is not Anchor.FUZZY:
            return Placed(found.span)
        words = " ".join(quote.exact.split())
        if (only := self._only(words)) is not None:
            return Placed(only)
        tidied = Quote(words, " ".join(quote.prefix.split()), " ".join(quote.suffix.split()))
        return Placed(found.span, Anchor.FUZZY, tidied) if isinstance(found, Placed) else Lost(tidied)

    def _only(self, words: str) -> Span | None:
        """Where the words stand, if that is at one place alone."""
        hits = find_quote(self._text, words) if _ENOUGH_CP <= len(words) <= _MOST_CP else []
        return hits[0] if len(hits) == 1 else None


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
