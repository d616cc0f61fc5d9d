"""Where lines may end inside long words, and where they may not inside words of Korean."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export.pdf.breaks import address_parts, with_breaks

ADDRESS = "https://tide.example/2025/07/the-harbour?utm_source=a&b=c"


def flat(pieces: list[Any]) -> str:
    found = ""
    for piece in pieces:
        if isinstance(piece, dict):
            found += flat(piece["w"])
        else:
            words = piece if isinstance(piece, str) else piece[0]
            found += words if isinstance(words, str) else "".join("".join(part) for part in words)
    return found


PIECES = st.lists(
    st.one_of(
        st.text("ab/_- 한국\n한", max_size=60),
        st.tuples(st.text("ab/_- 한국", max_size=60), st.integers(0, 9), st.sampled_from(["", "b", "c"])).map(list),
    ),
    max_size=5,
)


@given(PIECES, st.integers(4, 30), st.booleans())
def test_no_letter_is_lost_or_moved(pieces: list[Any], room: int, code: bool) -> None:
    assert flat(with_breaks(pieces, room, code)) == flat(pieces)


def test_short_words_are_left_alone() -> None:
    pieces: list[Any] = ["Some words", ["and more", 3, "b"]]
    assert with_breaks(pieces, 24, code=False) == pieces


def test_an_address_may_be_broken_behind_its_signs() -> None:
    parts = address_parts(ADDRESS)
    assert "".join(parts) == ADDRESS
    assert parts[:3] == ["https://", "tide.", "example/"] and "?" not in parts[-1]
    assert with_breaks([ADDRESS], 24, code=False) == [[[parts], 0, ""]]


def test_words_beside_an_address_are_hyphenated_as_ever() -> None:
    ((words, _, _),) = with_breaks([f"See {ADDRESS} for more"], 24, code=False)
    assert words == ["See ", address_parts(ADDRESS), " for more"]


def test_letters_are_left_to_hyphenation_unless_no_line_could_hold_them() -> None:
    german = "Donaudampfschifffahrtsgesellschaft"
    assert with_breaks([german], 24, code=False) == [german]
    assert len(with_breaks([german * 3], 24, code=False)[0][0][0]) == len(german) * 3
    assert len(with_breaks([german], 24, code=True)[0][0][0]) == len(german)


def test_a_mark_stays_with_the_word() -> None:
    ((words, mark, style),) = with_breaks([[ADDRESS, 7, "u"]], 24, code=False)
    assert "".join(words[0]) == ADDRESS and (mark, style) == (7, "u")


@pytest.mark.parametrize(
    ("pieces", "want"),
    [
        (["항만 당국은 함"], [{"w": ["항만"]}, " ", {"w": ["당국은"]}, " ", "함"]),
        ([["항만", 1, ""], "은 곧"], [{"w": [["항만", 1, ""], "은"]}, " ", "곧"]),
        (
            [["항만 당국", 4, ""]],
            [{"w": [["항만", 4, ""]]}, [" ", 4, ""], {"w": [["당국", 4, ""]]}],
        ),
        (["KCNA가 said"], [{"w": ["KCNA가"]}, " ", "said"]),
        (["한" * 30 + " 한국"], ["한" * 30, " ", {"w": ["한국"]}]),
    ],
)
def test_words_of_korean_stay_whole(pieces: list[Any], want: list[Any]) -> None:
    assert with_breaks(pieces, 99, code=False) == want
