"""A `Layered` says the same as a dict to which the same was done, and no change shows in an older one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import layered
from reader.annotations.layered import Layered

CHANGES = st.lists(st.lists(st.tuples(st.integers(0, 12), st.none() | st.integers(1, 99)), max_size=6), max_size=12)


@given(st.dictionaries(st.integers(0, 12), st.integers(1, 99)), CHANGES, st.integers(0, 8))
def test_it_is_a_dict_that_can_be_kept(bottom, changes, most):
    known, made = dict(bottom), Layered(dict(bottom))
    kept = []
    before, layered.MOST_ABOVE = layered.MOST_ABOVE, most
    try:
        for pairs in changes:
            kept.append((dict(known), made))
            for key, value in pairs:
                if value is None:
                    known.pop(key, None)
                else:
                    known[key] = value
            made = made.changed(pairs)
            assert len(made) == len(known)
            assert {key: made.get(key) for key in range(13)} == {key: known.get(key) for key in range(13)}
            assert [key for key in range(13) if key in made] == sorted(known)
        assert list(made.items()) == list(known.items())
        assert made == known
        assert all(list(old.items()) == list(was.items()) for was, old in kept)
    finally:
        layered.MOST_ABOVE = before


def test_what_is_not_there_is_a_key_error():
    made = Layered({"a": 1}).changed([("a", None), ("b", 2)])
    assert made["b"] == 2 and made.get("a", 7) == 7
    with pytest.raises(KeyError):
        made["a"]


def test_a_change_leaves_the_bottom_where_it_is():
    large = Layered({n: n for n in range(1, 10_000)})
    after = large.changed([(5, None), (6, 66), (20_000, 1)])
    assert after._layers[0] is large._layers[0]
    assert sum(map(len, after._layers[1:])) == 3
