"""`AutoScroll`: scrolls a page on while the mouse drags something beyond its upper or lower edge."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QTimer

if TYPE_CHECKING:
    from reader.app.page.leaf import Leaf

EVERY_MS, STEP, MOST = 50, 14, 4  # px at 100 % a time, up to so many times as far the further off the mouse is


class AutoScroll:
    """Calls `again` with the last point after each step, so that what is dragged follows."""

    def __init__(self, view: Leaf, again: Callable[[QPointF], None]) -> None:
        self._view = view
        self._again = again
        self._point = QPointF()
        self._timer = QTimer(view, interval=EVERY_MS)
        self._timer.timeout.connect(self._step)

    def at(self, point: QPointF) -> None:
        """The mouse is at this point of the viewport, a button held."""
        self._point = point
        if not self._beyond():
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """The button was let go."""
        self._timer.stop()

    def _beyond(self) -> float:
        """How far the mouse is above (less than nothing) or below what shows."""
        height = self._view.viewport().height()
        return min(self._point.y(), 0) if self._point.y() < 0 else max(self._point.y() - height, 0)

    def _step(self) -> None:
        beyond, step = self._beyond(), self._view.look.px(STEP)
        times = min(1 + abs(beyond) / (2 * step), MOST)
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + round(step * times) * (-1 if beyond < 0 else 1))
        self._again(self._point)
