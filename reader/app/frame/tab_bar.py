"""The tabs themselves: draws them, and tells what the mouse and the keys want of them.

A `QTabBar`, since that is what screen readers know; places and looks are ours. It is as wide as all its tabs, and
`TabStrip` shows the part of it that there is room for.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QTabBar, QToolTip, QWidget

from reader.app.frame.faces import Face
from reader.app.frame.frame import HEIGHT
from reader.app.frame.tab_paint import END, SIDE, close_place, paint_tab
from reader.app.look.look import SMALL_PX, Look
from reader.app.look.plain_tip import plain_tip

LEAST, MOST, SQUEEZED = 84, 232, 150  # px at 100 %: a short name, a long one, and how narrow many of them may get
AWAY = 40  # px at 100 % above or below the bar, from where on a tab that is dragged leaves it


class TabBar(QTabBar):
    """Shows faces. Tabs are told by their places, from 0; points are the screen's."""

    chosen = Signal(int)
    close_wanted = Signal(int)
    moved = Signal(int, int)
    dropped = Signal(int, QPoint)
    menu_wanted = Signal(int, QPoint)
    wheeled = Signal(int)  # by how many pixels to scroll
    left = Signal()  # by Esc

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._faces: tuple[Face, ...] = ()
        self._widths: tuple[int, ...] = ()
        self._hovered = self._pressed = -1
        self._at = QPoint()  # where the button was pressed
        self._closes = self._drags = self._is_away = False
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a click leaves the keys on the page; F6 comes here all the same
        self.setStyleSheet("QTabBar::tab { margin: 0; padding: 0; border: 0; }")

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._look = look
        self._widths = ()
        self.setFont(look.text(SMALL_PX))

    def set_faces(self, faces: Sequence[Face], current: int) -> None:
        """Show these."""
        old, self._faces = self._faces, tuple(faces)
        if [face.name for face in old] != [face.name for face in faces]:
            self._widths = ()
        self.blockSignals(True)
        while self.count() > len(faces):
            self.removeTab(self.count() - 1)
        for at, face in enumerate(self._faces):
            name = face.name.replace("&", "&&")
            if at == self.count():
                self.addTab(name)
            elif self.tabText(at) != name:
                self.setTabText(at, name)
            self.setAccessibleTabName(at, face.spoken)
        self.setCurrentIndex(current)
        self.blockSignals(False)
        self.update()

    def fit(self, room: int) -> int:
        """Make tabs as wide as they like to be, in `room` as narrow as they may get; how wide all are together."""
        look = self._look
        metrics = QFontMetrics(look.text(SMALL_PX))
        beside = look.px(SIDE) + look.px(END)
        wanted = [
            min(max(metrics.horizontalAdvance(face.name) + beside + 2, look.px(LEAST)), look.px(MOST))
            for face in self._faces
        ]
        widths = squeezed(wanted, room, look.px(SQUEEZED))
        if widths != self._widths:
            self._widths = widths
            QApplication.sendEvent(self, QEvent(QEvent.Type.FontChange))  # has Qt ask for the sizes anew
        self.resize(sum(widths), look.px(HEIGHT))
        return sum(widths)

    # -- Qt ----------------------------------------------------------------------------------------

    def tabSizeHint(self, index: int) -> QSize:
        """As wide as `fit` found."""
        width = self._widths[index] if index < len(self._widths) else self._look.px(LEAST)
        return QSize(width, self._look.px(HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """The same."""
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Those that can be seen; the one that is shown last, since its edges go over its neighbours'."""
        painter = QPainter(self)
        order = [at for at in range(len(self._faces)) if at != self.currentIndex()]
        for at in [*order, self.currentIndex()]:
            place = self.tabRect(at)
            if 0 <= at < len(self._faces) and place.intersects(event.rect()):
                paint_tab(
                    painter, self._look, place, self._faces[at], is_shown=at == self.currentIndex(),
                    is_hovered=at == self._hovered, has_focus=self.hasFocus() and at == self.currentIndex(),
                    is_away=self._is_away and at == self._pressed, is_right_to_left=self._is_right_to_left,
                    is_over_close=self._is_over_close(at), ratio=self.devicePixelRatioF(),
                )  # fmt: skip

    @property
    def _is_right_to_left(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _close_place(self, at: int) -> QRect:
        return close_place(self._look, self.tabRect(at), is_right_to_left=self._is_right_to_left)

    def _is_over_close(self, at: int) -> bool:
        return at == self._hovered and self._close_place(at).contains(self.mapFromGlobal(self.cursor().pos()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The left button shows a tab, or takes hold of it; the middle one closes."""
        at, point = self.tabAt(event.position().toPoint()), event.position().toPoint()
        event.accept()
        self._pressed, self._at, self._drags = at, point, False
        self._closes = at >= 0 and (
            event.button() == Qt.MouseButton.MiddleButton
            or (event.button() == Qt.MouseButton.LeftButton and self._close_place(at).contains(point))
        )
        if at >= 0 and event.button() == Qt.MouseButton.LeftButton and not self._closes:
            self.chosen.emit(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag a tab among the others, or away from them."""
        point = event.position().toPoint()
        self._hover(self.tabAt(point))
        if self._pressed < 0 or self._closes or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if not self._drags:
            self._drags = (point - self._at).manhattanLength() >= QApplication.startDragDistance()
            if not self._drags:
                return
        away = self._look.px(AWAY)
        is_away = not -away <= point.y() <= self.height() + away
        if is_away != self._is_away:
            self._is_away = is_away
            self.setCursor(Qt.CursorShape.DragMoveCursor if is_away else Qt.CursorShape.ArrowCursor)
            self.update()
        if not is_away:
            self._drag_to(point.x())

    def _drag_to(self, x: int) -> None:
        """Change places with a neighbour once the pointer is past where that one would be then."""
        at, own = self._pressed, self.tabRect(self._pressed)
        for other in (at - 1, at + 1):
            place = self.tabRect(other)  # an empty one beyond the ends
            is_left = place.left() < own.left()
            is_past = x < place.left() + own.width() if is_left else x > place.right() - own.width()
            if place.left() <= x <= place.right() and is_past:
                self._pressed = other
                self.moved.emit(at, other)
                return

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Close, or let go what was dragged away."""
        at, point = self._pressed, event.position().toPoint()
        away, closes = self._is_away, self._closes
        self._pressed, self._is_away, self._drags, self._closes = -1, False, False, False
        self.unsetCursor()
        self.update()
        if closes and self.tabAt(point) == at:
            if event.button() == Qt.MouseButton.MiddleButton or self._close_place(at).contains(point):
                self.close_wanted.emit(at)
        elif away:
            self.dropped.emit(at, event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second press, no more."""
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls; Qt would go from tab to tab."""
        turned = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta()
        self.wheeled.emit(-(turned.x() or turned.y()))
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the tab under the mouse, by key with the one that is shown."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        at = self.tabAt(event.pos()) if by_mouse else self.currentIndex()
        event.accept()
        if at >= 0:
            self.menu_wanted.emit(
                at, event.globalPos() if by_mouse else self.mapToGlobal(self.tabRect(at).bottomLeft())
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """With the focus: arrows go from tab to tab, Delete closes, Esc and Enter go back to the page."""
        key, step = event.key(), -1 if self._is_right_to_left else 1
        steps = {Qt.Key.Key_Right: step, Qt.Key.Key_Left: -step}
        if key in steps:
            self.chosen.emit(min(max(0, self.currentIndex() + steps[Qt.Key(key)]), self.count() - 1))
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key == Qt.Key.Key_Delete:
            self.close_wanted.emit(self.currentIndex())
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.left.emit()
        else:
            event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        """None is under the mouse."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, at: int) -> None:
        self._hovered = at
        self.update()

    def event(self, event: QEvent) -> bool:
        """The tip: the whole path, and what the sign means."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self.tabAt(event.pos())
            tip = plain_tip(self._faces[at].tip) if 0 <= at < len(self._faces) else ""
            QToolTip.showText(event.globalPos(), tip, self, self.tabRect(at))
            return True
        return super().event(event)


def squeezed(wanted: Sequence[int], room: int, least: int) -> tuple[int, ...]:
    """Widths that fit into `room` together, the widest made narrower first, none of them below `least` by it."""
    if sum(wanted) <= room:
        return tuple(wanted)
    low, high = least, max(wanted, default=least)
    while low < high:  # the widest cap with which all fit
        cap = (low + high + 1) // 2
        low, high = (cap, high) if sum(min(width, cap) for width in wanted) <= room else (low, cap - 1)
    return tuple(min(width, low) for width in wanted)
