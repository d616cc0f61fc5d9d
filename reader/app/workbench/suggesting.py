"""Has the memory of names look for more between two events of one window, so that no key ever waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from reader.app.workbench.workbench import Workbench

REST_MS = 40  # after the last key
SLICE_S, PAUSE_MS = 0.002, 3
SHOW_EVERY = 20  # slices: what is found meanwhile


class Suggesting:
    """The work of one workbench."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._slices = 0
        self._timer = QTimer(bench, singleShot=True)
        self._timer.timeout.connect(self._slice)

    def begin(self) -> None:
        """There may be something to look for: after a rest."""
        self._timer.start(REST_MS)

    def rest(self) -> None:
        """A key was pressed: what was going on waits a little."""
        if self._timer.isActive():
            self._timer.start(REST_MS)

    def _slice(self) -> None:
        bench = self._bench
        if not bench.has_article:
            return
        more = bench.desk.suggestions.memory.work(SLICE_S)
        self._slices += 1
        if more:
            self._timer.start(PAUSE_MS)
            if self._slices % SHOW_EVERY == 0:
                bench.follow.suggestions()
        else:  # how many there are is known now
            bench.follow.place()
            bench.follow.hints()
