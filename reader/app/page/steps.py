"""Moves a caret by lines over a laid-out document, keeping its column. Works on document positions only."""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextDocument, QTextTable

from reader.app.page.lines import BLANK, Line, line_at, origin_of, table_at, units_of, x_of


def step(document: QTextDocument, position: int, lines: int, goal_x: float | None) -> tuple[int, float]:
    """The position `lines` lines further down (negative: up) whose x is nearest to `goal_x`, and that x.

    Past the first or last line it stays there. In a table it goes from row to row in one column.
    """
    here = line_at(document, position)
    goal = x_of(here, position) if goal_x is None else goal_x
    down = lines > 0
    moved = False
    for _ in range(abs(lines)):
        following = _neighbour(document, here, down, goal)
        if following is None:
            break
        here, moved = following, True
    if not moved:
        return position, goal
    offset = here.line.xToCursor(goal - here.origin.x())
    place = here.block.position() + int(offset)
    is_last = here.line.lineNumber() == here.block.layout().lineCount() - 1
    if place >= here.end and not is_last:  # a caret behind the space of a wrap would show on the next line
        place = here.end - 1
    return place, goal


def _neighbour(document: QTextDocument, here: Line, down: bool, goal: float) -> Line | None:
    number = here.line.lineNumber() + (1 if down else -1)
    layout = here.block.layout()
    if 0 <= number < layout.lineCount():
        return Line(here.block, layout.lineAt(number), here.origin)
    block = _block_beside(document, here.block, down, goal)
    while block.isValid():
        origin = origin_of(document, block)
        layout = block.layout()
        if layout.lineCount() and not is_filler(block):
            return Line(block, layout.lineAt(0 if down else layout.lineCount() - 1), origin)
        block = block.next() if down else block.previous()
    return None


def is_filler(block: QTextBlock) -> bool:
    """Whether nothing of the article stands in it: a table needs such a block beside it."""
    return bool(block.blockFormat().lineHeight() == 1 and block.length() == 1)


def _block_beside(document: QTextDocument, block: QTextBlock, down: bool, goal: float) -> QTextBlock:
    table = table_at(block)
    if table is not None:
        row = table.cellAt(block.position()).row() + (1 if down else -1)
        if 0 <= row < table.rows():
            return _cell_at_x(document, table, row, goal)
        cell = table.cellAt(table.rows() - 1, table.columns() - 1) if down else table.cellAt(0, 0)
        last = cell.lastCursorPosition().block() if down else cell.firstCursorPosition().block()
        block = last
    following = block.next() if down else block.previous()
    entered = table_at(following) if following.isValid() else None
    if entered is not None:
        return _cell_at_x(document, entered, 0 if down else entered.rows() - 1, goal)
    return following


def _cell_at_x(document: QTextDocument, table: QTextTable, row: int, goal: float) -> QTextBlock:
    blocks = [table.cellAt(row, column).firstCursorPosition().block() for column in range(table.columns())]
    starts = [(origin_of(document, block).x(), block) for block in blocks]
    before = [found for found in starts if found[0] <= goal]
    return max(before, key=lambda found: found[0])[1] if before else min(starts, key=lambda found: found[0])[1]


def line_ends(document: QTextDocument, position: int) -> tuple[int, int]:
    """Start and end of the line at `position`, the space or line separator at which it ends left out."""
    line = line_at(document, position)
    end = line.end
    words = line.block.text()
    if line.line.lineNumber() < line.block.layout().lineCount() - 1:
        units = words if words.isascii() else units_of(words)
        offset = end - line.block.position()
        while offset > line.line.textStart() and units[offset - 1] in BLANK:
            offset -= 1
        end = line.block.position() + offset
        if end == line.end:  # no space: a caret at its end would show on the next line
            end -= 1
    return line.start, end
