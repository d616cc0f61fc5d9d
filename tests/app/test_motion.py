"""Nothing of ours moves while one reads: no caret that blinks, no animation, no scrolling by itself."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtGui import QGuiApplication

import reader

MOVING = r"QPropertyAnimation|QVariantAnimation|QAbstractAnimation|QTimeLine|QMovie|QScroller|GraphicsEffect"


def test_the_page_stands_still(open_text, qtbot):
    window = open_text()
    window.press("Right Right")
    hints = QGuiApplication.styleHints()
    before = hints.cursorFlashTime()
    hints.setCursorFlashTime(20)  # what blinks, blinks five times below
    try:
        window.window.focus_page()
        one = window.window.page.grab().toImage()
        for _ in range(5):
            qtbot.wait(20)
            assert window.window.page.grab().toImage() == one
    finally:
        hints.setCursorFlashTime(before)


def test_no_animation_is_made_anywhere():
    sources = sorted(Path(reader.__file__).parent.rglob("*.py"))
    assert len(sources) > 100
    assert [path.name for path in sources if re.search(MOVING, path.read_text(encoding="utf-8"))] == []
