"""Converts code points of the reading text to positions of the shown document and back. The one place that does.

Everything else in the program counts code points. A QTextDocument counts UTF-16 units, and what it
shows is not quite the reading text: the mark of a footnote or a picture stands in it and is no text, a long
paragraph is cut into several blocks, and a table needs a block before it. So a map holds *pieces*: stretches that
are shown without a gap. A position that belongs to no piece counts as the end of the piece before it.

Characters that a QTextDocument would take for its own are shown as others of the same length (`shown`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple, NewType

Cp = NewType("Cp", int)
"""A count of code points of the reading text."""
U16 = NewType("U16", int)
"""A position in a QTextDocument, in UTF-16 units."""

PLACEHOLDER = "\ufffd"
# NUL, the ends of blocks and frames that QTextDocument knows, its objects, lone surrogates, noncharacters
_NOT_SHOWN = re.compile("[\x00\x0b\x0c\r\x1c\x1d\x1e\x85\u2029\ufdd0-\ufdef\ufffc\ufffe\uffff\ud800-\udfff]")
_ASCII_NOT_SHOWN = "\x00\x0b\x0c\r\x1c\x1d\x1e"
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def shown(text: str) -> str:
    """`text` as a QTextDocument can hold it inside one block: as many UTF-16 units, each at its place.

    A `\\n` becomes U+2028, which breaks a line; what cannot be held becomes U+FFFD.
    """
    if text.isascii() and text.isprintable():
        return text
    return shown_lines(text).replace("\n", "\u2028")


def shown_lines(text: str) -> str:
    """The same for several blocks at once: every `\\n` stays one and begins a new block."""
    if text.isascii() and not any(character in text for character in _ASCII_NOT_SHOWN):
        return text
    return _NOT_SHOWN.sub(PLACEHOLDER, text)


def u16_length(text: str) -> U16:
    """The length of `text` in UTF-16 units; a lone surrogate counts one."""
    return U16(len(text) + sum(1 for _ in _ASTRAL.finditer(text)))


def u16_part(text: str, start: int, end: int) -> str:
    """What of `text` its UTF-16 units `[start, end)` hold; half a character is left out, and a lone surrogate too."""
    units = text.encode("utf-16-le", errors="surrogatepass")
    return units[2 * start : 2 * end].decode("utf-16-le", errors="ignore")


class Piece(NamedTuple):
    """`[start, end)` of the reading text, shown from `at` on. `astral`: places in it of two-unit characters."""

    start: Cp
    end: Cp
    at: U16
    astral: tuple[int, ...] = ()

    def units_before(self, offset: int) -> int:
        """UTF-16 units of the piece's first `offset` code points."""
        return offset + (bisect_left(self.astral, offset) if self.astral else 0)

    def points_before(self, units: int) -> int:
        """Code points in the piece's first `units` UTF-16 units; half a character counts not."""
        if not self.astral:
            return units
        low, high = 0, self.end - self.start
        while low < high:
            middle = (low + high + 1) // 2
            if self.units_before(middle) <= units:
                low = middle
            else:
                high = middle - 1
        return low

    @property
    def ends_at(self) -> U16:
        """Where it ends in the document."""
        return U16(self.at + self.units_before(self.end - self.start))

    def lies_in(self, start: int, end: int) -> bool:
        """Whether something of it lies between these two positions; an empty one may lie on an edge."""
        if self.start == self.end:
            return start <= self.start <= end
        return max(self.start, start) < min(self.end, end)

    def cut(self, start: int, end: int) -> Piece:
        """What of it lies between these two positions."""
        low, high = max(start - self.start, 0), min(end, self.end) - self.start
        astral = tuple(place - low for place in self.astral if low <= place < high)
        return Piece(Cp(self.start + low), Cp(self.start + high), U16(self.at + self.units_before(low)), astral)

    def moved(self, by_cp: int, by_u16: int) -> Piece:
        """The same so far on in text and document."""
        return self._replace(start=Cp(self.start + by_cp), end=Cp(self.end + by_cp), at=U16(self.at + by_u16))


class OffsetMap:
    """Where each code point of an article stands in the document that shows it. Look-ups are O(log n)."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces or [Piece(Cp(0), Cp(0), U16(0))]
        self._starts = [piece.start for piece in self._pieces]
        self._places = [piece.at for piece in self._pieces]

    def to_document(self, position: int) -> U16:
        """Where a caret before the code point at `position` stands."""
        piece = self._pieces[max(bisect_right(self._starts, position) - 1, 0)]
        offset = min(max(position, piece.start), piece.end) - piece.start
        return U16(piece.at + piece.units_before(offset))

    def end_to_document(self, position: int) -> U16:
        """Where a span that ends at `position` ends: behind its last character, whatever is drawn after it."""
        number = bisect_left(self._starts, position) - 1
        if number < 0 or self._pieces[number].end < position:
            return self.to_document(position)
        piece = self._pieces[number]
        return U16(piece.at + piece.units_before(position - piece.start))

    def from_document(self, place: int) -> Cp:
        """The code point at a place of the document; half of a character counts as before it."""
        piece = self._pieces[max(bisect_right(self._places, place) - 1, 0)]
        units = max(place - piece.at, 0)
        return Cp(min(piece.start + piece.points_before(units), piece.end))

    def ranges(self, start: int, end: int) -> list[tuple[U16, U16]]:
        """The stretches `[from, to)` of the document that show the code points `[start, end)`; none is empty."""
        found: list[tuple[U16, U16]] = []
        number = max(bisect_right(self._starts, start) - 1, 0)
        while number < len(self._pieces) and self._pieces[number].start < end:
            piece = self._pieces[number]
            low, high = max(start, piece.start), min(end, piece.end)
            if low < high:
                place = piece.at
                found.append(
                    (
                        U16(place + piece.units_before(low - piece.start)),
                        U16(place + piece.units_before(high - piece.start)),
                    )
                )
            number += 1
        return found

    def part(self, start: int, end: int, by_cp: int, by_u16: int) -> list[Piece]:
        """What it says of the positions from `start` to `end`, all moved so far in text and document."""
        low = max(bisect_left(self._starts, start) - 1, 0)
        near = self._pieces[low : bisect_right(self._starts, end)]
        found = [piece.cut(start, end) for piece in near if piece.lies_in(start, end)]
        return [piece.moved(by_cp, by_u16) for piece in found]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All of it, in order."""
        return tuple(self._pieces)


def joined(pieces: Iterable[Piece]) -> OffsetMap:
    """The map of pieces that follow each other; where text and document both go on, they become one."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last is not None and last.end == piece.start and last.ends_at == piece.at:
            offset = last.end - last.start
            astral = (*last.astral, *(place + offset for place in piece.astral))
            found[-1] = Piece(last.start, piece.end, last.at, astral)
        else:
            found.append(piece)
    return OffsetMap(found)


class MapBuilder:
    """Grows an `OffsetMap` while a document is filled, from its start or another place to its end."""

    def __init__(self, at: int = 0) -> None:
        self.at = U16(at)
        self._pieces: list[Piece] = []
        self._start = self._end = Cp(0)
        self._place = U16(0)
        self._astral: list[int] = []
        self._open = False

    def text(self, start: int, words: str) -> None:
        """`words`, the reading text from `start` on, were put in at the end.

        The `\\n` between two blocks may be among them: it takes one unit in the document too.
        """
        if not self._open or start != self._end:
            self._close()
            self._start = self._end = Cp(start)
            self._place, self._open = self.at, True
        units = len(words)
        if not words.isascii():
            offset = start - self._start
            astral = [offset + found.start() for found in _ASTRAL.finditer(words)]
            self._astral += astral
            units += len(astral)
        self._end = Cp(start + len(words))
        self.at = U16(self.at + units)

    def extra(self, units: int = 1) -> None:
        """Something that is no reading text was put in."""
        self._close()
        self.at = U16(self.at + units)

    def done(self) -> OffsetMap:
        """The map of all that was put in."""
        self._close()
        return OffsetMap(self._pieces)

    def _close(self) -> None:
        if self._open:
            self._pieces.append(Piece(self._start, self._end, self._place, tuple(self._astral)))
        self._astral, self._open = [], False
