"""A type that is held: Enter after Enter, labels, and what is left alone."""

from __future__ import annotations

TEXT = "Ada met Bob. Ada left; Bob's aunt stayed with Ada."


def test_enter_tags_word_after_word_until_esc(on):
    keyboard = on(TEXT)
    keyboard.press("q p Enter Enter")
    assert keyboard.marks == [("PER", "Ada"), ("PER", "met")] and keyboard.caret_on == "Bob."
    assert "Held: Person" in keyboard.desk.mode.words
    keyboard.press("Right Enter")
    assert keyboard.marks[-1] == ("PER", "Ada")
    keyboard.press("Esc")
    assert keyboard.desk.mode is None
    keyboard.press("Enter")
    assert len(keyboard.marks) == 3


def test_a_selection_is_one_mention_and_the_next_word_follows(on):
    keyboard = on(TEXT)
    keyboard.press("q o Shift+Right Enter")
    assert keyboard.marks == [("ORG", "Ada met")] and keyboard.caret_on == "Bob."


def test_what_carries_it_already_is_passed_and_another_type_gives_way(on):
    keyboard = on(TEXT)
    keyboard.press("p Ctrl+Home q p Enter")
    assert keyboard.marks == [("PER", "Ada")] and keyboard.caret_on == "met"
    keyboard.press("Esc Left q g Enter")
    assert keyboard.marks == [("GPE", "Ada")]


def test_a_suggestion_gets_it_and_the_next_word_follows(on):
    keyboard = on("Ada Lovelace met Bob. Ada Lovelace left.")
    keyboard.press("Shift+Right p")
    keyboard.at("Ada Lovelace left").press("q p Enter")
    assert keyboard.marks == [("PER", "Ada Lovelace")] * 2 and keyboard.caret_on == "left."


def test_claims_and_highlights_can_be_held(on):
    keyboard = on("The ferry will not sail. The crack was old.")
    keyboard.press("q c Enter")
    assert keyboard.marks == [("Claim", "The ferry will not sail")] and keyboard.caret_on == "The"
    keyboard.press("Enter")
    assert len(keyboard.marks) == 2
    keyboard.press("Esc Ctrl+Home q u Enter Enter")
    assert [words for kind, words in keyboard.marks if kind == "Highlight"] == ["The", "ferry"]


def test_a_label_tags_its_word_and_the_type_stays_held(on):
    keyboard = on(TEXT)
    keyboard.press("q p h")
    code = next(code for span, code in keyboard.desk.page.labels if span.of(TEXT) == "aunt")
    keyboard.press(" ".join(code))
    assert keyboard.marks == [("PER", "aunt")] and "Held" in keyboard.desk.mode.words
    keyboard.press("h Esc")
    assert "Held" in keyboard.desk.mode.words, "Esc ends one thing at a time"
    keyboard.press("Esc")
    assert keyboard.desk.mode is None


def test_a_label_with_shift_tags_as_far_as_its_word(on):
    keyboard = on(TEXT)
    keyboard.press("q p h")
    *first, last = next(code for span, code in keyboard.desk.page.labels if span.of(TEXT) == "met")
    keyboard.press(" ".join([*first, f"Shift+{last}"]))
    assert keyboard.marks == [("PER", "Ada met")]


def test_another_letter_tags_as_always_and_another_q_holds_another(on):
    keyboard = on(TEXT)
    keyboard.press("q p g")
    assert keyboard.marks == [("GPE", "Ada")]
    keyboard.press("q o Right Enter")
    assert keyboard.marks[-1] == ("ORG", "met")
    keyboard.press("Esc")
    assert keyboard.desk.mode is None
