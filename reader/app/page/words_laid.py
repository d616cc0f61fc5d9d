"""Lays out a few small words in lines of some width, once: notes, chip and tip are drawn many times."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextLayout, QTextOption

from reader.app.fonts import ui_font
from reader.app.look import SMALL_PX, Look

LINE, MOST_LINES = 17, 6  # px at 100 %; what is longer ends in dots


class Laid(NamedTuple):
    """Words in lines; `width` is that of the longest one."""

    layout: QTextLayout
    width: float
    height: float


def lay_out(words: str, width: float, look: Look) -> Laid:
    """`words` in the small face of controls, in lines of `width` pixels."""
    return _laid(words, width, look.zoom)


@lru_cache(maxsize=512)
def _laid(words: str, width: float, zoom: int) -> Laid:
    scale = zoom / 100
    layout = QTextLayout(words, ui_font(max(1, round(SMALL_PX * scale))))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    height = widest = 0.0
    units = len(words.encode("utf-16-le", errors="surrogatepass")) // 2
    layout.beginLayout()
    for number in range(1, MOST_LINES + 2):
        line = layout.createLine()
        if not line.isValid():
            break
        if number > MOST_LINES:
            layout.endLayout()
            return _laid(_shortened(words, line.textStart()), width, zoom)
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += max(1, round(LINE * scale))
        widest = max(widest, line.naturalTextWidth())
        if line.textStart() + line.textLength() >= units:
            break
    layout.endLayout()
    return Laid(layout, widest, height)


def _shortened(words: str, units: int) -> str:
    """What of `words` stands in so many UTF-16 units, a little less, ending in dots."""
    kept = words.encode("utf-16-le", errors="surrogatepass")[: 2 * units].decode("utf-16-le", errors="ignore")
    return f"{kept[:-4].rpartition(' ')[0] or kept[:-4]} …"
