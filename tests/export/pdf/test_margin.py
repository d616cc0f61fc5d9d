"""Claim numbers stand on the line where each claim begins, side by side where several begin on one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Anchor, Claim, Lost, Placed, Quote
from reader.export.pdf.geometry import Box
from reader.export.pdf.margin import labels_of, lines_of
from reader.export.pdf.measure import NUMBERS, column_on
from reader.export.pdf.options import PAPERS, PdfOptions
from reader.text.spans import Span


def at(base: float) -> Box:
    return Box(126, base - 2, 200, base + 8, base)


def test_numbers_of_one_line_stand_side_by_side() -> None:
    starts = {1: (0, at(700)), 2: (0, at(703)), 3: (0, at(680)), 4: (2, at(680))}
    assert lines_of(starts) == {0: [(703, [2, 1]), (680, [3])], 2: [(680, [4])]}


def test_lines_go_from_above_to_below_whatever_the_numbers() -> None:
    assert lines_of({1: (0, at(100)), 2: (0, at(700))}) == {0: [(700, [2]), (100, [1])]}


def test_a_number_of_which_one_is_not_sure_is_asked() -> None:
    claims = [
        Claim(id="a", fragments=(Placed(Span(0, 3)),)),
        Claim(id="b", fragments=(Placed(Span(4, 7), Anchor.FUZZY),)),
        Claim(id="c", fragments=(Placed(Span(8, 9)), Lost(Quote("gone")))),
    ]
    assert labels_of(AnnotationSet.of(claims)) == {1: "1", 2: "2?", 3: "3?"}


ARABIC = "قال الرئيس إن بلاده ستقدم الدعم. وقالت الوزيرة إن الجسر آمن. " * 3


@pytest.mark.parametrize("paper", ["a4", "a5"])
@pytest.mark.parametrize("standard", ["none", "ua-1"])
def test_numbers_stand_on_the_right_of_lines_that_begin_there(
    make_paper: Callable[..., Any], claim: Callable[..., Any], paper: str, standard: str
) -> None:
    made = [claim(ARABIC, ["الرئيس إن بلاده"], "c1", verdict="true"), claim(ARABIC, ["بلاده ستقدم الدعم"], "c2")]
    found = make_paper(ARABIC, made, options=PdfOptions(paper=paper, standard=standard))
    column = column_on(PAPERS[paper], rtl=True)
    edge = column.width - column.right
    text = found.pdfium[0].get_textpage()
    places = {text.get_text_range(i, 1): text.get_charbox(i) for i in range(text.count_chars())}
    one, two = places["1"], places["2"]
    assert edge + NUMBERS - 1 < two[0] and two[2] < one[0] and one[2] < column.width  # the first one is outermost
    # each link lies on its number
    links = [entry for entry in found.pikepdf.pages[0].Annots if str(entry.Subtype) == "/Link" and "/Dest" in entry]
    rects = sorted([float(x) for x in entry.Rect] for entry in links)
    for (left, bottom, right, top), box in zip(rects, (two, one), strict=True):
        assert left - 1 < box[0] and box[2] < right + 1 and bottom - 1 < box[1] < top
    assert found.body() == ARABIC.split()


def test_the_column_stands_in_the_same_place_where_there_is_room() -> None:
    for name in PAPERS:
        one, other = column_on(PAPERS[name]), column_on(PAPERS[name], rtl=True)
        assert other.beside(0) == other.width - other.right and one.beside(5) == one.left - 5
        assert other.margin >= 58 and one.width - one.left - one.right == other.width - other.left - other.right
    assert column_on(PAPERS["a4"], rtl=True)[:4] == column_on(PAPERS["a4"])[:4]


def test_numbers_on_one_line_are_words_of_their_own(
    make_paper: Callable[..., Any], claim: Callable[..., Any], run_tool: Callable[..., str]
) -> None:
    text = "The bridge is safe and the dam has a crack, says its keeper."
    spans = [Span(0, 18), Span(4, 30), Span(11, 42)]
    made = make_paper(text, [claim(text, [span], f"c{n}") for n, span in enumerate(spans)])
    # Poppler takes single characters at equal distances for one spaced word
    words = run_tool(made.data, "pdftotext", "-l", "1", "{}", "-").replace("·", " ").split()
    assert {"1", "2", "3"} <= set(words) and not {"12", "123"} & set(words)
