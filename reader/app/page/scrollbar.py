"""`MarkedScrollBar`: a calm scroll bar that shows where annotations are. Knows places as shares of the article only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QScrollBar, QWidget

from reader.app.look.theme import Theme

WIDTH, THUMB, SHORTEST = 14, 6, 32


class Notch(NamedTuple):
    """One mark: `place` is 0 at the article's start and 1 at its end; `full`: across the whole bar."""

    place: float
    colour: str
    full: bool


class MarkedScrollBar(QScrollBar):
    """A vertical scroll bar with marks beside its handle."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme = theme
        self._notches: tuple[Notch, ...] = ()
        self._picture: QPixmap | None = None  # of the notches: scrolling must not draw thousands of them
        self._current: float | None = None
        self._held = 0.0  # px from the handle's top to where it was taken hold of

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._theme = theme
        self.update()

    def set_notches(self, notches: Iterable[Notch]) -> None:
        """Show these marks, later ones above."""
        self._notches = tuple(notches)
        self._picture = None
        self.update()

    def set_current(self, place: float | None) -> None:
        """Where the current annotation is, None for nowhere."""
        if place != self._current:
            self._current = place
            self.update()

    def sizeHint(self) -> QSize:
        """14 px wide, whatever the style says."""
        return QSize(WIDTH, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, handle, marks."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.page))
        painter.fillRect(QRectF(0, 0, 1, self.height()), QColor(self._theme.rule))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.maximum() > self.minimum():
            top, height = self._handle()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.thumb))
            painter.drawRoundedRect(QRectF(5, top + 2, THUMB, height - 4), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if self._picture is None or self._picture.deviceIndependentSize().toSize() != self.size():
            self._picture = self._drawn_notches()
        painter.drawPixmap(0, 0, self._picture)
        if self._current is not None:
            painter.fillRect(0, self._y(self._current) - 1, WIDTH, 4, QColor(self._theme.accent))
        painter.end()

    def _drawn_notches(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        room = self.height() - 4
        last: dict[tuple[int, bool], str] = {}  # what lies above all others on a pixel, in the order of drawing
        for place, colour, full in self._notches:
            at = round(place * room), full
            last.pop(at, None)
            last[at] = colour
        colours = {name: QColor(name) for name in set(last.values())}
        painter = QPainter(made)
        for (y, full), colour in last.items():
            left = 1 if full else 8
            painter.fillRect(left, y, WIDTH - left, 3 if full else 2, colours[colour])
        painter.end()
        return made

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the handle, or bring the place that was clicked into the middle of the page."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        top, height = self._handle()
        y = event.position().y()
        inside = top <= y < top + height
        self._held = y - top if inside else height / 2
        self.setSliderDown(True)
        if not inside:
            self._move_to(y)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the handle along."""
        if self.isSliderDown():
            self._move_to(event.position().y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of the handle."""
        self.setSliderDown(False)

    def _move_to(self, y: float) -> None:
        room = max(self.height() - self._handle()[1], 1)
        self.setValue(round(self.minimum() + (y - self._held) / room * (self.maximum() - self.minimum())))

    def _handle(self) -> tuple[float, float]:
        """Top and height of the handle. Ours, not the style's: QStyle alone takes 7 to 14 ms to import."""
        length = self.maximum() - self.minimum()
        height = max(self.height() * self.pageStep() / max(length + self.pageStep(), 1), SHORTEST)
        return (self.height() - height) * (self.value() - self.minimum()) / max(length, 1), height

    def _y(self, place: float) -> int:
        return round(place * (self.height() - 4))
