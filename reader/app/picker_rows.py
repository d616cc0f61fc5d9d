"""Draws a row of the picker: number, words with the hit letters bold, a soft detail behind them, key caps."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.app.caps import cap_width, draw_cap
from reader.app.look import SMALL_PX, TEXT_PX, Look
from reader.app.page.offsets import shown, u16_length

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
ROW_HEIGHT = 32
PADDING = 18
NUMBER = 16  # the room of a row's number; kept when there are none, so that nothing moves
KEYS_SHARE = 0.5  # of a row, at most


class ChoiceDelegate(QStyledItemDelegate):
    """Draws `Shown` rows."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """One line."""
        return QSize(0, self.look.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, number, words, detail, caps."""
        row, number = index.data(ROW_ROLE)
        look, px = self.look, self.look.px
        painter.save()
        box = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, look.colour("select"))
            painter.fillRect(QRectF(box.left(), box.top(), px(3), box.height()), look.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.colour("chrome"))
        soft = look.colour("ink" if chosen else "soft")
        painter.setFont(look.text(SMALL_PX))
        painter.setPen(soft)
        number_box = QRectF(box.left() + px(PADDING), box.top(), px(NUMBER), box.height())
        painter.drawText(number_box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), number)
        right = self._paint_caps(painter, box, row.choice.keys)
        left = number_box.right()
        width = right - px(10) - left
        words_font, detail_font = look.text(TEXT_PX), look.text(SMALL_PX)
        wanted = min(_width(detail_font, row.choice.detail) + px(10), width * 0.4) if row.choice.detail else 0.0
        painter.setPen(look.colour("ink"))
        words_box = QRectF(left, box.top(), width - wanted, box.height())
        used = _draw(painter, words_font, row.choice.words, row.hits, words_box)
        if row.choice.detail:
            painter.setPen(soft)
            at = left + used + px(10)
            detail_box = QRectF(at, box.top(), right - px(10) - at, box.height())
            _draw(painter, detail_font, row.choice.detail, row.detail_hits, detail_box)
        painter.restore()

    def _paint_caps(self, painter: QPainter, box: QRectF, keys: Sequence[str]) -> float:
        """The keys of a sequence one cap each, the ways to give a command apart; returns their left edge."""
        look, px = self.look, self.look.px
        shown_keys: list[tuple[list[str], float]] = []
        for way in keys:
            caps = way.split(" ")
            width = sum(cap_width(look, cap) for cap in caps) + px(4) * (len(caps) - 1)
            if sum(w for _, w in shown_keys) + width > box.width() * KEYS_SHARE:
                break
            shown_keys.append((caps, width))
        left = box.right() - px(PADDING) - sum(width + px(8) for _, width in shown_keys) + px(8)
        at = left
        for caps, width in shown_keys:
            start = at
            for cap in caps:
                start = draw_cap(painter, look, start, box.center().y(), cap) + px(4)
            at += width + px(8)
        return left


def emphasised(words: str, hits: Sequence[int]) -> list[tuple[int, int]]:
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
    found: list[tuple[int, int]] = []
    for at in sorted(places):
        if found and found[-1][1] == at:
            found[-1] = found[-1][0], at + 1
        else:
            found.append((at, at + 1))
    return found


def _width(font: QFont, words: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(shown(words))


def _draw(painter: QPainter, font: QFont, words: str, hits: Sequence[int], box: QRectF) -> float:
    """One line of `words` in `box`, from its left edge, ending in dots where it is too long; returns its width."""
    if box.width() <= 0:
        return 0.0
    text = shown(words)
    bold = QFont(font)
    bold.setBold(True)
    if hits or QFontMetricsF(font).horizontalAdvance(text) > box.width():
        text, hits = _elided(font if not hits else bold, text, hits, box.width())
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    strong = QTextCharFormat()
    strong.setFontWeight(QFont.Weight.Bold)
    strong.setFontUnderline(True)
    ranges = []
    for start, end in emphasised(text, hits):
        each = QTextLayout.FormatRange()
        each.start, each.length, each.format = u16_length(text[:start]), u16_length(text[start:end]), strong
        ranges.append(each)
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    if not line.isValid():
        return 0.0
    layout.draw(painter, QPointF(box.left(), box.center().y() - line.height() / 2))
    return line.naturalTextWidth()


def _elided(font: QFont, text: str, hits: Sequence[int], width: float) -> tuple[str, Sequence[int]]:
    """As much of `text` as fits, and the hits in it."""
    kept = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
    if kept == text:
        return text, hits
    return kept, [at for at in hits if at < len(kept) - 1]
