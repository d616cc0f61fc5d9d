"""Claim numbers in the margin: which stand on which line, and the links from them to their rows and back.

The typesetter draws the numbers (an artifact, which holds no links) when the article is set and one knows where each
claim begins; in the table each row's own number leads to `p:row3`, from which the second end of both links is known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Anchor
from reader.export.pdf.geometry import Box
from reader.export.pdf.literals import numbers, string
from reader.export.pdf.measure import NUMBERS, Column
from reader.export.pdf.structure import StructureTree
from reader.export.pdf.tree import Element
from reader.export.pdf.written import put, written
from reader.export.speech import Speech

if TYPE_CHECKING:
    import pikepdf

_DIGIT_PT, _GAP_PT = 4.76, 4.0  # of the numbers' bold 8.5 pt digits, and of the dot between two numbers on one line
_SIGN_PT = 10.0  # of a verdict's sign with the room behind it
_SAME_LINE_PT = 8.0
LINK = "/Subtype/Link/Type/Annot/Border[0 0 0]/F 4"  # what all say
_BEFORE_PT, _STEP_PT = 20, 72  # left of a place; few different numbers pack better than many
ABOVE_PT = 14.0  # of a place, to be seen when one has come there

Starts = Mapping[int, tuple[int, Box]]  # of claims by number: the page (from 0) and the box where each begins


def labels_of(annotations: AnnotationSet) -> dict[int, str]:
    """What stands in the margin for each claim: its number, with a question mark where its place is uncertain."""
    claims = enumerate(annotations.claims, start=1)
    return {number: f"{number}?" if claim.anchor is Anchor.FUZZY else str(number) for number, claim in claims}


def lines_of(starts: Starts) -> dict[int, list[tuple[float, list[int]]]]:
    """Of each page with numbers its lines: the baseline, and the numbers that stand there side by side."""
    found: dict[int, list[tuple[float, list[int]]]] = {}
    for number, (page, box) in sorted(starts.items(), key=lambda each: (each[1][0], -each[1][1].base, each[0])):
        lines = found.setdefault(page, [])
        if lines and abs(lines[-1][0] - box.base) < _SAME_LINE_PT:
            lines[-1][1].append(number)
        else:
            lines.append((box.base, [number]))
    return found


class Row(NamedTuple):
    """A row of the table of claims: the link on its number, and the link's upper edge."""

    page: pikepdf.Page
    link: Any
    top: float


@dataclass
class MarginLinks:
    """What is known of numbers and rows so far; all by the claim's number."""

    pdf: pikepdf.Pdf
    starts: Starts
    labels: Mapping[int, str]
    signs: Collection[int]  # numbers with a sign before them
    speech: Speech
    elements: dict[int, Element] = field(default_factory=dict)  # the structure element with each claim's first words
    rows: dict[int, Row] = field(default_factory=dict)
    others: list[tuple[int, Any]] = field(default_factory=list)  # links that lead to rows: from other claims

    def make(self, tree: StructureTree | None, column: Column | None) -> None:
        """Make all links that have both ends; `column` is None where no numbers stand in the margin."""
        for number, row in self.rows.items():
            page, box = self.starts[number]
            lead_to(
                row.link, self.pdf.pages[page], box, self.speech.say("Claim {number}, in the article", number=number)
            )
        for number, link in self.others:
            row = self.rows[number]
            lead_to(link, row.page, Box(0, 0, 0, row.top, 0), self._name(number))
        if column is None:
            return
        for n, lines in lines_of(self.starts).items():
            for number, rect in _boxes(lines, self.labels, self.signs, column):
                if number in self.rows:
                    self._make(number, rect, n, tree)

    def _name(self, number: int) -> str:
        return self.speech.say("Claim {number}", number=number)

    def _make(self, number: int, rect: tuple[float, ...], n: int, tree: StructureTree | None) -> None:
        row, page = self.rows[number], self.pdf.pages[n]
        label = self._name(number)
        said = f"/Contents{string(label)}/Rect{numbers(rect)}/P "
        made = written(self.pdf, LINK + said, page.obj)
        put(made, *_leading(row.page, 0, row.top + ABOVE_PT))
        page.obj.Annots.append(made)
        if tree:
            tree.add_link_before(self.elements[number], made, label, n)


def lead_to(link: Any, page: pikepdf.Page, box: Box, words: str) -> None:
    """Let `link` lead to a place of the document; `words` say so to who cannot see."""
    put(link, *_leading(page, box.left, box.top + ABOVE_PT), *([f"/Contents{string(words)}"] if words else []))


def _leading(page: pikepdf.Page, left: float, top: float) -> tuple[str, Any, str]:
    """Where a link leads to: this corner of the window, zoom as it is; some words before the place are seen too."""
    edge = max(0, int(left - _BEFORE_PT) // _STEP_PT * _STEP_PT)
    return "/Dest[", page.obj, f"/XYZ {edge} {top:.0f} null]"


def _boxes(
    lines: list[tuple[float, list[int]]], labels: Mapping[int, str], signs: Collection[int], column: Column
) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
    """Each number and its box: the last one of a line stands nearest to the column."""
    for base, here in lines:
        away = NUMBERS
        for number in reversed(here):
            wide = _DIGIT_PT * len(labels[number])
            ends = sorted((column.beside(away), column.beside(away + wide)))
            yield number, (ends[0], base - 1, ends[1], base + 7)
            away += wide + _GAP_PT + _SIGN_PT * (number in signs)
