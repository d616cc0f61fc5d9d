"""Garbage is collected on the GUI thread, and not before everything is loaded."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import ClassVar

import pytest
from PySide6.QtCore import QCoreApplication

from reader.app.start.garbage import Collector


class Ring:
    """Garbage that only a collection finds. Notes the thread on which it goes."""

    went: ClassVar[list[threading.Thread]] = []

    def __init__(self) -> None:
        self.own = self
        weakref.finalize(self, lambda: Ring.went.append(threading.current_thread()))


@pytest.fixture
def collector(qtbot):
    Ring.went.clear()
    state = {"loading": False}
    made = Collector(lambda: state["loading"], QCoreApplication.instance())
    made.state = state
    yield made
    made.deleteLater()
    gc.unfreeze()


def much() -> list[list]:
    return [[] for _ in range(2 * gc.get_threshold()[0])]


def test_another_thread_collects_nothing(collector):
    collector.look()
    Ring()

    def work() -> None:
        for _ in range(50):
            much()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert not Ring.went
    kept = much()
    collector.look()
    assert Ring.went == [threading.main_thread()]
    assert kept


def test_while_something_is_loaded_nothing_is_collected_and_then_it_is_left_out(collector):
    collector.state["loading"] = True
    frozen = gc.get_freeze_count()
    kept = much()
    collector.look()
    assert gc.get_freeze_count() == frozen
    collector.state["loading"] = False
    collector.look()
    assert gc.get_freeze_count() > frozen
    assert kept
