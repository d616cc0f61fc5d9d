"""What stands around words that are read from right to left: on the right."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from reader.app.look.theme import load_theme
from reader.app.page.plan import is_rtl, settings
from reader.text.open import article_from_text
from reader.text.spans import Span

HEBREW = "> שר החוץ ביקר במוסקבה ביום רביעי.\n\n- אחד\n- שניים\n\n- [x] נעשה\n\nEnd of it.\n"
LATIN = "> The minister went to Moscow on Wednesday.\n\n- one\n- two\n\n- [x] done\n\nסוף.\n"


def columns(image: QImage, top: float, bottom: float, left: int, right: int) -> set[int]:
    """Where something is drawn between two rows."""
    page = QColor(load_theme("light").page)
    rows = range(round(top), round(bottom))
    return {x for x in range(left, right) if any(image.pixelColor(x, y) != page for y in rows)}


def drawn_beside(show, text: str, words: str) -> tuple[int, int]:
    """How many columns are drawn on left and right of these words, in the column."""
    view = show(text, "markdown")
    for _ in range(3):
        QApplication.processEvents()
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    at = view.reading_text.index(words)
    found = view.rects_of(Span(at, at + len(words)))
    shift = view.viewport().x()
    left, right = round(min(r.left() for r in found)) + shift, round(max(r.right() for r in found)) + shift
    measures = view._canvas.measures
    start = measures.shift + measures.left
    band = (found[0].top() + 3, found[0].bottom() - 3)
    before = columns(image, *band, start - 30, left - 2)
    after = columns(image, *band, right + 2, start + measures.column + 12)
    return len(before), len(after)


def test_quote_bar_and_bullets_stand_where_the_line_begins(show) -> None:
    for words in ("שר החוץ ביקר במוסקבה ביום רביעי.", "אחד", "נעשה"):
        before, after = drawn_beside(show, HEBREW, words)
        assert (before, after > 2) == (0, True), words
    for words in ("The minister went to Moscow on Wednesday.", "one", "done"):
        before, after = drawn_beside(show, LATIN, words)
        assert (before > 2, after) == (True, 0), words


def test_the_indent_is_on_the_side_where_the_line_begins() -> None:
    article = article_from_text(HEBREW, "markdown")
    found = settings(article)
    assert [(s.left > 0, s.right > 0) for s in found] == [(False, True)] * 4 + [(False, False)]


def test_the_first_letter_with_a_direction_decides() -> None:
    for text, rtl in (("12 שלום and", True), ("“Shalom” שלום", False), ("123 …", False), ("", False), ("عربي", True)):
        assert is_rtl(text, 0, len(text)) is rtl
