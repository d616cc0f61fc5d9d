"""Paragraphs for the caret and for selections; sentences are found in them elsewhere.

In Markdown a paragraph is a block; in a text file a line or, where lines are wrapped by hand, the lines between
two blank ones.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from reader.text.article import Article
from reader.text.blocks import Block
from reader.text.spans import Span

# A text is wrapped by hand when its lines that are followed by another one are about as long as a page is wide.
WRAPPED_AT_LEAST, WRAPPED_AT_MOST = 40, 120


def paragraph_at(article: Article, position: int) -> Span:
    """The paragraph at `position`, also when that is the line end behind it. On a blank line: an empty span there."""
    paragraphs = _paragraphs(article)
    index = _index(paragraphs, position)
    if index < 0 or position > paragraphs[index].end:
        at = min(max(position, 0), len(article.text))
        return Span(at, at)
    return Span(paragraphs[index].start, paragraphs[index].end)


def next_paragraph(article: Article, position: int) -> Span | None:
    """The first paragraph with characters that starts after `position`, or None."""
    paragraphs = _paragraphs(article)
    return _first_with_characters(paragraphs, range(_index(paragraphs, position) + 1, len(paragraphs)))


def previous_paragraph(article: Article, position: int) -> Span | None:
    """The last paragraph with characters that starts before `position`, or None."""
    paragraphs = _paragraphs(article)
    return _first_with_characters(paragraphs, range(_index(paragraphs, position - 1), -1, -1))


def _first_with_characters(paragraphs: Sequence[Span | Block], order: range) -> Span | None:
    found = (paragraphs[index] for index in order)
    return next((Span(each.start, each.end) for each in found if each.start < each.end), None)


def _paragraphs(article: Article) -> Sequence[Span | Block]:
    """All paragraphs in order; what they have in common is a start and an end."""
    return _text_paragraphs(article.text) if article.format == "text" else article.blocks


def _index(paragraphs: Sequence[Span | Block], position: int) -> int:
    """The index of the last paragraph that starts at or before `position`, or -1."""
    return bisect_right(paragraphs, position, key=lambda paragraph: paragraph.start) - 1


@lru_cache(maxsize=4)
def _text_paragraphs(text: str) -> tuple[Span, ...]:
    lines: list[Span] = []
    start = 0
    for words in text.split("\n"):
        lines.append(Span(start, start + len(words)))
        start += len(words) + 1
    blank = [not line.of(text).strip() for line in lines]
    pairs = zip(lines, blank, blank[1:], strict=False)
    followed = sorted(len(line) for line, here, below in pairs if not here and not below)
    usual = followed[len(followed) // 2] if followed else 0
    if not any(blank[:-1]) or not WRAPPED_AT_LEAST <= usual <= WRAPPED_AT_MOST:
        return tuple(lines)
    groups: list[Span] = []
    for index, line in enumerate(lines):
        if not blank[index]:
            goes_on = index > 0 and not blank[index - 1]
            start = groups.pop().start if goes_on else line.start
            groups.append(Span(start, line.end))
    return tuple(groups)
