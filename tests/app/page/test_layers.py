"""Overlaps, written as strings: every row is a span over the same words, `[` its first and `)` its last character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.app.page.layers import HIGHEST, lanes, layers
from reader.text.spans import Span


def levels(*rows: str) -> list[str]:
    """The level of each row; `x` behind it when it crosses another."""
    spans = [(Span(row.index("["), row.index(")") + 1), str(number)) for number, row in enumerate(rows)]
    found = {layer.key: layer for layer in layers(spans)}
    return [f"{found[str(n)].level}{'x' * found[str(n)].crosses}" for n in range(len(rows))]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["[---)", "      [--)"], ["0", "0"]),
        (["[---)", "     [--)"], ["0", "0"]),  # neighbours share nothing
        (["[-------)", "  [--)"], ["1", "0"]),
        (["[-------)", "[--)"], ["1", "0"]),
        (["[---------)", "  [-----)", "   [--)"], ["2", "1", "0"]),
        (["[-----)", "   [-----)"], ["0x", "1x"]),
        (["[------)", "   [---)     ", "     [-----)"], ["2x", "0x", "1x"]),
        (["[--)", "[--)"], ["0", "1"]),
        (["[--------)", " [--)", "      [-)"], ["1", "0", "0"]),
    ],
)
def test_levels(rows: list[str], expected: list[str]) -> None:
    assert levels(*rows) == expected


def test_what_lies_further_out_comes_first() -> None:
    found = layers([(Span(2, 4), "in"), (Span(0, 9), "out"), (Span(20, 22), "later")])
    assert [layer.key for layer in found] == ["out", "in", "later"]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)), max_size=25))
def test_no_two_that_overlap_share_a_level_that_is_drawn_in_full(pairs: list[tuple[int, int]]) -> None:
    found = layers((Span(start, start + length), str(n)) for n, (start, length) in enumerate(pairs))
    assert len(found) == sum(1 for _, length in pairs if length)
    for one in found:
        for other in found:
            if one is not other and one.span.overlaps(other.span) and one.level < HIGHEST:
                assert one.level != other.level


def test_a_crowd_on_one_spot_is_ranked_in_no_time() -> None:
    assert len(layers((Span(0, n + 1), str(n)) for n in range(5_000))) == 5_000


def test_lanes() -> None:
    assert lanes([(0, 10), (5, 15), (10, 20), (12, 14), (30, 40)]) == [0, 1, 0, 2, 0]
