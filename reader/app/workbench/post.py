"""Brings work from other threads to the GUI thread."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class Post(QObject):
    """`post(work)` may be called on any thread; `work` is run by the event loop of the thread that made this."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, work: Callable[[], None]) -> None:
        """Have `work` run soon; it is dropped when the window that wanted it is gone."""
        with contextlib.suppress(RuntimeError):  # what PySide raises for an object that Qt has deleted
            self._posted.emit(work)

    def _run(self, work: Callable[[], None]) -> None:
        work()
