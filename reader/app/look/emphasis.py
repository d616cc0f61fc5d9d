"""Draws one line of words of which some are bold: hits in a name, a name in its context. In any script."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from reader.app.page.offsets import shown, u16_length

Stretch = tuple[int, int]  # code points of the line, [start, end)


def stretches(words: str, hits: Sequence[int]) -> list[Stretch]:
    """The stretches to be drawn bold: the hits with their marks, and whole words where letters join (Arabic)."""
    places = set(hits)
    for at in hits:
        if unicodedata.bidirectional(words[at]) == "AL":
            start = end = at
            while start > 0 and not words[start - 1].isspace():
                start -= 1
            while end < len(words) and not words[end].isspace():
                end += 1
            places.update(range(start, end))
    for at in sorted(places):
        while at + 1 < len(words) and unicodedata.combining(words[at + 1]):
            at += 1
            places.add(at)
    found: list[Stretch] = []
    for at in sorted(places):
        if found and found[-1][1] == at:
            found[-1] = found[-1][0], at + 1
        else:
            found.append((at, at + 1))
    return found


def is_rtl(words: str) -> bool:
    """Whether the first letter with a direction is written from right to left."""
    direction = next((d for d in map(unicodedata.bidirectional, words) if d in ("L", "R", "AL")), "L")
    return direction != "L"


def line_width(font: QFont, words: str) -> float:
    """How wide `words` are in one line."""
    return QFontMetricsF(font).horizontalAdvance(shown(words))


def draw_line(
    painter: QPainter,
    font: QFont,
    words: str,
    bold: Sequence[Stretch],
    box: QRectF,
    *,
    underlined: bool = False,
    aligned: bool = False,
) -> float:
    """One line of `words` in the middle of `box`, ending in dots where it is too long; returns its width.

    It begins at the left edge; with `aligned` words from right to left begin at the right edge. `underlined`: what is
    bold has a line too, for it may be a letter or two.
    """
    if box.width() <= 0:
        return 0.0
    text = shown(words)
    heavy = QFont(font)
    heavy.setBold(True)
    kept = QFontMetricsF(heavy if bold else font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    end = len(text) if kept == text else len(kept) - 1
    layout = QTextLayout(kept, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if is_rtl(words) else Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    strong = QTextCharFormat()
    strong.setFontWeight(QFont.Weight.Bold)
    strong.setFontUnderline(underlined)
    ranges = []
    for start, stop in bold:
        if start < end:
            each = QTextLayout.FormatRange()
            each.start, each.length = u16_length(kept[:start]), u16_length(kept[start : min(stop, end)])
            each.format = strong
            ranges.append(each)
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    if not line.isValid():
        return 0.0
    width = line.naturalTextWidth()
    left = box.right() - width if aligned and is_rtl(words) else box.left()
    layout.draw(painter, QPointF(left, box.center().y() - line.height() / 2))
    return width
