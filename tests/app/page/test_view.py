"""The page as others use it: selection, lines, places, repaints."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Claim, Mention, Placed
from reader.app.page import ReadingView
from reader.text.clusters import is_boundary
from reader.text.spans import Span

Show = Callable[..., ReadingView]
STORY = "\n".join(
    f"Paragraph {n} tells of Ada Lovelace and of Charles Babbage in London, at length. " * 4 for n in range(40)
)


def test_a_selection_comes_back_as_it_was_set(show: Show) -> None:
    view = show(STORY)
    heard: list[tuple[int, int]] = []
    view.selection_changed.connect(lambda anchor, caret: heard.append((anchor, caret)))
    view.select(30, 12)
    view.select(30, 12)
    assert view.selection() == (30, 12)
    assert heard == [(30, 12)]
    view.select(-5, 10**9)
    assert view.selection() == (0, len(STORY))


def test_a_far_caret_comes_into_view_with_lines_around_it(show: Show) -> None:
    view = show(STORY)
    for position in (len(STORY) // 2, len(STORY) - 1, 0, 900):
        view.select(position, position)
        rect = view.caret_rect()
        assert view.viewport().rect().contains(rect.toRect())
        span = view.visible_span()
        assert span.start <= position <= span.end
    value = view.verticalScrollBar().value()
    view.select(len(STORY), len(STORY), reveal=False)
    assert view.verticalScrollBar().value() == value


def test_lines_keep_their_column(show: Show) -> None:
    view = show(
        "A long first line of words that goes on and on. " * 3 + "\nx\n" + "And a third paragraph of words. " * 6
    )
    place, goal = view.line_step(30, 0, None)
    seen = [place]
    for _ in range(6):
        place, goal = view.line_step(place, 1, goal)
        seen.append(place)
    assert seen == sorted(set(seen))
    assert view.line_step(place, 1, goal)[0] == place  # the last line
    for expected in reversed(seen[:-1]):
        place, goal = view.line_step(place, -1, goal)
        assert place == expected
    assert view.line_step(0, -1, None)[0] == 0


def test_line_ends_leave_the_space_out_at_which_a_line_wraps(show: Show) -> None:
    text = "Words that wrap after some time. " * 8
    view = show(text)
    start, end = view.line_ends(70)
    assert 40 < end - start < 80
    assert text[end] == " "
    assert text[start - 1] == " " or start == 0
    assert view.line_ends(end) == (start, end)


def test_columns_of_a_table_are_walked_down(show: Show) -> None:
    view = show("| one | two |\n|---|---|\n| three | four |\n| five | six |\n\nafter", "markdown")
    text = "one\ntwo\nthree\nfour\nfive\nsix\nafter"
    place, goal = view.line_step(text.index("two"), 1, None)
    assert text[place:].startswith("four")
    place, goal = view.line_step(place, 1, goal)
    assert text[place:].startswith("six")
    place, goal = view.line_step(place, 1, goal)
    assert place >= text.index("after")
    back, _ = view.line_step(place, -1, goal)
    assert text[back:].startswith("six")


def test_places_and_points_are_each_others_inverse(show: Show) -> None:
    view = show("Emoji 😀 and José, then Hebrew שלום עולם and 中文字 words.\nSecond line.")
    for position in range(40):
        rects = view.rects_of(Span(position, position + 1))
        if len(rects) == 1 and rects[0].width() > 4:
            point = QPoint(round(rects[0].left() + 1.5), round(rects[0].center().y()))
            rtl = view.is_rtl_at(position)
            assert view.position_at(point) == position + (1 if rtl else 0)
    assert view.position_at(QPoint(5, 5)) is None


def test_mixed_directions_make_several_rectangles(show: Show) -> None:
    text = "Some שלום עולם and more"
    view = show(text)
    assert len(view.rects_of(Span(0, len(text)))) == 1
    cut = view.rects_of(Span(2, text.index("עולם")))
    assert len(cut) == 2
    assert cut[0].right() < cut[1].left()
    assert view.is_rtl_at(text.index("עולם"))
    assert not view.is_rtl_at(2)


def test_a_wrapped_span_has_a_rectangle_on_each_line(show: Show) -> None:
    view = show("Words that wrap after some time. " * 8)
    found = view.rects_of(Span(0, 150))
    assert len(found) == 3
    assert {round(b.top() - a.top()) for a, b in itertools.pairwise(found)} == {28}


def test_the_mouse_never_selects_half_a_cluster(show: Show, qapp: QApplication) -> None:
    text = "Jose\u0301 met 👩‍👩‍👧‍👦 today"
    view = show(text)
    family = view.rects_of(Span(text.index("👩"), text.index(" today")))[0]
    y = round(family.center().y())
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(family.left()) - 30, y))
    QTest.mouseMove(view.viewport(), QPoint(round(family.left() + family.width() * 0.7), y))
    QTest.mouseRelease(
        view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(family.left() + family.width() * 0.7), y)
    )
    low, high = sorted(view.selection())
    assert low < text.index("👩") < high
    assert is_boundary(text, low)
    assert is_boundary(text, high)


@pytest.mark.parametrize(
    ("alt", "selected"),
    [(Qt.KeyboardModifier.NoModifier, "Sergei Shoigu"), (Qt.KeyboardModifier.AltModifier, "gei Shoi")],
)
def test_a_drag_from_inside_a_word_into_another_takes_both_unless_alt_is_held(show: Show, alt, selected) -> None:
    text = "Kim met Sergei Shoigu there"
    view = show(text)
    ends = [view.rects_of(Span(place, place + 1))[0] for place in (text.index("gei"), text.index("gu "))]
    points = [QPointF(end.left() + 1, end.center().y()) for end in ends]
    held, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, point, button, buttons in (
        (QEvent.Type.MouseButtonPress, points[0], held, held),
        (QEvent.Type.MouseMove, points[1], none, held),
        (QEvent.Type.MouseButtonRelease, points[1], held, none),
    ):
        where = view.viewport().mapToGlobal(point)
        QApplication.sendEvent(view.viewport(), QMouseEvent(kind, point, where, button, buttons, alt))
    low, high = view.selection()
    assert text[low:high] == selected


def test_keys_go_to_the_handler_and_nowhere_else(show: Show) -> None:
    view = show(STORY)
    pressed: list[str] = []

    def handler(event: QKeyEvent) -> bool:
        pressed.append(event.text())
        return event.text() == "p"

    view.key_handler = handler
    before = view.verticalScrollBar().value()
    for key in (Qt.Key.Key_P, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_PageDown):
        QTest.keyClick(view, key)
    assert len(pressed) == 4
    assert view.selection() == (0, 0)
    assert view.verticalScrollBar().value() == before


def test_copying_gives_the_reading_text(show: Show, qapp: QApplication) -> None:
    view = show("One note[^1] here.\n\n| a | b |\n|---|---|\n| c | d |\n\n[^1]: Words.", "markdown")
    text = "One note here.\na\nb\nc\nd\nWords."
    view.select(0, len(text))
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert qapp.clipboard().text() == text


def test_zoom_keeps_the_place(show: Show, qapp: QApplication) -> None:
    view = show(STORY)
    view.select(6000, 6009)
    top = view.visible_span().start
    view.set_zoom(150)
    qapp.processEvents()
    assert view.selection() == (6000, 6009)
    assert view.visible_span().start == view.line_ends(top)[0], "lines may break elsewhere; the words are on top still"
    assert view.rects_of(Span(6000, 6001))[0].height() == pytest.approx(42)


def claim(key: str, start: int, end: int) -> Claim:
    return Claim(id=key, fragments=(Placed(Span(start, end)),))


def test_a_click_on_a_number_names_its_claim(show: Show, qapp: QApplication) -> None:
    view = show(STORY)
    view.set_annotations(AnnotationSet.of([claim("one", 0, 20), claim("two", 400, 460)]))
    qapp.processEvents()
    heard: list[str] = []
    view.margin_clicked.connect(heard.append)
    column = view.rects_of(Span(0, 1))[0].left()
    for span in (Span(0, 20), Span(400, 460)):
        y = view.rects_of(span)[0].center().y()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPointF(column - 32, y).toPoint())
    assert heard == ["one", "two"]
    assert view.selection() == (0, 0)


def test_annotations_never_lay_the_page_out_anew(show: Show, qtbot) -> None:
    view = show(STORY)
    changes: list[object] = []
    view.document().contentsChange.connect(lambda *what: changes.append(what))
    view.document().documentLayout().documentSizeChanged.connect(changes.append)
    qtbot.wait(50)
    while changes:  # Qt lays the rest out bit by bit, on a busy machine for a while
        changes.clear()
        qtbot.wait(100)
    mention = Mention(id="m", fragments=(Placed(Span(24, 36)),), type="PER")
    with qtbot.waitSignal(view.changed_painted, timeout=2000):
        view.set_annotations(AnnotationSet.of([mention]), [Span(24, 36)])
    with qtbot.waitSignal(view.changed_painted, timeout=2000):  # out of sight: nothing to paint, said all the same
        view.set_annotations(AnnotationSet.of([mention]), [Span(len(STORY) - 20, len(STORY) - 10)])
    assert changes == []


def test_the_first_frame_is_told_once(show: Show, qtbot) -> None:
    view = show("")
    from reader.text.open import article_from_text

    heard: list[int] = []
    view.first_frame_painted.connect(lambda: heard.append(1))
    view.show_article(article_from_text(STORY))
    qtbot.waitUntil(lambda: bool(heard), timeout=2000)
    view.select(10, 10)
    qtbot.wait(30)
    assert heard == [1]


def test_the_scroll_bar_is_dragged_and_clicked(show: Show, qapp: QApplication) -> None:
    view = show(STORY)
    bar = view.verticalScrollBar()
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(7, 4))
    assert bar.value() == 0  # taking hold moves nothing
    QTest.mouseMove(bar, QPoint(7, 104))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(7, 104))
    dragged = bar.value()
    assert dragged == pytest.approx(100 * (bar.maximum() + bar.pageStep()) / bar.height(), rel=0.03)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(7, bar.height() - 2))
    assert bar.value() == bar.maximum()


def test_a_mark_whose_level_changes_is_painted_again_on_all_its_lines(show: Show) -> None:
    view = show(STORY)
    outer = Mention(id="outer", fragments=(Placed(Span(5, 190)),), type="DOC")
    inner = Mention(id="inner", fragments=(Placed(Span(24, 36)),), type="PER")
    view.set_annotations(AnnotationSet.of([outer]))
    rows: list[tuple[int, int]] = []
    view._repaints.rows = lambda asked: rows.extend((round(a), round(b)) for a, b in asked)
    view.set_annotations(AnnotationSet.of([outer, inner]), inner.spans)
    last_line_of_outer = view.rects_of(Span(188, 190))[0]
    assert any(top <= last_line_of_outer.top() and last_line_of_outer.bottom() <= bottom for top, bottom in rows)
