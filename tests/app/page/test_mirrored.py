"""Tables that are read from right to left, by what is drawn and by where the caret goes."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtWidgets import QApplication

from reader.app.look.theme import load_theme
from reader.app.page.mirrored import widths
from reader.text.spans import Span

ARABIC = (
    "| المدينة | عدد | ملاحظات |\n| --- | --- | --- |\n"
    "| حيفا | 12 | وصلت السفينة في موعدها ولم يكن هناك أي تأخير يذكر في ذلك اليوم حسب الميناء |\n"
    "| Turin | 7 | تأخرت |\n"
)
SHORT = "| السنة | الميناء | عدد الركاب |\n| --- | --- | --- |\n| 2024 | مرفأ أفريل | 1900 |\n"
LATIN = "| City | Ships |\n| --- | --- |\n| Turin | 3 |\n"


def box(view, words: str):
    at = view.reading_text.index(words)
    found = view.rects_of(Span(at, at + len(words)))
    return found[0].united(found[-1])


def inked(view, rect) -> int:
    """How many points are drawn there."""
    image = view.viewport().grab(rect.toAlignedRect()).toImage().convertToFormat(QImage.Format.Format_RGB32)
    page = QColor(load_theme("light").page)
    return sum(image.pixelColor(x, y) != page for x in range(image.width()) for y in range(image.height()))


def test_columns_run_from_the_right_and_words_are_drawn_there(show) -> None:
    view = show(ARABIC, "markdown")
    heads = [box(view, words) for words in ("المدينة", "عدد", "ملاحظات")]
    assert heads[0].left() > heads[1].right() and heads[1].left() > heads[2].right()
    for head, cells in zip(heads, (("حيفا", "Turin"), ("12", "7"), ("تأخرت",)), strict=True):
        for words in cells:
            assert abs(box(view, words).right() - head.right()) < 4, words
    assert all(inked(view, box(view, words)) > 20 for words in ("المدينة", "حيفا", "Turin", "تأخرت"))
    right = view._canvas.measures.left + view._canvas.measures.column
    assert abs(heads[0].right() - right) < 3


def test_a_table_narrower_than_the_column_stands_at_its_right_edge_and_is_drawn(show) -> None:
    view = show(SHORT, "markdown")
    measures = view._canvas.measures
    for words in ("السنة", "2024"):
        assert abs(box(view, words).right() - (measures.left + measures.column)) < 3
        assert inked(view, box(view, words)) > 20, words
    assert box(view, "عدد الركاب").left() > measures.left + measures.column / 2


def test_columns_of_other_tables_run_from_the_left(show) -> None:
    view = show(LATIN, "markdown")
    assert box(view, "City").right() < box(view, "Ships").left()
    assert abs(box(view, "Turin").left() - box(view, "City").left()) < 2


def test_a_point_is_nearest_to_the_words_that_are_drawn_there(show) -> None:
    view = show(ARABIC, "markdown")
    for words in ("المدينة", "عدد", "ملاحظات", "حيفا", "12", "Turin", "تأخرت"):
        at = view.reading_text.index(words)
        hit = view.nearest_position(QPointF(box(view, words).center()))
        assert at <= hit <= at + len(words), words
        assert view.character_at(QPointF(box(view, words).center())) in range(at, at + len(words)), words


def test_the_caret_goes_down_in_its_column(show) -> None:
    view = show(ARABIC, "markdown")
    for above, below in (("المدينة", "حيفا"), ("عدد", "12"), ("12", "7")):
        at = view.reading_text.index(below)
        found, _ = view.line_step(view.reading_text.index(above), 1, None)
        assert at <= found <= at + len(below), above


def test_a_narrower_column_gets_narrower_tables(show) -> None:
    view = show(ARABIC, "markdown")
    view.resize(560, 700)
    for _ in range(3):
        QApplication.processEvents()
    measures = view._canvas.measures
    assert box(view, "وصلت السفينة").left() >= measures.left - 2
    assert abs(box(view, "المدينة").right() - (measures.left + measures.column)) < 3


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # the machine may be busy
@given(st.lists(st.text("ab ", max_size=60), min_size=1, max_size=12), st.integers(1, 4))
def test_widths_never_take_more_than_there_is(words: list[str], columns: int) -> None:
    words = words[: max(columns, len(words) // columns * columns)]
    found = widths(words, [QFont()] * len(words), columns, 300.0, 18.0)
    assert len(found) == columns and sum(found) <= 300.0001 and min(found) > 0
