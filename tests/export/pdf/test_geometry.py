"""Boxes of runs become quads."""

from __future__ import annotations

import pytest

from reader.export.pdf.geometry import Box, around, joined, word_box
from reader.export.pdf.measure import CAP, LEAD


def test_the_size_of_the_type_follows_from_the_height_of_the_link() -> None:
    for em in (9.0, 11.0, 20.0):
        box = word_box(10, 100, 50, 100 + LEAD + CAP * em, LEAD)
        assert box.base == pytest.approx(100 + LEAD / 2)
        assert box.top == pytest.approx(box.base + 0.8 * em)
        assert box.bottom == pytest.approx(box.base - 0.25 * em)


def test_a_quad_goes_left_to_right_twice() -> None:
    assert Box(1, 2, 3, 4, 2.5).quad == (1, 4, 3, 4, 1, 2, 3, 2)


def test_touching_fragments_of_a_line_are_one_piece_in_either_direction() -> None:
    a, b, c = Box(10, 0, 20, 9, 3), Box(20.2, 0, 30, 10, 3), Box(0, -20, 9, -10, -17)
    assert joined([a, b, c]) == [Box(10, 0, 30, 10, 3), c]
    assert joined([b, a]) == [Box(10, 0, 30, 10, 3)]


def test_a_gap_or_another_line_keeps_pieces_apart() -> None:
    a, b, c = Box(10, 0, 20, 9, 3), Box(25, 0, 30, 9, 3), Box(10, -15, 20, -6, -12)
    assert joined([a, b, c]) == [a, b, c]


def test_nothing_is_not_a_piece() -> None:
    assert joined([Box(5, 0, 5, 9, 3)]) == []


def test_around_holds_all() -> None:
    assert around([Box(10, 0, 20, 9, 3), Box(0, -20, 9, -10, -17)]) == (0, -20, 20, 9)
