"""A key that is pressed before what it needs is imported does not stop the window, and is not lost."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QTimer

from reader.app.article.opening import Reading
from reader.app.workbench.workbench import Workbench

WORDS = "Ada Lovelace wrote to Charles Babbage in London.\n" * 40


@pytest.fixture
def early(qtbot, postil, folders, tmp_path, monkeypatch):
    """A window that is shown, and an event until which its tools are being prepared."""
    go, prepare = threading.Event(), Workbench.prepare_tools

    def wait_and_prepare(bench):
        go.wait(10)
        prepare(bench)

    monkeypatch.setattr(Workbench, "prepare_tools", wait_and_prepare)
    path = tmp_path / "story.txt"
    path.write_text(WORDS)
    reading = Reading.of(path, folders)
    reading.thread.join(10)
    bench = postil.show(reading)
    with qtbot.waitExposed(bench.window):
        bench.window.activateWindow()
    qtbot.waitUntil(lambda: bench.finishing.prepares)
    yield bench, go
    go.set()


def press(qtbot, bench, keys):
    for key in keys:
        qtbot.keyClick(bench.window.page, key)


def test_keys_wait_and_the_window_does_not(early, qtbot):
    bench, go = early
    beats: list[int] = []
    timer = QTimer(bench, interval=1)
    timer.timeout.connect(lambda: beats.append(1))
    timer.start()
    press(qtbot, bench, "p")
    qtbot.waitUntil(lambda: len(beats) > 3)
    assert not len(bench.session.annotations) and "tools" not in bench.__dict__
    go.set()
    qtbot.waitUntil(lambda: len(bench.session.annotations) == 1)
    press(qtbot, bench, "g")
    assert [each.type for each in bench.session.annotations] == ["GPE"]


def test_they_come_in_their_order(early, qtbot):
    bench, go = early
    press(qtbot, bench, "pg")
    go.set()
    qtbot.waitUntil(lambda: len(bench.session.annotations) == 1)
    assert [each.type for each in bench.session.annotations] == ["GPE"]


def test_a_window_that_is_finished_at_once_has_its_keys(early, qtbot):
    bench, _ = early
    press(qtbot, bench, "p")
    bench.finishing.now()
    assert len(bench.session.annotations) == 1


def test_where_preparing_fails_keys_are_not_held_for_ever(early, qtbot, monkeypatch):
    bench, go = early

    def fail(_bench):
        raise OSError("no more files")

    press(qtbot, bench, "p")
    monkeypatch.setattr("reader.app.workbench.preparing.import_what_keys_need", lambda: fail(bench))
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    go.set()
    qtbot.waitUntil(lambda: len(bench.session.annotations) == 1)
