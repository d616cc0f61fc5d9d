"""The page in other sizes, widths, heights and faces: measured on pictures, and the reading place stays."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo, QImage
from PySide6.QtWidgets import QApplication

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Claim, Mention, Placed
from reader.app.look.fonts import SYSTEM_SANS, SYSTEM_SERIF, all_faces, breadth_of, has_face, reading_font
from reader.app.look.page_style import DESIGNED, PageStyle
from reader.app.look.theme import load_theme
from reader.app.page import ReadingView
from reader.resources import READING_FACE, SHIPPED_FACE
from reader.text.spans import Span

Show = Callable[..., ReadingView]
PARAGRAPHS = "\n".join(
    f"{n} " + "A ferry left the harbour of Marrowby and nobody saw it again. " * 7 for n in range(60)
)


def picture(view: ReadingView, qapp: QApplication) -> QImage:
    for _ in range(3):
        qapp.processEvents()
    return view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def tops(image: QImage, left: int, right: int, page: QColor) -> list[int]:
    """The first row of each stretch of rows on which something is drawn between two columns."""
    rows = [y for y in range(image.height()) if any(image.pixelColor(x, y) != page for x in range(left, right))]
    return [y for y in rows if y - 1 not in rows]


@pytest.mark.parametrize(("size", "height"), [(18, 1.35), (18, 2.2), (12, 1.55), (30, 1.4)])
def test_lines_stand_where_size_and_height_put_them(show: Show, qapp: QApplication, size: int, height: float) -> None:
    view = show("H H H\u2028H H H\u2028H H H")
    view.set_style(PageStyle(text_size=size, line_height=height))
    image = picture(view, qapp)
    column = round(view.rects_of(Span(0, 1))[0].left()) + view.viewport().x()
    found = tops(image, column + 1 + size // 10, column + round(size * 0.6), QColor(view._theme.page))
    assert all(b - a == pytest.approx(round(size * height), abs=1) for a, b in itertools.pairwise(found))
    assert len(found) == 3


@pytest.mark.parametrize("face", [SHIPPED_FACE, SYSTEM_SERIF, SYSTEM_SANS, "DejaVu Sans Mono"])
@pytest.mark.parametrize("wanted", [45, 66, 90])
def test_lines_hold_as_many_characters_as_wanted_in_any_face(show: Show, shared: Path, face: str, wanted: int) -> None:
    if not has_face(face):
        pytest.skip(f"{face} is not installed here")
    text = (shared / "articles" / "shoigu-in-pyongyang.txt").read_text(encoding="utf-8")
    view = show(text, size=(1500, 700))
    view.set_style(PageStyle(line_width=wanted, face=face))
    lengths, position = [], 0
    while position < len(text):
        start, end = view.line_ends(position)
        following, _ = view.line_step(position, 1, None)
        if text[end : end + 1] == " ":
            lengths.append(end - start)
        if following <= position:
            break
        position = following
    assert wanted * 0.9 <= sum(lengths) / len(lengths) <= wanted * 1.08


@pytest.mark.parametrize("height", [1.35, 1.55, 2.2])
@pytest.mark.parametrize("size", [12, 18, 32])
def test_marks_go_with_the_type_and_never_reach_the_next_line(
    show: Show, qapp: QApplication, size: int, height: float
) -> None:
    view = show("He met Ada Lovelace there.\u2028He met Ada Lovelace there.")
    view.set_style(PageStyle(text_size=size, line_height=height))
    spans = [Span(7, 19), Span(34, 46)]
    marks = [Mention(id=str(n), fragments=(Placed(span),), type="PER") for n, span in enumerate(spans)]
    view.set_annotations(AnnotationSet.of([*marks, Claim(id="c", fragments=(Placed(Span(0, 26)),))]))
    image = picture(view, qapp)
    theme = load_theme("light")
    fill, line, claim = (QColor(c) for c in (theme.types["PER"].fill, theme.types["PER"].line, theme.claim.line))
    gap = view.rects_of(Span(10, 11))[0]
    x, pitch = round(gap.center().x()) + view.viewport().x(), size * height
    column = [image.pixelColor(x, y) for y in range(round(gap.top()) - 2, round(gap.top() + 2 * pitch) + 3)]
    kinds = [{fill.name(): "f", line.name(): "l", claim.name(): "c"}.get(c.name(), ".") for c in column]
    runs = "".join(kind for kind, _ in itertools.groupby(kinds) if kind != ".")
    assert runs == "flcfl"
    filled = kinds.index("l") - kinds.index("f")
    assert filled == pytest.approx(19 * size / 18, abs=1.5)


def test_claim_numbers_have_room_left_of_the_column_in_small_and_in_large_text(show: Show, qapp: QApplication) -> None:
    view = show("Something was said by someone.")
    view.set_annotations(AnnotationSet.of([Claim(id="c", fragments=(Placed(Span(0, 18)),), verdict="true")]))
    heights = []
    for size in (12, 18, 36):
        view.set_style(PageStyle(text_size=size))
        picture(view, qapp)
        number = view.spots[-1].rect
        words = view.rects_of(Span(0, 9))[0]
        assert view.viewport().x() + number.left() >= -18 and number.right() < words.left() - 10
        assert abs(number.center().y() - (words.top() + 0.8 * words.height() - 5 * size / 18)) <= 1.5
        heights.append(number.height())
    assert heights == [17, 17, 34]


def test_the_top_line_stays_at_the_top_however_often_the_page_is_set_anew(show: Show) -> None:
    view = show(PARAGRAPHS)
    view.verticalScrollBar().setValue(4321)
    top = view.visible_span().start
    sizes, widths, heights = (18, 25, 12, 33), (66, 40, 100), (1.55, 2.1)
    for size, width, height in itertools.product(sizes, widths, heights):
        view.set_style(PageStyle(size, width, height))
        start, end = view.line_ends(view.visible_span().start)
        assert start <= top <= end
    view.set_style(DESIGNED)
    assert view.visible_span().start == top


def test_the_top_line_stays_when_the_window_gets_narrow_and_wide_again(show: Show, qapp: QApplication) -> None:
    view = show(PARAGRAPHS)
    view.verticalScrollBar().setValue(4321)
    top = view.visible_span().start
    for width in (700, 500, 620, 940):
        view.resize(width, 700)
        qapp.processEvents()
        start, end = view.line_ends(view.visible_span().start)
        assert start <= top <= end
    assert view.visible_span().start == top


def test_a_place_that_was_scrolled_to_meanwhile_is_the_one_that_stays(show: Show) -> None:
    view = show(PARAGRAPHS)
    view.verticalScrollBar().setValue(4321)
    view.set_style(PageStyle(text_size=30))
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 3000)
    top = view.visible_span().start
    view.set_style(DESIGNED)
    start, end = view.line_ends(view.visible_span().start)
    assert start <= top <= end


def test_faces(qapp: QApplication) -> None:
    assert QFontInfo(reading_font(18)).family() == READING_FACE
    assert QFontInfo(reading_font(18, face="Nothing Like It")).family() == READING_FACE
    assert not has_face("Nothing Like It")
    assert QFontInfo(reading_font(18, face=SYSTEM_SANS)).family() != READING_FACE
    assert all_faces()[0] == SHIPPED_FACE and READING_FACE not in all_faces() and len(set(all_faces())) > 3
    assert breadth_of(SHIPPED_FACE) == 1.0 and breadth_of(SYSTEM_SANS) > 0.8
