"""`Arriving`: brings a page to a place far down, at once where that is cheap, else when Qt has laid it out that far.

Qt lays out a long article bit by bit from its start. A jump to its end forces all of it in one stall: 149 ms at 1 MB,
1.45 s at 10 MB (measured for the design). Who moves or scrolls meanwhile stays where they went.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from reader.app.page.view import ReadingView

CHEAP_CP = 20_000  # no later first frame was measured for 13,500; for 45,000 it came 40 ms later
LOOK_MS = 15


class Arriving(QObject):
    """One way to one place. `arrived` is called at its end, also when it was given up."""

    def __init__(self, page: ReadingView, caret: int, top: int, arrived: Callable[[], None]) -> None:
        super().__init__(page)
        self._page, self._caret, self._top, self._arrived = page, caret, top, arrived
        self.waits = False

    def go(self) -> None:
        """Go, or begin to wait."""
        if max(self._caret, self._top) <= CHEAP_CP:
            self._page.stand_at(self._caret, self._top)
            return
        self.waits = True
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        page = self._page
        if page.selection() != (0, 0) or page.verticalScrollBar().value() != 0:
            self.stop()
        elif page.is_laid_out(max(self._caret, self._top)):
            self.stop()
            page.stand_at(self._caret, self._top)

    def stop(self) -> None:
        """Wait no longer."""
        if self.waits:
            self.waits = False
            self._timer.stop()
            self._arrived()
