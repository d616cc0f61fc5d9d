"""The page measured on pictures of it: column, size, line height, contrast, marks."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Claim, Highlight, Mention, Placed
from reader.app.look.theme import THEMES, contrast, load_theme
from reader.app.page import ReadingView
from reader.text.spans import Span

Show = Callable[..., ReadingView]


def picture(view: ReadingView, qapp: QApplication) -> QImage:
    for _ in range(3):
        qapp.processEvents()
    return view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def dark_rows(image: QImage, left: int, right: int, page: QColor) -> list[int]:
    """Rows on which something other than the page is drawn between two columns."""
    return [y for y in range(image.height()) if any(image.pixelColor(x, y) != page for x in range(left, right))]


@pytest.fixture
def article(shared: Path) -> str:
    return (shared / "articles" / "shoigu-in-pyongyang.txt").read_text(encoding="utf-8")


def test_lines_hold_60_to_72_characters(show: Show, article: str) -> None:
    view = show(article)
    lengths = []
    position = 0
    while position < len(article):
        start, end = view.line_ends(position)
        following, _ = view.line_step(position, 1, None)
        if article[end : end + 1] == " ":  # a line that wraps, not a paragraph's last
            lengths.append(end - start)
        if following <= position:
            break
        position = following
    assert len(lengths) > 25
    assert 60 <= sum(lengths) / len(lengths) <= 72
    assert max(lengths) <= 76


def test_type_is_18_px_on_lines_of_28(show: Show, article: str, qapp: QApplication) -> None:
    view = show("H H H H H H H\u2028H H H\u2028H H H\u2028H H H")
    image = picture(view, qapp)
    column = round(view.rects_of(Span(0, 1))[0].left())
    rows = dark_rows(image, column + 1, column + 9, QColor(view._theme.page))
    tops = [y for y in rows if y - 1 not in rows]
    assert [b - a for a, b in itertools.pairwise(tops)] == [28, 28, 28]
    height = rows[rows.index(tops[1]) - 1] - tops[0] + 1
    assert height == pytest.approx(0.67 * 18, abs=1)  # the face's capitals are 0.67 of its size
    assert pytest.approx(1.55, abs=0.01) == 28 / 18


@pytest.mark.parametrize("theme", THEMES)
def test_words_have_7_to_1_on_page_and_select(show: Show, qapp: QApplication, theme: str) -> None:
    view = show("\u2588\u2588\u2588\u2588 words", theme=theme)  # full blocks: pixels of pure ink
    image = picture(view, qapp)
    rect = view.rects_of(Span(1, 2))[0]
    ink = image.pixelColor(round(rect.center().x()), round(rect.center().y()))
    page = image.pixelColor(900 - 60, 600)
    assert page == QColor(load_theme(theme).page)
    assert contrast(ink.name(), page.name()) >= 7
    view.select(0, 10)
    image = picture(view, qapp)
    words = view.rects_of(Span(5, 10))[0]
    ground = image.pixelColor(round(words.left()) + 1, round(words.top()) + 1)
    assert ground == QColor(load_theme(theme).select)
    assert contrast(ink.name(), ground.name()) >= 7


@pytest.mark.parametrize("theme", ["light", "sepia", "dark"])
def test_a_mention_has_its_fill_and_its_line(show: Show, qapp: QApplication, theme: str) -> None:
    text = "He met Ada Lovelace there."
    view = show(text, theme=theme)
    span = Span(7, 19)
    view.set_annotations(AnnotationSet.of([Mention(id="m", fragments=(Placed(span),), type="PER")]))
    image = picture(view, qapp)
    rect = view.rects_of(span)[0]
    baseline = rect.top() + 0.8 * 28
    colours = load_theme(theme).types["PER"]
    gap = view.rects_of(Span(10, 11))[0]  # the space between the words
    x = round(gap.center().x())
    assert image.pixelColor(x, round(baseline) - 8) == QColor(colours.fill)
    assert image.pixelColor(x, round(baseline) + 4) == QColor(colours.line)
    assert image.pixelColor(x, round(baseline) + 5) == QColor(colours.line)
    assert image.pixelColor(round(rect.left()) - 3, round(baseline) - 8) == QColor(load_theme(theme).page)
    assert contrast(colours.fill, load_theme(theme).ink) >= 5.4


def test_a_mark_is_as_high_as_the_type_it_stands_on(show: Show, qapp: QApplication) -> None:
    text = "# HEAD of it\n\nHEAD again.\n\n```\nHEAD code\n```"
    view = show(text, "markdown")
    spans = [Span(at, at + 4) for at in range(len(view.reading_text)) if view.reading_text.startswith("HEAD", at)]
    fill = QColor(load_theme("light").types["PER"].fill)
    grounds = (QColor(load_theme("light").page), QColor(load_theme("light").chrome))
    bare = picture(view, qapp)
    marks = [Mention(id=str(n), fragments=(Placed(span),), type="PER") for n, span in enumerate(spans)]
    view.set_annotations(AnnotationSet.of(marks))
    image = picture(view, qapp)
    assert len(spans) == 3
    for span in spans:
        rect = view.rects_of(span)[0]
        left, right = round(rect.left()) + view.viewport().x(), round(rect.right()) + view.viewport().x()
        rows = range(round(rect.top()) - 4, round(rect.bottom()))
        caps = [y for y in rows if any(bare.pixelColor(x, y) not in grounds for x in range(left + 1, right - 1))]
        filled = [y for y in rows if image.pixelColor(left, y) == fill]
        assert 1 <= caps[0] - filled[0] <= 7, span


def test_a_mark_on_code_inside_a_line_is_seen(show: Show, qapp: QApplication) -> None:
    view = show("Call `the engine` now.", "markdown")
    bare = picture(view, qapp)
    space = view.rects_of(Span(8, 9))[0]  # between the two words
    x, y = round(space.center().x()) + view.viewport().x(), round(space.top() + 0.8 * 28) - 6
    assert bare.pixelColor(x, y) == QColor(load_theme("light").chrome)
    view.set_annotations(AnnotationSet.of([Mention(id="m", fragments=(Placed(Span(5, 15)),), type="OBJ")]))
    assert picture(view, qapp).pixelColor(x, y) == QColor(load_theme("light").types["OBJ"].fill)


def test_neighbours_never_touch(show: Show, qapp: QApplication) -> None:
    view = show("金正恩平壤")
    marks = [
        Mention(id=str(n), fragments=(Placed(span),), type="GPE") for n, span in enumerate((Span(0, 3), Span(3, 5)))
    ]
    view.set_annotations(AnnotationSet.of(marks))
    image = picture(view, qapp)
    border = view.rects_of(Span(3, 4))[0]
    y = round(border.top() + 0.8 * 28) + 5
    line = QColor(load_theme("light").types["GPE"].line)
    row = [image.pixelColor(round(border.left()) + dx, y) for dx in range(-4, 5)]
    assert row[0] == row[-1] == line
    assert any(colour != line for colour in row)


def test_a_claim_has_a_bar_in_the_margin_and_a_thin_line(show: Show, qapp: QApplication) -> None:
    view = show("Something was said by someone.")
    view.set_annotations(AnnotationSet.of([Claim(id="c", fragments=(Placed(Span(0, 18)),), verdict="true")]))
    image = picture(view, qapp)
    rect = view.rects_of(Span(0, 18))[0]
    baseline = round(rect.top() + 0.8 * 28)
    colour = QColor(load_theme("light").claim.line)
    assert image.pixelColor(round(rect.left()) - 17, baseline - 5) == colour
    assert image.pixelColor(round(rect.center().x()), baseline + 11) == colour
    page = QColor(load_theme("light").page)
    sign = [image.pixelColor(x, y) for x in range(66, 88) for y in range(baseline - 12, baseline + 4)]
    assert any(pixel != page for pixel in sign)


def test_an_unknown_type_is_grey_with_a_wave(show: Show, qapp: QApplication) -> None:
    view = show("He met Ada there.")
    view.set_annotations(AnnotationSet.of([Mention(id="m", fragments=(Placed(Span(7, 10)),), type="made:up")]))
    image = picture(view, qapp)
    rect = view.rects_of(Span(7, 10))[0]
    assert image.pixelColor(round(rect.left()), round(rect.top() + 0.8 * 28) - 13) == QColor(
        load_theme("light").types["UNKNOWN"].fill
    )


def test_a_highlight_has_no_line(show: Show, qapp: QApplication) -> None:
    view = show("He met Ada there.")
    view.set_annotations(AnnotationSet.of([Highlight(id="h", fragments=(Placed(Span(3, 10)),))]))
    image = picture(view, qapp)
    gap = view.rects_of(Span(6, 7))[0]
    x, baseline = round(gap.center().x()), round(gap.top() + 0.8 * 28)
    assert image.pixelColor(x, baseline - 5) == QColor(load_theme("light").highlight.fill)
    assert image.pixelColor(x, baseline + 7) == QColor(load_theme("light").page)


def test_an_empty_article_says_so(show: Show, qapp: QApplication) -> None:
    view = show("")
    page = QColor(load_theme("light").page)
    assert len(dark_rows(picture(view, qapp), 126, 300, page)) > 8
    assert view.toPlainText() == ""
