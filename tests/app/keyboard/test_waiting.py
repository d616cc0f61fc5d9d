"""Keys that wait for an answer come in their order, and none is lost or doubled."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from reader.app.keyboard.waiting import HeldKeys


def press(text: str) -> QKeyEvent:
    return QKeyEvent(QKeyEvent.Type.KeyPress, ord(text.upper()), Qt.KeyboardModifier.NoModifier, text)


def test_nothing_is_held_until_asked_and_forgotten_keys_are_gone(qtbot):
    held, field = HeldKeys(), QLineEdit()
    qtbot.addWidget(field)
    assert not held.take(press("a"))
    held.hold("looking")
    assert held.take(press("b"))
    held.forget("looking")
    assert not held.take(press("c"))
    held.let_go(field, "looking")
    assert field.text() == ""


def test_they_come_in_their_order(qtbot):
    held, field = HeldKeys(), QLineEdit()
    qtbot.addWidget(field)
    held.hold("looking")
    for letter in "abc":
        held.take(press(letter))
    held.let_go(field, "looking")
    assert field.text() == "abc"


def test_a_key_that_asks_again_holds_those_behind_it(qtbot):
    held = HeldKeys()
    given = []

    class Asking(QLineEdit):
        def keyPressEvent(self, event):
            if held.take(event):
                return
            given.append(event.text())
            if event.text() == "b":
                held.hold("looking")

    field = Asking()
    qtbot.addWidget(field)
    held.hold("looking")
    for letter in "abcd":
        held.take(press(letter))
    held.let_go(field, "looking")
    assert given == ["a", "b"]
    held.let_go(field, "looking")
    assert given == ["a", "b", "c", "d"]


def test_with_two_reasons_they_wait_for_both(qtbot):
    held, field = HeldKeys(), QLineEdit()
    qtbot.addWidget(field)
    held.hold("looking")
    held.hold("preparing")
    held.take(press("a"))
    held.let_go(field, "preparing")
    assert held.holds and field.text() == ""
    held.take(press("b"))
    held.let_go(field, "looking")
    assert not held.holds and field.text() == "ab"
