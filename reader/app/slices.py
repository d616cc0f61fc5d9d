"""Does long work of the GUI thread in slices, so that keys and paints come between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

SLICE_S = 0.006


def in_slices(steps: Iterator[None], parent: QObject, then: Callable[[], None]) -> None:
    """Take all `steps`, the first ones at once, and then call `then`; nothing more happens when `parent` is gone."""

    def slice_() -> None:
        until = time.perf_counter() + SLICE_S
        for _ in steps:
            if time.perf_counter() > until:
                QTimer.singleShot(0, parent, slice_)
                return
        then()

    slice_()
