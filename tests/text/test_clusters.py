"""Clusters found from near by equal those found by reading the whole text."""

from __future__ import annotations

import time

import regex
from hypothesis import given
from hypothesis import strategies as st

from reader.text.clusters import is_boundary, next_boundary, previous_boundary, snap_outwards
from reader.text.spans import Span

PIECES = [
    *"a1 \r\n\u00a0éжא中かー。한글\u0600\u0301\u200d\u200c\ufe0f©❤️👩🏽👧🇦🇧",
    *"ाकक्षन้ำ\u1100\u1161\u11a8\u00ad\U0001f3f4\U000e0067\ud7b0",
]


def boundaries(text: str) -> list[int]:
    return [0, *(match.end() for match in regex.finditer(r"\X", text))] if text else [0]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=12).map("".join))
def test_local_equals_whole(text: str) -> None:
    true = boundaries(text)
    assert [at for at in range(len(text) + 1) if is_boundary(text, at)] == true
    for at in range(len(text) + 1):
        assert next_boundary(text, at) == next((b for b in true if b > at), len(text))
        assert previous_boundary(text, at) == next((b for b in reversed(true) if b < at), 0)


def test_outside_the_text() -> None:
    assert not is_boundary("ab", 3)
    assert not is_boundary("ab", -1)
    assert next_boundary("ab", 9) == 2
    assert previous_boundary("ab", 9) == 1
    assert previous_boundary("", 0) == next_boundary("", 0) == 0


def test_snap_outwards() -> None:
    family = "👩\u200d👩\u200d👧"
    assert snap_outwards(f"a{family}b", Span(2, 3)) == Span(1, 6)
    assert snap_outwards("abc", Span(1, 2)) == Span(1, 2)
    assert snap_outwards(f"a{family}b", Span(2, 2)) == Span(1, 6)


def test_a_long_text_costs_no_more_than_a_short_one() -> None:
    def seconds(text: str) -> float:
        began = time.process_time()
        for at in range(0, 2000, 7):
            next_boundary(text, len(text) - at)
            previous_boundary(text, len(text) - at)
        return time.process_time() - began

    for piece in ("word word ", "한국어", "中文没有空格", "नमस्ते दुनिया ", "👩🏽"):
        short, long = piece * 1000, piece * 300_000
        seconds(short)
        assert min(seconds(long), seconds(long)) < 10 * max(seconds(short), 0.001)
