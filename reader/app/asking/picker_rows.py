"""Draws a row of the picker: number, words with the hit letters bold, a soft detail behind them, key caps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.app.look.caps import cap_width, draw_cap
from reader.app.look.emphasis import draw_line, line_width, stretches
from reader.app.look.look import SMALL_PX, TEXT_PX, Look
from reader.app.look.rows import ROW_ROLE, Index, paint_ground

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
        soft = look.colour("ink" if paint_ground(painter, option, look) else "soft")
        painter.setFont(look.text(SMALL_PX))
        painter.setPen(soft)
        number_box = QRectF(box.left() + px(PADDING), box.top(), px(NUMBER), box.height())
        painter.drawText(number_box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), number)
        right = self._paint_caps(painter, box, row.choice.keys)
        left = number_box.right()
        width = right - px(10) - left
        words, detail = row.choice.words, row.choice.detail
        words_font, detail_font = look.text(TEXT_PX), look.text(SMALL_PX)
        wanted = min(line_width(detail_font, detail) + px(10), width * 0.4) if detail else 0.0
        painter.setPen(soft if row.choice.soft else look.colour("ink"))
        words_box = QRectF(left, box.top(), width - wanted, box.height())
        used = draw_line(painter, words_font, words, stretches(words, row.hits), words_box, underlined=True)
        if detail:
            painter.setPen(soft)
            at = left + used + px(10)
            detail_box = QRectF(at, box.top(), right - px(10) - at, box.height())
            draw_line(painter, detail_font, detail, stretches(detail, row.detail_hits), detail_box, underlined=True)
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
