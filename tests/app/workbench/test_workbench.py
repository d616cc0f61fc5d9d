"""The main job by key presses on the shown window, judged by the sidecar on disk."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reader.text.spans import Span


def quotes(item):
    return [target["selector"][0]["exact"] for target in item["target"]]


def test_a_letter_tags_the_word_at_the_caret(open_text):
    window = open_text()
    window.press("p")
    assert window.mentions() == [("PER", "Ada")]


def test_moves_and_extends_by_word(open_text):
    window = open_text()
    window.press("Right Right")
    assert window.text[window.bench.desk.caret :].startswith("wrote")
    window.press("Left Left Shift+Right")
    assert window.selected() == "Ada Lovelace"
    window.press("Shift+Right Shift+Left")
    assert window.selected() == "Ada Lovelace"
    window.press("p")
    assert window.mentions() == [("PER", "Ada Lovelace")]


@pytest.mark.parametrize(
    ("keys", "there"),
    [
        ("Ctrl+Right", "She said"),
        ("Ctrl+Right Ctrl+Left", "Ada"),
        ("Ctrl+Down", "Babbage answered"),
        ("Ctrl+Down Ctrl+Down Ctrl+Up", "Babbage answered"),
        ("Ctrl+End", ""),
        ("Ctrl+End Ctrl+Home", "Ada"),
        ("Alt+Right", "da Lovelace"),
    ],
)
def test_moves_by_larger_and_smaller_steps(open_text, keys, there):
    window = open_text()
    window.press(keys)
    rest = window.text[window.bench.desk.caret :]
    assert rest.startswith(there) if there else rest == ""


def test_lines_are_those_on_the_screen(open_text):
    window = open_text("word " * 100 + "\n")
    window.press("Down")
    first_line = window.window.page.line_ends(0)
    assert window.window.page.line_ends(window.bench.desk.caret)[0] > first_line[0]
    window.press("Up")
    assert window.bench.desk.caret == 0
    window.press("Shift+End")
    assert window.bench.desk.selected() == Span(*first_line)


def test_a_letter_on_a_mention_retags_it(open_text):
    window = open_text()
    window.press("p g")
    assert window.mentions() == [("GPE", "Ada")]


def test_delete_removes_and_undo_brings_back(open_text):
    window = open_text()
    window.press("p Delete")
    assert window.mentions() == []
    window.press("Ctrl+Z")
    assert window.mentions() == [("PER", "Ada")]
    window.press("Ctrl+Z")
    assert window.mentions() == []
    window.press("Ctrl+Y Ctrl+Y")
    assert window.mentions() == []
    window.press("Ctrl+Z")
    assert window.mentions() == [("PER", "Ada")]


def test_mentions_of_one_name_share_an_entity(open_text):
    window = open_text()
    window.go_to("Babbage", 1)
    window.press("p")
    window.go_to("Babbage", 2)
    window.press("p")
    entities = json.loads(window.sidecar.read_text())["entities"] if window.saved() else []
    assert [entity["name"] for entity in entities] == ["Babbage"]
    assert len(window.mentions()) == 2


def test_u_highlights(open_text):
    window = open_text()
    window.select("never built")
    window.press("u")
    assert [(item["motivation"], quotes(item)) for item in window.saved()] == [("highlighting", ["never built"])]


def test_a_claim_from_the_selection_with_a_second_fragment(open_text):
    window = open_text()
    window.select("The engine was never built")
    window.press("c")
    window.select("in 1852")
    window.press(",")
    assert [quotes(claim) for claim in window.claims()] == [["The engine was never built", "in 1852"]]
    assert window.window.page_has_focus


def test_a_bare_caret_takes_the_clause_then_the_sentence(open_text):
    window = open_text()
    window.go_to("engine weaves")
    window.press("c")
    clause = quotes(window.claims()[0])[0]
    assert "engine weaves patterns" in clause
    window.press("c")
    assert quotes(window.claims()[0]) == ["She said that the engine weaves patterns, and he agreed."]


def test_a_caret_on_who_denied_it_makes_a_claim_of_what_was_denied(open_text):
    window = open_text("Ada Byron denied that the ferry was late. Nobody came.\n")
    window.press("Shift+Right p c f s Enter")
    claim = window.claims()[0]
    assert quotes(claim) == ["the ferry was late"]
    assert claim["claim"]["attribution"][0]["name"] == "Ada Byron"
    assert claim["claim"]["attribution"][0]["cue"]["selector"][0]["exact"] == "denied"


def test_verdict_speaker_and_note(open_text):
    window = open_text()
    window.select("The engine was never built")
    window.press("c Shift+V f")
    assert window.claims()[0]["claim"]["verdict"] == "false"
    window.press("Enter s")
    window.type("Charles Babbage")
    window.press("Enter n")
    window.type("See the letters.")
    window.press("Enter")
    claim = window.claims()[0]
    assert [source["name"] for source in claim["claim"]["attribution"]] == ["Charles Babbage"]
    assert claim["body"][0]["value"] == "See the letters."
    window.press("Esc")
    assert window.window.page_has_focus


def test_a_speaker_whose_name_is_offered_takes_one_enter(open_text):
    window = open_text()
    window.select("Ada Lovelace")
    window.press("p")
    window.select("The engine was never built")
    window.press("c Enter s")
    window.type("Ada Lovelace")
    window.press("Enter")
    source = window.claims()[0]["claim"]["attribution"][0]
    assert source["name"] == "Ada Lovelace" and source["entity"].startswith("urn:uuid:")
    assert window.window.panel.card.hasFocus()
    window.press("s")
    window.type("love")
    assert window.window.status.place == "Down takes: Ada Lovelace"
    window.press("Down Enter")
    assert window.claims()[0]["claim"]["attribution"][0]["name"] == "Ada Lovelace"
    window.press("s")
    window.type("Nobody")
    window.press("Esc")
    assert window.claims()[0]["claim"]["attribution"][0]["name"] == "Ada Lovelace"
    assert window.window.panel.card.hasFocus()


def test_every_field_of_the_card_by_keys(open_text):
    window = open_text()
    window.select("The engine was never built")
    window.press("c Enter v q k s 4 Shift+A d Shift+C 3 Shift+L 5 Shift+V m t")
    window.type("It stayed a plan.")
    window.press("Enter")
    assert window.claims()[0]["claim"] == {
        "voice": "quoted",
        "kind": "statement",
        "check": "high",
        "normalized": "It stayed a plan.",
        "sourceReliability": "D",
        "credibility": "3",
        "likelihood": "likely",
        "verdict": "mixed",
    }
    window.press("Shift+V Delete 0")
    assert "verdict" not in window.claims()[0]["claim"] and "check" not in window.claims()[0]["claim"]


def test_the_arrows_and_enter_reach_every_field(open_text):
    window = open_text()
    window.press("c Enter")
    card = window.window.panel.card
    seen = []
    for _ in range(10):
        seen.append(card.row_id)
        window.press("Down")
    assert seen == [
        "source.0", "voice", "claimKind", "check", "verdict", "sourceReliability", "credibility", "likelihood",
        "normalized", "note",
    ]  # fmt: skip
    window.press("Up Up Up Up Up Enter f")
    assert window.claims()[0]["claim"]["verdict"] == "false"


def note_on(item: dict) -> list[str]:
    return [body["value"] for body in item["body"] if body["purpose"] == "commenting"]


def test_a_note_that_was_left_is_there_again_and_undo_brings_back_the_kept_one(open_text):
    window = open_text()
    window.press("p t")
    window.type("kept")
    window.press("Enter t")
    window.type("begun and left")
    window.press("Esc")
    assert window.window.page_has_focus and "t on the same annotation" in window.window.status.place
    window.go_to("London")
    window.press("g t")
    editor = window.window.note
    assert editor.typed == ""  # of another annotation
    window.press("Esc k t")
    assert editor.typed == "begun and left" and "not kept yet" in editor._title.text()
    window.press("Ctrl+Z")
    assert editor.typed == "kept"
    window.press("Esc t")
    assert editor.typed == "kept" and "not kept yet" not in editor._title.text()
    window.type("begun again")
    window.press("Esc t Enter t")
    assert editor.typed == "begun again" and "not kept yet" not in editor._title.text()
    assert [note_on(item) for item in window.saved()] == [["begun again"], []]


def test_a_note_in_the_making_is_kept_when_the_window_closes(open_text):
    window = open_text()
    window.press("p t")
    window.type("half a note")
    window.window.close()
    assert [note_on(item) for item in window.on_disk()] == [["half a note"]]


def test_a_note_on_a_mention_and_dropping_it(open_text):
    window = open_text()
    window.press("p t")
    window.type("the poet's daughter, p. 7?")
    window.press("Enter")
    assert window.saved()[0]["body"][-1] == {
        "type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": "the poet's daughter, p. 7?",
    }  # fmt: skip
    window.press("t")
    window.type("something else")
    window.press("Esc")
    assert window.window.page_has_focus
    assert window.saved()[0]["body"][-1]["value"] == "the poet's daughter, p. 7?"


def test_j_and_k_go_from_one_to_the_next(open_text):
    window = open_text()
    for word in ("Ada", "London", "Turin"):
        window.go_to(word)
        window.press("g")
    window.press("Ctrl+Home j")
    assert window.text[window.bench.desk.caret :].startswith("London")
    window.press("j")
    assert window.text[window.bench.desk.caret :].startswith("Turin")
    window.press("k k")
    assert window.bench.desk.caret == 0
    window.press("Delete")
    assert window.mentions() == [("GPE", "London"), ("GPE", "Turin")]


def test_find_leaves_the_match_selected(open_text):
    window = open_text()
    window.press("/")
    window.type("babbage")
    assert window.window.find_bar.count.text() == "1 of 2"
    window.press("F3")
    assert window.window.find_bar.count.text() == "2 of 2"
    window.press("Shift+Enter Enter")
    assert window.selected() == "Babbage" and window.window.page_has_focus
    window.press("F3")
    assert window.bench.desk.selected().start == window.text.rindex("Babbage")
    window.press("p")
    assert window.mentions() == [("PER", "Babbage")]


def test_escape_from_find_goes_back_to_where_one_was(open_text):
    window = open_text()
    window.press("Right Right /")
    window.type("Turin")
    window.press("Esc")
    assert window.text[window.bench.desk.caret :].startswith("wrote") and window.selected() == ""
    window.press("/")
    window.type("nowhere")
    assert window.window.find_bar.count.text() == "Not in this article"
    window.press("Enter")
    assert window.text[window.bench.desk.caret :].startswith("wrote")


def test_letters_typed_into_a_field_are_no_commands(open_text):
    window = open_text()
    window.press("/")
    window.type("pgo cju?")
    assert window.window.find_bar.field.text() == "pgo cju?"
    window.press("Esc")
    window.qtbot.wait(700)
    assert window.on_disk() == []


def test_a_selection_by_mouse_takes_the_same_keys(open_text):
    window = open_text()
    window.press("p")
    start, end = window.text.index("Charles"), window.text.index(" in London")
    page = window.window.page
    first, last = page.rects_of(Span(start, start + 1))[0], page.rects_of(Span(end - 1, end))[0]
    left = QPoint(round(first.left()) + 1, round(first.center().y()))
    right = QPoint(round(last.right()) - 1, round(last.center().y()))
    QTest.mousePress(page.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, left)
    QTest.mouseMove(page.viewport(), right)
    QTest.mouseRelease(page.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, right)
    assert window.selected() == "Charles Babbage"
    window.press("p")
    assert ("PER", "Charles Babbage") in window.mentions()


def test_a_double_click_takes_the_word(open_text):
    window = open_text()
    start = window.text.index("London")
    page = window.window.page
    place = page.rects_of(Span(start, start + 6))[0].center().toPoint()
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    QTest.mouseDClick(page.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert window.selected() == "London"
    window.press("g")
    assert window.mentions() == [("GPE", "London")]


def test_a_click_on_the_margin_makes_the_claim_current(open_text):
    window = open_text()
    window.select("The engine was never built")
    window.press("c Ctrl+Home")
    claim = window.bench.session.annotations.claims[0]
    window.window.page.margin_clicked.emit(claim.id)
    assert window.bench.desk.current == claim.id
    window.press("Shift+V t")
    assert window.claims()[0]["claim"]["verdict"] == "true"


def test_a_pending_sequence_is_shown_and_escape_ends_it(open_text):
    window = open_text()
    window.press("c Shift+V")
    assert window.window.status.place.startswith("Shift+V")
    assert ("f",) in [hint.keys for hint in window.window.status.caps.hints]
    window.press("Esc f")
    assert "verdict" not in window.claims()[0]["claim"]
    window.press("Esc")
    assert window.window.status.place.startswith("Paragraph 1 of 3 · word 1 of ")


def test_the_same_name_of_two_entities_is_asked_for(open_text):
    window = open_text("Georgia met Georgia.\nThen Georgia left.\n")
    window.press("g")
    window.go_to("Georgia", 2)
    window.press("p")  # another type: another entity
    window.press("g")  # joins the first
    assert len(window.bench.session.annotations.entities) == 1
    from reader.annotations.collection import Change
    from reader.annotations.model import Entity

    twin = Entity("urn:uuid:0197c4a0-7a10-7000-8000-0000000000e9", "GPE", "Georgia")
    window.bench.session.apply(Change("Twin", (), ((twin.id, twin),)))
    window.go_to("Georgia", 3)
    window.press("g")
    assert window.window.picker.isVisible()
    window.press("2")
    assert not window.window.picker.isVisible() and window.window.page_has_focus
    assert window.bench.session.annotations.mentions_by_entity[twin.id]


def test_zoom_theme_and_panes(open_text):
    window = open_text()
    window.press("Ctrl+= Ctrl+=")
    assert window.window.look.zoom == 125
    window.press("Ctrl+- Ctrl+0")
    assert window.window.look.zoom == 100
    window.bench.run("view.theme.dark")
    assert window.window.look.theme.name == "dark"
    window.press("F6")
    assert window.window.panel.entities.hasFocus()
    window.press("F6")
    assert window.window.panel.below.hasFocus()
    window.press("F6")
    assert window.window.page_has_focus
    window.press("F9")
    assert not window.window.panel.isVisible()
    window.press("F11")
    assert window.window.window().isFullScreen()
    window.press("F11")
    assert not window.window.window().isFullScreen()
