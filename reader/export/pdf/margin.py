"""Claim numbers in the margin: which stand on which line, and the links from them to their rows and back.

The typesetter draws the numbers (an artifact, which holds no links) when the article is set and one knows where each
claim begins; in the table each row's own number leads to `p:row3`, from which the second end of both links is known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Anchor
from reader.export.pdf.geometry import Box
from reader.export.pdf.literals import numbers, string
from reader.export.pdf.measure import NUMBERS
from reader.export.pdf.structure import StructureTree

if TYPE_CHECKING:
    import pikepdf

_DIGIT_PT, _GAP_PT = 4.76, 1.06  # of the numbers' bold 8.5 pt digits, and between two numbers on one line
_SIGN_PT = 10.0  # of a verdict's sign with the room behind it
_SAME_LINE_PT = 8.0
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


@dataclass
class MarginLinks:
    """What is known of numbers and rows so far; all by the claim's number."""

    pdf: pikepdf.Pdf
    starts: Starts
    labels: Mapping[int, str]
    signs: Collection[int]  # numbers with a sign before them
    elements: dict[int, Any] = field(default_factory=dict)  # the structure element with each claim's first words
    rows: dict[int, tuple[pikepdf.Page, Any]] = field(default_factory=dict)  # page, the link on the row's number
    others: list[tuple[int, Any]] = field(default_factory=list)  # links that lead to rows: from other claims

    def make(self, tree: StructureTree | None, column_left: float | None) -> None:
        """Make all links that have both ends; `column_left` is None where no numbers stand in the margin."""
        for number, (_, row) in self.rows.items():
            page, box = self.starts[number]
            lead_to(row, self.pdf.pages[page], box, f"Claim {number}, in the article")
        for number, link in self.others:
            there, row = self.rows[number]
            lead_to(link, there, Box(0, 0, 0, float(row.Rect[3]), 0), f"Claim {number}")
        if column_left is None:
            return
        for n, lines in lines_of(self.starts).items():
            for number, rect in _boxes(lines, self.labels, self.signs, column_left - NUMBERS):
                if number in self.rows:
                    self._make(number, rect, self.pdf.pages[n], tree)

    def _make(self, number: int, rect: tuple[float, ...], page: pikepdf.Page, tree: StructureTree | None) -> None:
        import pikepdf

        row_page, row = self.rows[number]
        label = string(f"Claim {number}")
        source = f"<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect {numbers(rect)}/Contents {label}>>"
        made: Any = pikepdf.Object.parse(source.encode("ascii"))
        made.P = page.obj
        made.Dest = place_on(row_page, 0, float(row.Rect[3]) + ABOVE_PT)
        made = self.pdf.make_indirect(made)
        page.obj.Annots.append(made)
        if tree:
            tree.add_link_before(self.elements[number], made, page)


def lead_to(link: Any, page: pikepdf.Page, box: Box, words: str) -> None:
    """Let `link` lead to a place of the document instead of to a made-up address; `words` say so to who cannot see."""
    import pikepdf

    if "/A" in link:
        del link.A
    link.Dest = place_on(page, box.left, box.top + ABOVE_PT)
    if words:
        link.Contents = pikepdf.String(words)


def place_on(page: pikepdf.Page, left: float, top: float) -> Any:
    """A destination: this corner of the window, zoom as it is."""
    import pikepdf

    return pikepdf.Array([page.obj, *pikepdf.Object.parse(f"[/XYZ {left:.0f} {top:.0f} null]".encode())])


def _boxes(
    lines: list[tuple[float, list[int]]], labels: Mapping[int, str], signs: Collection[int], right: float
) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
    """Each number and its box: the last one of a line ends at `right`."""
    for base, here in lines:
        end = right
        for number in reversed(here):
            left = end - _DIGIT_PT * len(labels[number])
            yield number, (left, base - 1, end, base + 7)
            end = left - _GAP_PT - _SIGN_PT * (number in signs)
