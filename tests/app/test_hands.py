"""Held types, ends, repeat and stacks in a real window, by real keys and by mouse, down to the sidecar."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reader.text.spans import Span


def drag(on, first: str, last: str) -> None:
    page = on.window.page
    start, end = on.text.index(first), on.text.index(last) + len(last)
    a, b = page.rects_of(Span(start, start + 1))[0], page.rects_of(Span(end - 1, end))[0]
    left, right = a.center().toPoint() - QPoint(2, 0), b.center().toPoint() + QPoint(2, 0)
    QTest.mousePress(page.viewport(), Qt.MouseButton.LeftButton, pos=left)
    for at in (left + QPoint(12, 0), right - QPoint(3, 0), right):
        QTest.mouseMove(page.viewport(), at)
    QTest.mouseRelease(page.viewport(), Qt.MouseButton.LeftButton, pos=right)


def test_a_held_type_goes_on_what_the_mouse_selects_and_on_words_by_enter(open_text):
    on = open_text()
    on.press("q p")
    assert "Held: Person" in on.window.status.place
    drag(on, "Charles", "Babbage")
    on.until(lambda: len(on.bench.session.annotations) == 1)
    drag(on, "London", "London")
    assert on.mentions() == [("PER", "Charles Babbage"), ("PER", "London")]
    assert "Held: Person" in on.window.status.place
    on.press("Esc Ctrl+Home")
    drag(on, "Turin", "Turin")
    assert len(on.mentions()) == 2, "not held any more"
    on.press("q g Enter")
    assert ("GPE", "Turin") in on.mentions()


def test_keys_that_can_follow_q_are_told(open_text):
    on = open_text()
    on.press("q")
    assert on.window.status.place == "q · Hold …"
    assert {"person", "organisation"} <= {hint.words for hint in on.window.status.caps.hints}


def test_an_end_is_shown_where_it_would_be_and_kept_by_enter(open_text):
    on = open_text()
    on.select("Charles Babbage")
    on.press("p ] Left")
    page = on.window.page
    shown = page.annotations_on(Span(0, len(on.text)))
    assert [span.of(on.text) for span, _ in shown] == ["Charles"]
    assert on.window.status.place == "End of Person: “Charles”"
    assert [span.of(on.text) for a in on.bench.session.annotations for span in a.spans] == ["Charles Babbage"]
    on.press("Esc")
    assert [span.of(on.text) for span, _ in page.annotations_on(Span(0, len(on.text)))] == ["Charles Babbage"]
    on.press("] Left Enter")
    assert on.mentions() == [("PER", "Charles")]
    on.press("Ctrl+Z")
    assert on.mentions() == [("PER", "Charles Babbage")]


def test_the_end_stays_in_sight(open_text):
    on = open_text("word " * 3000)
    on.press("p ]")
    on.press("Right " * 600)
    rect = on.window.page.caret_rect()
    assert rect.top() >= 0 and rect.bottom() <= on.window.page.viewport().height()


def test_repeat_and_stack_and_grow(open_text):
    on = open_text()
    on.press("p")
    on.go_to("Turin")
    on.press(".")
    assert on.mentions() == [("PER", "Ada"), ("PER", "Turin")]
    on.select("from Turin")
    on.press("u")
    on.go_to("Turin")
    on.press(";")
    assert on.window.status.place == "2 of 2 here: Highlight"
    on.press("Esc s s")
    assert on.selected() != "Turin"
    on.press("Shift+S")
    assert on.selected() == "Turin"


def test_a_mouse_selection_ends_the_labels(open_text):
    on = open_text()
    on.press("h")
    drag(on, "London", "London")
    assert on.bench.desk.mode is None and on.selected() == "London" and not on.window.page._labels


def test_the_hint_line_says_what_the_next_key_would_do(open_text):
    on = open_text()
    words = lambda: [hint.words for hint in on.window.status.caps.hints]  # noqa: E731
    assert words() == ["person", "organisation", "country", "claim", "jump", "find", "keys"]
    on.press("p")
    assert words() == ["retag", "all others", "link", "ends", "remove", "next", "keys"]
    on.select("Charles Babbage")
    assert words() == ["tag as", "claim", "highlight", "repeat", "more or less", "keys"]
    on.press("Esc q p")
    assert words() == ["person", "skip", "jump", "back"]
    on.press("Esc h")
    assert words() == ["back"]
