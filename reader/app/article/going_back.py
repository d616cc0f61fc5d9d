"""Goes back to a place on a page that holds another text now, when Qt has laid that out so far: no stall, no flicker.

Until then the page shows what it showed, and keys wait.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from shiboken6 import isValid

from reader.app.page.arriving import CHEAP_CP, LOOK_MS

if TYPE_CHECKING:
    from reader.app.workbench.workbench import Workbench

WAY_BACK = "way-back"  # why keys are held


def go_back(bench: Workbench, farthest: int, then: Callable[[], None]) -> None:
    """Call `then` as soon as the page is laid out up to `farthest`: at once, if that takes no time.

    It is called, too, when another article is opened meanwhile, and not at all when the window is gone.
    """
    page, session = bench.window.page, bench.session
    if farthest <= CHEAP_CP or page.is_laid_out(farthest):
        then()
        return
    bench.held.hold(WAY_BACK)
    page.hold_still(True)
    timer = QTimer(bench, interval=LOOK_MS)

    def look() -> None:
        if not isValid(bench.window):
            timer.stop()
        elif bench.session is not session or page.is_laid_out(farthest):
            timer.stop()
            timer.deleteLater()
            page.hold_still(False)
            then()
            bench.held.let_go(bench.window, WAY_BACK)

    timer.timeout.connect(look)
    timer.start()
