"""Code points to places of a document and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.app.page.offsets import MapBuilder, shown, shown_lines, u16_length, u16_part

WORDS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("a\n😀𝔘\u2029\ufdd0é"), max_size=40)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(st.lists(st.tuples(WORDS, st.integers(0, 3)), max_size=6))
def test_every_code_point_goes_there_and_back(parts: list[tuple[str, int]]) -> None:
    builder, text, document = MapBuilder(), "", ""
    for words, extra in parts:
        builder.text(len(text), words)
        text += words
        document += words
        if extra:
            builder.extra(extra)
            document += "·" * extra
    offsets = builder.done()
    for position, character in enumerate(text):
        place = offsets.to_document(position)
        there = document.encode("utf-16-le")[2 * place :].decode("utf-16-le")
        assert there.startswith(character)
        assert offsets.from_document(place) == position
        assert offsets.end_to_document(position + 1) == place + utf16(character)


@given(WORDS)
def test_what_is_shown_is_as_long_as_the_text(words: str) -> None:
    assert utf16(shown(words)) == utf16(words) == u16_length(words)
    assert len(shown(words)) == len(words)
    assert "\n" not in shown(words)
    assert shown_lines(words).count("\n") == words.count("\n")


def test_what_ends_a_block_in_qt_is_not_shown() -> None:
    assert shown("a\u2029b\ufdd0\ufdd1\x00\ufffc\ud800c\nd") == "a\ufffdb\ufffd\ufffd\ufffd\ufffd\ufffdc\u2028d"


def test_a_place_that_is_no_text_counts_as_the_end_of_the_words_before() -> None:
    builder = MapBuilder()
    builder.text(0, "ab")
    builder.extra(3)
    builder.text(2, "cd")
    offsets = builder.done()
    assert [offsets.from_document(place) for place in range(8)] == [0, 1, 2, 2, 2, 2, 3, 4]
    assert (offsets.end_to_document(2), offsets.to_document(2)) == (2, 5)


def test_half_of_a_character_counts_as_before_it() -> None:
    builder = MapBuilder()
    builder.text(0, "a😀b")
    offsets = builder.done()
    assert [offsets.from_document(place) for place in range(5)] == [0, 1, 1, 2, 3]


def test_positions_outside_are_brought_inside() -> None:
    builder = MapBuilder()
    builder.text(0, "abc")
    offsets = builder.done()
    assert (offsets.to_document(-5), offsets.to_document(99), offsets.from_document(99)) == (0, 3, 3)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 30), st.integers(0, 30))
def test_a_part_in_units_is_that_part_and_never_half_a_character(text, start, end):
    part = u16_part(text, start, end)
    assert part in text
    length = max(min(end, u16_length(text)) - start, 0)
    assert 0 <= length - u16_length(part) <= 2
