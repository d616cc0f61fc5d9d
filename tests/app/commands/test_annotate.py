"""Tagging, retagging, highlighting, removing, notes, stepping and history, by keys."""

from __future__ import annotations

TEXT = "Ada Lovelace met Bob. Ada left; Bob's aunt stayed with Ada."


def test_a_bare_key_tags_the_word_and_the_caret_can_go_on(on):
    keyboard = on(TEXT)
    keyboard.press("p Right Right p")
    assert keyboard.marks == [("PER", "Ada"), ("PER", "met")]


def test_a_possessive_is_no_part_of_the_name(on):
    keyboard = on(TEXT).at("Bob's")
    keyboard.press("p")
    assert keyboard.marks == [("PER", "Bob")]


def test_a_selection_is_tagged_and_left_with_one_step(on):
    keyboard = on(TEXT)
    keyboard.press("Shift+Right p")
    assert keyboard.marks == [("PER", "Ada Lovelace")] and keyboard.selected == ""
    keyboard.press("Right")
    assert keyboard.caret_on == "met"


def test_another_letter_retags_and_the_only_mention_takes_its_entity_along(on):
    keyboard = on(TEXT)
    keyboard.press("p")
    (entity,) = keyboard.session.annotations.entities
    keyboard.press("o")
    assert keyboard.marks == [("ORG", "Ada")]
    assert list(keyboard.session.annotations.entities) == [entity]


def test_the_same_words_share_an_entity_and_retagging_one_leaves_the_other(on):
    keyboard = on(TEXT)
    keyboard.press("p")
    keyboard.at("Ada left").press("p")
    assert len(keyboard.session.annotations.entities) == 1
    keyboard.press("o")
    assert [e.type for e in keyboard.session.annotations.entities.values()] == ["PER", "ORG"]


def test_a_selection_inside_a_mention_makes_a_nested_one(on):
    keyboard = on(TEXT)
    keyboard.press("Shift+Right p")
    keyboard.run('/ "Lovelace" Enter n')
    assert keyboard.marks == [("PER", "Ada Lovelace"), ("GRP", "Lovelace")]


def test_two_entities_of_one_name_are_asked_about(on):
    from dataclasses import replace

    from reader.annotations.collection import Change

    keyboard = on(TEXT)
    keyboard.press("p")
    keyboard.at("Bob").press("p")
    annotations = keyboard.session.annotations
    bob = next(e for e in annotations.entities.values() if e.name == "Bob")
    keyboard.session.apply(Change("Alias", (), ((bob.id, replace(bob, aliases=("Ada",))),)))
    keyboard.at("Ada left").press("p")
    assert len(keyboard.marks) == 2 and keyboard.told[-1] == "2 are called Ada."
    keyboard.press("2")
    made = next(a for a in keyboard.session.annotations if a.start == TEXT.index("Ada left"))
    assert made.entity == bob.id


def test_highlight_note_and_remove(on):
    keyboard = on(TEXT)
    keyboard.run('/ "aunt stayed" Enter u t "Whose aunt?"')
    (mark,) = keyboard.session.annotations
    assert keyboard.marks == [("Highlight", "aunt stayed")] and mark.note == "Whose aunt?"
    keyboard.press("Delete")
    assert keyboard.marks == [] and keyboard.told[-1] == "Removed: highlight. Ctrl+Z brings it back."
    keyboard.press("Ctrl+Z Ctrl+Z")
    (mark,) = keyboard.session.annotations
    assert mark.note == ""


def test_j_and_k_walk_in_reading_order_and_round(on):
    keyboard = on(TEXT)
    keyboard.at("Bob").press("p")
    keyboard.at("Ada left").press("p")
    keyboard.at("stayed").press("e")
    keyboard.press("Ctrl+Home")
    seen = []
    for _ in range(4):
        keyboard.press("j")
        seen.append(keyboard.caret_on.rstrip("."))
    assert seen == ["Bob", "Ada", "stayed", "Bob"] and keyboard.told[-1] == "Once more at the start."
    keyboard.press("k")
    assert keyboard.caret_on == "stayed" and keyboard.told[-1] == "Once more at the end."


def test_a_letter_retags_what_j_went_to_even_under_something_smaller(on):
    keyboard = on(TEXT)
    keyboard.press("p")
    keyboard.run('/ "Ada Lovelace" Enter p')
    keyboard.press("Ctrl+Home j j")
    current = keyboard.desk.current_annotation()
    keyboard.press(";")
    assert keyboard.desk.current_annotation() != current
    keyboard.press("; o")
    assert sorted(keyboard.marks) in (
        [("ORG", "Ada"), ("PER", "Ada Lovelace")],
        [("ORG", "Ada Lovelace"), ("PER", "Ada")],
    )


def test_undo_names_what_it_undoes_and_redo_brings_it_back(on):
    keyboard = on(TEXT)
    keyboard.press("p o Ctrl+Z")
    assert keyboard.told[-1] == "Undone: Retag as Organisation." and keyboard.marks == [("PER", "Ada")]
    keyboard.press("Ctrl+Z")
    assert keyboard.told[-1] == "Undone: Tag Person." and keyboard.marks == []
    keyboard.press("Ctrl+Z")
    assert keyboard.told[-1] == "There is nothing to undo."
    keyboard.press("Ctrl+Y Ctrl+Shift+Z")
    assert keyboard.marks == [("ORG", "Ada")]


def test_where_there_is_no_word_nothing_happens_and_is_said(on):
    keyboard = on("   \n")
    keyboard.press("p")
    assert keyboard.marks == [] and "no word" in keyboard.told[-1]


def test_behind_a_full_stop_the_caret_is_on_the_word_before_it(on):
    keyboard = on(TEXT)
    keyboard.press("Ctrl+End p")
    assert keyboard.marks == [("PER", "Ada")]
    keyboard.press("Ctrl+End o")
    assert keyboard.marks == [("ORG", "Ada")], "it is retagged, and no second one made"
    keyboard.press("Ctrl+End Delete")
    assert keyboard.marks == []


def test_a_caret_on_an_empty_line_is_on_no_word(on):
    keyboard = on("Ada.\n\nBob.").at("\n\n", 1)
    keyboard.press("p")
    assert keyboard.marks == []


def test_undo_and_redo_go_to_what_they_change(on):
    keyboard = on(TEXT)
    keyboard.at("Bob").press("p")
    keyboard.press("Ctrl+End Ctrl+Z")
    assert keyboard.caret_on == "Bob." and keyboard.marks == []
    keyboard.press("Ctrl+End Ctrl+Y")
    assert keyboard.caret_on == "Bob." and keyboard.desk.current_annotation() is not None
    keyboard.press("Delete Ctrl+End Ctrl+Z")
    assert keyboard.caret_on == "Bob." and keyboard.marks == [("PER", "Bob")]


def test_keys_for_an_annotation_say_that_there_is_none(on):
    keyboard = on(TEXT)
    for key in ("Delete", ";", "Enter"):
        keyboard.press(key)
        assert keyboard.told[-1].endswith("j goes to the next annotation.") and "here" in keyboard.told[-1]
    keyboard.press("u Enter")
    assert keyboard.told[-1] == "This has no card: t writes a note on it."
