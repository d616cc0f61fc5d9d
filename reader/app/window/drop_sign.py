"""Shows while something is dragged over the window what letting go there would do: an outline and a sentence."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from reader.app.look.look import TEXT_PX, Look
from reader.visible import shown

WIDTH_PX = 2  # of the outline, as of any focus
PADDING, MARGIN = 14, 24  # px at 100 %


class DropSign(QWidget):
    """Lies over the whole window and takes no event."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._look, self.words = look, ""
        self.hide()

    def show_words(self, words: str, look: Look) -> None:
        """Show the outline, and these words in its middle."""
        self._look, self.words = look, words
        self.setAccessibleName(words)
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The outline, and the words on a plate of the accent colour."""
        look, px = self._look, self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(look.colour("accent"), px(WIDTH_PX))
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        inset = px(WIDTH_PX) / 2
        painter.drawRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))
        font = look.text(TEXT_PX, bold=True)
        metrics = QFontMetricsF(font)
        room = self.width() - 2 * px(MARGIN) - 2 * px(PADDING)
        words = metrics.elidedText(shown(self.words), Qt.TextElideMode.ElideMiddle, room)
        width, height = metrics.horizontalAdvance(words) + 2 * px(PADDING), px(36)
        plate = QRectF((self.width() - width) / 2, self.height() - height - px(2 * MARGIN), width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        painter.drawRoundedRect(plate, px(4), px(4))
        painter.setPen(look.colour("onaccent"))
        painter.setFont(font)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)
