"""A window that goes while something of it is still to come says nothing on stderr."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid


def test_a_window_that_is_closed_with_a_paint_tells_nobody_of_it(open_text, qtbot):
    window = open_text()
    page, told = window.window.page, []
    page.first_frame_painted.connect(lambda: told.append("painted"))
    with qtbot.captureExceptions() as faults:
        page.show_article(page.article)
        page.viewport().repaint()
        window.window.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert not isValid(page)
        for _ in range(5):
            QApplication.processEvents()
    assert faults == [] and told == []


def test_f6_in_a_window_that_is_closed_does_nothing(open_text):
    window = open_text()
    window.window.close()
    window.bench.surface.next_pane()
