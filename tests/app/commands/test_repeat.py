"""Repeating the last tag, what is stacked here, and growing and shrinking exactly."""

from __future__ import annotations

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TEXT = "Ada met Bob. Ada left; Bob's aunt stayed with Ada."


def test_the_last_tag_is_repeated_on_word_and_selection(on):
    keyboard = on(TEXT)
    keyboard.press("p Right .")
    assert keyboard.marks == [("PER", "Ada"), ("PER", "met")]
    keyboard.press("Right Shift+Right .")
    assert keyboard.marks[-1] == ("PER", "Bob. Ada")


def test_highlights_and_claims_are_repeated_too(on):
    keyboard = on(TEXT)
    keyboard.press("u")
    keyboard.at("met").press(".")
    assert keyboard.marks == [("Highlight", "Ada"), ("Highlight", "met")]
    keyboard.at("stayed").press("c")
    keyboard.at("met").press(".")
    assert next(words for kind, words in keyboard.marks if kind == "Claim") == "Ada met Bob"


def test_a_retag_is_repeated_as_a_retag(on):
    keyboard = on(TEXT)
    keyboard.press("p Right p o")
    keyboard.press("Left .")
    assert keyboard.marks == [("ORG", "Ada"), ("ORG", "met")]


def test_an_entity_chosen_from_a_list_is_chosen_again(on):
    keyboard = on(TEXT)
    keyboard.press("p")
    (entity,) = keyboard.session.annotations.entities
    keyboard.at("aunt").press("= 1")
    keyboard.at("stayed").press(".")
    assert {a.entity for a in keyboard.session.annotations} == {entity}
    keyboard.at("met").press("o")
    keyboard.at("left").press(".")
    left = next(a for a in keyboard.session.annotations if a.start == TEXT.index("left"))
    assert left.type == "ORG" and left.entity != entity


def test_on_a_suggestion_it_accepts(on):
    keyboard = on(TEXT)
    keyboard.press("p")
    keyboard.at("Bob").press("o")
    keyboard.at("Ada left").press(".")
    assert keyboard.marks[:3] == [("PER", "Ada"), ("ORG", "Bob"), ("ORG", "Ada")]


def test_before_any_tag_it_says_so(on):
    keyboard = on(TEXT)
    keyboard.press(".")
    assert keyboard.marks == [] and keyboard.told[-1] == "Nothing has been tagged yet."


def test_what_is_stacked_here_is_counted(on):
    keyboard = on(TEXT)
    keyboard.run('/ "Ada met Bob" Enter o')
    keyboard.run('Ctrl+Home / "Ada" Enter p Esc')
    keyboard.press("Ctrl+Home ;")
    assert keyboard.told[-1] == "2 of 2 here: Organisation"
    keyboard.press(";")
    assert keyboard.told[-1] == "1 of 2 here: Person"
    keyboard.at("stayed").press(";")
    assert keyboard.told[-1] == "Nothing is annotated here: j goes to the next annotation."


WORDS = st.sampled_from(
    ["Ada", "Lovelace", "of", "the", "North", "said", "that", "was", "and", "Dr.", "it", "left,", "left;", "done.",
     "“Yes,”", "(no)", "\n", "\n\n", "שלום", "金正恩", "Zoe\u0301", "👨‍👩‍👧", "U.S.", "10,000", "—"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=30).map(" ".join), st.data())
def test_it_shrinks_exactly_the_way_it_grew(tmp_path_factory, text, data):
    from reader.app.replay.headless import Keyboard
    from reader.folders import Folders
    from reader.session import Session, read_article
    from reader.text.paragraphs import paragraph_at

    folder = tmp_path_factory.mktemp("grow")
    (folder / "a.txt").write_text(text, encoding="utf-8")
    session = Session(read_article(folder / "a.txt", Folders.under(folder / "home")))
    try:
        keyboard = Keyboard(session)
        page, desk = keyboard.desk.page, keyboard.desk
        desk.place_caret(data.draw(st.integers(0, len(desk.text))))
        word, seen = desk.word(), [page.selection()]
        while True:
            keyboard.press("s")
            if page.selection() == seen[-1]:
                break
            seen.append(page.selection())
        assert len(seen) <= 6, "word, name phrase, clause, sentence, paragraph"
        spans = [(min(pair), max(pair)) for pair in seen[1:]]
        for (low, high), (wider_low, wider_high) in itertools.pairwise(spans):
            assert wider_low <= low and high <= wider_high and (low, high) != (wider_low, wider_high)
        if word is not None:
            assert spans[0] == (word.start, word.end)
            whole = paragraph_at(session.article, word.start)
            assert spans[-1][0] <= whole.start and whole.end <= spans[-1][1]
        for pair in reversed(seen[:-1]):
            keyboard.press("Shift+S")
            assert page.selection() == pair
    finally:
        session.close()


def test_what_did_not_grow_shrinks_to_the_next_smaller_unit(on):
    keyboard = on("Ada Lovelace met Bob. He left.")
    keyboard.press("Ctrl+A Shift+S")
    assert keyboard.selected == "Ada Lovelace met Bob."
    keyboard.press("Shift+S Shift+S Shift+S")
    assert keyboard.selected == "Ada"
    keyboard.press("Shift+S")
    assert keyboard.selected == "" and keyboard.caret_on == "Ada"
