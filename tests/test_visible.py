"""What cannot be seen is shown, and what belongs to how words are written is left alone."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.visible import escaped_json, for_terminal, in_a_line, shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Ann\u202egnp.exe", "Ann‹U+202E›gnp.exe"), ("zero\u200bwidth", "zero‹U+200B›width"),
        ("\x1b[31mred", "‹U+001B›[31mred"), ("\x9b31m", "‹U+009B›31m"), ("a\ufeffb", "a‹U+FEFF›b"),
        ("a\nb", "a‹U+000A›b"), ("\ud83d", "‹U+D83D›"), ("\U000e0041", "‹U+E0041›"), ("so\u00adft", "so‹U+00AD›ft"),
        ("a\u200db", "a‹U+200D›b"), ("a\ufe0f\ufe0e", "a\ufe0f‹U+FE0E›"), ("\u3164", "‹U+3164›"),
    ],
)  # fmt: skip
def test_the_unseen_is_shown(words: str, said: str) -> None:
    assert shown(words) == said


@pytest.mark.parametrize(
    "words",
    [
        "Ann wept.", "می\u200cخواهم", "क्\u200dष", "👩\u200d👩\u200d👧", "👩🏽\u200d🚀", "❤\ufe0f\u200d🔥",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "葛\U000e0100", "Jose\u0301",
        "עברית", "\u0601",
    ],
)  # fmt: skip
def test_what_belongs_to_the_words_stays(words: str) -> None:
    assert shown(words) == words == in_a_line(words)


def test_a_line_folds_white_space_and_a_terminal_keeps_lines() -> None:
    assert in_a_line(" a\n\tb\u2028c\x85d\u202e ") == "a b c d‹U+202E›"
    assert for_terminal("a\tb\n\x1b[2J\r\n") == "a\tb\n‹U+001B›[2J‹U+000D›\n"


def test_no_control_and_no_turning_of_words_is_left_over() -> None:
    """Every code point there is, one at a time between letters of no script that joins."""
    kept = {
        chr(n)
        for n in range(0x110000)
        if unicodedata.category(chr(n)) in ("Cc", "Cf", "Cs", "Zl", "Zp") and shown(f"a{chr(n)}b") == f"a{chr(n)}b"
    }
    signs = {c for c in kept if "SIGN" in unicodedata.name(c, "") or "END OF AYAH" in unicodedata.name(c, "")}
    assert kept - signs == {"\u070f"} | {
        c for c in kept if "MARK" in unicodedata.name(c, "") or 0x13430 <= ord(c) < 0x13460
    }
    turning = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    assert not [c for c in kept if unicodedata.bidirectional(c) in turning]


@given(st.text())
def test_json_with_escapes_says_the_same(words: str) -> None:
    text = json.dumps({"a": words, words: [1]}, ensure_ascii=False, indent=1)
    escaped = escaped_json(text)
    assert json.loads(escaped) == {"a": words, words: [1]}
    assert not [c for c in escaped if c != "\n" and unicodedata.category(c) == "Cc"]


@given(st.text(), st.text())
def test_what_is_shown_cannot_steer_a_terminal(words: str, more: str) -> None:
    for said in (shown(words + "\x1b" + more), in_a_line(words + more)):
        assert not [c for c in said if unicodedata.category(c) in ("Cc", "Zl", "Zp")]
