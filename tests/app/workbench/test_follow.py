"""What the status line says of keys, and the way out by Esc, in a real window."""

from __future__ import annotations

from PySide6.QtTest import QTest


def hints(window) -> list[str]:
    return [hint.words for hint in window.window.status.caps.hints]


def test_keys_that_begin_a_sequence_say_what_they_are_about_and_all_that_can_follow(open_text):
    window = open_text()
    window.press("c Shift+V")
    assert window.window.status.place == "Shift+V · Verdict …"
    assert "satire" in hints(window) and hints(window)[-1] == "back"
    window.press("Esc Shift+T")
    assert window.window.status.place == "Shift+T · Hide or show …"


def test_a_key_that_cannot_follow_is_told_and_does_nothing(open_text):
    window = open_text()
    window.press("c Shift+V z")
    assert window.window.status.place == "z does nothing after Shift+V, which is let go."
    (claim,) = window.claims()
    assert "body" not in claim  # no verdict
    window.press("Right")
    assert window.window.status.place.startswith("Paragraph 1 of 3")


def test_escape_on_the_page_puts_the_lists_back_where_an_outline_stands(open_text):
    window = open_text("# One\n\nAda wrote.\n\n## Two\n\nBob wrote.\n", "story.md")
    panel = window.window.panel
    window.press("Shift+O j Enter")
    assert window.window.page_has_focus and panel.shows(panel.outline)
    window.press("Shift+Right Esc")
    assert panel.shows(panel.outline) and window.selected() == ""  # first the selection is let go
    window.press("Esc")
    assert panel.shows(panel.lists) and window.window.page_has_focus


def test_the_key_sheet_says_how_to_leave_it_without_an_article_too(qtbot, postil):
    bench = postil.show_empty()
    window = bench.window
    with qtbot.waitExposed(window):
        window.activateWindow()
    window.focus_page()
    QTest.keyClicks(window.shown_page, "?")
    assert window.is_open("sheet") and [hint.words for hint in window.status.caps.hints] == ["more", "back"]


def test_a_page_of_the_key_sheet_is_as_high_as_what_shows_of_it(open_text):
    window = open_text()
    window.window.window().resize(1280, 700)
    window.press("?")
    sheet = window.window.sheet
    window.until(lambda: sheet.view.verticalScrollBar().maximum() > 0)
    window.press("PgDn")
    step = min(sheet.view.verticalScrollBar().maximum(), sheet.view.viewport().height())
    assert step * 0.8 < sheet.view.verticalScrollBar().value() <= step
