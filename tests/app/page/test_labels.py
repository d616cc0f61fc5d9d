"""Labels measured on pictures of the page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage
from PySide6.QtWidgets import QApplication

from reader.app.look.fonts import ui_font
from reader.app.look.theme import THEMES, contrast, load_theme
from reader.app.page import ReadingView
from reader.app.page.labels import SIZE, plates
from reader.text.spans import Span
from reader.text.words import words_in

Show = Callable[..., ReadingView]


def picture(view: ReadingView, qapp: QApplication) -> QImage:
    for _ in range(3):
        qapp.processEvents()
    return view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def boxes(view: ReadingView) -> list[QRectF]:
    """Where the plates stand in the viewport."""
    metrics = QFontMetricsF(ui_font(view._canvas.measures.px(SIZE), bold=True), view.viewport())
    found = plates(view._labels._labels, view._canvas, metrics, view._view())
    return [plate.rect.translated(-view._offset()) for plate in found]


def colours_in(image: QImage, rect: QRectF) -> set[str]:
    inner = rect.adjusted(2, 2, -2, -2).toAlignedRect()
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(inner.left(), inner.right() + 1)
        for y in range(inner.top(), inner.bottom() + 1)
    }


@pytest.mark.parametrize("theme", THEMES)
def test_letters_can_be_read_in_every_theme_and_typed_ones_are_dimmed(show: Show, qapp: QApplication, theme: str):
    view = show("Some words stand here.", theme=theme)
    view.set_labels([(Span(5, 10), "HH")], 0)
    (box,) = boxes(view)
    colours = load_theme(theme)
    fresh = colours_in(picture(view, qapp), box)
    assert colours.field.lower() in fresh
    best = max(contrast(colour, colours.field) for colour in fresh)
    assert best >= 7
    view.set_labels([(Span(5, 10), "HH")], 2)
    dimmed = max(contrast(colour, colours.field) for colour in colours_in(picture(view, qapp), box))
    assert 4.5 <= dimmed < best


def test_a_plate_stands_at_the_beginning_of_its_word_and_leaves_it_legible(show: Show, qapp: QApplication):
    view = show("Some words stand here.")
    view.set_labels([(Span(5, 10), "f")])
    (box,), word = boxes(view), view.rects_of(Span(5, 10))[0]
    assert abs(box.left() - word.left()) <= 4
    small_letters = word.top() + 0.8 * 28 - 0.475 * 18  # the top of an x
    assert box.bottom() <= small_letters


def test_a_right_to_left_word_has_its_plate_at_its_right_end(show: Show):
    view = show("שלום עולם")
    view.set_labels([(Span(0, 4), "f")])
    (box,), word = boxes(view), view.rects_of(Span(0, 4))[0]
    assert abs(box.right() - word.right()) <= 4


@pytest.mark.parametrize("zoom", [100, 200])
def test_plates_neither_touch_nor_leave_the_page(show: Show, qapp: QApplication, zoom: int):
    text = "a crack of in at “to the 金 first 恩 שלום a word ב אחת " * 30
    view = show(text, size=(480, 600))
    view.set_zoom(zoom)
    qapp.processEvents()
    view.set_labels([(word, "mw") for word in words_in(text, view.visible_span())])
    found = boxes(view)
    assert len(found) > 20
    inside = QRectF(view.viewport().rect())
    for number, box in enumerate(found):
        assert inside.contains(box)
        assert not any(box.intersects(other) for other in found[number + 1 :])


def test_taking_them_away_gives_the_page_back(show: Show, qapp: QApplication):
    view = show("Some words stand here.")
    before = picture(view, qapp)
    view.set_labels([(Span(5, 10), "f")])
    assert picture(view, qapp) != before
    view.set_labels(())
    assert picture(view, qapp) == before
