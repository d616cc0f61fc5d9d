"""Words are what one wants to tag, always whole clusters, and found from near by."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.clusters import is_boundary
from reader.text.quotes import find_quote
from reader.text.spans import Span
from reader.text.words import next_word, previous_word, word_at, words_in


def words(text: str) -> list[str]:
    return [word.of(text) for word in words_in(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia’s and Kim's", ["Russia", "and", "Kim"]),
        ("it's don't O'Brien’s", ["it", "don't", "O'Brien"]),
        ("rock 'n' roll's", ["rock", "n", "roll"]),
        ("l'État d’Orléans D'Angelo", ["l", "État", "d", "Orléans", "D'Angelo"]),
        ("full-fledged first‑strike -x-", ["full-fledged", "first‑strike", "x"]),
        ("attack—confirming", ["attack", "confirming"]),
        ("3.5 2,775. 10:30, 1990s", ["3.5", "2,775", "10:30", "1990s"]),
        ("U.S. President, e.g. AT&T", ["U.S.", "President", "e.g.", "AT&T"]),
        (
            "see https://a.b/c?d=1. or me@x.org, @kim #tag",
            ["see", "https://a.b/c?d=1", "or", "me@x.org", "@kim", "#tag"],
        ),
        ("x_y (KCNA) 'unconditional'", ["x_y", "KCNA", "unconditional"]),
        ("北京カタカナのTokyo2020年", ["北", "京", "カタカナ", "の", "Tokyo2020", "年"]),
        ("น้ำใจ", ["น้ำ", "ใ", "จ"]),
        ('צה"ל שָׁלוֹם', ['צה"ל', "שָׁלוֹם"]),
        ("한국어 नमस्ते cafe\u0301", ["한국어", "नमस्ते", "cafe\u0301"]),
        ("می\u200cروم soft\u00adware", ["می\u200cروم", "soft\u00adware"]),
        ("👩\u200d👧 — … !", []),
        ("прем'єр Ґонтара", ["прем'єр", "Ґонтара"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_word_at() -> None:
    text = "In Russia's (old) plan"
    assert word_at(text, 0) == Span(0, 2)
    assert word_at(text, 2) == Span(0, 2)
    for at in range(3, 12):
        assert word_at(text, at) == Span(3, 9)
    assert word_at(text, 12) is None
    assert word_at(text, 16) == Span(13, 16)
    assert word_at(text, 17) is None
    assert word_at(text, len(text)) == Span(18, 22)
    assert word_at("", 0) is None


def test_steps() -> None:
    text = "One, two -- 北京 three"
    forward = []
    word = word_at(text, 0)
    while word:
        forward.append(word)
        word = next_word(text, word.start)
    assert [word.of(text) for word in forward] == ["One", "two", "北", "京", "three"]
    backward = []
    word = previous_word(text, len(text))
    while word:
        backward.append(word)
        word = previous_word(text, word.start)
    assert backward == forward[::-1]
    assert previous_word(text, 2) == Span(0, 3)
    assert previous_word("  -- ", 5) is None
    assert next_word("a --", 0) is None


def test_words_in_are_wholly_inside() -> None:
    text = "alpha beta gamma"
    assert words_in(text, Span(2, 14)) == (Span(6, 10),)
    assert words_in(text, Span(7, 9)) == ()


PIECES = [
    *"ab1 '’.-,@#/\n_&\"שn",
    "’s",
    "é",
    "e\u0301",
    "北",
    "カ",
    "ー",
    "น้ำ",
    "한",
    "👩\u200d👧",
    "\u200d",
    "\u0600",
    "https://",
    " s ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_stepping_meets_the_same_words_from_everywhere(text: str) -> None:
    every = words_in(text, Span(0, len(text)))
    for word in every:
        assert word.start < word.end
        assert is_boundary(text, word.start)
        assert is_boundary(text, word.end)
    for before, after in pairwise(every):
        assert before.end <= after.start
    for at in range(len(text) + 1):
        assert next_word(text, at) == next((word for word in every if word.start > at), None)
        assert previous_word(text, at) == next((word for word in reversed(every) if word.start < at), None)
        here = word_at(text, at)
        assert here is None or here in every
        covering = next((word for word in every if word.start <= at < word.end), None)
        assert covering is None or here == covering


@given(st.lists(st.sampled_from(["Kim", " ", "’s", "-", "北", "é", "3.5", ", "]), max_size=12).map("".join))
def test_words_that_stand_apart_can_be_quoted(text: str) -> None:
    for word in words_in(text, Span(0, len(text))):
        joined = "-" in text or "北" in text
        assert joined or any(hit.start <= word.start < hit.end for hit in find_quote(text, word.of(text)))


def test_a_long_text_costs_no_more_than_a_short_one() -> None:
    def seconds(text: str) -> float:
        began = time.process_time()
        for at in range(0, 2000, 9):
            word_at(text, len(text) - at)
            next_word(text, len(text) - at)
            previous_word(text, len(text) - at)
        return time.process_time() - began

    for piece in ("word word ", "北京没有空格", "한국어 ", "น้ำใจ"):
        short, long = piece * 1000, piece * 300_000
        seconds(short)
        assert min(seconds(long), seconds(long)) < 10 * max(seconds(short), 0.001)
