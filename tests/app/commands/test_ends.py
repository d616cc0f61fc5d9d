"""Taking hold of an end: words, characters, directions, limits, keeping and letting go."""

from __future__ import annotations

import pytest

TEXT = "Old Ada Lovelace met Bob. Ada left."


def marked(on, words="Ada Lovelace", text=TEXT, key="p"):
    keyboard = on(text)
    keyboard.run(f'/ "{words}" Enter {key}')
    return keyboard


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("[ Left Enter", "Old Ada Lovelace"),
        ("[ Left Left Left Enter", "Old Ada Lovelace"),
        ("[ Right Enter", "Lovelace"),
        ("[ Right Right Right Enter", "Lovelace"),
        ("] Right Enter", "Ada Lovelace met"),
        ("] Right Right Left Enter", "Ada Lovelace met"),
        ("] Left Enter", "Ada"),
        ("] Left Left Enter", "Ada"),
        ("] Alt+Right Alt+Right Enter", "Ada Lovelace m"),
        ("] Alt+Right Alt+Right Right Enter", "Ada Lovelace met"),
        ("[ Alt+Right Enter", "da Lovelace"),
        ("[ Alt+Right Left Enter", "Ada Lovelace"),
        ("[ Left ] Left Enter", "Old Ada"),
        ("] Left Esc", "Ada Lovelace"),
        ("] Left x", "Ada Lovelace"),
        ("] Down Space Left Enter", "Ada"),
    ],
)
def test_an_end_follows_the_arrows(on, keys, words):
    keyboard = marked(on)
    before = keyboard.session.history.undo_depth
    keyboard.press(keys)
    assert keyboard.marks == [("PER", words)] and keyboard.desk.mode is None
    assert keyboard.session.history.undo_depth - before == (words != "Ada Lovelace"), "one step, or none"
    keyboard.press("Ctrl+Z")
    assert keyboard.marks in ([("PER", "Ada Lovelace")], [])


def test_a_single_word_never_becomes_empty_and_the_article_is_not_left(on):
    keyboard = marked(on, "Old")
    keyboard.press("[ Left Alt+Left Right ] Left Alt+Left Alt+Left Alt+Left Alt+Left Enter")
    assert keyboard.marks == [("PER", "O")]
    keyboard.press("] " + "Right " * 20 + "Enter")
    assert keyboard.marks == [("PER", TEXT.rstrip("."))]
    keyboard.press("] Alt+Right Alt+Right Alt+Right Enter")
    assert keyboard.marks == [("PER", TEXT)]


def test_left_is_forward_in_right_to_left_text(on):
    text = "שלום עולם טוב היום"
    keyboard = marked(on, "עולם", text)
    keyboard.press("] Left Enter")
    assert keyboard.marks == [("PER", "עולם טוב")]
    keyboard.press("[ Right Enter")
    assert keyboard.marks == [("PER", "שלום עולם טוב")]
    keyboard.press("[ Left ] Right Enter")
    assert keyboard.marks == [("PER", "עולם")]


def test_no_cluster_is_ever_halved(on):
    family = "👨‍👩‍👧"
    keyboard = marked(on, "Zoe\u0301", f"{family} Zoe\u0301 x")
    keyboard.press("] Alt+Left Enter")
    assert keyboard.marks == [("PER", "Zo")]
    keyboard.press("[ Alt+Left Alt+Left Enter")
    assert keyboard.marks == [("PER", f"{family} Zo")]


def test_the_fragment_of_a_claim_at_the_caret_moves_and_stops_at_the_next_one(on):
    keyboard = on("One two three four five six.")
    keyboard.run('/ "two three" Enter c / "five six" Enter ,')
    keyboard.press("[ Left Left Left Left Enter")
    (claim,) = keyboard.session.annotations.claims
    words = [span.of(keyboard.text) for span in claim.spans]
    assert words[0] == "two three" and words[1].strip() == "four five six"
    keyboard.at("three").press("] Left Enter")
    (claim,) = keyboard.session.annotations.claims
    assert claim.spans[0].of(keyboard.text) == "two"


def test_the_entity_stays(on):
    keyboard = marked(on)
    keyboard.at("Ada left").press("p")
    (first, second) = keyboard.session.annotations.in_reading_order
    keyboard.at("Lovelace").press("] Right Enter")
    now = keyboard.session.annotations.annotations
    assert now[first.id].entity == first.entity and now[second.id].entity == second.entity


def test_the_status_line_says_which_end_and_which_words(on):
    keyboard = marked(on)
    keyboard.press("[")
    assert keyboard.desk.mode.words == "Start of Person: “Ada Lovelace”"
    keyboard.press("] Right")
    assert keyboard.desk.mode.words == "End of Person: “Ada Lovelace met”"
    assert [h.words for h in keyboard.desk.mode.hints()] == ["keep", "word", "character", "the start"]


def test_without_an_annotation_it_is_said(on):
    keyboard = on(TEXT)
    keyboard.press("[")
    assert keyboard.desk.mode is None and "no annotation" in keyboard.told[-1]
