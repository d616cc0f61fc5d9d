"""Lets readers know how large the glyphs of coloured faces (emoji) are, which the typesetter writes as Type 3 fonts.

Poppler (22.12) guesses the size of such a font by the width of its `m`, or else of any glyph, takes an emoji for two
and a half times as large as it is, and puts it on a line of its own. So each such font gets an `m` that is never shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

_M_EM = 0.6  # wide is the m of a font whose size Poppler gets right
_CODES = 256


def tell_size(pdf: pikepdf.Pdf, font: Any) -> None:
    """Change a font in place, if it is a Type 3 font that has room for one more glyph."""
    import pikepdf

    if font.get("/Subtype") != "/Type3":
        return
    code = int(font.LastChar) + 1
    scale = float(font.FontMatrix[0])
    if code >= _CODES or "/m" in font.CharProcs or scale <= 0:
        return
    width = round(_M_EM / scale)
    font.CharProcs["/m"] = pdf.make_stream(b"%d 0 d0" % width)
    font.Encoding.Differences = pikepdf.Array([*font.Encoding.Differences, code, pikepdf.Name("/m")])
    font.Widths = pikepdf.Array([*font.Widths, width])
    font.LastChar = code
    if "/FontDescriptor" in font:  # in thousandths of the type's size, whatever the font's own unit is
        font.FontDescriptor.Ascent, font.FontDescriptor.Descent = 900, -200
