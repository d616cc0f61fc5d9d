"""Where each character of the reading text stands in the source. Computed when asked for; nothing is kept."""

from __future__ import annotations

from array import array
from itertools import accumulate

from reader.frozen import dataclass
from reader.text.article import Article
from reader.text.front_matter import read_front_matter
from reader.text.markdown_blocks import Draft, Origin
from reader.text.spans import Span

_MARKERS = " \t>-*+.)0123456789"  # what may stand before the words of a paragraph


@dataclass(frozen=True)
class SourceMap:
    """For each code point of the reading text the source range `[start, end)` it stands for.

    A character written as itself has a range of one; an entity or escape that of all its characters;
    a line end between two blocks an empty range behind the first.
    """

    starts: array[int]
    ends: array[int]

    def source_range(self, span: Span) -> Span:
        """The smallest stretch of the source that holds what `span` of the reading text shows.

        Markup around and between its characters is inside only where it stands between them. An empty
        span gives the empty stretch before its character.
        """
        if span.start >= span.end:
            at = self.starts[span.start] if span.start < len(self.starts) else self.ends[-1] if self.ends else 0
            return Span(at, at)
        return Span(min(self.starts[span.start : span.end]), max(self.ends[span.start : span.end]))


def source_map(article: Article) -> SourceMap:
    """The map of an article; the identity for a text file."""
    if article.format == "text":
        count = len(article.text)
        return SourceMap(array("q", range(count)), array("q", range(1, count + 1)))
    from reader.text.markdown import drafts_of

    lines = _Lines(article.source)
    starts, ends = array("q"), array("q")
    for index, draft in enumerate(drafts_of(article.source, read_front_matter(article.source))):
        if index:
            behind = ends[-1] if ends else 0
            starts.append(behind)
            ends.append(behind)
        _add(draft, lines.positions(draft.origin), starts, ends)
    return SourceMap(starts, ends)


def _add(draft: Draft, positions: list[int], starts: array[int], ends: array[int]) -> None:
    for piece in draft.pieces:
        if not piece.text:
            continue
        if len(piece.text) == piece.end - piece.start:
            each = positions[piece.start : piece.end]
            starts.extend(each)
            ends.extend(position + 1 for position in each)
        else:
            count = len(piece.text)
            starts.extend([positions[piece.start]] * count)
            ends.extend([positions[max(piece.end - 1, piece.start)] + 1] * count)


class _Lines:
    """The lines of a source, and where inline content stands in them.

    The parser takes content out of its lines without saying from which column. It can be told: content
    ends its line but for white space, in a heading it follows the number signs, in a table the last cell.
    """

    def __init__(self, source: str) -> None:
        self._lines = source.split("\n")
        self._starts = list(accumulate((len(line) + 1 for line in self._lines), initial=0))
        self._known: dict[int, list[int]] = {}
        self._row, self._column = -1, 0

    def positions(self, origin: Origin) -> list[int]:
        """Source offset of each character of the content, and of its end."""
        known = self._known.get(id(origin))
        if known is None:
            known = self._known[id(origin)] = self._cell(origin) if origin.shape == "cell" else self._block(origin)
        return known

    def _block(self, origin: Origin) -> list[int]:
        positions: list[int] = []
        for number, content in enumerate(origin.content.split("\n"), self._first_line(origin)):
            if number >= len(self._lines):
                break
            line, start = self._lines[number], self._starts[number]
            words = content.strip()
            if origin.shape == "heading":
                column = line.find(words, _behind_number_signs(line))
            else:
                column = line.rfind(words) if words else len(line)
            first = column - (len(content) - len(content.lstrip()))
            positions += [start + min(max(first + index, 0), len(line)) for index in range(len(content))]
            positions.append(start + len(line))
        positions += [self._starts[-1] - 1] * (len(origin.content) + 1 - len(positions))
        return positions

    def _first_line(self, origin: Origin) -> int:
        """Where the content begins: the parser strips white space of every kind, and whole lines of it too."""
        number, words = origin.line, origin.content.partition("\n")[0].strip()
        while words and number + 1 < len(self._lines) and words not in self._lines[number]:
            if self._lines[number].strip(_MARKERS).strip():
                break
            number += 1
        return number if words and words in self._lines[number] else origin.line

    def _cell(self, origin: Origin) -> list[int]:
        line, start = self._lines[origin.line], self._starts[origin.line]
        if origin.line != self._row:
            self._row, self._column = origin.line, 0
        written = origin.content.replace("|", "\\|")
        column = max(line.find(written, self._column), self._column)
        positions: list[int] = []
        for character in origin.content:
            column += character == "|"
            positions.append(start + column)
            column += 1
        self._column = column
        return [*positions, start + column]


def _behind_number_signs(line: str) -> int:
    first = max(line.find("#"), 0)
    return len(line) - len(line[first:].lstrip("#"))
