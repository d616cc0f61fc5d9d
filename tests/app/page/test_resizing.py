"""A page that gets lower goes on showing the words that are read."""

from __future__ import annotations

LONG = "".join(f"Paragraph {n} tells of Ada Lovelace and of what she wrote.\n" for n in range(60))


def shows_caret(window) -> bool:
    page = window.window.page
    rect = page.caret_rect()
    return rect.top() >= 0 and rect.bottom() <= page.viewport().height()


def test_the_caret_that_showed_goes_on_showing(open_text):
    window = open_text(LONG)
    page = window.window.page
    window.go_to("Paragraph 40")
    window.press("Esc")
    page.verticalScrollBar().setValue(round(page.caret_rect().top()) + page.verticalScrollBar().value() - 700)
    assert shows_caret(window)
    window.window.window().resize(1000, 520)
    window.qtbot.wait(30)
    assert shows_caret(window)


def test_where_one_has_scrolled_away_one_stays(open_text):
    window = open_text(LONG)
    page = window.window.page
    page.verticalScrollBar().setValue(900)
    window.window.window().resize(window.window.width(), 520)
    window.qtbot.wait(30)
    assert page.verticalScrollBar().value() == 900
