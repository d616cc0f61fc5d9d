"""What a find bar finds."""

from __future__ import annotations

import pytest

from reader.text.find import find_text

TEXT = "Kim met kim. KIM's kimono; “Kim  Jong\nUn”, Straße"


@pytest.mark.parametrize(
    ("query", "options", "hits"),
    [
        ("kim", {}, 5),
        ("Kim", {}, 2),
        ("kim", {"match_case": True}, 2),
        ("kim", {"whole_words": True}, 4),
        ("kim", {"match_case": True, "whole_words": True}, 1),
        ("kim jong un", {}, 1),
        ('"kim', {}, 1),
        ("STRASSE", {}, 0),
        ("strasse", {}, 1),
        ("  ", {}, 0),
        (".", {"whole_words": True}, 1),
    ],
)
def test_options(query, options, hits):
    assert len(find_text(TEXT, query, **options)) == hits


def test_no_hit_inside_a_cluster():
    assert find_text("e\u0301", "e") == []
