"""Presses a key by its name, where the focus is: what a click on a key cap does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from reader.app.keyboard.keys import code_of

_HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Meta": Qt.KeyboardModifier.MetaModifier,
}


def press_key(name: str) -> None:
    """Press and let go the key that a keymap writes so: "p", "Shift+V", "Ctrl+Shift+F", "Esc", "?"."""
    widget = QApplication.focusWidget()
    if widget is None:
        return
    *held, last = name.split("+") if name[-1] != "+" else [*name[:-1].split("+")[:-1], "+"]
    modifiers = Qt.KeyboardModifier.NoModifier
    for each in held:
        modifiers |= _HELD[each]
    code = code_of(last)
    text = "" if code or {"Ctrl", "Alt", "Meta"} & set(held) else last
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, code or ord(last.upper()), modifiers, " " if last == "Space" else text)
        QApplication.sendEvent(widget, event)
