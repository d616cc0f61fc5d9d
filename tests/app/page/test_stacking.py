"""Boxes beside their lines: none over another, none above where it wants to be."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from reader.app.page.stacking import stacked

BOXES = st.lists(st.tuples(st.integers(0, 600), st.integers(10, 90)), max_size=12).map(sorted)


def test_boxes_with_room_stay_where_they_want_to_be() -> None:
    assert stacked([(0, 20), (40, 20), (90, 10)], 8) == [0, 40, 90]


def test_a_box_is_pushed_down_and_pushes_the_next() -> None:
    assert stacked([(0, 30), (10, 20), (20, 20)], 8) == [0, 38, 66]


def test_all_make_way_for_what_stays() -> None:
    assert stacked([(0, 20), (30, 20), (200, 10)], 8, fixed=(40, 100)) == [0, 108, 200]


@given(BOXES, st.none() | st.tuples(st.integers(0, 600), st.integers(1, 80)).map(lambda p: (p[0], p[0] + p[1])))
def test_no_two_ever_meet(boxes, fixed) -> None:
    tops = stacked(boxes, 8, fixed)
    taken = sorted([(top, top + height) for top, (_, height) in zip(tops, boxes, strict=True)])
    for (_, bottom), (top, _) in itertools.pairwise(taken):
        assert top >= bottom + 8
    if fixed is not None:
        assert all(bottom + 8 <= fixed[0] or fixed[1] + 8 <= top for top, bottom in taken)
    assert all(top >= wanted for top, (wanted, _) in zip(tops, boxes, strict=True))
