"""Text fields that hand on the keys which are not for typing."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from reader.app.keyboard.keys import Press, names_of

SAME_PRESS_S = 0.05  # an input method ends, and hands the key that ended it on, within this time
_ENTER = (0x01000004, 0x01000005)
KeyHandler = Callable[[QKeyEvent], bool]
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_EDITING = {f"{held}{key}" for held in ("Ctrl+", "Ctrl+Shift+") for key in "ACVXZY"} | {
    f"{held}{key}" for held in ("", "Ctrl+", "Shift+", "Ctrl+Shift+") for key in ("Left", "Right", "Home", "End")
} | {"Backspace", "Delete", "Ctrl+Backspace", "Ctrl+Delete"}  # fmt: skip


def is_for_typing(event: QKeyEvent) -> bool:
    """Whether a text field has a use for this key itself: characters, and what edits them."""
    press = Press.of(event)
    return press.types or not set(names_of(press)).isdisjoint(_EDITING)


def holds_files(event: QDragMoveEvent) -> bool:
    """Whether files are dragged: they are for the window to open, and no words to type."""
    return any(url.isLocalFile() for url in event.mimeData().urls())


class Composing:
    """What an input method is doing in one field: while it composes, keys are its own and no one else's."""

    def __init__(self) -> None:
        self._composes = False
        self._ended = 0.0

    def take(self, event: QInputMethodEvent) -> None:
        """An event of the input method came."""
        composed, self._composes = self._composes, bool(event.preeditString())
        if composed and not self._composes:
            self._ended = monotonic()

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is the input method's: it composes, or this is the Enter that has just ended it."""
        return self._composes or (event.key() in _ENTER and monotonic() - self._ended < SAME_PRESS_S)


class LineField(QLineEdit):
    """One line. Keys that are not for typing go to `key_handler` first; `left` tells that the focus went away."""

    left = Signal()

    def __init__(self, name: str, key_handler: KeyHandler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._key_handler = key_handler
        self._composing = Composing()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Follow what is composed."""
        self._composing.take(event)
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab too is a key like any other here."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _TABS:
            if self._composing.wants(event):
                event.accept()
                return True
            return self._key_handler(event) or super().event(event)  # else Qt moves the focus without asking
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, or hand on."""
        if self._composing.wants(event):
            event.accept()
            return
        if not is_for_typing(event) and self._key_handler(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Words may be dropped here."""
        event.ignore() if holds_files(event) else super().dragEnterEvent(event)

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
        self._composing = Composing()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Follow what is composed."""
        self._composing.take(event)
        super().inputMethodEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Words may be dropped here."""
        event.ignore() if holds_files(event) else super().dragEnterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, or hand on; Up and Down move in the text."""
        if self._composing.wants(event):
            event.accept()
            return
        typed = is_for_typing(event) or set(names_of(Press.of(event))) & {"Up", "Down", "Shift+Up", "Shift+Down"}
        if not typed and self._key_handler(event):
            event.accept()
            return
        super().keyPressEvent(event)
