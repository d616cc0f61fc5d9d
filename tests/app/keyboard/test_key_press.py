"""A click on a key cap of the status line does what the key does, where the focus is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from reader.app.keyboard.key_press import press_key
from reader.app.keyboard.keys import Press, names_of


def click_cap(window, key: str) -> None:
    caps = window.window.status.caps
    window.until(lambda: not caps._soon.isActive())

    def places() -> list[QRectF]:  # none while the line has not been laid out for what is new on it
        caps.grab()
        return [place for place, known in caps._places if known == key]

    window.until(lambda: bool(places()))
    place = places()[0]
    QTest.mouseClick(caps, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place.center().toPoint())


def test_a_click_on_a_cap_tags_opens_the_sheet_and_leads_back(open_text):
    window = open_text()
    click_cap(window, "p")
    assert window.mentions() == [("PER", "Ada")]
    click_cap(window, "?")
    assert window.window.sheet.isVisible()
    click_cap(window, "Esc")
    assert not window.window.sheet.isVisible() and window.window.page_has_focus


def test_beside_the_caps_nothing_is_clicked(open_text):
    window = open_text()
    caps = window.window.status.caps
    caps.grab()
    QTest.mouseClick(caps, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(caps.width() - 1, 0))
    assert window.on_disk() == []


class Listener(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[str, ...]] = []

    def keyPressEvent(self, event) -> None:
        self.heard.append(names_of(Press.of(event)))


@pytest.mark.parametrize(
    "name",
    [
        "p", "?", ",", ";", "+", "Esc", "Enter", "PgDn", "Up", "Space", "F6", "Delete", "Tab",
        "Shift+V", "Ctrl+Shift+F", "Ctrl+O", "Shift+Space", "Alt++", "[",
    ],
)  # fmt: skip
def test_a_key_that_is_pressed_by_name_has_that_name(qtbot, name):
    listener = Listener()
    qtbot.addWidget(listener)
    listener.show()
    listener.activateWindow()
    listener.setFocus()
    qtbot.waitUntil(listener.hasFocus)
    press_key(name)
    assert listener.heard[0][0] == name
