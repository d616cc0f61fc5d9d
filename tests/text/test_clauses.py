"""Clauses of sentences of the founding article, each against the list that a reader would make of it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.clauses import clause_at, clauses_in
from reader.text.open import article_from_text, open_article
from reader.text.sentences import sentence_at
from reader.text.spans import Span

SHOIGU = {
    "Sergey Shoigu, visited": [
        "Russia’s Security Council Secretary, Sergey Shoigu, visited North Korea on Wednesday as part of the "
        "deepening strategic partnership between Moscow and Pyongyang",
    ],
    "who served as": [
        "Shoigu, who served as Russia’s Minister of Defense from November 2012 until May 2024",
        "met with North Korean leader Kim Jong Un in Pyongyang to discuss the implementation of key provisions in "
        "the “Treaty on Comprehensive Strategic Partnership between the Russian Federation and the Democratic "
        "People’s Republic of Korea (DPRK),”",
        "according to a statement from the Russian Security Council’s press service",
    ],
    "Following the meeting": [
        "Following the meeting, North Korea's Korean Central News Agency (KCNA) quoted Kim Jong Un as affirming "
        "Pyongyang's 'unconditional support' for Russia in its war against the \"terrorists Kiev regime\"",
    ],
    "In April": [
        "In April, the Russian government officially acknowledged",
        "North Korean troops had fought alongside Russian forces against a Ukrainian incursion into the Kursk region",
    ],
    "Following the revelation": [
        "Following the revelation, Moscow clarified",
        "North Korea’s military presence was authorized under the terms of the strategic partnership",
        "further stated",
        "Russia would reciprocate by defending North Korea in the event of an external attack",
        "confirming",
        "the pact amounts to a full-fledged defense alliance",
    ],
    "Since the rapprochement": [
        "Since the rapprochement between Russia and North Korea in 2023, Pyongyang has made notable military "
        "advancements, likely aided by Russian support",
    ],
    "However": [
        "North Korea’s most consequential advances have come in the field of hypersonic missile technology and its "
        "nuclear weapons program",
        "capabilities that have not gone unnoticed in Washington",
    ],
    "analysts note": [
        "analysts note",
        "given North Korea’s strengthened conventional and non-conventional capabilities, coupled with its newly "
        "solidified alliance with Russia, Pyongyang may see little incentive to return to the negotiating table "
        "with Washington",
    ],
}


@pytest.mark.parametrize("words", SHOIGU)
def test_founding_article(shared: Path, words: str) -> None:
    article = open_article(shared / "articles/shoigu-in-pyongyang.txt")
    sentence = sentence_at(article, article.text.index(words))
    assert [clause.of(article.text) for clause in clauses_in(article.text, sentence)] == SHOIGU[words]


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("The dam held; the road did not.", ["The dam held", "the road did not"]),
        ("He left, but she was late.", ["He left", "she was late"]),
        ("“We won, and they lost,” said Ida.", ["We won, and they lost", "said Ida"]),
        ("Apples, pears, and plums.", ["Apples, pears, and plums"]),
        ("He said that “it is, or was, true”.", ["He said", "it is, or was, true"]),
        ("She denied the dam had held and claimed it was late.",
         ["She denied", "the dam had held", "claimed", "it was late"]),
        ("According to the Times, the dam held.", ["According to the Times", "the dam held"]),
        ("He asked whether the dam held.", ["He asked", "the dam held"]),
        ("The treaty that Moscow signed in July holds.", ["The treaty that Moscow signed in July holds"]),
        ("The claim that the dam held is false.", ["The claim that the dam held is false"]),
        ("When the dam held, Ada announced new plans.", ["When the dam held", "Ada announced new plans"]),
        ("Er kam; sie ging.", ["Er kam", "sie ging"]),
        ("...", []),
        ("", []),
    ],
)  # fmt: skip
def test_small_sentences(sentence: str, clauses: list[str]) -> None:
    assert [clause.of(sentence) for clause in clauses_in(sentence, Span(0, len(sentence)))] == clauses


def test_clause_at_the_caret() -> None:
    text = "One two. Moscow said that Kim met him; nobody knew."
    article = article_from_text(text)
    assert clause_at(article, text.index("Kim")).of(text) == "Kim met him"
    assert clause_at(article, text.index("Moscow")).of(text) == "Moscow said"
    assert clause_at(article, text.index("that")).of(text) == "Moscow said"
    assert clause_at(article, len(text)).of(text) == "nobody knew"
    assert clause_at(article_from_text(""), 0) == Span(0, 0)


@given(
    st.lists(
        st.sampled_from(["he said", ", ", "that ", " and ", "—", "“", "”", "'", "(", ")", "; ", "a", " "]), max_size=15
    )
)
def test_clauses_are_inside_in_order_and_apart(parts: list[str]) -> None:
    text = "".join(parts)
    clauses = clauses_in(text, Span(0, len(text)))
    assert bool(clauses) == any(map(str.isalnum, text)) or not clauses
    ends = 0
    for clause in clauses:
        assert ends <= clause.start < clause.end <= len(text)
        ends = clause.end


def test_long_sentences_are_linear() -> None:
    def seconds(text: str) -> float:
        taken = []
        for _ in range(3):
            began = time.process_time()
            clauses_in(text, Span(0, len(text)))
            taken.append(time.process_time() - began)
        return min(taken)

    for piece in (
        "a, ",
        "“a ",
        "'a ",
        "          ",
        "that ",
        "(",
        "and a that ",
        "she said ",
        ", said Ada",
        "told the ",
    ):
        assert seconds(piece * 20_000) < 40 * max(seconds(piece * 2_000), 0.002), piece
