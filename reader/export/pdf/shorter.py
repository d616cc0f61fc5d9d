"""Writes what stands on a page as short as it is seen. Knows bytes only."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from reader.export.pdf.drawing import number

if TYPE_CHECKING:
    import pikepdf

# Places and spaces to more than a hundredth: an eighth of a page's bytes. Scales and colours, below 1, stay.
_LONG = re.compile(rb"(?<=[ \n)\[])(-?[1-9]\d*\.\d\d)\d+(?=[ \n(\]])")
_SPACES = re.compile(rb"(?<=\))-?\d+\.\d+(?=\()")  # between letters, in thousandths of an em
# A show of letters as the typesetter begins it, and the end of the one before.
_SHOW = re.compile(
    rb"(?:(\]TJ|\)Tj)\nET\nQ\n)?q 1 0 0 -1 (-?[\d.]+) (-?[\d.]+) cm"
    rb"(/\w+ cs [\d. ]+ scn\nBT 0 Tr/\w+ [\d.]+ Tf 1 0 0 -1 0 0 Tm)(?=[\[(])"
)
_ESCAPE = re.compile(rb"\\(?:[0-7]{3}|[^0-7])")
_MUST = {0x28: b"\\(", 0x29: b"\\)", 0x5C: b"\\\\", 0x0D: b"\\r"}  # a bare carriage return would be read as a line end
_MEANT = {b"\\%03o" % code: _MUST.get(code, bytes((code,))) for code in range(256)}
_MOST = list(_MEANT)[:32]  # three of four, which are quicker done this way
_MEANT |= {b"\\n": b"\n", b"\\t": b"\t", b"\\b": b"\b", b"\\f": b"\f"}


def shorten(pdf: pikepdf.Pdf) -> None:
    """Write the drawing of all pages shorter, each of which has one stream."""
    import pikepdf

    for page in pdf.pages:
        drawing = plain_strings(joined_shows(shortened(page.obj.Contents.read_bytes())))
        packed = zlib.compress(drawing, 9)  # ten times as much to hold without
        page.obj.Contents = pdf.make_stream(packed, Filter=pikepdf.Name.FlateDecode)


def shortened(drawing: bytes) -> bytes:
    """A page's operators with places to a hundredth of a point, spaces to a thousandth of an em."""
    return _LONG.sub(lambda found: found[1], _SPACES.sub(lambda found: b"%d" % round(float(found[0])), drawing))


def joined_shows(drawing: bytes) -> bytes:
    """The same with neighbours of one look in one piece, which say only how far they are from the one before."""
    x = y = 0.0
    look = b""
    ends = 0  # where the show before ends, if others may follow in it

    def join(found: re.Match[bytes]) -> bytes:
        nonlocal x, y, look, ends
        right, down = float(found[2]) - x, float(found[3]) - y
        follows = found[1] and look == found[4] and ends == found.end(1)
        x, y, look, ends = float(found[2]), float(found[3]), found[4], drawing.find(b"\nET", found.end())
        if b" Tm" in drawing[found.end() : ends]:  # an "ActualText" in it is placed from where the show begins
            ends = 0
            return found[0]
        return found[1] + f" {number(right)} {number(down)} Td".encode() if follows else found[0]

    return _SHOW.sub(join, drawing)


def plain_strings(drawing: bytes) -> bytes:
    r"""The same with letters as the bytes they are, not as `\000\035`, of which a page packs worse by an eighth."""
    if b"\\\\" not in drawing:
        for code in _MOST:
            drawing = drawing.replace(code, _MEANT[code])
    return _ESCAPE.sub(lambda found: _MEANT.get(found[0], found[0]), drawing)
