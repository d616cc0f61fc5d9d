"""A long document is laid out in small steps; Qt alone would lay out up to 200,000 characters in one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QTextEdit

from reader.app.page import laying
from reader.app.page.document import PageDocument

PARAGRAPH = "words of a paragraph " * 15 + "\n"
LENGTH = 1_500_000


@pytest.fixture
def shown(qtbot, tmp_path):
    """A view of a long document whose clock goes on by a millisecond each time that it is asked."""
    made: list[QTextEdit] = []

    def show() -> QTextEdit:
        edit = QTextEdit()
        document = PageDocument(tmp_path, 1.0, edit)
        document.setPlainText(PARAGRAPH * (LENGTH // len(PARAGRAPH)))
        edit.setDocument(document)
        document.lay_out_in_steps()
        edit.resize(700, 500)
        qtbot.addWidget(edit)
        edit.show()
        made.append(edit)
        return edit

    return show


@pytest.fixture
def slow_clock(monkeypatch):
    ticks = iter(range(1_000_000))
    monkeypatch.setattr(laying, "perf_counter", lambda: next(ticks) / 1000)


def laid_out(document: QTextDocument) -> int:
    block = laying.first_not_laid_out(document)
    return block.position() if block.isValid() else document.characterCount()


def steps_until_all(edit: QTextEdit, qtbot) -> list[int]:
    """How many characters more were laid out after each turn of the event loop."""
    document, found = edit.document(), [0]

    def done() -> bool:
        found.append(laid_out(document))
        return found[-1] == document.characterCount()

    while not done():
        qtbot.wait(1)
    return [after - before for before, after in pairwise(found)]


def test_no_step_is_long(shown, slow_clock, qtbot):
    edit = shown()
    steps = steps_until_all(edit, qtbot)
    assert sum(steps) == edit.document().characterCount() and max(steps) < 60_000
    bar = edit.verticalScrollBar()
    edit.document().documentLayout().documentSize()
    QApplication.processEvents()
    assert bar.maximum() == round(edit.document().size().height()) - edit.viewport().height()


def test_qt_alone_takes_long_steps(shown, qtbot, monkeypatch):
    monkeypatch.setattr(PageDocument, "eventFilter", QObject.eventFilter)
    assert max(steps_until_all(shown(), qtbot)) > 100_000


def test_another_width_lays_it_out_again(shown, slow_clock, qtbot):
    edit = shown()
    steps_until_all(edit, qtbot)
    edit.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
    edit.setLineWrapColumnOrWidth(300)
    assert laid_out(edit.document()) < 100_000
    assert max(steps_until_all(edit, qtbot)[1:]) < 60_000


def test_where_timers_cannot_be_told_apart_qt_goes_on(shown, qtbot, monkeypatch):
    class Dispatcher:
        @staticmethod
        def instance() -> object:
            return object()

    monkeypatch.setattr(laying, "QAbstractEventDispatcher", Dispatcher)
    edit = shown()
    assert sum(steps_until_all(edit, qtbot)) == edit.document().characterCount()


def test_it_gives_way_to_what_is_read(shown, slow_clock, qtbot, monkeypatch):
    taken: list[float] = []
    monkeypatch.setattr(laying, "lay_out_more", lambda _document, seconds: taken.append(seconds))
    edit = shown()
    edit.document().gives_way = True
    qtbot.waitUntil(lambda: bool(taken))
    assert set(taken) == {laying.GENTLE_S}
    edit.document().gives_way = False
    qtbot.waitUntil(lambda: taken[-1] == laying.SLICE_S)
