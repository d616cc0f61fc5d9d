"""What is asked below the page leaves in view what it is about."""

from __future__ import annotations

from reader.text.spans import Span


def bottom_of_word(window) -> float:
    """How far above the lower edge of what shows of the page the words at the caret end, in px."""
    page, caret = window.window.page, window.bench.desk.caret
    return page.viewport().height() - page.rects_of(Span(caret, caret + 1))[-1].bottom()


def test_the_editor_of_notes_does_not_hide_the_words_it_is_about(open_text):
    window = open_text("".join(f"Line {n} of a long article.\n" for n in range(100)))
    window.press("PgDn")
    while bottom_of_word(window) > 60:
        window.press("Down")
    window.press("u t")
    assert window.window.is_open("note")
    window.qtbot.wait(1)
    assert bottom_of_word(window) >= 0
    window.type("Why?")
    window.press("Enter")
    (record,) = window.saved()
    assert any(body["value"] == "Why?" for body in record["body"])
