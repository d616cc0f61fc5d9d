"""Overlapping spans become segments that follow each other."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.export.pdf.segments import Segment, flatten
from reader.text.spans import Span

spans = st.builds(lambda a, n: Span(a, a + n), st.integers(0, 60), st.integers(0, 25))
keyed = st.lists(st.tuples(spans, st.sampled_from("abcdefg")), max_size=14)


def test_crossing_and_nested() -> None:
    found = flatten([(Span(0, 10), "a"), (Span(5, 15), "b"), (Span(6, 8), "c")])
    assert found == [
        Segment(0, 5, ("a",)),
        Segment(5, 6, ("a", "b")),
        Segment(6, 8, ("a", "b", "c")),
        Segment(8, 10, ("a", "b")),
        Segment(10, 15, ("b",)),
    ]


def test_neighbours_of_one_key_are_one() -> None:
    assert flatten([(Span(0, 3), "a"), (Span(3, 6), "a")]) == [Segment(0, 6, ("a",))]


@given(keyed)
def test_each_code_point_keeps_exactly_its_keys(pairs: list[tuple[Span, str]]) -> None:
    found = flatten(pairs)
    at = {place: set(segment.keys) for segment in found for place in range(segment.start, segment.end)}
    for place in range(90):
        assert at.get(place, set()) == {key for span, key in pairs if span.start <= place < span.end}


@given(keyed)
def test_in_order_never_empty_never_equal_neighbours(pairs: list[tuple[Span, str]]) -> None:
    found = flatten(pairs)
    assert all(segment.start < segment.end and len(set(segment.keys)) == len(segment.keys) for segment in found)
    for one, other in pairwise(found):
        assert one.end <= other.start
        assert one.end < other.start or one.keys != other.keys
