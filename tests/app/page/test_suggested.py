"""Suggestions measured on pictures of the page."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from reader.app.look.theme import THEMES, load_theme
from reader.app.page import ReadingView
from reader.suggest.suggestion import Suggestion
from reader.text.spans import Span

Show = Callable[..., ReadingView]
HERE = Suggestion(Span(7, 19), "PER", "memory", 0.95)
TEXT = "He met Ada Lovelace there."


def picture(view: ReadingView, qapp: QApplication) -> QImage:
    for _ in range(3):
        qapp.processEvents()
    return view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def suggest(view: ReadingView, *found: Suggestion, current: Suggestion | None = None) -> None:
    view.set_suggestions(
        lambda span: [each for each in found if each.span.overlaps(span)], current.span if current else None
    )


def row(image: QImage, y: int, left: int, right: int) -> list[str]:
    return [image.pixelColor(x, y).name().upper() for x in range(left, right)]


@pytest.mark.parametrize("theme", THEMES)
def test_a_dotted_outline_and_a_thin_line_and_no_fill(show: Show, qapp: QApplication, theme: str):
    view = show(TEXT, theme=theme)
    colours, pitch = load_theme(theme), 34 if theme == "contrast" else 28
    suggest(view, HERE)
    image = picture(view, qapp)
    rect = view.rects_of(HERE.span)[0]
    baseline, left, right = round(rect.top() + 0.8 * pitch), round(rect.left()), round(rect.right())
    gap = round(view.rects_of(Span(10, 11))[0].center().x())
    assert image.pixelColor(gap, baseline - 8) == QColor(colours.page), "no fill"
    line = QColor(colours.types["PER"].line)
    thick = [y for y in range(baseline + 2, baseline + 9) if image.pixelColor(gap, y) == line]
    assert thick == [baseline + 4], "the line is 1 px"
    top = row(image, baseline - 15, left + 3, right - 3)
    drawn = [colour != colours.page for colour in top]
    assert 0.2 < sum(drawn) / len(drawn) < 0.6, "dots"
    assert sum(a != b for a, b in itertools.pairwise(drawn)) > len(drawn) / 3


@pytest.mark.parametrize("theme", THEMES)
def test_the_current_one_is_filled_in_a_dashed_outline_of_the_accent(show: Show, qapp: QApplication, theme: str):
    view = show(TEXT, theme=theme)
    colours, pitch = load_theme(theme), 34 if theme == "contrast" else 28
    suggest(view, HERE, current=HERE)
    image = picture(view, qapp)
    rect = view.rects_of(HERE.span)[0]
    baseline, left, right = round(rect.top() + 0.8 * pitch), round(rect.left()), round(rect.right())
    gap = round(view.rects_of(Span(10, 11))[0].center().x())
    fill = colours.types["PER"].fill or colours.select
    assert image.pixelColor(gap, baseline - 8) == QColor(fill)
    for y in (baseline - 16, baseline - 17):
        accent = [colour == colours.accent.upper() for colour in row(image, y, left + 3, right - 3)]
        assert 0.4 < sum(accent) / len(accent) < 0.9, "dashes, 2 px high"


def test_a_suggestion_that_goes_leaves_nothing_behind(show: Show, qapp: QApplication):
    view = show(TEXT)
    before = picture(view, qapp)
    suggest(view, HERE, current=HERE)
    assert picture(view, qapp) != before
    suggest(view)
    assert picture(view, qapp) == before


def test_only_lines_that_change_are_painted_again(show: Show, qapp: QApplication):
    view = show(TEXT + "\n" + "word " * 400)
    suggest(view, HERE)
    picture(view, qapp)
    rows: list[tuple[float, float]] = []
    view._repaints.rows = rows.extend  # type: ignore[method-assign]
    suggest(view, HERE)
    assert rows == []
    suggest(view, HERE, current=HERE)
    assert rows and max(bottom for _, bottom in rows) < 120


def test_what_is_scrolled_to_is_asked_for(show: Show, qapp: QApplication):
    view = show("\n".join(["word"] * 300))
    asked: list[Span] = []

    def source(span: Span) -> list[Suggestion]:
        asked.append(span)
        return []

    view.set_suggestions(source, None)
    view.verticalScrollBar().setValue(2000)
    picture(view, qapp)
    assert asked[-1].start > 100 and len(asked[-1]) < 400
