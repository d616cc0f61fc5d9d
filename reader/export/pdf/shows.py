"""Joins the shows of letters that the typesetter parts where a marked run begins or ends. Knows bytes and widths only.

A page with forty names has a hundred of them, and each begins with its colour, its font and its place.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping

from reader.export.pdf.drawing import number

# A show as the typesetter begins it, and the end of the one before.
_SHOW = re.compile(
    rb"(\]TJ\nET\nQ\n)?q 1 0 0 -1 (-?[\d.]+) (-?[\d.]+) cm"
    rb"(/\w+ cs [\d. ]+ scn\nBT 0 Tr/(\w+) ([\d.]+) Tf 1 0 0 -1 0 0 Tm)\["
)
_END = b"]TJ\nET\nQ\n"
_SINGLE = re.compile(rb"(?<= 0 0 Tm)(\((?:[^\\()]|\\.)*\))Tj", re.DOTALL)
_ITEM = re.compile(rb"\(((?:[^\\()]|\\.)*)\)|(-?[\d.]+)", re.DOTALL)  # hexadecimal strings are none of the typesetter's
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_TOUCHING = re.compile(rb"(?<!\\)\)\(")
_AS_BEFORE, _FAR = 4, 1000  # thousandths of an em: not seen (0.04 points); more than a space

Widths = Callable[[str], Mapping[int, float] | None]  # of codes of two bytes in a font of the page, in thousandths


def joined_shows(drawing: bytes, widths: Widths) -> bytes:
    """The same with neighbours of one look in one piece; `drawing` as `plain_strings` makes it.

    On one line they become one show with a space between, on the next line they say how far on it is.
    """
    drawing = _SINGLE.sub(lambda found: b"[" + found[1] + b"]TJ", drawing)
    x = y = 0.0  # where the last show begins
    line = 0.0  # where the first one of its line does
    look = b""
    begin = end = 0  # the last show's letters, if others may follow

    def join(found: re.Match[bytes]) -> bytes:
        nonlocal x, y, line, look, begin, end
        follows = found[1] and look == found[4] and end == found.start()
        said = drawing[begin:end]
        before_x, before_y, before_line = x, y, line
        x, y, look, begin = float(found[2]), float(found[3]), found[4], found.end()
        line = x
        end = drawing.find(_END, begin)
        if b" Tm" in drawing[begin:end]:  # an "ActualText" in it is placed from where the show begins
            end = 0
            return found[0]
        if not follows:
            return found[0]
        if y == before_y and (font := widths(found[5].decode())):
            size = float(found[6]) / 1000
            advance, last = _advance(said, font)
            pen = before_x + advance * size
            space = round((pen - x) / size)
            for usual in (0, last):
                if abs(space - usual) <= _AS_BEFORE:
                    space = usual
            if abs(space) <= _FAR:
                x, line = pen - space * size, before_line
                return _between(said[-1:], space, drawing[begin : begin + 1])
        return f"]TJ {number(x - before_line)} {number(y - before_y)} Td[".encode()

    return _TOUCHING.sub(b"", _SHOW.sub(join, drawing))


def _between(before: bytes, space: int, after: bytes) -> bytes:
    """What stands between two shows: their own first and last spaces, if they have some, are added to it."""
    return b" " * (before != b")") + (b"%d" % space if space else b"") + b" " * (after != b"(")


def _advance(said: bytes, widths: Mapping[int, float]) -> tuple[float, int]:
    """How far a show's letters go, and the last space between them, in thousandths of an em."""
    items = _ITEM.findall(said)
    moves = [float(move) for _, move in items if move]
    codes = b"".join([letters for letters, _ in items])
    if b"\\" in codes:
        codes = _ESCAPED.sub(lambda found: b"\r" if found[1] == b"r" else found[1], codes)
    wide = sum(map(widths.__getitem__, struct.unpack(f">{len(codes) // 2}H", codes)))
    return wide - sum(moves), round(moves[-1]) if moves else 0
