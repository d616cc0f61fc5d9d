"""What stands where the page will be, before there is an article."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget


class EmptyPage(QLabel):
    """Words instead of a page. Takes the page's keys."""

    def __init__(self, key_handler: Callable[[QKeyEvent], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._key_handler = key_handler
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keymap first."""
        if not self._key_handler(event):
            super().keyPressEvent(event)
