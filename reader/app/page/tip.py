"""`Tip`: a quiet label that says what stands on some words. Draws what it is told; decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from reader.app.look.caps import CHIP_HEIGHT, CHIP_WIDTH, draw_chip
from reader.app.look.look import SMALL_PX, TEXT_PX, Look
from reader.app.page.signs import sign
from reader.app.page.words_laid import Laid, lay_out
from reader.app.wording.telling import Told
from reader.app.wording.tr import trn

WIDEST, PADDING, ROW_GAP = 320, 10, 8
MOST = 5  # annotations; of more only the number is told


class Tip(QWidget):
    """What stands on the words under the mouse, innermost first. The mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._look: Look | None = None
        self._told: tuple[Told, ...] = ()
        self._more = 0
        self.hide()

    @property
    def told(self) -> tuple[Told, ...]:
        """What it says."""
        return self._told

    def say(self, look: Look, told: Sequence[Told]) -> QSizeF:
        """Take up these; how large it wants to be."""
        self._look, self._told, self._more = look, tuple(told[:MOST]), max(len(told) - MOST, 0)
        self.setAccessibleName(". ".join(one.spoken for one in told))
        px = look.px
        inner = px(WIDEST) - 2 * px(PADDING)
        wide = max((self._width(look, one, inner) for one in self._told), default=0.0)
        width = min(wide, inner)
        height = sum(self._height(look, one, width) for one in self._told) + px(ROW_GAP) * (len(self._told) - 1)
        if self._more:
            height += px(ROW_GAP) + px(16)
        return QSizeF(round(width + 2 * px(PADDING)) + 1, round(height + 2 * px(7)))

    def _width(self, look: Look, told: Told, most: float) -> float:
        head = QFontMetricsF(look.text(TEXT_PX, bold=True)).horizontalAdvance(told.title) + self._indent(look, told)
        return max(head + 2, *(lay_out(words, most, look).width for words in (*told.lines, told.note) if words), 0.0)

    def _indent(self, look: Look, told: Told) -> float:
        """What stands before the title."""
        if told.type is not None and told.type.label != told.title:
            code = QFontMetricsF(look.text(11, bold=True)).horizontalAdvance(told.type.code) + look.px(8)
            return max(look.px(CHIP_WIDTH), code) + look.px(7)
        return look.px(18) if told.sign else 0.0

    def _lines(self, look: Look, told: Told, width: float) -> list[tuple[Laid, str]]:
        found = [(lay_out(line, width, look), "soft") for line in told.lines]
        return [*found, (lay_out(told.note, width, look), "ink")] if told.note else found

    def _height(self, look: Look, told: Told, width: float) -> float:
        return look.px(CHIP_HEIGHT + 2) + sum(laid.height for laid, _ in self._lines(look, told, width))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Ground, edge, and one annotation below the other."""
        look = self._look
        if look is None:
            return
        painter, px = QPainter(self), look.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.colour("page"))
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.setBrush(look.colour("field"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        left, top, width = px(PADDING), float(px(7)), self.width() - 2 * px(PADDING)
        for number, told in enumerate(self._told):
            if number:
                painter.setPen(QPen(look.colour("rule"), 1))
                painter.drawLine(QPointF(left, top - px(ROW_GAP) / 2), QPointF(left + width, top - px(ROW_GAP) / 2))
            top = self._paint_one(painter, look, told, QRectF(left, top, width, 0)) + px(ROW_GAP)
        if self._more:
            painter.setPen(look.colour("soft"))
            painter.setFont(look.text(SMALL_PX))
            painter.drawText(
                QRectF(left, top, width, px(16)), trn("and {count} more here", "and {count} more here", self._more)
            )
        painter.end()

    def _paint_one(self, painter: QPainter, look: Look, told: Told, place: QRectF) -> float:
        left, top, px = place.left(), place.top(), look.px
        middle = top + px(CHIP_HEIGHT) / 2
        if told.type is not None and told.type.label != told.title:
            draw_chip(painter, look, told.type, left, middle)
        elif told.sign:
            size = px(12)
            picture = sign(told.sign, size, look.theme.ink, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(left, round(middle - size / 2)), picture)
        font = look.text(TEXT_PX, bold=True)
        room = QRectF(left + self._indent(look, told), top, 0, px(CHIP_HEIGHT))
        room.setRight(place.right() + 1)
        painter.setFont(font)
        painter.setPen(look.colour("ink"))
        title = QFontMetricsF(font).elidedText(told.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        top += px(CHIP_HEIGHT + 2)
        for laid, token in self._lines(look, told, place.width()):
            painter.setPen(look.colour(token))
            laid.layout.draw(painter, QPointF(left, top))
            top += laid.height
        return top
