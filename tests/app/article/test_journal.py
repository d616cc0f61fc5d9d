"""A window that is ended by force, or closed, or cannot save: what its user finds when the article is opened again."""

from __future__ import annotations

import shutil
from pathlib import Path

from shiboken6 import isValid

from reader.app.article.opening import Reading
from reader.folders import Folders
from tests.app.conftest import STORY, drive


def ended_by_force(window, folders: Folders) -> None:
    """What is on disk as it would be had the process been killed now: the journal is kept and put back afterwards."""
    journals = folders.state / "journals"
    assert window.bench.session._safe._journal.flush() is None
    kept, data = journals.with_name("kept"), window.sidecar.read_bytes() if window.sidecar.exists() else None
    shutil.copytree(journals, kept)
    window.press("Ctrl+W")
    assert not window.window.isVisible()
    shutil.rmtree(journals)
    kept.rename(journals)
    if data is None:
        window.sidecar.unlink(missing_ok=True)
    else:
        window.sidecar.write_bytes(data)


def test_a_window_that_was_ended_by_force_has_all_back_and_says_so_once(qtbot, postil, open_text, folders):
    window = open_text()
    window.bench.session._safe._saver._rest_s = 3600
    window.press("p Right o")
    path: Path = window.bench.session.article.path
    ended_by_force(window, folders)
    assert not window.sidecar.exists()
    again = drive(qtbot, postil, Reading.of(path, folders))
    assert again.window.bar.text == "2 changes that were not saved last time are back."
    assert again.mentions() == [("PER", "Ada"), ("ORG", "Lovelace")]
    again.press("Ctrl+Z")
    assert again.mentions() == [("PER", "Ada")]
    again.press("Ctrl+W")
    third = drive(qtbot, postil, Reading.of(path, folders))
    assert third.window.bar.text == ""


def test_undo_and_redo_go_on_after_the_article_was_closed(qtbot, postil, open_text, folders):
    window = open_text()
    window.press("p Right o")
    window.press("Ctrl+Z")
    path = window.bench.session.article.path
    window.press("Ctrl+W")
    again = drive(qtbot, postil, Reading.of(path, folders))
    assert (
        again.bench.session.history.undo_label == "Tag Person"
        and again.bench.session.history.redo_label == "Tag Organisation"
    )
    again.press("Ctrl+Shift+Z")
    assert again.mentions() == [("PER", "Ada"), ("ORG", "Lovelace")]
    again.press("Ctrl+Z Ctrl+Z")
    again.until(lambda: again.mentions() == [])
    again.press("Ctrl+W")
    third = drive(qtbot, postil, Reading.of(path, folders))
    third.press("Ctrl+Z")
    assert "undo" in third.window.status.place.casefold()
    third.press("Ctrl+Shift+Z")
    assert third.mentions() == [("PER", "Ada")]


def test_reading_again_keeps_what_can_be_undone_for_the_next_time_too(qtbot, postil, open_text, folders):
    window = open_text()
    window.press("p")
    window.saved()
    window.bench.run("article.reload")
    window.until(lambda: "Read again" in window.window.status.place)
    window.press("Right o")
    path = window.bench.session.article.path
    window.press("Ctrl+W")  # waits, as any key, until the history is there
    window.until(lambda: not (isValid(window.window) and window.window.isVisible()))
    again = drive(qtbot, postil, Reading.of(path, folders))
    again.press("Ctrl+Z Ctrl+Z")
    again.until(lambda: again.mentions() == [])


def test_what_cannot_be_saved_is_said_once_and_the_window_may_close(qtbot, postil, open_text, folders, tmp_path):
    window = open_text()
    window.press("p")
    window.saved()
    whole = window.sidecar.read_bytes()
    window.sidecar.unlink()
    window.sidecar.mkdir()
    window.press("Right o")
    window.until(lambda: window.window.status.word == "Not saved, but safe")
    said = window.window.bar.text
    assert "What you do is kept in Postil's journal, and saved as soon as that is possible." in said
    window.press("Esc")
    window.press("Right g")
    window.qtbot.wait(700)
    assert window.window.bar.text == "", "it is said once"
    assert window.window.status.word == "Not saved, but safe", "and stays so"
    window.press("Ctrl+W")
    assert window.window.isVisible()
    assert [a.words for a in window.window.bar.message.answers][-2:] == ["close and save later", "keep open"]
    bar = window.window.bar
    assert all(button.y() < bar.height() / 2 for button in bar.answers())
    window.window.window().resize(640, 480)
    window.until(lambda: all(button.y() > bar.height() / 2 for button in bar.answers()))
    assert bar.height() < 120, "the sentence has room beside nothing"
    window.press("Ctrl+W")
    assert not window.window.isVisible()
    path = window.bench.session.article.path
    window.sidecar.rmdir()
    window.sidecar.write_bytes(whole)
    again = drive(qtbot, postil, Reading.of(path, folders))
    assert [words for _, words in again.mentions()] == ["Ada", "Lovelace", "wrote"]
    assert again.window.bar.text == "2 changes that were not saved last time are back."


def test_a_large_sidecar_that_comes_later_gets_its_journal_all_the_same(qtbot, postil, open_text, folders, monkeypatch):
    from reader.sidecar.keeping import first_page

    monkeypatch.setattr(first_page, "NOT_SMALL_BYTES", 100)
    window = open_text(STORY * 20)
    window.press("p")
    window.saved()
    window.bench.session._safe._saver._rest_s = 3600
    window.press("Right o")
    path = window.bench.session.article.path
    ended_by_force(window, folders)
    again = drive(qtbot, postil, Reading.of(path, folders))
    assert again.window.bar.text == "1 change that was not saved last time is back."
    assert again.mentions() == [("PER", "Ada"), ("ORG", "Lovelace")]
    again.press("Ctrl+Z Ctrl+Z")
    again.until(lambda: again.mentions() == [])
