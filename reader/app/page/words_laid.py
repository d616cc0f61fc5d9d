"""Lays out a few small words in lines of some width, once: notes, chip and tip are drawn many times."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextLayout, QTextOption

from reader.app.look.fonts import ui_font
from reader.app.look.look import SMALL_PX, TEXT_PX, Look
from reader.app.page.offsets import u16_length, u16_part

LINE, MOST_LINES = 17, 6  # px at 100 %; what is longer ends in dots
TITLE_LINE, TITLE_LINES = 18, 3


class Laid(NamedTuple):
    """Words in lines; `width` is that of the longest one."""

    layout: QTextLayout
    width: float
    height: float


def lay_out(words: str, width: float, look: Look) -> Laid:
    """`words` in the small face of controls, in lines of `width` pixels."""
    return _laid(words, width, look.zoom, _SMALL)


def lay_out_title(words: str, width: float, look: Look) -> Laid:
    """`words` in the bold face of titles, in lines of `width` pixels."""
    return _laid(words, width, look.zoom, _TITLE)


class _Kind(NamedTuple):
    size: int
    bold: bool
    line: int
    most: int


_SMALL = _Kind(SMALL_PX, False, LINE, MOST_LINES)
_TITLE = _Kind(TEXT_PX, True, TITLE_LINE, TITLE_LINES)


@lru_cache(maxsize=512)
def _laid(words: str, width: float, zoom: int, kind: _Kind) -> Laid:
    scale = zoom / 100
    layout = QTextLayout(words, ui_font(max(1, round(kind.size * scale)), bold=kind.bold))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    height = widest = 0.0
    units = u16_length(words)
    layout.beginLayout()
    for number in range(1, kind.most + 2):
        line = layout.createLine()
        if not line.isValid():
            break
        if number > kind.most:
            layout.endLayout()
            return _laid(_shortened(words, line.textStart()), width, zoom, kind)
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += max(1, round(kind.line * scale))
        widest = max(widest, line.naturalTextWidth())
        if line.textStart() + line.textLength() >= units:
            break
    layout.endLayout()
    return Laid(layout, widest, height)


def _shortened(words: str, units: int) -> str:
    """What of `words` stands in so many UTF-16 units, a little less, ending in dots."""
    kept = u16_part(words, 0, units)
    return f"{kept[:-4].rpartition(' ')[0] or kept[:-4]} …"
