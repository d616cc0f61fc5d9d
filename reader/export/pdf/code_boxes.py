"""Makes a small font in which characters are boxes with their code in them, for those that no installed font has.

The words of the PDF then stay the article's, and what could not be drawn is told from what could.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

from reader.export.pdf.outlines import font_file

FAMILY = "Postil Codes"
_EM = 1000
_PIXEL = 46
_ROWS: dict[str, tuple[int, ...]] = {  # digits of 3 x 5 pixels, from above
    "0": (7, 5, 5, 5, 7), "1": (2, 6, 2, 2, 7), "2": (7, 1, 7, 4, 7), "3": (7, 1, 7, 1, 7),
    "4": (5, 5, 7, 1, 1), "5": (7, 4, 7, 1, 7), "6": (7, 4, 7, 5, 7), "7": (7, 1, 1, 1, 1),
    "8": (7, 5, 7, 5, 7), "9": (7, 5, 7, 1, 7), "A": (7, 5, 7, 5, 5), "B": (6, 5, 6, 5, 6),
    "C": (7, 4, 4, 4, 7), "D": (6, 5, 5, 5, 6), "E": (7, 4, 7, 4, 7), "F": (7, 4, 7, 4, 4),
}  # fmt: skip
_BOTTOM, _TOP, _SIDE, _LINE = -110, 760, 50, 36

Contour = list[tuple[int, int]]


def code_font(characters: Iterable[int]) -> bytes:
    """A TrueType font of the family FAMILY with a box for each of these code points. The same ones, the same bytes."""
    codes = sorted(set(characters))
    glyphs, widths = [b""], [_EM // 2]
    for code in codes:
        contours, width = _box(f"{code:04X}")
        glyphs.append(_glyph(contours))
        widths.append(width)
    places = [0]
    for glyph in glyphs:
        places.append(places[-1] + len(glyph))
    count, widest = len(glyphs), max(widths)
    tables = {
        b"OS/2": _os2(codes, widest),
        b"cmap": _cmap(codes),
        b"glyf": b"".join(glyphs),
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, _EM, 0, 0, 0, _BOTTOM, widest, _TOP, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, _TOP, _BOTTOM, 0, widest, 0, 0, widest, 1, *[0] * 7, count),
        b"hmtx": b"".join(struct.pack(">Hh", width, _SIDE if n else 0) for n, width in enumerate(widths)),
        b"loca": struct.pack(f">{count + 1}I", *places),
        b"maxp": struct.pack(">IH13H", 0x10000, count, 240, 60, 0, 0, 1, *[0] * 8),
        b"name": _names(),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
    }
    return font_file(tables)


def _box(code: str) -> tuple[list[Contour], int]:
    """A frame with the code in two lines of digits, and how wide it is."""
    columns = (len(code) + 1) // 2
    inner = columns * 3 * _PIXEL + (columns - 1) * _PIXEL
    width = inner + 2 * (_SIDE + _LINE + _PIXEL)
    left, right = _SIDE, width - _SIDE
    contours = [
        _rectangle(left, _BOTTOM, right, _TOP),
        _rectangle(left + _LINE, _BOTTOM + _LINE, right - _LINE, _TOP - _LINE)[::-1],
    ]
    middle = (_TOP + _BOTTOM) // 2
    for n, digit in enumerate(code.rjust(2 * columns, "0")):
        x = left + _LINE + _PIXEL + (n % columns) * 4 * _PIXEL
        top = middle + _PIXEL // 2 + 6 * _PIXEL if n < columns else middle - _PIXEL
        for row, bits in enumerate(_ROWS[digit]):
            y = top - row * _PIXEL
            for start, end in _stretches(bits):
                contours.append(_rectangle(x + start * _PIXEL, y - _PIXEL, x + end * _PIXEL, y))
    return contours, width


def _stretches(bits: int) -> list[tuple[int, int]]:
    """The set pixels of a row of three, neighbours as one."""
    return {0: [], 1: [(2, 3)], 2: [(1, 2)], 4: [(0, 1)], 5: [(0, 1), (2, 3)], 6: [(0, 2)], 7: [(0, 3)]}[bits]


def _rectangle(left: int, bottom: int, right: int, top: int) -> Contour:
    return [(left, bottom), (left, top), (right, top), (right, bottom)]


def _glyph(contours: Sequence[Contour]) -> bytes:
    points = [point for contour in contours for point in contour]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    data = struct.pack(">hhhhh", len(contours), min(xs), min(ys), max(xs), max(ys))
    data += struct.pack(f">{len(contours)}H", *(4 * n + 3 for n in range(len(contours)))) + struct.pack(">H", 0)
    data += b"\x01" * len(points)
    for values in (xs, ys):
        data += struct.pack(f">{len(values)}h", *(b - a for a, b in zip([0, *values], values, strict=False)))
    return data + b"\0" * (-len(data) % 4)


def _cmap(codes: Sequence[int]) -> bytes:
    groups = b"".join(struct.pack(">III", code, code, n) for n, code in enumerate(codes, start=1))
    table = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(codes)) + groups
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table


def _names() -> bytes:
    words = {1: FAMILY, 2: "Regular", 3: FAMILY, 4: FAMILY, 6: FAMILY.replace(" ", "")}
    records, data = b"", b""
    for number, word in words.items():
        encoded = word.encode("utf-16-be")
        records += struct.pack(">HHHHHH", 3, 1, 0x409, number, len(encoded), len(data))
        data += encoded
    return struct.pack(">HHH", 0, len(words), 6 + len(records)) + records + data


def _os2(codes: Sequence[int], width: int) -> bytes:
    least, most = (min(code, 0xFFFF) for code in (codes[0], codes[-1])) if codes else (0, 0)
    return struct.pack(
        ">HhHHH10hh10s4I4sHHHhhhHH2IhhHHH",
        *(4, width, 400, 5, 0), *[0] * 10, 0, bytes(10), *[0] * 4, b"PSTL",
        *(0x40, least, most, _TOP, _BOTTOM, 0, _TOP, -_BOTTOM), *(0, 0), *(500, 700, 0, 32, 1),
    )  # fmt: skip
