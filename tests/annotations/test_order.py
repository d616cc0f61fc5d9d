"""An `Ordered` says the same as a sorted list to which the same was done."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import order
from reader.annotations.order import Ordered

NUMBERS = st.sets(st.integers(0, 60))


@given(NUMBERS, st.lists(st.tuples(NUMBERS, NUMBERS), max_size=8), st.integers(1, 5))
def test_it_is_a_sorted_list_that_can_be_kept(first, changes, chunk):
    before, order.CHUNK = order.CHUNK, chunk
    try:
        known, made, kept = set(first), Ordered(first, int), []
        for gone, new in changes:
            kept.append((sorted(known), made))
            gone, new = gone & known, new - (known - gone)
            known = known - gone | new
            made = made.changed(gone, new)
            right = sorted(known)
            assert list(made) == right and len(made) == len(right) and made == right
            assert [made[n] for n in range(len(right))] == right
            assert [made.rank(n) for n in range(61)] == [sum(k < n for k in right) for n in range(61)]
            assert list(reversed(made)) == right[::-1]
        assert all(list(old) == was for was, old in kept)
    finally:
        order.CHUNK = before


def test_places_are_those_of_a_list():
    made = Ordered(range(1000), int)
    assert made[-1] == 999 and made[10:12] == (10, 11)
    with pytest.raises(IndexError):
        made[1000]


def test_a_change_touches_only_its_own_chunk():
    large = Ordered(range(0, 20_000, 2), int)
    after = large.changed([10_000], [10_001])
    assert sum(a is b for a, b in zip(large._chunks, after._chunks, strict=True)) == len(large._chunks) - 1


def test_many_are_found_by_their_key_when_they_are_equal_and_not_the_same():
    made = Ordered(range(5000), int).changed([int(str(n)) for n in range(1000, 3000)], [])
    assert made == [*range(1000), *range(3000, 5000)]
    assert made.changed([], range(1000, 3000)) == list(range(5000))
