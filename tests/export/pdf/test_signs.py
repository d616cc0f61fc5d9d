"""Verdicts have their signs beside the numbers in the margin; none where they are left out or have no room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reader.annotations.model import Claim
from reader.export.pdf.measure import NUMBERS, column_on
from reader.export.pdf.options import PAPERS, PdfOptions
from reader.export.pdf.signs import drawings, signs_of

Make = Callable[..., Any]
TEXT = "The bridge is safe. The dam has a crack. The road is open."
CLAIMS = [Claim(id="a", verdict="false"), Claim(id="b"), Claim(id="c", verdict="my own")]


def test_signs_have_the_names_of_their_drawings() -> None:
    assert signs_of(CLAIMS, column_on(PAPERS["a4"])) == {1: "sign-false.svg", 3: "sign-other.svg"}
    assert signs_of([Claim(id="d", verdict="../postil")], column_on(PAPERS["a4"])) == {1: "sign-other.svg"}
    assert signs_of(CLAIMS, column_on(PAPERS["a5"])) == {}


def test_drawings_are_in_the_ink() -> None:
    made = drawings(["sign-false.svg", "sign-other.svg", "sign-false.svg"], "#123456")
    assert list(made) == ["sign-false.svg", "sign-other.svg"]
    assert all(b"#123456" in drawing and b"#000" not in drawing for drawing in made.values())


def ink_left_of_numbers(make_paper: Make, claim: Make, **more: Any) -> list[bool]:
    """Whether something dark stands left of the number of each of three claims."""
    options = PdfOptions(**more)
    claims = [
        claim(TEXT, ["The bridge is safe"], "c1", verdict="false"),
        claim(TEXT.replace("\n", " "), ["The dam has a crack"], "c2"),
        claim(TEXT, ["The road is open"], "c3", verdict="my own"),
    ]
    paper = make_paper(TEXT.replace(". ", ".\n\n"), [*claims], options=options)
    page = paper.pdfium[0].render(scale=4).to_pil().convert("L")
    right = column_on(options.sheet).left - NUMBERS
    found = []
    for mark in sorted(paper.marks, key=lambda mark: -mark.quads[0][1]):
        bottom, top = mark.quads[0][5], mark.quads[0][1]
        height = page.height / 4
        strip = page.crop([round(4 * x) for x in (right - 18, height - top, right - 6, height - bottom)])
        found.append(strip.getextrema()[0] < 128)
    return found


def test_they_stand_left_of_their_numbers(make_paper: Make, claim: Make) -> None:
    assert ink_left_of_numbers(make_paper, claim) == [True, False, True]
    assert ink_left_of_numbers(make_paper, claim, verdicts=False) == [False, False, False]
    assert ink_left_of_numbers(make_paper, claim, numbers=False) == [False, False, False]
