"""Collects Python's garbage on the GUI thread alone: a Qt object that is destroyed on another ends the process."""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class Collector(QObject):
    """Looks each second whether there is enough to collect, by the limits that Python itself goes by.

    Python would collect on whichever thread makes the object that is one too many: saving, reading and looking
    have threads of their own. While `is_loading` nothing is collected, and what is there afterwards is left out from
    then on: looking through a hundred thousand annotations takes a tenth of a second.
    """

    def __init__(self, is_loading: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._is_loading = is_loading
        self._is_fresh = True
        timer = QTimer(self, interval=EVERY_MS)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Collect the oldest generation that has reached its limit, with the younger ones."""
        if self._is_loading():
            self._is_fresh = True
        elif self._is_fresh:
            self._is_fresh = False
            gc.freeze()
        else:
            limits = gc.get_threshold()
            full = [n for n, count in enumerate(gc.get_count()) if count > limits[n]]
            if full:
                gc.collect(full[-1])
