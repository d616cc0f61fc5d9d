"""The bar of tabs above the page: as many as there is room for, `+`, and a list where not all are seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from reader.app.frame.faces import Face
from reader.app.frame.frame import HEIGHT
from reader.app.frame.tab_bar import TabBar
from reader.app.look.look import Look
from reader.app.wording.tr import tr

BUTTON = 32  # px at 100 %


class TabStrip(QWidget):
    """Shows what it is told; the signals say what is wanted, see `TabBar`."""

    chosen = Signal(int)
    close_wanted = Signal(int)
    moved = Signal(int, int)
    dropped = Signal(int, QPoint)
    menu_wanted = Signal(int, QPoint)
    new_wanted = Signal()
    list_wanted = Signal()
    left = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._scrolled = 0  # px of the tabs that are to the left of what is seen
        self._room = QWidget(self)
        self.tabs = TabBar(look, self._room)
        self.setAccessibleName(tr("Open articles"))
        self.add = StripButton(look, "plus", tr("Open an article (Ctrl+O)"), self)
        self.list = StripButton(look, "more", tr("All open articles"), self)
        for mine, its in (
            (self.chosen, self.tabs.chosen), (self.close_wanted, self.tabs.close_wanted), (self.moved, self.tabs.moved),
            (self.dropped, self.tabs.dropped), (self.menu_wanted, self.tabs.menu_wanted), (self.left, self.tabs.left),
        ):  # fmt: skip
            its.connect(mine)
        self.tabs.wheeled.connect(lambda by: self._scroll_to(self._scrolled + by))
        self.add.clicked.connect(self.new_wanted)
        self.list.clicked.connect(self.list_wanted)
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        if look == self._look and self.height() == look.px(HEIGHT):
            return
        self._look = look
        self.setFixedHeight(look.px(HEIGHT))
        self.tabs.set_look(look)
        for button in (self.add, self.list):
            button.set_look(look)
        self._lay_out()
        self.update()

    def set_faces(self, faces: Sequence[Face], current: int) -> None:
        """Show these tabs; the one that is shown comes into view."""
        self.tabs.set_faces(faces, current)
        self._lay_out()
        self.reveal(current)

    def place_at(self, point: QPoint) -> int:
        """Before which tab something is put that is let go at a point of the strip."""
        at = self.tabs.mapFrom(self, point)
        index = self.tabs.tabAt(at)
        if index < 0:
            return self.tabs.count()
        after = at.x() > self.tabs.tabRect(index).center().x()
        return index + (after != (self.layoutDirection() == Qt.LayoutDirection.RightToLeft))

    def reveal(self, at: int) -> None:
        """Scroll so that a tab can be seen, with a part of its neighbour where it has one."""
        place, look = self.tabs.tabRect(at), self._look
        left, right = place.left() - look.px(24), place.right() + 1 + look.px(24)
        if left < self._scrolled:
            self._scroll_to(left)
        elif right > self._scrolled + self._room.width():
            self._scroll_to(right - self._room.width())

    def _scroll_to(self, to: int) -> None:
        self._scrolled = min(max(0, to), max(0, self.tabs.width() - self._room.width()))
        self.tabs.move(-self._scrolled, 0)

    def _lay_out(self) -> None:
        look, width, height = self._look, self.width(), self._look.px(HEIGHT)
        button = look.px(BUTTON)
        whole = self.tabs.fit(width - button)
        has_list = whole > width - button
        room = min(whole, width - button * (2 if has_list else 1))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for widget, left, wide in (
            (self._room, 0, room), (self.add, room, button), (self.list, width - button, button),
        ):  # fmt: skip
            widget.setGeometry(width - left - wide if mirrored else left, 0, wide, height)
        self.list.setVisible(has_list)
        self._scroll_to(self._scrolled)

    # -- Qt ----------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer tabs can be seen."""
        super().resizeEvent(event)
        self._lay_out()
        self.reveal(self.tabs.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        """Another writing direction puts the buttons to the other end."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The ground, and the line between it and the page."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("chrome"))
        rule = self._look.colour("rule")
        painter.fillRect(0, self.height() - 1, self.width(), 1, rule)
        if not self.list.isHidden():  # where tabs go on behind the edge
            edge = self._room.geometry()
            at = edge.left() - 1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else edge.right() + 1
            painter.fillRect(at, 0, 1, self.height(), rule)


class StripButton(QAbstractButton):
    """A small button with a drawn sign: "plus", or "more" for a list."""

    def __init__(self, look: Look, sign: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._sign = look, sign
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._look = look
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._look.px(BUTTON), self._look.px(BUTTON))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """A frame under the mouse, and the sign."""
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QRectF(self.rect()).center()
        if self.underMouse():
            half = look.px(11)
            painter.setPen(QPen(look.colour("edge"), 1))
            painter.setBrush(look.colour("select"))
            corner = QPointF(half, half)
            painter.drawRoundedRect(QRectF(middle - corner, middle + corner), look.px(3), look.px(3))
        painter.setPen(QPen(look.colour("ink"), look.px(150) / 100, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        arm = look.px(5)
        if self._sign == "plus":
            painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
            painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))
        else:
            tip = middle + QPointF(0, arm / 2)
            painter.drawPolyline([tip - QPointF(arm, arm), tip, tip + QPointF(arm, -arm)])
