"""Name phrases: what growing a selection takes for a name."""

from __future__ import annotations

import pytest

from reader.text.phrases import name_phrase_at

TEXT = "Then the Treaty of Lower Tarrow's Council of the North met Ann Lee-Carr; it rained."


@pytest.mark.parametrize(
    ("at", "phrase"),
    [
        ("Lower", "Treaty of Lower Tarrow's Council of the North"),
        ("Treaty", "Treaty of Lower Tarrow's Council of the North"),
        ("North", "Treaty of Lower Tarrow's Council of the North"),
        ("Then", "Then"),
        ("Lee", "Ann Lee-Carr"),
        ("rained", None),
    ],
)
def test_capitalised_runs_with_joining_words(at, phrase):
    found = name_phrase_at(TEXT, TEXT.index(at))
    assert (found.of(TEXT) if found else None) == phrase


def test_a_comma_ends_a_name():
    text = "Ann Lee, Bo Carr"
    found = name_phrase_at(text, 0)
    assert found is not None and found.of(text) == "Ann Lee"
