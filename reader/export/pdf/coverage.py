"""Which characters a font file has glyphs for, read from its `cmap` table. No shaping, no names; needs no library."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable
from pathlib import Path
from sys import byteorder
from typing import BinaryIO

_BEST = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))  # platform, encoding: all of Unicode first


def covered(path: Path, index: int, wanted: Iterable[int]) -> set[int]:
    """Those of the `wanted` code points that the font has a glyph for; `index` counts within a collection.

    A file that cannot be read or understood covers nothing.
    """
    try:
        with path.open("rb") as file:
            return _in_table(_cmap(file, index), sorted(set(wanted)))
    except (OSError, struct.error, IndexError, ValueError):
        return set()


def _cmap(file: BinaryIO, index: int) -> bytes:
    start = 0
    head = file.read(12)
    if head[:4] == b"ttcf":
        file.seek(12 + 4 * index)
        (start,) = struct.unpack(">I", file.read(4))
        file.seek(start)
        head = file.read(12)
    (count,) = struct.unpack(">H", head[4:6])
    for tag, _, offset, length in struct.iter_unpack(">4sIII", file.read(16 * count)):
        if tag == b"cmap":
            file.seek(offset)
            return file.read(length)
    return b""


def _in_table(table: bytes, wanted: list[int]) -> set[int]:
    (count,) = struct.unpack(">H", table[2:4])
    places = {(p, e): offset for p, e, offset in struct.iter_unpack(">HHI", table[4 : 4 + 8 * count])}
    for key in _BEST:
        if key in places:
            part = table[places[key] :]
            (kind,) = struct.unpack(">H", part[:2])
            if kind == 12:
                return _format_12(part, wanted)
            if kind == 4:
                return _format_4(part, wanted)
    return set()


def _format_12(part: bytes, wanted: list[int]) -> set[int]:
    (count,) = struct.unpack(">I", part[12:16])
    numbers = _big_endian("I", part[16 : 16 + 12 * count])
    found: set[int] = set()
    n = 0
    for first, last, glyph in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
        while n < len(wanted) and wanted[n] < first:
            n += 1
        while n < len(wanted) and wanted[n] <= last:
            if glyph + wanted[n] - first:
                found.add(wanted[n])
            n += 1
        if n == len(wanted):
            break
    return found


def _format_4(part: bytes, wanted: list[int]) -> set[int]:
    length, _, double = struct.unpack(">HHH", part[2:8])
    count = double // 2
    words = _big_endian("H", part[14 : max(length, 16 + 8 * count) & ~1])
    lasts, firsts = words[:count], words[count + 1 : 2 * count + 1]
    deltas, offsets = words[2 * count + 1 : 3 * count + 1], 3 * count + 1
    found: set[int] = set()
    n = 0
    for character in wanted:
        while n < count and lasts[n] < character:
            n += 1
        if n == count:
            break
        if character >= firsts[n]:
            offset = words[offsets + n]
            glyph = words[offsets + n + offset // 2 + character - firsts[n]] if offset else character
            if (glyph or not offset) and (glyph + deltas[n]) & 0xFFFF:
                found.add(character)
    return found


def _big_endian(kind: str, data: bytes) -> array[int]:
    numbers = array(kind, data)  # an I is 4 bytes wherever Python runs
    if byteorder == "little":
        numbers.byteswap()
    return numbers
