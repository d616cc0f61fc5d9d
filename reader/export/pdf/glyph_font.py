"""A font of a PDF: what its glyphs stand for, how wide they are, and new ones that are made of them. Knows no pages."""

from __future__ import annotations

import re
import struct
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reader.export.pdf.outlines import Outlines
from reader.export.pdf.scripts import right_to_left

if TYPE_CHECKING:
    import pikepdf

_ZWJ = "\u200d"
_ENTRY = re.compile(rb"<([0-9A-Fa-f]{2}|[0-9A-Fa-f]{4})> <((?:[0-9A-Fa-f]{4})+)>")
_AT_ONCE = 100  # entries in one section of a table, as the format has it


def without_joiners(text: str) -> str:
    """Joiners go where everything else is Arabic; others (emoji) stay."""
    letters = text.replace(_ZWJ, "")
    return letters if letters and all("\u0600" <= letter <= "\u06ff" for letter in letters) else text


def as_readers_turn_it(text: str) -> str:
    """Several letters of one glyph that run from right to left, backwards.

    pdfium (2025) and Poppler (22.12) read a line from left to right and turn such a stretch round letter by letter,
    so that a pointed letter would come back behind its points.
    """
    return text[::-1] if len(text) > 1 and right_to_left(text) else text


class _Widths(dict[int, float]):
    """By code; of all that are not in it, the default."""

    def __init__(self, default: float) -> None:
        super().__init__()
        self.default = default

    def __missing__(self, code: int) -> float:
        return self.default


def widths_of(made: Any) -> dict[int, float]:
    """How wide the glyphs of a font with codes of two bytes are, by code, in thousandths of the type's size."""
    inner = made.DescendantFonts[0]
    widths = _Widths(float(inner.get("/DW", 1000)))
    items = [item if hasattr(item, "__len__") else float(item) for item in inner.get("/W", [])]
    n = 0
    while n + 1 < len(items):
        first, second = int(items[n]), items[n + 1]
        if isinstance(second, float):
            widths.update(dict.fromkeys(range(first, int(second) + 1), items[n + 2]))
            n += 3
        else:
            widths.update(enumerate(map(float, second), start=first))
            n += 2
    return widths


class GlyphFont:
    """A font of the PDF: what its glyphs stand for, how wide they are, and those that are made here."""

    def __init__(self, made: Any, joined: bool) -> None:
        self.made = made
        self.drawn = str(made.Subtype) == "/Type3"  # emoji in colour: codes of one byte, and glyphs that are drawings
        self.table: dict[int, str] = {}
        self.new: dict[tuple[Any, ...], int] = {}
        self.texts: list[tuple[int, str]] = []
        if "/ToUnicode" in made:
            self._read_table(joined)

    def _read_table(self, joined: bool) -> None:
        def clean(found: re.Match[bytes]) -> bytes:
            before = bytes.fromhex(found[2].decode()).decode("utf-16-be", "replace")
            text = without_joiners(before) if joined else before
            self.table[int(found[1], 16)] = text
            written = as_readers_turn_it(text)
            return found[0] if written == before else b"<%s> <%s>" % (found[1], _hex(written))

        before = self.made.ToUnicode.read_bytes()
        after = _ENTRY.sub(clean, before)
        if after != before:
            self.made.ToUnicode.write(after)

    @cached_property
    def widths(self) -> dict[int, float]:
        """Of codes."""
        if self.drawn:
            scale = float(self.made.FontMatrix[0]) * 1000
            widths = _Widths(0.0)
            widths.update((n, float(w) * scale) for n, w in enumerate(self.made.Widths, int(self.made.FirstChar)))
            return widths
        return widths_of(self.made)

    @cached_property
    def outlines(self) -> Outlines | None:
        """What can be composed, if this font is of the kind where that is possible."""
        if self.drawn:
            return None
        inner = self.made.DescendantFonts[0]
        if "/FontFile2" not in inner.FontDescriptor or inner.get("/CIDToGIDMap") != "/Identity":
            return None
        try:
            return Outlines(inner.FontDescriptor.FontFile2.read_bytes())
        except (ValueError, struct.error, IndexError):
            return None

    def moved(self, item: float) -> float:
        """How far an item of a show (a code, or a movement as a float) moves what follows, in thousandths."""
        return -item if isinstance(item, float) else self.width(item)

    def width(self, code: int) -> float:
        """In thousandths of the type's size."""
        return self.widths[code]

    def composed(self, pieces: list[tuple[int, float, float]], width: float, text: str) -> int | None:
        """The code of a glyph drawn as `pieces` (code, right, up, in thousandths) that stands for `text`."""
        if self.outlines is None:
            return None
        scale = self.outlines.units / 1000
        parts = [(code, round(right * scale), round(up * scale)) for code, right, up in pieces]
        key = (*parts, round(width, 2), text)
        if key not in self.new:
            try:
                made = self.outlines.composed(parts, round(width * scale))
            except (ValueError, struct.error):
                return None
            self.new[key] = made
            self.widths[made] = width
            self.texts.append((made, text))
        return self.new[key]

    def save(self, pdf: pikepdf.Pdf) -> None:
        """Put the new glyphs into the PDF."""
        import pikepdf

        if not self.texts or self.outlines is None:
            return
        inner = self.made.DescendantFonts[0]
        data = self.outlines.file()
        inner.FontDescriptor.FontFile2 = pdf.make_stream(data, Length1=len(data))
        if "/CIDSet" in inner.FontDescriptor:  # no longer true, and not asked for
            del inner.FontDescriptor.CIDSet
        first = self.texts[0][0]
        widths = " ".join(f"{self.widths[code]:.2f}".rstrip("0").rstrip(".") for code, _ in self.texts)
        old = inner.get("/W", pikepdf.Array())
        inner.W = pikepdf.Array([*old, first, pikepdf.Object.parse(f"[{widths}]".encode())])
        sections = []
        for n in range(0, len(self.texts), _AT_ONCE):
            part = self.texts[n : n + _AT_ONCE]
            lines = b"".join(b"<%04X> <%s>\n" % (code, _hex(as_readers_turn_it(text))) for code, text in part)
            sections.append(b"%d beginbfchar\n%sendbfchar\n" % (len(part), lines))
        before = self.made.ToUnicode.read_bytes()
        self.made.ToUnicode.write(before.replace(b"endcmap", b"".join(sections) + b"endcmap", 1))


def _hex(text: str) -> bytes:
    return text.encode("utf-16-be", "surrogatepass").hex().upper().encode()
