"""Text fields that hand on the keys which are not for typing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from reader.app.keys import Press, names_of

KeyHandler = Callable[[QKeyEvent], bool]
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_EDITING = {f"{held}{key}" for held in ("Ctrl+", "Ctrl+Shift+") for key in "ACVXZY"} | {
    f"{held}{key}" for held in ("", "Ctrl+", "Shift+", "Ctrl+Shift+") for key in ("Left", "Right", "Home", "End")
} | {"Backspace", "Delete", "Ctrl+Backspace", "Ctrl+Delete"}  # fmt: skip


def is_for_typing(event: QKeyEvent) -> bool:
    """Whether a text field has a use for this key itself: characters, and what edits them."""
    press = Press.of(event)
    return press.types or not set(names_of(press)).isdisjoint(_EDITING)


class LineField(QLineEdit):
    """One line. Keys that are not for typing go to `key_handler` first; `left` tells that the focus went away."""

    left = Signal()

    def __init__(self, name: str, key_handler: KeyHandler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._key_handler = key_handler

    def event(self, event: QEvent) -> bool:
        """Tab too is a key like any other here."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _TABS:
            return self._key_handler(event) or super().event(event)  # else Qt moves the focus without asking
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, or hand on."""
        if not is_for_typing(event) and self._key_handler(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell it."""
        super().focusOutEvent(event)
        self.left.emit()


class NoteField(QPlainTextEdit):
    """Several lines. Keys that are not for typing go to `key_handler` first."""

    def __init__(self, name: str, key_handler: KeyHandler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._key_handler = key_handler

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, or hand on; Up and Down move in the text."""
        typed = is_for_typing(event) or set(names_of(Press.of(event))) & {"Up", "Down", "Shift+Up", "Shift+Down"}
        if not typed and self._key_handler(event):
            event.accept()
            return
        super().keyPressEvent(event)
