"""Glyphs made of glyphs, looked at by fontTools."""

from __future__ import annotations

import io

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from reader.export.pdf.code_boxes import code_font
from reader.export.pdf.outlines import Outlines
from reader.resources import resource_path

DATA = [
    resource_path("fonts/source-serif-4/SourceSerif4SmText-Regular.ttf").read_bytes(),
    code_font([0x41, 0x42, 0x43]),
]


def drawn(font: TTFont, name: str) -> list[object]:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return pen.value


@pytest.mark.parametrize("data", DATA)
def test_a_composed_glyph_is_its_parts(data: bytes) -> None:
    before = TTFont(io.BytesIO(data))
    outlines = Outlines(data)
    made = outlines.composed([(1, 0, 0), (2, 300, -40)], 777)
    again = outlines.composed([(3, 0, 0)], 10)
    font = TTFont(io.BytesIO(outlines.file()))
    assert (made, again) == (outlines.glyphs, outlines.glyphs + 1)
    name, first, second = font.getGlyphName(made), font.getGlyphName(1), font.getGlyphName(2)
    assert font["hmtx"][name][0] == 777
    parts = drawn(font, name)
    assert parts[: len(drawn(font, first))] == drawn(font, first)
    assert len(parts) == len(drawn(font, first)) + len(drawn(font, second))
    assert drawn(font, first) == drawn(before, before.getGlyphName(1))
    for n in range(outlines.glyphs):
        assert font["hmtx"][font.getGlyphName(n)] == before["hmtx"][before.getGlyphName(n)]


def test_nothing_can_be_made_of_what_is_no_font() -> None:
    with pytest.raises(ValueError, match="no "):
        Outlines(b"\0\1\0\0\0\0" + bytes(20))
    with pytest.raises(ValueError, match="no such glyph"):
        Outlines(DATA[1]).composed([(900, 0, 0)], 1)
