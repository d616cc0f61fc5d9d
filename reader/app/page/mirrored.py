"""Tables that are read from right to left: the first column stands at the right.

Qt puts the columns of a `QTextTable` from left to right whatever the direction, and cells in another order would part
the page from the reading text. So each column is given its width, and the padding of each cell moves its words to where
they belong. Only `hitTest` goes by the columns as Qt has them: `hit_in` is asked instead.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlock,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from reader.app.page.plan import is_rtl
from reader.text.blocks import Block

LEADING = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute  # numbers too begin where the rest does
NARROWEST = 24.0  # px at 100 % that a column has at least


def is_mirrored(table: QTextTable) -> bool:
    """Whether its columns run from the right."""
    return bool(table.format().layoutDirection() == Qt.LayoutDirection.RightToLeft)


def reads_leftwards(text: str, cells: Sequence[Block]) -> bool:
    """Whether more cells are read from right to left than the other way; numbers do not count."""
    lettered = [cell for cell in cells if any(map(str.isalpha, text[cell.start : cell.end]))]
    return 2 * sum(is_rtl(text, cell.start, cell.end) for cell in lettered) > len(lettered)


def widths(words: Sequence[str], fonts: Sequence[QFont], columns: int, room: float, gap: float) -> list[float]:
    """How wide the columns are that hold these cells row by row: as their words need, and no more than `room` in all.

    Where there is not room enough, wide columns share what narrow ones leave. `gap`: beside the words of a cell.
    """
    wanted = [NARROWEST] * columns
    for place, (cell, font) in enumerate(zip(words, fonts, strict=True)):
        line = max(cell.split("\n"), key=len)
        wanted[place % columns] = max(wanted[place % columns], QFontMetricsF(font).horizontalAdvance(line) + gap + 2)
    found = [0.0] * columns
    left, open_columns = room, sorted(range(columns), key=wanted.__getitem__)
    for number, column in enumerate(open_columns):
        found[column] = min(wanted[column], left / (columns - number))
        left -= found[column]
    return found


def set_columns(made: QTextTableFormat, column_widths: Sequence[float], room: float) -> None:
    """Fix the columns of a table, and put it at the right of `room`, by its margin: Qt's own `AlignRight` puts what is
    narrower than the page's column as far beyond its right edge as the column is away from the left one.
    """
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    made.setAlignment(Qt.AlignmentFlag.AlignLeft)
    made.setLeftMargin(max(0.0, room - sum(column_widths)))
    made.setColumnWidthConstraints([QTextLength(QTextLength.Type.FixedLength, width) for width in column_widths])


def move_cell(cell: QTextTableCellFormat, column: int, column_widths: Sequence[float]) -> None:
    """Move the words of a cell from where its column stands to where it belongs."""
    before = sum(column_widths[:column])
    by = sum(column_widths) - 2 * before - column_widths[column]
    gap = cell.rightPadding()
    cell.setLeftPadding(by + gap)
    cell.setRightPadding(-by)


def hit_in(table: QTextTable, block: QTextBlock, place: QPointF) -> int:
    """The position nearest to a point of the document, in the row of `block`."""
    layout = table.document().documentLayout()
    row = table.cellAt(block.position()).row()
    blocks = [table.cellAt(row, column).firstCursorPosition().block() for column in range(table.columns())]
    boxes = [(layout.blockBoundingRect(each), each) for each in blocks]
    box, chosen = min(boxes, key=lambda found: max(found[0].left() - place.x(), place.x() - found[0].right(), 0.0))
    lines = [chosen.layout().lineAt(n) for n in range(chosen.layout().lineCount())]
    if not lines:
        return int(chosen.position())
    line = next((each for each in lines if place.y() - box.top() < each.y() + each.height()), lines[-1])
    return int(chosen.position() + line.xToCursor(place.x() - box.left()))
