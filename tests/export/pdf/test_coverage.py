"""What a font has glyphs for, by our reader and by fontTools; and the font that is made for what no font has."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from reader.export.pdf.code_boxes import FAMILY, code_font
from reader.export.pdf.coverage import covered
from reader.resources import resource_path

SHIPPED = sorted(resource_path("fonts/source-serif-4").glob("*.ttf"))
SYSTEM = (
    sorted(Path("/usr/share/fonts").glob("**/NotoSerif*-Regular.tt?"))[:12] if Path("/usr/share/fonts").is_dir() else []
)
ALL = range(0x110000)


@pytest.mark.parametrize("path", [*SHIPPED, *SYSTEM], ids=lambda path: path.name)
def test_the_same_characters_as_fonttools(path: Path) -> None:
    fonts = TTCollection(path).fonts if path.suffix == ".ttc" else [TTFont(path)]
    for index in {0, len(fonts) - 1}:
        assert covered(path, index, ALL) == {
            c for c, name in fonts[index].getBestCmap().items() if fonts[index].getGlyphID(name)
        }


def test_only_what_was_asked_for() -> None:
    assert covered(SHIPPED[0], 0, [ord("A"), 0xE000, ord("я")]) == {ord("A"), ord("я")}
    assert covered(SHIPPED[0], 0, []) == set()


@pytest.mark.parametrize("data", [b"", b"\0" * 12, b"ttcf" + b"\xff" * 40, b"\0\1\0\0\xff\xff" + b"x" * 90])
def test_what_is_no_font_covers_nothing(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.ttf"
    path.write_bytes(data)
    assert covered(path, 0, ALL) == set()
    assert covered(tmp_path / "absent.ttf", 0, ALL) == set()


def test_a_broken_font_covers_nothing_or_less(tmp_path: Path) -> None:
    whole = SHIPPED[0].read_bytes()
    path = tmp_path / "x.ttf"
    for length in range(0, len(whole), len(whole) // 60):
        path.write_bytes(whole[:length])
        assert covered(path, 0, range(0x500)) <= covered(SHIPPED[0], 0, range(0x500))


def test_boxes_are_a_font_with_a_glyph_for_each_character() -> None:
    codes = [0x378, 0xE000, 0x1F469, 0x10FFFD]
    font = TTFont(io.BytesIO(code_font(codes)))
    assert set(font.getBestCmap()) == set(codes)
    assert font["name"].getDebugName(1) == FAMILY
    shapes = {tuple(font["glyf"][name].coordinates) for name in font.getBestCmap().values()}
    assert len(shapes) == len(codes)
    for name in font.getBestCmap().values():
        glyph = font["glyf"][name]
        assert glyph.xMin > 0 and glyph.xMax < font["hmtx"][name][0]


def test_the_same_characters_give_the_same_font() -> None:
    assert code_font([5, 4]) == code_font({4: 0, 5: 0}) != code_font([4])
