"""`Repaints`: asks for a repaint of just those lines of the page on which something changed, and tells when it is done.

Knows rows of the document and the viewport, nothing of annotations.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, QTimer
from PySide6.QtWidgets import QWidget


class Repaints:
    """The repaints of one viewport. `done` is called after the paint that shows the last change."""

    def __init__(self, viewport: QWidget, view: Callable[[], QRectF], done: Callable[[], None]) -> None:
        self._viewport = viewport
        self._view = view
        self._done = done
        self._waits = False

    def everything(self) -> None:
        """All that shows."""
        self._waits = True
        self._viewport.update()

    def rows(self, rows: Sequence[tuple[float, float]]) -> None:
        """These stretches `(top, bottom)` of the document, as wide as the viewport."""
        view = self._view()
        shown = [(top, bottom) for top, bottom in rows if top < view.bottom() and view.top() < bottom]
        self._waits = True
        for top, bottom in shown:
            self._viewport.update(QRect(0, int(top - view.top()), int(view.width()), int(bottom - top) + 2))
        if not shown:  # the change is out of sight: what shows, shows it already
            self.painted()

    def painted(self) -> None:
        """The viewport was painted."""
        if self._waits:
            self._waits = False
            QTimer.singleShot(0, self._viewport, self._done)  # not when it is gone by then
