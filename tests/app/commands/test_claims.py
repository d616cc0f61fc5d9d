"""Claims from the page: what `c`, `c` again and `,` take."""

from __future__ import annotations

import pytest

TEXT = "The mayor said that the pump had failed, but the clerk denied it. Nobody came.\n"


@pytest.fixture
def keyboard(on):
    return on(TEXT)


def claims(keyboard):
    return [[span.of(TEXT) for span in claim.spans] for claim in keyboard.session.annotations.claims]


def test_a_bare_caret_takes_the_clause_and_then_the_sentence(keyboard):
    keyboard.run('/ "clerk" Enter Esc c')
    assert claims(keyboard) == [["the clerk denied it"]]
    keyboard.press("c")
    assert claims(keyboard) == [["The mayor said that the pump had failed, but the clerk denied it."]]
    keyboard.press("c")
    assert len(claims(keyboard)) == 1
    keyboard.press("Ctrl+Z")
    assert claims(keyboard) == [["the clerk denied it"]]


def test_a_selection_is_taken_as_it_is_and_grows_as_well(keyboard):
    keyboard.run('/ "pump had failed" Enter c')
    assert claims(keyboard) == [["pump had failed"]]
    keyboard.press("c")
    assert claims(keyboard) == [["The mayor said that the pump had failed, but the clerk denied it."]]


def test_on_who_said_it_what_was_said_is_taken(keyboard):
    keyboard.run('/ "mayor" Enter Esc c')
    assert claims(keyboard) == [["the pump had failed"]]
    keyboard.press("c")
    assert claims(keyboard) == [["The mayor said that the pump had failed, but the clerk denied it."]]


def test_words_around_who_said_it_are_fragments_of_one_claim(on):
    text = "The ferry, she denied, was late.\n"
    keyboard = on(text)
    keyboard.run('/ "denied" Enter Esc c')
    assert [[s.of(text) for s in claim.spans] for claim in keyboard.session.annotations.claims] == [
        ["The ferry", "was late"]
    ]
    keyboard.press("c")
    assert [[s.of(text) for s in claim.spans] for claim in keyboard.session.annotations.claims] == [[text.strip()]]


def test_a_caret_that_went_on_makes_a_new_claim(keyboard):
    keyboard.run('/ "clerk" Enter Esc c\n/ "Nobody" Enter Esc c')
    assert claims(keyboard) == [["the clerk denied it"], ["Nobody came"]]


def test_a_fragment_is_added_and_never_lost_to_the_sentence(keyboard):
    keyboard.run('/ "the pump" Enter c\n/ "failed" Enter , c')
    assert ["the pump", "failed"] in claims(keyboard)


def test_without_a_claim_a_comma_says_so(keyboard):
    keyboard.press(",")
    assert "no current claim" in keyboard.told[-1]
