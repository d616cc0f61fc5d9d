"""What every part of a surface holds: the workbench, its window, and where the focus came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from reader.app.workbench.workbench import Workbench


class Part:
    """One subject of a surface; `Surface` is all of them on one workbench."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._window = bench.window
        self._came_from: QWidget | None = None

    def _remember_focus(self) -> None:
        self._came_from = QApplication.focusWidget()

    def _return_focus(self) -> None:
        widget, self._came_from = self._came_from, None
        if widget is not None and widget.isVisible() and self._window.isAncestorOf(widget):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._window.focus_page()
