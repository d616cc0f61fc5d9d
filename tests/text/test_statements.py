"""The statement that a caret stands for: what was said, wherever in its sentence the caret stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.open import article_from_text
from reader.text.statements import statement_at

PIECES = [
    "he said",
    ", ",
    "that ",
    "she denied ",
    "the dam held",
    "according to ",
    "Ada ",
    "“",
    "”",
    ",” ",
    "; ",
    "was ",
]


def stated(text: str, at: str) -> list[str]:
    return [span.of(text) for span in statement_at(article_from_text(text), text.index(at))]


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("She denied that the ferry was late.", ["the ferry was late"]),
        ("She said the ferry was late.", ["the ferry was late"]),
        ("Police said on Tuesday the man was arrested.", ["the man was arrested"]),
        ("Ada told reporters on Monday that the ferry was late.", ["the ferry was late"]),
        ("Ada told reporters the ferry was late.", ["the ferry was late"]),
        ("It was alleged that the clerk had lied.", ["the clerk had lied"]),
        ("The ferry was late, said Ada Byron.", ["The ferry was late"]),
        ("The ferry was late, the mayor of Turin said on Monday.", ["The ferry was late"]),
        ("According to the Times, the ferry was late.", ["the ferry was late"]),
        ("The ferry was late according to the mayor.", ["The ferry was late"]),
        ("The ferry, according to the mayor, was late.", ["The ferry", "was late"]),
        ("The ferry, she said, was late.", ["The ferry", "was late"]),
        ("In April, officials said, the ferry was late.", ["In April", "the ferry was late"]),
        ("However, she said, the ferry was late.", ["the ferry was late"]),
        ("As Moscow stated, the pact holds.", ["the pact holds"]),
        ("Ada said: “The ferry was late.”", ["The ferry was late"]),
        ("Ada said, “The ferry was late.”", ["The ferry was late"]),
        ("“We won, and they lost,” said Ida.", ["We won, and they lost"]),
        ("“Is the ferry late?” asked Ada.", ["Is the ferry late"]),
        ("“We won,” said Ida, “and they lost.”", ["We won", "they lost"]),
        ("He asked whether the ferry was late.", ["the ferry was late"]),
        ("Reuters reported that Moscow said that the pact holds.", ["the pact holds"]),
    ],
)
def test_from_any_word(sentence: str, statement: list[str]) -> None:
    article = article_from_text(sentence)
    for at in range(len(sentence)):
        assert [span.of(sentence) for span in statement_at(article, at)] == statement, sentence[at:]


@pytest.mark.parametrize(
    ("sentence", "at", "statement"),
    [
        ("The ferry was late, she said, and the road was closed.", "said", "The ferry was late"),
        ("The ferry was late, she said, and the road was closed.", "road", "the road was closed"),
        ("Ada replied, and Bob left.", "Ada", "Ada replied"),
        ("“The ferry was late,” said Ida, who left on Friday.", "Friday", "who left on Friday"),
        ("She denied that it rained and claimed that it snowed.", "claimed", "it snowed"),
        ("Il a dit que le pont est fermé.", "dit", "Il a dit que le pont est fermé"),
        ("He denied lying.", "denied", "He denied lying"),
    ],
)
def test_where_there_are_several(sentence: str, at: str, statement: str) -> None:
    assert stated(sentence, at) == [statement]


@pytest.mark.parametrize(
    ("sentence", "at", "statement"),
    [
        ("Shoigu, who served as minister, met with Kim.", "met", ["Shoigu", "met with Kim"]),
        ("Shoigu, who served as minister, met with Kim.", "served", ["Shoigu, who served as minister"]),
        ("Police said the man, who fled to Turin, was arrested.", "said", ["the man", "was arrested"]),
        ("Police said the man, who fled to Turin, was arrested.", "arrested", ["the man", "was arrested"]),
        ("The ferry, which was late, sank, Ada said.", "said", ["The ferry, which was late, sank"]),
    ],
)
def test_a_clause_that_begins_with_its_verb_has_its_subject_with_it(sentence, at, statement) -> None:
    assert stated(sentence, at) == statement


def test_nothing_on_nothing() -> None:
    assert statement_at(article_from_text(""), 0) == ()


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.integers(0, 60))
def test_fragments_are_inside_in_order_and_apart(pieces: list[str], at: int) -> None:
    text = "".join(pieces)
    ends = 0
    for span in statement_at(article_from_text(text), min(at, len(text))):
        assert ends <= span.start < span.end <= len(text)
        ends = span.end
