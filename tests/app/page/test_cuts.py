"""Where long paragraphs are cut."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from reader.app.page.cuts import cut_places
from reader.text.clusters import is_boundary


def parts(words: str, longest: int) -> list[str]:
    places = [0, *cut_places(words, longest), len(words)]
    return [words[a:b] for a, b in itertools.pairwise(places)]


def test_after_a_sentence_else_after_a_word_else_anywhere() -> None:
    assert parts("One two three. Four five six seven", 20) == ["One two three. ", "Four five six seven"]
    assert parts("one two three four five", 10) == ["one two ", "three ", "four five"]
    assert parts("abcdefghij", 4) == ["abcd", "efgh", "ij"]


@given(st.text(st.sampled_from("ab .\n😀\u0301é。"), max_size=200), st.integers(4, 30))
def test_nothing_is_lost_and_nothing_too_long(words: str, longest: int) -> None:
    found = parts(words, longest)
    assert "".join(found) == words
    assert all(len(part) <= longest for part in found)


def test_no_cluster_is_cut() -> None:
    words = "e\u0301" * 50
    assert all(is_boundary(words, place) for place in cut_places(words, 7))
