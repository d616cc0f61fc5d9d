"""Links from the claim numbers in the margin to their rows and back, where the typesetter may not make them.

PDF/UA-1 has the numbers as artifacts, which hold no links; so there the row's own number leads to `p:row3` and this
module makes both links from where that lies and where the claim begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reader.export.pdf.geometry import Box
from reader.export.pdf.literals import numbers, string
from reader.export.pdf.measure import NUMBERS
from reader.export.pdf.structure import StructureTree

if TYPE_CHECKING:
    import pikepdf

_DIGIT_PT, _GAP_PT = 4.76, 1.06  # of the numbers' bold 8.5 pt digits, and between two numbers on one line
_SAME_LINE_PT = 8.0  # as in the template
_ABOVE_PT = 14.0  # of a row, to be seen when one has come there


@dataclass
class Start:
    """Where a claim begins: its page, its first box, the structure element with its first words."""

    page: pikepdf.Page
    box: Box
    element: Any


@dataclass
class MarginLinks:
    """What is known of numbers and rows so far; both by the claim's number."""

    pdf: pikepdf.Pdf
    starts: dict[int, Start] = field(default_factory=dict)
    rows: dict[int, tuple[pikepdf.Page, Any]] = field(default_factory=dict)  # page, the link on the row's number

    def make(self, tree: StructureTree, column_left: float) -> None:
        """Make all links that have both ends."""
        import pikepdf

        for number, rect in _boxes(self.starts, column_left - NUMBERS):
            if number not in self.rows:
                continue
            start, (row_page, row) = self.starts[number], self.rows[number]
            label = string(f"Claim {number}")
            source = f"<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect {numbers(rect)}/Contents {label}>>"
            made: Any = pikepdf.Object.parse(source.encode("ascii"))
            made.P = start.page.obj
            made.Dest = _place(row_page, 0, float(row.Rect[3]) + _ABOVE_PT)
            made = self.pdf.make_indirect(made)
            start.page.obj.Annots.append(made)
            tree.add_link_before(start.element, made, start.page)
            del row.A
            row.Dest = _place(start.page, start.box.left, start.box.top + _ABOVE_PT)
            row.Contents = pikepdf.String(f"Claim {number}, in the article")


def _place(page: pikepdf.Page, left: float, top: float) -> Any:
    import pikepdf

    return pikepdf.Array([page.obj, *pikepdf.Object.parse(f"[/XYZ {left:.2f} {top:.2f} null]".encode())])


def _boxes(starts: dict[int, Start], right: float) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
    """Each number and its box: those that begin on one line stand side by side, the last one at `right`."""
    line: list[int] = []
    for number, start in sorted(starts.items()):
        before = starts[line[-1]] if line else None
        if before and before.page.objgen == start.page.objgen and abs(before.box.base - start.box.base) < _SAME_LINE_PT:
            line.append(number)
            continue
        yield from _row_of(line, starts, right)
        line = [number]
    yield from _row_of(line, starts, right)


def _row_of(
    line: list[int], starts: dict[int, Start], right: float
) -> Iterator[tuple[int, tuple[float, float, float, float]]]:
    for number in reversed(line):
        left = right - _DIGIT_PT * len(str(number))
        base = starts[line[0]].box.base
        yield number, (left, base - 1, right, base + 7)
        right = left - _GAP_PT
