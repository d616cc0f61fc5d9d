"""Places follow their words from one text to another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.app.article.moved import Moved
from reader.text.spans import Span

OLD = "Ada wrote to Charles Babbage in London. He answered from Turin. The engine was never built."


def test_a_place_is_before_the_same_word() -> None:
    new = "Long ago Ada Lovelace wrote to Charles Babbage, in London. He answered from Turin."
    moved = Moved(OLD, new)
    for word in ("wrote", "Charles", "answered", "Turin"):
        assert moved.position(OLD.index(word)) == new.index(word)
    assert moved.span(Span(13, 28)) == Span(31, 46)


def test_where_the_word_is_gone_the_next_one_counts() -> None:
    new = OLD.replace("Charles ", "")
    assert new[Moved(OLD, new).position(OLD.index("Babbage")) :].startswith("Babbage")
    place = Moved(OLD, new).position(OLD.index("Charles"))
    assert abs(place - new.index("Babbage")) <= len("Charles ")
    assert Moved(OLD, new).span(Span(13, 28)) is None


def test_without_any_word_it_is_as_far_from_the_nearer_end() -> None:
    assert Moved("abc def", "x" * 50).position(1) == 1
    assert Moved("abc def", "x" * 50).position(6) == 49


@given(st.text(max_size=40), st.text(max_size=40), st.integers(0, 40))
def test_places_stay_inside(old: str, new: str, at: int) -> None:
    at = min(at, len(old))
    assert 0 <= Moved(old, new).position(at) <= len(new)
    assert Moved(old, old).position(at) == at
