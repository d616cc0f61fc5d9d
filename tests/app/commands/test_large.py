"""Acts on many annotations at once: worked out beside the window, which says what it does."""

from __future__ import annotations

import threading

import pytest

import reader.app.commands.large as large
import reader.app.surface.reviewing as reviewing
from reader.annotations import entity_acts
from reader.annotations.collection import AnnotationSet, Change
from reader.app.article.opening import Reading
from reader.sidecar.journal.change import ChangeReader
from tests.app.conftest import drive

STORY = "Korea spoke. Then Korea slept. Korea woke, and Korea left. Korea is gone.\n"


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch):
    monkeypatch.setattr(large, "MANY", 1)
    monkeypatch.setattr(large, "MANY_BYTES", 10)
    monkeypatch.setattr(reviewing, "AT_ONCE_CP", 10)


@pytest.fixture
def worked(monkeypatch) -> list[tuple[str, bool]]:
    """What was worked out of large changes and records of a journal, and whether it was on the GUI thread."""
    found: list[tuple[str, bool]] = []
    apply, inverse = AnnotationSet.apply, ChangeReader.inverse

    def noting_apply(self, change: Change):
        if len(change.annotations) > 1:
            found.append(("apply", threading.current_thread() is threading.main_thread()))
        return apply(self, change)

    def noting_inverse(self, *args):
        found.append(("decode", threading.current_thread() is threading.main_thread()))
        return inverse(self, *args)

    monkeypatch.setattr(AnnotationSet, "apply", noting_apply)
    monkeypatch.setattr(ChangeReader, "inverse", noting_inverse)
    return found


def all_tagged(open_text):
    window = open_text(STORY)
    window.press("p a")
    window.until(lambda: window.bench.desk.mode is not None)
    window.press("Enter")
    window.until(lambda: window.bench.desk.mode is None)
    return window


def count(window) -> int:
    return len(window.bench.session.annotations)


def test_tagging_undo_and_redo_are_worked_out_beside_the_window(open_text, worked):
    window = all_tagged(open_text)
    assert count(window) == 5 and worked == [("apply", False)]
    window.press("Ctrl+Z")
    assert window.window.status.place == "Undoing: Tag 4 mentions of Korea ..." and count(window) == 5
    window.until(lambda: count(window) == 1)
    assert window.window.status.place == "Undone: Tag 4 mentions of Korea."
    window.press("Ctrl+Y")
    assert window.window.status.place == "Doing again: Tag 4 mentions of Korea ..."
    window.until(lambda: count(window) == 5)
    assert worked == [("apply", False)] * 3
    assert len(window.mentions()) == 5


def test_all_mentions_of_an_entity_are_retagged_and_removed_beside_the_window(open_text, worked):
    window = all_tagged(open_text)
    worked.clear()
    window.press("Shift+G o")
    assert window.window.status.place == "Retagging 5 mentions ..."
    window.until(lambda: {a.type for a in window.bench.session.annotations} == {"ORG"})
    window.press("Shift+Delete")
    assert window.window.status.place == "Removing 5 mentions ..."
    window.until(lambda: count(window) == 0)
    assert worked == [("apply", False)] * 2
    assert window.mentions() == []
    assert window.window.status.place == "Done: Remove 5 mentions of Korea."


def test_keys_pressed_meanwhile_come_after_it(open_text):
    window = all_tagged(open_text)
    window.press("Ctrl+Z Ctrl+Z")
    window.until(lambda: count(window) == 0)
    window.press("Ctrl+Y")
    window.until(lambda: count(window) == 1)


def test_escape_leaves_all_as_it_was(open_text, qtbot, monkeypatch):
    gate, apply = threading.Event(), AnnotationSet.apply
    window = all_tagged(open_text)

    def waiting(self, change):
        assert gate.wait(10)
        return apply(self, change)

    monkeypatch.setattr(AnnotationSet, "apply", waiting)
    window.press("Ctrl+Z Esc")
    gate.set()
    qtbot.wait(50)
    assert count(window) == 5
    window.press("Ctrl+Z")
    window.until(lambda: count(window) == 1)


def test_a_step_of_an_earlier_session_is_read_beside_the_window(qtbot, postil, open_text, folders, worked):
    window = all_tagged(open_text)
    path = window.bench.session.article.path
    window.press("Ctrl+W")
    worked.clear()
    again = drive(qtbot, postil, Reading.of(path, folders))
    again.press("Ctrl+Z")
    again.until(lambda: count(again) == 1)
    assert worked == [("decode", False), ("apply", False)]
    again.press("Ctrl+Y")
    again.until(lambda: count(again) == 5)
    assert worked[2:] == [("apply", False)]


def test_a_step_that_cannot_be_read_is_said_and_keys_go_on(qtbot, postil, open_text, folders, monkeypatch):
    window = all_tagged(open_text)
    path = window.bench.session.article.path
    window.press("Ctrl+W")

    def broken(*_args):
        raise ValueError("torn")

    again = drive(qtbot, postil, Reading.of(path, folders))
    monkeypatch.setattr(ChangeReader, "inverse", broken)
    again.press("Ctrl+Z")
    again.until(lambda: "cannot be taken back" in again.window.status.place)
    assert count(again) == 5
    again.press("Delete")
    again.until(lambda: count(again) == 4)


def test_what_was_worked_out_for_other_annotations_is_worked_out_anew(open_text):
    window = all_tagged(open_text)
    session = window.bench.session
    step = session.history.next_step(redo=False)
    ready = session.work_out(step)
    kept = session.annotations.in_reading_order[0]
    session.apply(Change("Remove", ((kept.id, None),)))
    session.undo()
    assert ready.applied.before is not session.annotations
    assert session.undo(ready).before is not ready.applied.before
    assert session.annotations.in_reading_order == [kept]


def test_entities_are_merged_beside_the_window(open_text, monkeypatch):
    where: list[str] = []
    merge = entity_acts.merge

    def noting(*args):
        where.append(threading.current_thread().name)
        return merge(*args)

    monkeypatch.setattr(entity_acts, "merge", noting)
    window = open_text("Korea spoke. Then Joseon slept.\n")
    window.press("p")
    window.select("Joseon")
    window.press("p")
    window.go_to("Korea")
    window.press("Enter m")
    window.type("Joseon")
    window.press("Enter")
    window.until(lambda: len(window.bench.session.annotations.entities) == 1)
    assert where == ["postil-look"]
    assert "Joseon is part of Korea now: 2 mentions." in window.window.status.place
