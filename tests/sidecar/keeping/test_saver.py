"""When the saver saves, and that nothing it may meet makes it hang or forget."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.model import Highlight, Placed
from reader.errors import UserError
from reader.sidecar.keeping import saver as saver_module
from reader.sidecar.keeping.results import Saved
from reader.sidecar.keeping.saver import Autosaver
from reader.text.spans import Span


def marks(*keys: str) -> AnnotationSet:
    return AnnotationSet.of(Highlight(id=key, fragments=(Placed(Span(0, 1)),)) for key in keys)


class Disk:
    """Takes what is saved; may be made to fail, or to wait until told."""

    def __init__(self) -> None:
        self.saved: list[AnnotationSet] = []
        self.adopted: list[AnnotationSet | None] = []
        self.told: list[Saved | UserError] = []
        self.when: list[float] = []
        self.fail: list[Exception] = []
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()

    def save(self, annotations: AnnotationSet, adopted: AnnotationSet | None) -> Saved:
        self.entered.set()
        assert self.gate.wait(10)
        self.when.append(time.monotonic())
        if self.fail:
            raise self.fail.pop(0)
        self.saved.append(annotations)
        self.adopted.append(adopted)
        return Saved(annotations, annotations, Change(""), Path("x"))


@pytest.fixture
def disk() -> Disk:
    return Disk()


def within(seconds: float, work: Callable[[], object]) -> object:
    """The result of `work`; fails when it takes longer, so that a hang is a failure and not a hang."""
    result: list[object] = []
    thread = threading.Thread(target=lambda: result.append(work()), daemon=True)
    thread.start()
    thread.join(seconds)
    assert not thread.is_alive(), "it hangs"
    return result[0]


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not true():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.005)


def test_saved_after_its_rest_by_itself_and_told_once(disk: Disk, rests: list[float]) -> None:
    saver = Autosaver(disk.save, disk.told.append, rest_s=0.3)
    offered = time.monotonic()
    saver.offer(marks("a"), None)
    until(lambda: bool(disk.told))
    assert disk.when[0] - offered >= 0.25
    assert max(rests) <= 0.3
    time.sleep(0.1)
    assert [s.sent for s in disk.told if isinstance(s, Saved)] == [marks("a")]
    assert not saver.pending
    within(2, saver.close)
    assert len(disk.told) == 1


def test_only_the_newest_is_saved_after_a_rest(disk: Disk) -> None:
    saver = Autosaver(disk.save, disk.told.append, rest_s=0.15)
    adopted = marks("z")
    for n in range(5):
        saver.offer(marks(*"abcde"[: n + 1]), adopted)
        time.sleep(0.02)
    until(lambda: bool(disk.told))
    assert disk.saved == [marks(*"abcde")]
    assert disk.adopted[0] is adopted
    within(2, saver.close)


def test_changes_that_never_rest_are_saved_all_the_same(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saver_module, "LONGEST_S", 0.3)
    saver = Autosaver(disk.save, disk.told.append, rest_s=0.2)
    stop = time.monotonic() + 1.0
    while time.monotonic() < stop:
        saver.offer(marks("a"), None)
        time.sleep(0.02)
    assert len(disk.saved) >= 2
    within(2, saver.close)


def test_flush_does_not_wait_for_the_rest_and_returns_what_came_of_it(disk: Disk) -> None:
    saver = Autosaver(disk.save, disk.told.append, rest_s=30)
    saver.offer(marks("a"), None)
    result = within(2, saver.flush)
    assert isinstance(result, Saved)
    assert result.sent == marks("a")
    assert disk.told == [result], "told before flush returns"
    assert within(2, saver.flush) is result
    assert len(disk.saved) == 1
    within(2, saver.close)


def test_flush_and_close_with_nothing_offered_return_at_once(disk: Disk) -> None:
    saver = Autosaver(disk.save, disk.told.append, rest_s=30)
    assert within(1, saver.flush) is None
    assert within(1, saver.close) is None
    assert not disk.told


def test_what_is_offered_during_a_save_is_saved_by_the_same_flush(disk: Disk) -> None:
    saver = Autosaver(disk.save, disk.told.append, rest_s=0)
    disk.gate.clear()
    saver.offer(marks("a"), None)
    assert disk.entered.wait(5)
    saver.offer(marks("a", "b"), None)
    assert saver.pending
    threading.Timer(0.1, disk.gate.set).start()
    within(5, saver.flush)
    assert disk.saved == [marks("a"), marks("a", "b")]
    within(2, saver.close)


def test_a_failed_save_stays_pending_and_is_tried_again(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saver_module, "RETRY_S", 0.1)
    disk.fail = [UserError("Disk full"), UserError("Disk full")]
    saver = Autosaver(disk.save, disk.told.append, rest_s=0)
    saver.offer(marks("a"), None)
    until(lambda: bool(disk.saved))
    until(lambda: not saver.pending)
    assert [type(t) for t in disk.told] == [UserError, UserError, Saved]
    assert disk.when[1] - disk.when[0] >= 0.1
    within(2, saver.close)


def test_a_failure_does_not_bring_back_what_is_older(disk: Disk) -> None:
    disk.fail = [UserError("Disk full")]
    saver = Autosaver(disk.save, disk.told.append, rest_s=0)
    disk.gate.clear()
    saver.offer(marks("a"), None)
    assert disk.entered.wait(5)
    saver.offer(marks("a", "b"), None)
    disk.gate.set()
    within(5, saver.flush)
    until(lambda: bool(disk.saved))
    assert disk.saved == [marks("a", "b")]
    within(2, saver.close)


def test_flush_returns_after_one_more_failure_and_close_ends(disk: Disk) -> None:
    disk.fail = [UserError("Disk full") for _ in range(10)]
    saver = Autosaver(disk.save, disk.told.append, rest_s=30)
    saver.offer(marks("a"), None)
    assert isinstance(within(3, saver.flush), UserError)
    assert len(disk.told) == 1
    assert saver.pending
    assert isinstance(within(3, saver.close), UserError)
    assert len(disk.told) == 2


@pytest.mark.parametrize("error", [OSError("odd"), RuntimeError("odd"), RecursionError()])
def test_an_error_nobody_thought_of_is_told_and_does_not_end_the_saving(disk: Disk, error: Exception) -> None:
    disk.fail = [error]
    saver = Autosaver(disk.save, disk.told.append, rest_s=0)
    saver.offer(marks("a"), None)
    until(lambda: bool(disk.told))
    result = disk.told[0]
    assert isinstance(result, UserError)
    assert type(error).__name__ in str(result)
    saver.offer(marks("a", "b"), None)
    assert isinstance(within(5, saver.flush), Saved)
    within(2, saver.close)


def test_a_listener_that_fails_does_not_end_the_saving(disk: Disk) -> None:
    def bad(result: Saved | UserError) -> None:
        raise RuntimeError("in a listener")

    saver = Autosaver(disk.save, bad, rest_s=0)
    saver.offer(marks("a"), None)
    assert isinstance(within(5, saver.flush), Saved)
    saver.offer(marks("b"), None)
    assert isinstance(within(5, saver.flush), Saved)
    within(2, saver.close)


def test_a_listener_may_offer_flush_and_close(disk: Disk) -> None:
    results: list[object] = []

    def told(result: Saved | UserError) -> None:
        if len(disk.saved) == 1:
            saver.offer(marks("a", "b"), None)
        results.append(saver.flush())
        results.append(saver.close())

    saver = Autosaver(disk.save, told, rest_s=0)
    saver.offer(marks("a"), None)
    until(lambda: len(disk.saved) == 2)
    until(lambda: len(results) >= 4)
    within(5, saver.close)


def test_what_is_offered_after_close_is_saved_too(disk: Disk) -> None:
    before = threading.active_count()
    saver = Autosaver(disk.save, disk.told.append, rest_s=0)
    saver.offer(marks("a"), None)
    within(2, saver.close)
    saver.offer(marks("a", "b"), None)
    assert isinstance(within(2, saver.close), Saved)
    assert disk.saved[-1] == marks("a", "b")
    until(lambda: threading.active_count() <= before)


def test_closing_from_several_threads(disk: Disk) -> None:
    saver = Autosaver(disk.save, disk.told.append, rest_s=0)
    saver.offer(marks("a"), None)
    threads = [threading.Thread(target=saver.close, daemon=True) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
        assert not thread.is_alive()
    assert len(disk.saved) == 1


def test_a_look_saves_nothing_and_tells_what_came_in(disk: Disk) -> None:
    looked: list[AnnotationSet] = []

    def look(annotations: AnnotationSet, _adopted: AnnotationSet | None) -> Saved | None:
        looked.append(annotations)
        return Saved(marks("theirs"), annotations, Change(""), Path("x")) if len(looked) == 1 else None

    saver = Autosaver(disk.save, disk.told.append, rest_s=0.01, look=look)
    for _ in range(2):
        saver.look(marks("ours"), None)
        within(5, saver.flush)
        while len(looked) < 1:
            time.sleep(0.005)
    within(5, saver.close)
    assert looked[0] == marks("ours")
    assert [told.annotations for told in disk.told if isinstance(told, Saved)] == [marks("theirs")]
    assert disk.saved == [] and not saver.pending


def test_what_waits_to_be_saved_goes_before_a_look(disk: Disk) -> None:
    looked: list[AnnotationSet] = []
    saver = Autosaver(disk.save, disk.told.append, rest_s=30, look=lambda ours, _adopted: looked.append(ours))
    saver.offer(marks("a"), None)
    saver.look(marks("a"), None)
    within(5, saver.close)
    assert disk.saved == [marks("a")] and looked == []


def test_a_look_that_fails_is_a_failed_save(disk: Disk) -> None:
    def look(_ours: AnnotationSet, _adopted: AnnotationSet | None) -> Saved | None:
        raise UserError("It is broken")

    saver = Autosaver(disk.save, disk.told.append, rest_s=0.01, look=look)
    saver.look(marks("a"), None)
    while not disk.told:
        time.sleep(0.005)
    assert isinstance(disk.told[0], UserError) and saver.pending
    within(5, saver.close)
    assert disk.saved == [marks("a")]
