"""Adds glyphs made of other glyphs to a TrueType font that a PDF holds. Knows tables of bytes, no PDF and no text."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_WORDS, _OFFSETS, _MORE = 0x1, 0x2, 0x20  # flags of a component
Component = tuple[int, int, int]  # glyph, and how far it is moved right and up, in font units


class Outlines:
    """The glyphs of one font. Raises ValueError (or struct.error) for what is no TrueType font with outlines."""

    def __init__(self, data: bytes) -> None:
        (count,) = struct.unpack_from(">H", data, 4)
        self.tables: dict[bytes, bytes] = {}
        for tag, _, offset, length in struct.iter_unpack(">4sIII", data[12 : 12 + 16 * count]):
            self.tables[tag] = data[offset : offset + length]
        if missing := {b"glyf", b"loca", b"head", b"hhea", b"hmtx", b"maxp"} - self.tables.keys():
            raise ValueError(f"no {missing}")
        (self.units,) = struct.unpack_from(">H", self.tables[b"head"], 18)
        (self.glyphs,) = struct.unpack_from(">H", self.tables[b"maxp"], 4)
        (long,) = struct.unpack_from(">h", self.tables[b"head"], 50)
        places = self.tables[b"loca"][: (4 if long else 2) * (self.glyphs + 1)]
        self.places = [p * (1 if long else 2) for (p,) in struct.iter_unpack(">I" if long else ">H", places)]
        self.metrics = self._metrics()
        self.added: list[bytes] = []

    def composed(self, components: Sequence[Component], advance: int) -> int:
        """The number of a new glyph that is drawn as these are, and is `advance` wide."""
        number = len(self.metrics)
        if number > 0xFFFE:
            raise ValueError("too many glyphs")
        data = self._composed(components)
        self.added.append(data)
        self.metrics.append((min(advance, 0xFFFF), struct.unpack_from(">h", data, 2)[0] if data else 0))
        return number

    def file(self) -> bytes:
        """The font with the new glyphs."""
        tables = dict(self.tables)
        glyf, places = tables[b"glyf"], list(self.places)
        glyf = glyf[: places[-1]] + b"\0" * (-places[-1] % 4)
        places[-1] = len(glyf)
        parts = [glyf]
        for data in self.added:
            parts.append(data)
            places.append(places[-1] + len(data))
        count = len(self.metrics)
        tables[b"glyf"] = b"".join(parts)
        tables[b"loca"] = struct.pack(f">{count + 1}I", *places)
        tables[b"hmtx"] = b"".join(struct.pack(">Hh", *metric) for metric in self.metrics)
        tables[b"head"] = _with(tables[b"head"], 50, ">h", 1)
        tables[b"hhea"] = _with(_with(tables[b"hhea"], 34, ">H", count), 10, ">H", max(w for w, _ in self.metrics))
        most = list(struct.unpack_from(">14H", tables[b"maxp"], 4))
        most[0] = count
        most[3], most[4] = min(0xFFFF, most[1] * 8), min(0xFFFF, most[2] * 8)  # points and contours of a composed one
        most[12], most[13] = max(most[12], 16), most[13] + 1  # components, and how deep
        tables[b"maxp"] = tables[b"maxp"][:4] + struct.pack(">14H", *most)
        return font_file(tables)

    def _metrics(self) -> list[tuple[int, int]]:
        (wide,) = struct.unpack_from(">H", self.tables[b"hhea"], 34)
        table = self.tables[b"hmtx"]
        found = [*struct.iter_unpack(">Hh", table[: 4 * wide])]
        bearings = struct.iter_unpack(">h", table[4 * wide : 4 * wide + 2 * (self.glyphs - wide)])
        return [*found, *((found[-1][0], bearing) for (bearing,) in bearings)]

    def _composed(self, components: Sequence[Component]) -> bytes:
        drawn = [(glyph, dx, dy) for glyph, dx, dy in components if self._data(glyph)]
        if not drawn:
            return b""
        boxes = [struct.unpack_from(">hhhh", self._data(glyph), 2) for glyph, _, _ in drawn]
        data = struct.pack(
            ">hhhhh",
            -1,
            min(box[0] + dx for box, (_, dx, _) in zip(boxes, drawn, strict=True)),
            min(box[1] + dy for box, (_, _, dy) in zip(boxes, drawn, strict=True)),
            max(box[2] + dx for box, (_, dx, _) in zip(boxes, drawn, strict=True)),
            max(box[3] + dy for box, (_, _, dy) in zip(boxes, drawn, strict=True)),
        )
        for n, (glyph, dx, dy) in enumerate(drawn, start=1):
            data += struct.pack(">HHhh", _WORDS | _OFFSETS | _MORE * (n < len(drawn)), glyph, dx, dy)
        return data + b"\0" * (-len(data) % 4)

    def _data(self, glyph: int) -> bytes:
        if glyph >= self.glyphs:
            raise ValueError("no such glyph")
        return self.tables[b"glyf"][self.places[glyph] : self.places[glyph + 1]]


def font_file(tables: dict[bytes, bytes]) -> bytes:
    """A font file of these tables, with its sums."""
    power = 1 << (len(tables).bit_length() - 1)
    head = struct.pack(">IHHHH", 0x10000, len(tables), 16 * power, power.bit_length() - 1, 16 * (len(tables) - power))
    start, data = 12 + 16 * len(tables), b""
    for tag, table in sorted(tables.items()):
        padded = table + b"\0" * (-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        head += struct.pack(">4sIII", tag, total, start + len(data), len(table))
        data += padded
    return head + data


def _with(table: bytes, place: int, form: str, value: int) -> bytes:
    return table[:place] + struct.pack(form, value) + table[place + struct.calcsize(form) :]
