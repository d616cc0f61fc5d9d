"""`Pressing`: takes a key press to whoever it is for - keys that wait, a mode, the keymap - by where the focus is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent

from reader.app import made
from reader.app.keyboard.keys import Layout, Press

if TYPE_CHECKING:
    from reader.app.modes.mode import Mode
    from reader.app.workbench.workbench import Workbench


class Pressing:
    """The keys of one workbench. Knows the layout by the keys that were pressed."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._layout = Layout()

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key means here; False when it means nothing."""
        bench = self._bench
        names, context = self._layout.names(Press.of(event)), bench.context()
        if made(bench, "held") and names and names != ("Esc",) and bench.held.take(event):
            return True
        if not bench.has_article and context == "page" and names == ("Enter",):
            bench.hooks.open_sample()
            return True
        if context == "page" and names and bench.desk.mode is not None and self._press_in_mode(bench.desk.mode, names):
            return True
        return bench.dispatcher.press(names, context)

    def _press_in_mode(self, mode: Mode, names: Sequence[str]) -> bool:
        taken: list[bool] = []
        self._bench.quietly(lambda: taken.append(mode.press(names)))
        return taken == [True]
