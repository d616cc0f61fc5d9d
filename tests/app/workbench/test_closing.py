"""A window that goes while something of it is still to come says nothing on stderr."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from reader.app.article.opening import Reading


def test_a_window_that_is_closed_with_its_first_paint_tells_nobody_of_it(postil, folders, tmp_path, qtbot):
    article = tmp_path / "story.txt"
    article.write_text("Ada wrote.\n")
    told = []
    reading = Reading.of(article, folders)
    reading.wait(10)
    with qtbot.captureExceptions() as faults:
        bench = postil.show(reading)
        page = bench.window.page
        page.first_frame_painted.connect(lambda: told.append("painted"))
        page.viewport().repaint()
        bench.window.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        for _ in range(5):
            QApplication.processEvents()
    assert faults == [] and told == []


def test_f6_in_a_window_that_is_closed_does_nothing(open_text):
    window = open_text()
    window.window.close()
    window.bench.surface.next_pane()
