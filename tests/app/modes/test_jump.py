"""Labels: which letters they are, and typing them in a real window."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from reader.app.keyboard.keys import _PLACES
from reader.app.modes.jump import LETTERS, codes


@settings(deadline=None)
@given(st.integers(0, 3000))
def test_no_label_begins_another_and_none_could_be_shorter(count):
    found = codes(count)
    known = set(found)
    assert len(known) == count
    lengths = [len(code) for code in found]
    assert lengths == sorted(lengths)
    assert not any(code[:n] in known for code in found for n in range(1, len(code)))
    # Kraft: with all lengths one shorter for one more label, there would be no room
    if count > 1:
        assert max(lengths) == math.ceil(math.log(count, len(LETTERS)) - 1e-9) and max(lengths) - min(lengths) <= 1


def test_the_home_row_comes_first():
    assert "".join(codes(9)) == LETTERS[:9] and set(LETTERS[:9]) == set("asdfghjkl")
    assert set(LETTERS) == set("abcdefghijklmnopqrstuvwxyz")


def label_of(on, words: str, nth: int = 0) -> str:
    """The letters on a word, as the page shows them."""
    places = [(span.start, code) for span, code in on.window.page._labels._labels if span.of(on.text) == words]
    return sorted(places)[nth][1]


def test_typing_a_label_selects_its_word_and_a_letter_tags_it(open_text):
    on = open_text()
    on.press("h")
    assert "letters" in on.window.status.place
    on.press(" ".join(label_of(on, "Turin")))
    assert on.selected() == "Turin" and on.bench.desk.mode is None and not on.window.page._labels
    on.press("g")
    assert on.mentions() == [("GPE", "Turin")]


def test_the_nearest_words_have_the_shortest_labels(open_text):
    on = open_text("one two three four five six seven eight nine ten\n" * 8)
    on.go_to("five", 4)
    on.press("h")
    shown = on.window.page._labels._labels
    caret = on.bench.desk.caret
    by_distance = [len(code) for span, code in sorted(shown, key=lambda pair: abs(pair[0].start - caret))]
    assert by_distance == sorted(by_distance) and by_distance[0] == 1 and by_distance[-1] == 2


@pytest.mark.parametrize("shift", ["H", "last letter"])
def test_with_shift_the_selection_reaches_to_the_word(open_text, shift):
    on = open_text()
    on.go_to("Babbage")
    on.press("Shift+H" if shift == "H" else "h")
    *first, last = label_of(on, "London")
    on.press(" ".join([*first, last if shift == "H" else f"Shift+{last}"]))
    assert on.selected() == "Babbage in London"
    on.press("Shift+H")
    on.press(" ".join(label_of(on, "Ada")))
    assert on.selected() == "Ada Lovelace wrote to Charles Babbage in London"


def test_backspace_takes_a_letter_back_and_esc_ends_it(open_text):
    on = open_text("word " * 60)
    on.press("h")
    first = next(code for _, code in on.window.page._labels._labels if len(code) == 2)[0]
    before = len(on.window.page._labels._labels)
    on.press(first)
    assert len(on.window.page._labels._labels) == 26
    assert any(h.keys == ("Backspace",) for h in on.window.status.caps.hints)
    on.press("Backspace")
    assert len(on.window.page._labels._labels) == before
    on.press("Esc")
    assert not on.window.page._labels and on.bench.desk.mode is None and on.selected() == ""
    on.press("p")
    assert on.mentions() == [("PER", "word")], "letters tag again"


def test_a_key_that_is_no_letter_ends_it_and_does_what_it_does(open_text):
    on = open_text()
    on.press("h Right")
    assert on.bench.desk.mode is None and not on.window.page._labels
    assert on.text.startswith("Lovelace", on.bench.desk.caret)


def test_on_a_cyrillic_keyboard_the_place_of_the_key_counts(open_text):
    on = open_text()
    on.press("h")
    scans = {char: scan for scan, char in _PLACES["linux"].items()}
    cyrillic = dict(zip("qwertyuiopasdfghjklzxcvbnm", "йцукенгшщзфывапролдячсмить", strict=True))
    for letter in label_of(on, "Turin"):
        event = QKeyEvent(
            QKeyEvent.Type.KeyPress, ord(cyrillic[letter].upper()), Qt.KeyboardModifier.NoModifier,
            scans[letter], 0, 0, cyrillic[letter],
        )  # fmt: skip
        QApplication.sendEvent(on.focused(), event)
    assert on.selected() == "Turin"


def test_of_words_without_spaces_every_second_one_has_a_label(open_text):
    on = open_text("金正恩在平壤 met")
    on.press("h")
    assert [span.of(on.text) for span, _ in sorted(on.window.page._labels._labels)] == ["金", "恩", "平", "met"]


def test_only_what_shows_has_labels(open_text):
    on = open_text("\n".join(f"Line {n} of many" for n in range(400)))
    on.press("PgDn PgDn h")
    lines = sorted({on.text.count("\n", 0, span.start) for span, _ in on.window.page._labels._labels})
    page = on.window.page
    assert lines[0] > 20 and len(lines) < 40
    for span, _ in page._labels._labels:
        rect = page.rects_of(span)[0]
        assert rect.top() >= -3 and rect.bottom() <= page.viewport().height() + 3


def test_another_article_takes_the_labels_away(open_text, qtbot):
    on = open_text()
    on.press("h")
    on.window.page.show_article(on.bench.session.article)
    assert not on.window.page._labels


def test_a_single_target_has_a_letter_too():
    assert codes(1) == [LETTERS[0]]
