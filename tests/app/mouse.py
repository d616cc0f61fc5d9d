"""A hand on the mouse over a page: real events at the places where words stand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from reader.app.page import ReadingView
from reader.text.spans import Span

NONE, LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
PLAIN, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


class Mouse:
    """The mouse over one page. Places are code points."""

    def __init__(self, page: ReadingView) -> None:
        self.page = page

    def over(self, position: int, share: float = 0.5) -> QPointF:
        """The point at that share of the character there, from its left."""
        rect = self.page.rects_of(Span(position, position + 1))[0]
        return QPointF(rect.left() + share * rect.width(), rect.center().y())

    def start_of(self, span: Span) -> QPointF:
        edge = self.page.edges_of(span)[0]
        return QPointF(edge.x(), edge.center().y())

    def end_of(self, span: Span) -> QPointF:
        edge = self.page.edges_of(span)[1]
        return QPointF(edge.x(), edge.center().y())

    def press(self, point: QPointF, held=PLAIN, button=LEFT) -> None:
        self._send(QEvent.Type.MouseButtonPress, point, button, button, held)

    def move(self, point: QPointF, held=PLAIN, buttons=LEFT) -> None:
        self._send(QEvent.Type.MouseMove, point, NONE, buttons, held)

    def release(self, point: QPointF, held=PLAIN) -> None:
        self._send(QEvent.Type.MouseButtonRelease, point, LEFT, NONE, held)

    def click(self, point: QPointF) -> None:
        self.press(point)
        self.release(point)

    def double(self, point: QPointF) -> None:
        """The second press comes as an event of its own kind, the release follows."""
        self.click(point)
        self._send(QEvent.Type.MouseButtonDblClick, point, LEFT, LEFT, PLAIN)
        self.release(point)

    def drag(self, start: QPointF, *points: QPointF, held=PLAIN, drop: bool = True) -> None:
        self.press(start, held)
        for point in points:
            self.move((start + point) / 2, held)
            self.move(point, held)
        if drop:
            self.release(points[-1], held)

    def rest(self, point: QPointF) -> None:
        self.move(point, buttons=NONE)

    def _send(self, kind: QEvent.Type, point: QPointF, button, buttons, held) -> None:
        viewport = self.page.viewport()
        event = QMouseEvent(kind, point, QPointF(viewport.mapToGlobal(point)), button, buttons, held)
        QApplication.sendEvent(viewport, event)
