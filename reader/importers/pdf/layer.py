"""The words of a PDF and where they lie on its pages, as pdfium has them, in one text for all pages.

pdfium is used from one thread at a time; `LOCK` holds that.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from reader.importers.pdf.marks import Area
from reader.text.spans import Span

LOCK = threading.Lock()
_BAND_PT, _FARTHEST = 8.0, 1e6
_LINE_END_HYPHEN = re.compile("[\x02\ufffe](?:\r\n|\n|\r)?")


class Letter(NamedTuple):
    """A letter of a page: its place in the text of all pages, and the middle of its box."""

    at: int
    middle: tuple[float, float]


class Layer:
    """The text of the body's pages, and on each page of `with_letters` where its letters lie.

    What stands there and is not of the body has words and letters of its own, `outside`.
    """

    def __init__(
        self,
        data: bytes,
        with_letters: Collection[int],
        body: tuple[int, int],
        top: float | None,
        told: Callable[[float], None],
    ) -> None:
        """`body` is the first page and the one behind the last; `top` is where the body begins on the first one."""
        import pypdfium2

        self.text = ""
        self.pages: dict[int, Letters] = {}
        self.outside: dict[int, tuple[str, Letters]] = {}  # what stands on a page and is not of the body
        parts: list[str] = []
        length = 0
        with LOCK:
            pdf = pypdfium2.PdfDocument(data)
            try:
                for number in range(len(pdf)):
                    if number % 10 == 0:
                        told(number / len(pdf))
                    is_body = body[0] <= number < body[1]
                    if number not in with_letters and not is_body:
                        continue
                    page = pdf[number]
                    words = page.get_textpage()
                    if number in with_letters or (number == body[0] and top is not None):
                        inside, outside = _parted(words, top if number == body[0] else None, is_body)
                        self.pages[number] = Letters([Letter(at + length, middle) for at, middle in inside[1]])
                        self.outside[number] = outside[0], Letters(outside[1])
                        added = inside[0]
                    else:
                        added = _plain(words.get_text_range())
                    parts.append(added + "\n")
                    length += len(added) + 1
                    words.close()
                    page.close()
            finally:
                pdf.close()
        self.text = "".join(parts)


def _parted(
    words: object, top: float | None, is_body: bool
) -> tuple[tuple[str, list[Letter]], tuple[str, list[Letter]]]:
    """The letters of a page that are of the body, and those that are not."""
    sides: tuple[tuple[list[str], list[Letter]], ...] = (([], []), ([], []))
    out = not is_body
    for character, area in _characters(words):
        if is_body and top is not None and area is not None:  # a space goes with the letter before it
            out = _middle(area)[1] > top
        text, letters = sides[out]
        if area is not None:
            letters.append(Letter(len(text), _middle(area)))
        text.append(character)
    (inside, own), (outside, others) = sides
    return ("".join(inside), own), ("".join(outside), others)


def _middle(area: Area) -> tuple[float, float]:
    return (area.left + area.right) / 2, (area.bottom + area.top) / 2


def _characters(words: object) -> list[tuple[str, Area | None]]:
    """Each character with its box; None for white space and for what pdfium puts in by itself."""
    import ctypes

    import pypdfium2.raw as raw

    found: list[tuple[str, Area | None]] = []
    high = 0
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    skip = False
    for index in range(raw.FPDFText_CountChars(words)):
        code = raw.FPDFText_GetUnicode(words, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        if code in (0x02, 0xFFFE):  # a hyphen that pdfium takes for one at a line's end: the word goes on
            skip = True
            continue
        if skip and code in (10, 13):
            continue
        skip = False
        character = chr(code) if code and not 0xD800 <= code < 0xE000 else " "
        if character.isspace():
            found.append((character, None))
            continue
        box = raw.FPDFText_GetCharBox(words, index, left, right, bottom, top)
        area = Area(left.value, bottom.value, right.value, top.value) if box else None
        found.append((character, area))
    return found


def _plain(text: str) -> str:
    return _LINE_END_HYPHEN.sub("", text).replace("\r\n", "\n")


class Letters:
    """The letters of a page, so kept that those in a box are found without looking at all."""

    def __init__(self, letters: Sequence[Letter]) -> None:
        self.all = letters
        self._bands: dict[int, list[Letter]] = {}
        for letter in letters:
            self._bands.setdefault(int(letter.middle[1] // _BAND_PT), []).append(letter)

    def under(self, text: str, areas: Sequence[Area]) -> list[Span]:
        """The places of the letters whose middle lies in one of the areas, as stretches in the order of `text`."""
        inside: set[int] = set()
        for area in areas:
            low, high = (int(max(-_FARTHEST, min(_FARTHEST, y)) // _BAND_PT) for y in (area.bottom, area.top))
            for band in range(low, high + 1) if high - low < len(self._bands) else self._bands:
                for letter in self._bands.get(band, ()):
                    x, y = letter.middle
                    if area.left <= x <= area.right and area.bottom <= y <= area.top:
                        inside.add(letter.at)
        found: list[Span] = []
        for at in sorted(inside):
            if found and (at == found[-1].end or text[found[-1].end : at].isspace()):
                found[-1] = Span(found[-1].start, at + 1)
            else:
                found.append(Span(at, at + 1))
        return found


NONE = Letters(())


def nearest(letters: Sequence[Letter], point: tuple[float, float]) -> int | None:
    """The place of the letter that is nearest to a point; lines count more than how far along them."""
    x, y = point

    def distance(letter: Letter) -> float:
        middle = letter.middle
        return abs(middle[0] - x) + 4 * abs(middle[1] - y)

    return min(letters, key=distance).at if letters else None
