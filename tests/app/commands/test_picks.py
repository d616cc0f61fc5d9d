"""`f` and a letter in a real window: sources, cues, other claims and entities are picked on the page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.annotations.tagset import Value
from reader.annotations.tagset_file import default_tagset
from reader.app.commands import commands_for, reserved_keys
from reader.app.commands.picks import relation_keys
from reader.app.keyboard.keymap import Keymap


def label_of(on, words: str, nth: int = 0) -> str:
    """The letters on a mention, a word or a claim, as the page shows them."""
    places = [(span.start, code) for span, code in on.window.page._labels._labels if span.of(on.text) == words]
    return " ".join(sorted(places)[nth][1])


def labelled(on) -> list[str]:
    return [span.of(on.text) for span, _ in sorted(on.window.page._labels._labels)]


@pytest.fixture
def on(open_text):
    """Two people and a town are tagged, and one claim is made; the focus is on the page, the claim is current."""
    window = open_text()
    for words, key in (("Ada Lovelace", "p"), ("Charles Babbage", "p"), ("Turin", "g")):
        window.select(words)
        window.press(key)
    window.select("the engine weaves patterns")
    window.press("c")
    return window


def claim_of(on, number=0) -> dict:
    return on.claims()[number]["claim"]


def words_in(target: dict) -> str:
    return target["selector"][0]["exact"]


def entity_of(on, words: str) -> str:
    return next(e.id for e in on.bench.session.annotations.entities.values() if e.name == words)


def relations(on) -> list[tuple[str, str, str]]:
    """(words of one claim, relation, words of the other) on disk."""
    items = on.saved()
    words = {item["id"]: words_in(item["target"][0]) for item in items if "Claim" in item["type"]}
    found = []
    for item in items:
        if "Relation" in item["type"]:
            kind, to = (next(b for b in item["body"] if b["purpose"] == p) for p in ("tagging", "linking"))
            found.append((words[item["target"][0]["id"]], kind["value"], words[to["source"]]))
    return found


# -- sources and cues --------------------------------------------------------------------------------


def test_a_source_is_picked_among_the_mentions_with_its_entity(on):
    on.press("f s")
    assert labelled(on) == ["Ada Lovelace", "Charles Babbage", "Turin"]
    on.press(label_of(on, "Ada Lovelace"))
    (source,) = claim_of(on)["attribution"]
    assert (source["role"], source["name"]) == ("speaker", "Ada Lovelace")
    assert source["entity"] == entity_of(on, "Ada Lovelace")
    assert words_in(source["words"]) == "Ada Lovelace" and source["words"]["selector"][1]["start"] == 0
    assert on.window.page_has_focus and on.bench.desk.current_claim() is not None
    on.press("Ctrl+Z")
    assert "attribution" not in claim_of(on)


def test_a_cue_is_picked_among_the_words(on):
    on.press("f s")
    on.press(label_of(on, "Ada Lovelace"))
    on.press("f c")
    assert "said" in labelled(on)
    on.press(label_of(on, "said"))
    (source,) = claim_of(on)["attribution"]
    assert (source["name"], words_in(source["cue"])) == ("Ada Lovelace", "said")


def test_selected_words_are_taken_at_once(on):
    on.select("She")
    on.press("f s")
    (source,) = claim_of(on)["attribution"]
    assert (source["name"], words_in(source["words"])) == ("She", "She") and "entity" not in source
    on.select("said that")
    on.press("f c")
    assert words_in(claim_of(on)["attribution"][0]["cue"]) == "said that"
    on.select("Charles Babbage")
    on.press("f v")
    relay = claim_of(on)["attribution"][1]
    assert (relay["role"], relay["name"], relay["entity"]) == (
        "relay", "Charles Babbage", entity_of(on, "Charles Babbage")
    )  # fmt: skip


def test_a_name_that_was_typed_stays_when_other_words_are_picked_for_it(on):
    on.press("Enter s")
    on.type("Ada Lovelace")
    on.press("Enter Esc")
    on.select("She")
    on.press("f s")
    (source,) = claim_of(on)["attribution"]
    assert (source["name"], words_in(source["words"])) == ("Ada Lovelace", "She")
    assert source["entity"] == entity_of(on, "Ada Lovelace")


def test_from_the_card_and_back_to_it_at_the_row_that_was_current(on):
    card = on.window.panel.card
    on.press("Enter s")
    on.type("Ada Lovelace")
    on.press("Enter Shift+S")
    on.type("The Times")
    on.press("Enter")
    assert card.row_id == "source.1"
    on.press("f s")
    assert on.window.page_has_focus
    on.press(label_of(on, "Charles Babbage"))
    assert card.hasFocus() and card.row_id == "source.1"
    assert [a["name"] for a in claim_of(on)["attribution"]] == ["Ada Lovelace", "Charles Babbage"]
    assert "“Charles Babbage”" in next(row.detail for row in card.rows if row.id == "source.1")
    on.press("f c Esc")
    assert on.window.page_has_focus and not on.window.page._labels
    assert len(claim_of(on)["attribution"]) == 2


def test_without_mentions_words_are_labelled(open_text):
    window = open_text()
    window.select("The engine was never built")
    window.press("c f s")
    assert "Babbage" in labelled(window)
    window.press(label_of(window, "Babbage", 1))
    assert claim_of(window)["attribution"][0]["name"] == "Babbage"


def test_without_a_claim_it_is_said(open_text):
    window = open_text()
    for keys in ("f s", "f c", "f a", "f r", "f +"):
        window.press(keys)
        assert "no claim here" in window.window.status.place
        assert not window.window.page._labels


def test_enter_takes_whom_the_words_around_a_claim_name_with_the_cue_as_one_act(open_text):
    window = open_text("Ada Byron said that the engine weaves patterns. Nobody came to Turin.\n")
    for words, key in (("Ada Byron", "p"), ("Turin", "g")):
        window.select(words)
        window.press(key)
    window.go_to("weaves")
    window.press("c f s")
    assert window.window.status.place == "Type the letters on who said it; Enter: Ada Byron."
    window.press("Enter")
    (source,) = claim_of(window)["attribution"]
    assert source["entity"] == entity_of(window, "Ada Byron")
    assert (words_in(source["words"]), words_in(source["cue"])) == ("Ada Byron", "said")
    window.press("Ctrl+Z")
    assert claim_of(window) == {}
    window.go_to("Nobody")
    window.press("c f s")
    assert window.window.status.place == "Type the letters on who said it."
    window.press("Esc")


# -- other claims ------------------------------------------------------------------------------------


@pytest.fixture
def three(on):
    """Two claims more; the last one is current."""
    for words in ("he agreed", "The engine was never built"):
        on.select(words)
        on.press("c")
    return on


def test_claims_are_related_by_key_once_and_in_both_directions_on_the_cards(three):
    on, card = three, three.window.panel.card
    on.press("f +")
    assert labelled(on) == ["the engine weaves patterns", "he agreed"]
    on.press(label_of(on, "he agreed"))
    on.press("f -")
    on.press(label_of(on, "the engine weaves patterns"))
    expected = [
        ("The engine was never built", "supports", "he agreed"),
        ("The engine was never built", "attacks", "the engine weaves patterns"),
    ]
    assert sorted(relations(on)) == sorted(expected)
    on.press("f +")
    on.press(label_of(on, "he agreed"))
    assert on.window.status.place == "That is said already." and sorted(relations(on)) == sorted(expected)
    on.press("Enter")
    said = [(row.name, row.strong) for row in card.rows if row.id.startswith("relation")]
    assert said == [("supports", "claim 2"), ("attacks", "claim 1")]
    row = next(row.id for row in card.rows if row.strong == "claim 2")
    while card.row_id != row:
        on.press("Down")
    on.press("Enter")
    assert card.accessibleName().startswith("Claim 2 of 3") and card.hasFocus()
    assert on.text.startswith("he agreed", on.bench.desk.caret)
    said = [(row.name, row.strong) for row in card.rows if row.id.startswith("relation")]
    assert said == [("supported by", "claim 3")]
    row = next(row.id for row in card.rows if row.strong == "claim 3")
    while card.row_id != row:
        on.press("Down")
    on.press("Delete")
    assert relations(on) == expected[1:]


def test_on_the_card_a_relations_own_key_begins_it(three):
    on = three
    on.press("Enter =")
    assert on.window.page_has_focus
    on.press(label_of(on, "he agreed"))
    assert on.window.panel.card.hasFocus()
    assert relations(on) == [("The engine was never built", "same_as", "he agreed")]
    on.press("Esc")
    on.select("he agreed")
    on.press("f =")
    on.press(label_of(on, "The engine was never built"))
    assert len(relations(on)) == 1


def test_relations_go_with_a_removed_claim_and_come_back_with_it(three):
    on = three
    on.press("f +")
    on.press(label_of(on, "he agreed"))
    on.press("Delete")
    assert relations(on) == [] and len(on.claims()) == 2
    on.press("Ctrl+Z")
    assert relations(on) == [("The engine was never built", "supports", "he agreed")]


def test_claims_out_of_sight_are_picked_from_a_list(open_text):
    window = open_text("Ada said it rains.\n" + "Nothing of note happened then.\n" * 80 + "Babbage said it snows.\n")
    for words in ("it rains", "it snows"):
        window.select(words)
        window.press("c")
    window.press("f -")
    assert [choice.words for choice in window.window.picker.rows] == ["1  it rains"]
    window.press("Enter")
    assert relations(window) == [("it snows", "attacks", "it rains")]


def test_where_some_claims_show_enter_lists_all(open_text):
    window = open_text("Ada said it rains.\n" + "Nothing of note happened then.\n" * 80 + "It snows, and it hails.\n")
    for words in ("it rains", "It snows", "it hails"):
        window.select(words)
        window.press("c")
    window.press("f +")
    assert labelled(window) == ["It snows"] and "Enter lists all" in window.window.status.place
    window.press("Enter 1")
    assert relations(window) == [("it hails", "supports", "it rains")]


# -- what it is about --------------------------------------------------------------------------------


def test_entities_it_is_about_are_picked_on_the_page_and_from_a_list(on):
    card = on.window.panel.card
    on.press("f a")
    on.press(label_of(on, "Charles Babbage"))
    assert claim_of(on)["about"] == [entity_of(on, "Charles Babbage")]
    on.press("Enter a")
    assert [choice.words for choice in on.window.picker.rows] == ["Ada Lovelace", "Turin"]
    on.type("tur")
    on.press("Enter")
    assert claim_of(on)["about"] == [entity_of(on, "Charles Babbage"), entity_of(on, "Turin")]
    assert card.hasFocus() and card.row_id == f"about.{entity_of(on, 'Turin')}"
    on.press("Alt+Up")
    assert claim_of(on)["about"][0] == entity_of(on, "Turin")
    on.press("Delete")
    assert claim_of(on)["about"] == [entity_of(on, "Charles Babbage")]


# -- keys --------------------------------------------------------------------------------------------


def test_keys_of_relations_are_the_tag_sets_or_the_first_letters_that_are_free():
    relations_ = (Value("supports", "s", "supports"), Value("refines", "", "refines"), Value("odd", "+", "odd"))
    tagset = replace(default_tagset(), relations=relations_)
    assert relation_keys(tagset) == {"supports": "u", "refines": "e", "odd": "+"}
    keymap = Keymap.of(commands_for(tagset))
    assert keymap.keys_of("claim.pick.relate.supports") == ("f u",)
    assert keymap.keys_of("card.relate.supports") == ()  # s asks who said it there
    assert keymap.keys_of("card.relate.odd") == ("+",)


def test_no_tag_set_may_take_the_first_key():
    assert {"f", "Shift+E"} <= set(reserved_keys())


def test_who_said_it_is_the_whole_name_where_nothing_is_tagged(open_text):
    window = open_text()
    window.select("the engine weaves patterns")
    window.press("c f s")
    window.press(label_of(window, "Babbage"))
    assert [source["name"] for source in claim_of(window)["attribution"]] == ["Charles Babbage"]


def test_the_card_says_what_the_keys_of_relations_do(on):
    on.press("Enter")
    spoken = " · ".join(row.spoken for row in on.window.panel.card.rows)
    assert "+ supports" in spoken and "- attacks" in spoken
