"""Writes the numbers on a page as short as they are seen. Knows bytes only."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

# Places and spaces to more than a hundredth: an eighth of a page's bytes. Scales and colours, below 1, stay.
_LONG = re.compile(rb"(?<=[ \n)\[])(-?[1-9]\d*\.\d\d)\d+(?=[ \n(\]])")
_SPACES = re.compile(rb"(?<=\))(-?\d+\.\d)\d+(?=\()")  # between letters, in thousandths of an em


def shorten(pdf: pikepdf.Pdf) -> None:
    """Cut the numbers on all pages, each of which has one stream."""
    import pikepdf

    for page in pdf.pages:
        packed = zlib.compress(shortened(page.obj.Contents.read_bytes()), 9)  # ten times as much to hold without
        page.obj.Contents = pdf.make_stream(packed, Filter=pikepdf.Name.FlateDecode)


def shortened(drawing: bytes) -> bytes:
    """A page's operators with places to a hundredth of a point, spaces to a tenth of a thousandth of an em."""
    return _LONG.sub(rb"\1", _SPACES.sub(rb"\1", drawing))
