"""An article read again: what is shown follows the disk, the place stays, and nothing is lost when it cannot be."""

from __future__ import annotations

import json
import shutil
import threading

import pytest
from PySide6.QtCore import QPoint

import reader.session as session_module

LONG = "".join(f"Paragraph {n} tells of Ada Lovelace and of what she wrote in {1800 + n}.\n" for n in range(120))


def path_of(window):
    return window.bench.session.article.path


def reread(window, keys: str = "F5") -> None:
    before = window.bench.session
    window.press(keys)
    window.until(lambda: window.bench.session is not before)
    window.until(lambda: not window.bench.finishing.waits and not window.bench.held.holds)


def told(window) -> str:
    return window.bench.follow._told


def height_of(window, words: str) -> float:
    """How far down the window they stand."""
    page = window.window.page
    top = page.viewport().mapTo(window.window, QPoint(0, 0)).y() - page.verticalScrollBar().value()
    return top + page.baseline_of(window.text.index(words))


def test_f5_shows_the_article_as_it_is_now_at_the_same_words(open_text):
    window = open_text(LONG)
    window.go_to("Paragraph 80")
    window.press("Right Right p")
    window.saved()
    was_at = height_of(window, "Paragraph 72")
    path_of(window).write_text("A new beginning.\n" * 30 + LONG.replace("of what she", "about all that she"))
    reread(window)
    assert window.text.startswith("A new beginning")
    assert abs(height_of(window, "Paragraph 72") - was_at) <= 28  # one line
    assert window.text[: window.bench.desk.caret].endswith("Paragraph 80 ")
    (mark,) = window.bench.session.annotations
    assert mark.spans[0].of(window.text) == "tells"
    assert told(window) == "The article is shown as it is on disk now: 1 moved."


def test_a_selection_stays_on_its_words_either_way_round(open_text):
    window = open_text()
    window.go_to("Charles")
    window.press("Shift+Right")
    assert window.selected() == "Charles Babbage"
    window.press("Ctrl+Home")
    window.select("Charles Babbage")
    path_of(window).write_text("Once upon a time, " + window.text)
    reread(window)
    assert window.selected() == "Charles Babbage"
    window.press("p")
    assert window.mentions() == [("PER", "Charles Babbage")]


def test_what_is_unsaved_is_saved_first_and_undo_goes_on_with_the_same_words(open_text):
    window = open_text()
    window.press("p")
    reread(window)
    assert [item["type"][1] for item in window.on_disk()] == ["Mention"]
    assert "the article is the same, 1 exact" in told(window)
    window.press("Ctrl+Z")
    assert window.mentions() == []
    window.press("Ctrl+Y")
    assert window.mentions() == [("PER", "Ada")]


def test_the_journal_is_read_beside_the_window_and_keys_wait_for_it(open_text, monkeypatch):
    gate, where, find = threading.Event(), list[str](), session_module.find_journals

    def waiting(*args):
        where.append(threading.current_thread().name)
        assert gate.wait(10)
        return find(*args)

    window = open_text()
    window.press("p")
    before = window.bench.session
    monkeypatch.setattr(session_module, "find_journals", waiting)
    window.press("F5")
    window.until(lambda: window.bench.session is not before)
    window.until(lambda: bool(where))
    window.press("Ctrl+Z")
    assert len(window.bench.session.annotations) == 1
    gate.set()
    window.until(lambda: not window.bench.session.annotations.annotations)
    assert where == ["postil-history"] and window.mentions() == []


def test_what_is_changed_before_the_journal_is_read_is_on_top_of_the_history(open_text, monkeypatch):
    gate, find = threading.Event(), session_module.find_journals

    def waiting(*args):
        assert gate.wait(10)
        return find(*args)

    window = open_text()
    window.press("p")
    before = window.bench.session
    monkeypatch.setattr(session_module, "find_journals", waiting)
    window.press("F5")
    window.until(lambda: window.bench.session is not before)
    window.bench.run("highlight")  # by the menu
    gate.set()
    window.until(lambda: window.bench.session.history.undo_depth == 2)
    window.press("Ctrl+Z")
    assert window.mentions() == [("PER", "Ada")]
    window.press("Ctrl+Z")
    assert window.mentions() == []


def test_with_other_words_what_was_done_before_is_still_undone(open_text):
    window = open_text()
    window.press("p")
    window.saved()
    path_of(window).write_text("One line more.\n" + window.text)
    reread(window)
    window.press("Ctrl+Z")
    assert window.mentions() == []
    window.press("Ctrl+Y")
    assert window.mentions() == [("PER", "Ada")]


def test_words_that_are_gone_are_counted_and_reviewed_by_key(open_text):
    window = open_text()
    window.select("Charles Babbage")
    window.press("p")
    window.select("She said that the engine weaves patterns")
    window.press("c")
    window.select("he agreed")
    window.press(",")
    window.saved()
    path_of(window).write_text(window.text.replace(", and he agreed", "").replace("Charles Babbage", "his friend"))
    reread(window)
    assert ": 1 unsure, 1 orphan." in window.window.bar.text
    window.type("!")
    assert window.bench.desk.current_claim() is not None
    window.press("y")
    (claim,) = window.claims()
    assert len(claim["target"]) == 1
    window.press("Ctrl+Z z")
    window.until(lambda: sum(t.get("postil:rejected", False) for t in window.claims()[0]["target"]) == 2)


def test_an_article_that_is_gone_or_no_text_stays_as_it_is(open_text):
    window = open_text()
    window.press("p")
    window.saved()
    session = window.bench.session
    path_of(window).unlink()
    window.press("F5")
    window.until(lambda: "is not read again" in window.window.bar.text)
    assert "there is no such file" in window.window.bar.text and "What is shown stays." in window.window.bar.text
    path_of(window).write_bytes(bytes(range(256)) * 20)
    window.press("Esc F5")
    window.until(lambda: "binary" in window.window.bar.text)
    assert window.bench.session is session and window.text.startswith("Ada")
    window.press("Esc Right Right p")
    assert len(window.mentions()) == 2


def test_a_sidecar_that_broke_meanwhile_takes_nothing_from_the_window(open_text):
    window = open_text()
    window.press("p")
    window.saved()
    window.sidecar.write_text("{bro")
    window.press("F5")
    window.until(lambda: "is not read again" in window.window.bar.text)
    assert len(window.bench.session.annotations) == 1
    assert window.sidecar.read_text() == "{bro"


def test_annotations_of_others_come_in_with_it(open_text, folders):
    window = open_text()
    window.press("p")
    document = json.loads((window.saved(), window.sidecar.read_text())[1])
    document["first"]["items"][0]["body"].append({"type": "TextualBody", "purpose": "commenting", "value": "theirs"})
    window.sidecar.write_text(json.dumps(document))
    reread(window)
    (mark,) = window.bench.session.annotations
    assert mark.note == "theirs"


def test_an_open_note_is_not_lost(open_text):
    window = open_text()
    window.press("p t")
    window.type("half a no")
    session = window.bench.session
    window.bench.run("article.reload")
    window.qtbot.wait(200)
    assert window.bench.session is session
    assert window.window.is_open("note")


def test_changes_made_while_it_is_read_are_kept(open_text):
    window = open_text(LONG)
    window.press("F5 p Right Right o")
    window.until(lambda: len(window.saved()) == 2)
    window.qtbot.wait(300)
    assert len(window.bench.session.annotations) == 2


@pytest.mark.parametrize("hidden", ["Shift+T p", "Shift+T c"])
def test_what_is_hidden_stays_hidden(open_text, hidden):
    window = open_text()
    window.press(f"p {hidden}")
    before = window.bench.desk.hidden
    reread(window)
    assert window.bench.desk.hidden == before != frozenset()


def test_annotations_are_taken_over_from_the_words_that_were_shown(open_text):
    """Nothing but the old words tells where this one is: both it and what stood before it were changed."""
    window = open_text(LONG)
    window.go_to("Ada Lovelace and of what she wrote in 1880")
    window.press("Shift+Right p")
    window.saved()
    shutil.rmtree(window.bench.folders.cache)
    path_of(window).write_text(LONG.replace("80 tells of Ada", "80 reports on Adda"))
    reread(window)
    (mark,) = window.bench.session.annotations
    assert mark.anchor == "fuzzy"
    assert [span.of(window.text) for span in mark.spans] == ["Adda Lovelace"]
    window.type("!")
    window.press("y")
    window.saved()
    assert [item["target"][0]["selector"][0]["exact"] for item in window.on_disk()] == ["Adda Lovelace"]
