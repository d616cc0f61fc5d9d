"""One line of words of which some are bold: what is drawn, and where."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from reader.app.look.emphasis import draw_line, is_rtl, stretches

WIDTH, HEIGHT = 240, 24


@pytest.mark.parametrize(
    ("text", "hits", "bold"),
    [
        ("abcd", [0, 1, 3], [(0, 2), (3, 4)]),
        ("e\u0301x", [0], [(0, 2)]),
        ("إلى القاهرة", [5], [(4, 11)]),
        ("", [], []),
    ],
)
def test_marks_and_joined_letters_are_not_torn_apart(text, hits, bold):
    assert stretches(text, hits) == bold


@pytest.mark.parametrize(("words", "rtl"), [("abc", False), ("123 שלום", True), ("القاهرة", True), ("", False)])
def test_direction(words, rtl):
    assert is_rtl(words) is rtl


def drawn(words: str, bold=(), **options) -> tuple[float, list[int]]:
    """The width that was told, and how much ink there is in each quarter from the left."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    font = QFont()
    font.setPixelSize(14)
    width = draw_line(painter, font, words, bold, QRectF(0, 0, WIDTH, HEIGHT), **options)
    painter.end()
    ink = [0, 0, 0, 0]
    for x in range(WIDTH):
        ink[x * 4 // WIDTH] += sum(255 - image.pixelColor(x, y).red() for y in range(HEIGHT))
    return width, ink


def test_bold_words_take_more_ink(qapp):
    assert sum(drawn("Korea", [(0, 5)])[1]) > 1.1 * sum(drawn("Korea")[1])
    assert sum(drawn("Korea", [(0, 5)], underlined=True)[1]) > sum(drawn("Korea", [(0, 5)])[1])


def test_the_stretch_is_counted_in_code_points(qapp):
    """The pictures before it take two UTF-16 units each."""
    assert drawn("😀😀 Korea", [(3, 8)])[1] != drawn("😀😀 Korea", [(1, 6)])[1]


def test_long_words_end_in_dots_and_stay_inside(qapp):
    width, ink = drawn("Korea " * 40, [(0, 5), (200, 205)])
    assert WIDTH * 0.8 < width <= WIDTH + 1 and ink[3] > 0


def test_from_right_to_left_it_begins_at_the_right(qapp):
    _, ink = drawn("שלום", aligned=True)
    assert ink[0] == ink[1] == 0 and ink[3] > 0
    _, ink = drawn("שלום")
    assert ink[0] > 0 and ink[3] == 0


def test_no_room_draws_nothing(qapp):
    image = QImage(10, 10, QImage.Format.Format_Grayscale8)
    painter = QPainter(image)
    assert draw_line(painter, QFont(), "abc", [], QRectF(0, 0, 0, 10)) == 0.0
    painter.end()
