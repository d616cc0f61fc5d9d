"""Suggestions by keys: going to them, accepting, rejecting, undoing, and what the sidecar then holds."""

from __future__ import annotations

TEXT = "Ada met Bob. Ada left; Bob's aunt saw Ada. A Bobby stayed.\nAda wrote to Bob.\n"


TEXT_OF_TWO = "Ada and Ada; Bob. Ada too.\n"


def suggested(keyboard) -> list[tuple[str, str]]:
    found = keyboard.desk.suggestions
    found.memory.work(1)
    return [(each.type, each.span.of(keyboard.text)) for each in found.overlapping(_all(keyboard))]


def _all(keyboard):
    from reader.text.spans import Span

    return Span(0, len(keyboard.text))


def test_a_tagged_name_is_suggested_elsewhere_as_a_word(on):
    keyboard = on(TEXT)
    assert suggested(keyboard) == []
    keyboard.at("Bob").press("p")
    assert suggested(keyboard) == [("PER", "Bob"), ("PER", "Bob")], "a possessive is, a Bobby is not"


def test_tab_goes_round_and_enter_after_enter_accepts_one_after_the_other(on):
    keyboard = on(TEXT)
    keyboard.press("p Tab")
    assert keyboard.caret_on == "Ada" and keyboard.desk.suggestion is not None
    keyboard.press("Enter Enter")
    assert [words for _, words in keyboard.marks] == ["Ada"] * 3
    assert keyboard.desk.suggestion.span.start == keyboard.text.index("Ada wrote")
    keyboard.press("Enter")
    assert len(keyboard.marks) == 4 and keyboard.desk.suggestion is None
    assert keyboard.told[-1] == "No suggestions are left."
    assert keyboard.desk.current_annotation().start == keyboard.text.index("Ada wrote")
    (entity,) = keyboard.session.annotations.entities.values()
    assert entity.name == "Ada"


def test_shift_tab_goes_back_and_both_go_round(on):
    keyboard = on(TEXT)
    keyboard.press("p Tab Tab Tab")
    last = keyboard.text.index("Ada wrote")
    assert keyboard.desk.caret == last
    keyboard.press("Tab")
    assert keyboard.desk.caret == keyboard.text.index("Ada left") and "Once more" in keyboard.told[-1]
    keyboard.press("Shift+Tab")
    assert keyboard.desk.caret == last
    keyboard.press("Shift+Tab Shift+Tab")
    assert keyboard.desk.caret == keyboard.text.index("Ada left")


def test_a_letter_accepts_as_that_type(on):
    keyboard = on(TEXT)
    keyboard.press("p Tab o")
    assert keyboard.marks[:2] == [("PER", "Ada"), ("ORG", "Ada")]
    assert keyboard.desk.suggestion is not None, "and the next one is current"


def test_a_caret_that_comes_by_arrow_is_on_the_suggestion_too(on):
    keyboard = on("Ada Lovelace met Bob. Then Ada Lovelace left.")
    keyboard.press("Shift+Right p")
    keyboard.at("Lovelace left").press("Enter")
    assert keyboard.marks == [("PER", "Ada Lovelace")] * 2


def test_x_rejects_one_place_and_undo_and_redo_know_it(on):
    keyboard = on(TEXT)
    keyboard.press("p Tab x")
    assert keyboard.desk.caret == keyboard.text.index("Ada. A")
    assert len(suggested(keyboard)) == 2
    keyboard.press("Enter Ctrl+Z")
    assert keyboard.told[-1] == "Undone: Tag Person."
    keyboard.press("Ctrl+Z")
    assert keyboard.told[-1] == "Undone: Reject the suggestion."
    assert keyboard.desk.caret == keyboard.text.index("Ada left") and len(suggested(keyboard)) == 3
    keyboard.press("Ctrl+Z")
    assert keyboard.told[-1] == "Undone: Tag Person." and keyboard.marks == [] and suggested(keyboard) == []
    keyboard.press("Ctrl+Y")
    assert len(suggested(keyboard)) == 3
    keyboard.press("Ctrl+Y")
    assert keyboard.told[-1] == "Done again: Reject the suggestion." and len(suggested(keyboard)) == 2
    keyboard.press("Ctrl+Y")
    assert keyboard.told[-1] == "Done again: Tag Person." and len(suggested(keyboard)) == 1


def test_what_was_undone_is_not_rejected_again_after_something_new(on):
    keyboard = on(TEXT)
    keyboard.press("p Tab x Ctrl+Z")
    keyboard.at("aunt").press("r Ctrl+Y")
    assert keyboard.told[-1] == "There is nothing to do again." and len(suggested(keyboard)) == 3


def test_what_was_undone_is_not_rejected_again_after_another_rejection(on):
    keyboard = on(TEXT)
    keyboard.press("p Tab x Ctrl+Z Tab x Ctrl+Y")
    assert keyboard.told[-1] == "There is nothing to do again." and len(suggested(keyboard)) == 2


def test_all_in_the_paragraph_are_one_step_and_the_next_paragraph_follows(on):
    keyboard = on(TEXT)
    keyboard.press("p Right Right p")
    keyboard.press("Shift+A")
    assert [words for _, words in keyboard.marks] == ["Ada", "Bob", "Ada", "Bob", "Ada"]
    assert keyboard.session.history.undo_label == "Accept 3 suggestions"
    assert keyboard.desk.caret == keyboard.text.index("Ada wrote")
    keyboard.press("Shift+A")
    assert len(keyboard.marks) == 7 and keyboard.told[-1] == "No suggestions are left."
    assert len(keyboard.session.annotations.entities) == 2
    keyboard.press("Ctrl+Z")
    assert len(keyboard.marks) == 5


def test_where_a_paragraph_has_none_the_next_one_is_gone_to(on):
    keyboard = on("Ada.\nNobody here.\nAda again.\n")
    keyboard.press("p")
    keyboard.at("Nobody").press("Shift+A")
    assert keyboard.caret_on == "Ada" and "Nothing is suggested in this paragraph." in keyboard.told[-1]
    assert len(keyboard.marks) == 1
    empty = on("Nothing.\n", "b.txt")
    empty.press("Shift+A")
    assert empty.told[-1] == "Nothing is suggested in this paragraph."


def test_the_entity_that_the_words_stood_for_is_taken_be_its_name_another(on):
    from dataclasses import replace

    from reader.annotations.collection import Change

    keyboard = on(TEXT)
    keyboard.press("p")
    (entity,) = keyboard.session.annotations.entities.values()
    keyboard.session.apply(Change("Rename", (), ((entity.id, replace(entity, name="Ada Lovelace")),)))
    keyboard.press("Tab Enter Shift+A")
    assert {a.entity for a in keyboard.session.annotations} == {entity.id} and len(keyboard.marks) == 3


def test_of_two_entities_of_one_name_somebody_is_asked(on):
    from dataclasses import replace

    from reader.annotations.collection import Change

    keyboard = on(TEXT_OF_TWO)
    keyboard.press("p")
    keyboard.at("Bob").press("p")
    bob = next(e for e in keyboard.session.annotations.entities.values() if e.name == "Bob")
    keyboard.session.apply(Change("Alias", (), ((bob.id, replace(bob, aliases=("Ada",))),)))
    keyboard.press("Ctrl+Home Tab Shift+A")
    assert len(keyboard.marks) == 2 and "more than one entity" in keyboard.told[-1]
    keyboard.press("Enter 2")
    assert len(keyboard.marks) == 3
    assert next(a for a in keyboard.session.annotations if a.start == TEXT_OF_TWO.index("Ada;")).entity == bob.id


def test_they_can_be_hidden(on):
    keyboard = on(TEXT)
    keyboard.press("p F8 Tab")
    assert keyboard.told[-1].startswith("Suggestions are hidden") and suggested(keyboard) == []
    keyboard.press("F8 Tab")
    assert keyboard.desk.suggestion is not None


def test_those_of_a_hidden_type_are_hidden_with_it(on):
    keyboard = on(TEXT)
    keyboard.press("p")
    keyboard.desk.set_hidden(frozenset({"PER"}))
    assert suggested(keyboard) == []
    keyboard.desk.set_hidden(frozenset())
    assert len(suggested(keyboard)) == 3


def test_an_annotation_that_was_made_current_goes_before_a_suggestion(on):
    keyboard = on(TEXT)
    keyboard.press("p")
    keyboard.at("Ada left").press("c")
    assert keyboard.desk.suggestion is None, "the new claim is current"
    keyboard.press("Right Left")
    assert keyboard.desk.suggestion is not None


def test_of_a_giant_paragraph_so_many_are_accepted_at_once(on, monkeypatch):
    from reader.app.commands import suggest

    monkeypatch.setattr(suggest, "MOST_AT_ONCE", 3)
    keyboard = on("Ada " * 9)
    keyboard.press("p Shift+A")
    assert len(keyboard.marks) == 4 and "holds more" in keyboard.told[-1]
    keyboard.press("Shift+A Shift+A")
    assert len(keyboard.marks) == 9


def test_why_nothing_is_suggested_is_said_as_it_is(on):
    keyboard = on(TEXT)
    keyboard.press("Tab")
    assert keyboard.told[-1].startswith("Nothing is suggested yet")
    keyboard.at("saw").press("e Tab")
    assert keyboard.told[-1].startswith("Nothing more is suggested")
