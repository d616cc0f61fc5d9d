"""A word that is cut into runs has no hyphens; all other words and all else of a run stay as they were."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export.pdf.cut_words import WHOLE, keep_cut_words, kept


@pytest.mark.parametrize(
    ("runs", "found"),
    [
        (["one ", ["two", 1, "b"], " three"], ["one ", ["two", 1, "b"], " three"]),
        (
            ["some Dein", ["stitution so", 1, ""], " on"],
            ["some ", ["Dein", 0, "y"], ["stitution", 1, "y"], [" so", 1, ""], " on"],
        ),
        (
            [["προσώ", 1, "i"], ["", 2, ""], ["πους", 2, ""]],
            [["προσώ", 1, "iy"], ["", 2, ""], ["πους", 2, "y"]],
        ),
        (["word", ["1", 0, "n"], "next"], ["word", ["1", 0, "n"], "next"]),
        ([{"w": ["항만"]}, ["은", 1, ""]], [{"w": ["항만"]}, ["은", 1, ""]]),  # whole already
        ([["a", 1, ""], [["b/", "c"], 2, ""]], [["a", 1, ""], [["b/", "c"], 2, ""]]),
        (["l", ["’été", 1, ""]], ["l", ["’été", 1, ""]]),
    ],
)
def test_the_cut_word_stands_alone(runs: list[Any], found: list[Any]) -> None:
    assert _plain(kept(runs)) == _plain(found)


def _plain(runs: list[Any]) -> list[Any]:
    return [[r, 0, ""] if isinstance(r, str) else r for r in runs]


RUN = st.one_of(
    st.text("ab é-'1 ", max_size=6),
    st.tuples(st.text("ab é-'1 ", max_size=6), st.integers(0, 3), st.sampled_from(["", "b", "n"])).map(list),
)


@given(st.lists(RUN, max_size=6))
def test_nothing_is_lost_and_nothing_moves(runs: list[Any]) -> None:
    after = _plain(kept(runs))
    for part in (0, 1):
        before = [(c, r[part]) if part else c for r in _plain(runs) for c in r[0]]
        assert [(c, r[part]) if part else c for r in after for c in r[0]] == before
    letters = [(c, WHOLE in r[2]) for r in after for c in r[0] if r[2] != "n"]
    if any(flag for _, flag in letters):
        assert all(c.isalnum() or c in "é'" for c, flag in letters if flag)


def test_it_reaches_into_quotes_and_tables() -> None:
    blocks = [
        {"k": "quote", "b": [{"t": ["a", ["b", 1, ""]]}]},
        {"k": "table", "c": [{"t": ["c", ["d", 2, ""]]}]},
    ]
    keep_cut_words(blocks)
    assert blocks[0]["b"][0]["t"] == [["a", 0, "y"], ["b", 1, "y"]]  # type: ignore[index]
    assert blocks[1]["c"][0]["t"] == [["c", 0, "y"], ["d", 2, "y"]]  # type: ignore[index]
