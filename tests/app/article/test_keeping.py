"""How safe the annotations are: what the bar says about it, how it can be answered, and when it goes away again."""

from __future__ import annotations

import json
import os
import sys

import pytest

from reader.annotations import acts
from reader.app.article.opening import Reading
from reader.session import Session, read_article
from reader.text.spans import Span


def break_it(window, words: str) -> None:
    """Tag, have another program break the sidecar, and tag something else."""
    window.press("p")
    window.saved()
    window.sidecar.write_text(words)
    window.press("Right o")
    window.until(lambda: window.window.status.word == "Not saved, but safe")


def set_aside(window) -> list[str]:
    return [p.read_text() for p in window.sidecar.parent.iterdir() if ".broken-" in p.name]


def test_a_sidecar_that_breaks_meanwhile_is_set_aside_by_key_and_nothing_is_lost(open_text):
    window = open_text()
    break_it(window, "{bro")
    assert "is not valid JSON" in window.window.bar.text
    assert [answer.words for answer in window.window.bar.message.answers] == ["set aside", "hide"]
    assert window.sidecar.read_text() == "{bro"
    window.press("Ctrl+Shift+S")
    assert window.mentions() == [("PER", "Ada"), ("ORG", "Lovelace")]
    assert set_aside(window) == ["{bro"]
    assert window.window.bar.text == ""
    window.press("Ctrl+Z")
    assert window.mentions() == [("PER", "Ada")]


def test_the_message_can_be_hidden_and_the_key_still_works(open_text):
    window = open_text()
    break_it(window, "{bro")
    window.press("Esc")
    assert window.window.bar.text == ""
    window.press("Right g")
    window.qtbot.wait(900)
    assert window.window.bar.text == ""  # it was read once, and the status line still says so
    assert window.window.status.word == "Not saved, but safe"
    window.press("Ctrl+Shift+S")
    assert len(window.saved()) == 3


def test_closing_with_a_broken_sidecar_offers_to_set_it_aside(open_text):
    window = open_text()
    break_it(window, "[]")
    window.press("Ctrl+W")
    assert window.window.isVisible()
    words = [answer.words for answer in window.window.bar.message.answers]
    assert words == ["set aside", "close and save later", "keep open"]
    window.press("Ctrl+Shift+S")
    assert len(window.saved()) == 2
    window.until(lambda: window.window.bar.text == "")
    window.press("Ctrl+W")
    assert not window.window.isVisible()
    assert set_aside(window) == ["[]"] and len(window.on_disk()) == 2


def test_a_file_that_was_mended_meanwhile_is_not_set_aside(open_text):
    window = open_text()
    window.press("p")
    window.saved()
    whole = window.sidecar.read_text()
    break_it(window, "{bro")
    window.sidecar.write_text(whole)
    window.press("Ctrl+Shift+S")
    assert [words for _, words in window.mentions()] == ["Ada", "Lovelace"]
    assert set_aside(window) == []


@pytest.mark.skipif(sys.platform == "win32", reason="rights work otherwise there")
def test_not_saved_beside_the_article_goes_away_when_it_is_saved_there_again(open_text, tmp_path, monkeypatch):
    from reader.sidecar.keeping import writing

    window = open_text()
    real = writing.write_durably

    def refuse(path, data, **rest):
        if path == window.sidecar:
            raise PermissionError(13, os.strerror(13))
        return real(path, data, **rest)

    monkeypatch.setattr(writing, "write_durably", refuse)
    window.press("p")
    window.until(lambda: "Not saved beside the article" in window.window.bar.text)
    assert not window.sidecar.exists()
    monkeypatch.undo()
    window.press("Right o")
    window.until(lambda: window.window.bar.text == "")
    assert window.mentions() == [("PER", "Ada"), ("ORG", "Lovelace")]


def test_the_same_failure_is_said_once_and_another_in_its_place(open_text, monkeypatch):
    from reader.errors import UserError
    from reader.sidecar.keeping.store import SidecarStore

    window = open_text()
    why = ["one"]

    def fail(*_: object) -> None:
        raise UserError("Not written", why[0])

    monkeypatch.setattr(SidecarStore, "_save_once", fail)
    window.press("p")
    window.until(lambda: window.window.bar.text.startswith("Not written: one. What you do is kept in"))
    why[0] = "two"
    window.press("Right p")
    window.until(lambda: window.window.bar.text.startswith("Not written: two. What you do is kept in"))
    window.press("Esc")
    assert window.window.bar.text == ""  # the first is not waiting behind it
    monkeypatch.undo()
    window.press("Right p")
    assert len(window.saved()) == 3
    assert json.loads(window.sidecar.read_text())["formatVersion"]


def test_that_no_backup_of_what_was_left_can_be_kept_is_said_beside_the_next_article(open_text, folders):
    window = open_text()
    window.press("p")
    window.saved()
    (folders.state / "backups").write_text("in the way")
    other = window.bench.session.article.path.with_name("other.txt")
    other.write_text("Other words.\n")
    reading = Reading.of(other, folders)
    reading.thread.join(10)
    window.bench.open(reading)
    window.until(lambda: "No earlier version of the annotations of story.txt could be kept" in window.window.bar.text)
    assert window.text == "Other words.\n"


def test_beside_a_newer_annotations_file_the_bar_says_that_changes_wait_in_the_journal(open_text, folders):
    window = open_text()
    window.press("p")
    window.saved()
    session = window.bench.session
    path, sidecar = session.article.path, session.store.path
    window.window.close()
    killed = Session(read_article(path, folders), rest_s=3600.0)
    change = acts.highlight(killed.annotations, [Span(0, 3)], killed.stamp, note="late")
    killed.apply(change)
    killed._safe._journal.flush()
    killed._safe._journal._file.close()
    text = sidecar.read_text()
    newer = open_text(sidecar=text.replace('"formatVersion": "1', '"formatVersion": "2'))
    assert newer.window.bar.text.count("wait in the journal until it can be") == 1
    assert newer.bench.session.recovered == 0 and len(newer.bench.session.annotations) == 1
    newer.window.close()
    again = open_text(sidecar=text)
    again.until(lambda: len(again.bench.session.annotations) == 2)
