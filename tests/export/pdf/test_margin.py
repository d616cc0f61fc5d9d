"""Claim numbers stand on the line where each claim begins, side by side where several begin on one."""

from __future__ import annotations

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Anchor, Claim, Lost, Placed, Quote
from reader.export.pdf.geometry import Box
from reader.export.pdf.margin import labels_of, lines_of
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
