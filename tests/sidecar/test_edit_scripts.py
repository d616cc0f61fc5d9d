"""A short version of `tests/benchmarks/test_anchors.py`: edited texts, and what became of their annotations."""

from __future__ import annotations

import pytest

from tests.benchmarks.test_anchors import PLACED_BOUND, WAYS, WRONG_BOUND, Outcome, edited, judge, scripts, take_over


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_annotations_keep_their_words_through_edits(way: str, language: str) -> None:
    total = Outcome()
    for name in scripts(language):
        old, edit, spans = edited(name, language, 1, 12_000, 120)
        total.update(judge(edit, spans, take_over(old, edit.text, spans, way)))
    assert total["same"] > 1500
    assert total["gone"] > 50
    assert total.placed >= PLACED_BOUND[way], total
    assert total.wrong <= WRONG_BOUND[way], total


def test_a_wrong_place_would_be_seen() -> None:
    old, edit, spans = edited("sentences deleted", "en", 1, 12_000, 120)
    found = take_over(old, edit.text, spans, "old text")
    assert judge(edit, spans, [*found[1:], found[0]]).wrong > 0.5
    assert judge(edit, spans, take_over(old, old, spans, "old text")).wrong > 0.05, "where nothing was deleted"
