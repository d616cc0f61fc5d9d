"""Writes what stands on a page as short as it is seen. Knows bytes only."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import regex

from reader.export.pdf.glyph_font import widths_of
from reader.export.pdf.shows import joined_shows

if TYPE_CHECKING:
    import pikepdf

# Places and spaces to more than a hundredth: an eighth of a page's bytes. Scales and colours, below 1, stay.
_LONG = re.compile(rb"(?<=[ \n)\[])(-?[1-9]\d*\.\d\d)\d+(?=[ \n(\]])")
_SPACES = re.compile(rb"(?<=\))-?\d+\.\d+(?=\()")  # between letters, in thousandths of an em
# Parentheses of a pair may stand in a string as they are, and the typesetter writes them so.
_NESTED = re.compile(rb"\((?:[^\\()]|\\.)*+\(", re.DOTALL)
_STRING = regex.compile(rb"\((?:[^\\()]|\\.|(?R))*+\)", regex.DOTALL)
_PAREN = re.compile(rb"[()]|\\.", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:[0-7]{3}|[^0-7])")
_MUST = {0x28: b"\\(", 0x29: b"\\)", 0x5C: b"\\\\", 0x0D: b"\\r"}  # a bare carriage return would be read as a line end
_MEANT = {b"\\%03o" % code: _MUST.get(code, bytes((code,))) for code in range(256)}
# The escapes that a page still needs, so written that reading all others leaves just these: thrice as quick.
_STAY = [(b"\\" + sign, b"\\\\" + sign) for sign in (b"(", b")", b"r")]
_STAY += [(b"\\%03o" % code, said.replace(b"\\", b"\\\\")) for code, said in _MUST.items()]
_OTHER = re.compile(rb"\\[^0-7()rntbf]")  # of which Python has other ideas
_MEANT |= {b"\\n": b"\n", b"\\t": b"\t", b"\\b": b"\b", b"\\f": b"\f"}


def shorten(pdf: pikepdf.Pdf) -> None:
    """Write the drawing of all pages shorter, each as one stream, which packs better than the parts it was added in."""
    import pikepdf

    known: dict[Any, Mapping[int, float] | None] = {}  # by the font's object number
    for page in pdf.pages:
        page.contents_coalesce()
        resources: Any = page.obj.get("/Resources", {})
        fonts = resources.get("/Font", {})

        def widths(name: str, fonts: Any = fonts) -> Mapping[int, float] | None:
            font = fonts["/" + name]
            if font.objgen not in known:
                known[font.objgen] = widths_of(font) if str(font.Subtype) == "/Type0" else None
            return known[font.objgen]

        drawing = joined_shows(plain_strings(shortened(page.obj.Contents.read_bytes())), widths)
        packed = zlib.compress(drawing, 9)  # ten times as much to hold without
        page.obj.Contents = pdf.make_stream(packed, Filter=pikepdf.Name.FlateDecode)


def shortened(drawing: bytes) -> bytes:
    """A page's operators with places to a hundredth of a point, spaces to a thousandth of an em."""
    return _LONG.sub(lambda found: found[1], _SPACES.sub(lambda found: b"%d" % round(float(found[0])), drawing))


def plain_strings(drawing: bytes) -> bytes:
    r"""The same with letters as the bytes they are, not as `\000\035`, of which a page packs worse by an eighth."""
    if _NESTED.search(drawing):
        drawing = _STRING.sub(_escaped, drawing)
    if not _OTHER.search(drawing):
        for written, stays in _STAY:
            drawing = drawing.replace(written, stays)
        return drawing.decode("unicode_escape").encode("latin-1")
    return _ESCAPE.sub(lambda found: _MEANT.get(found[0], found[0]), drawing)


def _escaped(string: regex.Match[bytes]) -> bytes:
    inside = _PAREN.sub(lambda found: found[0] if found[0].startswith(b"\\") else b"\\" + found[0], string[0][1:-1])
    return b"(" + inside + b")"
