"""Where stretches of a laid-out document stand: lines, rectangles, columns. Works on document positions only.

All coordinates are the document's. A block that was not laid out yet is laid out by asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextLine, QTextTable

RTL = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
BLANK = " \u2028\t\u3000\ufffc"  # at a line's end; the last one stands for a picture
BASELINE = 0.8  # of a fixed line height: where QTextDocument puts the baseline


class Strip(NamedTuple):
    """A stretch of text on one line that is one piece to the eye; `first` and `last` of its span's strips.

    `size` is how large its type is beside that of the article: a title's is 1.56.
    """

    x1: float
    x2: float
    baseline: float
    top: float
    bottom: float
    first: bool = True
    last: bool = True
    size: float = 1.0


class Line(NamedTuple):
    """One laid-out line of a block."""

    block: QTextBlock
    line: QTextLine
    origin: QPointF

    @property
    def start(self) -> int:
        """Its first position in the document."""
        return int(self.block.position() + self.line.textStart())

    @property
    def end(self) -> int:
        """Its end, the space at which it wraps or the line separator included."""
        return self.start + int(self.line.textLength())

    @property
    def baseline(self) -> float:
        """y of the baseline."""
        return float(self.origin.y() + self.line.y() + self.line.ascent())


def origin_of(document: QTextDocument, block: QTextBlock) -> QPointF:
    """Top left of the block's layout; lays out as far as there."""
    return document.documentLayout().blockBoundingRect(block).topLeft()


def line_at(document: QTextDocument, position: int) -> Line:
    """The line on which a caret at `position` stands; at a wrap that is the later one."""
    block = document.findBlock(min(max(position, 0), document.characterCount() - 1))
    origin = origin_of(document, block)
    line = block.layout().lineForTextPosition(position - block.position())
    if not line.isValid():
        line = block.layout().lineAt(0)
    return Line(block, line, origin)


def x_of(line: Line, position: int) -> float:
    """x of a caret at `position`, which is on `line`."""
    return float(line.origin.x() + _to_x(line.line, position - line.block.position()))


def is_rtl(line: Line, position: int) -> bool:
    """Whether the character at `position` is read from right to left; at a block's end: whether the block is."""
    offset = position - line.block.position()
    if offset >= line.block.length() - 1 or offset >= line.line.textStart() + line.line.textLength():
        return bool(line.block.textDirection() == Qt.LayoutDirection.RightToLeft)
    runs = line.line.glyphRuns(offset, 1)
    return bool(runs and runs[0].isRightToLeft())


def strips(document: QTextDocument, start: int, end: int) -> list[Strip]:
    """The stretches that `[start, end)` takes, line by line, white space at wraps left out.

    What stands on a line of mixed direction may be several.
    """
    found: list[tuple[float, float, float, float, float]] = []
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        origin = origin_of(document, block)
        pitch, size = block.blockFormat().lineHeight(), _size(document, block)
        inside = _in_block(block, origin, start - block.position(), end - block.position())
        found += [(x1, x2, base, pitch, size) for x1, x2, base in inside]
        block = block.next()
    last = len(found) - 1
    return [
        Strip(x1, x2, base, base - BASELINE * pitch, base + (1 - BASELINE) * pitch, number == 0, number == last, size)
        for number, (x1, x2, base, pitch, size) in enumerate(found)
    ]


def _size(document: QTextDocument, block: QTextBlock) -> float:
    own, usual = block.charFormat().font().pixelSize(), document.defaultFont().pixelSize()
    return own / usual if own > 0 and usual > 0 else 1.0


def _in_block(block: QTextBlock, origin: QPointF, start: int, end: int) -> Iterator[tuple[float, float, float]]:
    layout, words = block.layout(), block.text()
    start, end = max(start, 0), min(end, block.length() - 1)
    if start >= end or not layout.lineCount():
        return
    mixed = _has_rtl(block, words)
    units = words if words.isascii() else units_of(words)
    number = layout.lineForTextPosition(start).lineNumber()
    while 0 <= number < layout.lineCount():
        line = layout.lineAt(number)
        low, line_end = line.textStart(), line.textStart() + line.textLength()
        if low >= end:
            break
        first, past = max(start, low), min(end, line_end)
        if past == line_end and number + 1 < layout.lineCount():
            while past > first and units[past - 1] in BLANK:
                past -= 1
        if first < past:
            base = origin.y() + line.y() + line.ascent()
            for x1, x2 in _runs(line, first, past) if mixed else [(_to_x(line, first), _to_x(line, past))]:
                yield origin.x() + x1, origin.x() + x2, base
        number += 1


def _has_rtl(block: QTextBlock, words: str) -> bool:
    if words.isascii():
        return False
    return block.textDirection() == Qt.LayoutDirection.RightToLeft or bool(RTL.search(words))


def units_of(words: str) -> str:
    """`words` with every two-unit character as two, so that UTF-16 positions index it."""
    return re.sub("[\U00010000-\U0010ffff]", "\ufffd\ufffd", words)


def _runs(line: QTextLine, start: int, end: int) -> list[tuple[float, float]]:
    """What the eye sees of `[start, end)` on a line of mixed direction, from left to right.

    Taken from the runs of glyphs: `cursorToX` tells one side only of the place where directions meet.
    """
    boxes = (run.boundingRect() for run in line.glyphRuns(start, end - start))
    runs: list[tuple[float, float]] = []
    for x1, x2 in sorted((box.left(), box.right()) for box in boxes):
        if runs and x1 <= runs[-1][1] + 0.75:
            runs[-1] = (runs[-1][0], max(runs[-1][1], x2))
        else:
            runs.append((x1, x2))
    return runs


def _to_x(line: QTextLine, offset: int) -> float:
    found: Any = line.cursorToX(offset)  # PySide gives x and the position, its stubs know only of x
    return float(found[0])


def hit(document: QTextDocument, place: QPointF) -> int:
    """The position nearest to a point of the document; -1 where nothing is laid out."""
    found = document.documentLayout().hitTest(place, Qt.HitTestAccuracy.FuzzyHit)
    block = document.findBlock(max(found, 0))
    table = table_at(block)
    if table is not None and table.format().layoutDirection() == Qt.LayoutDirection.RightToLeft:
        from reader.app.page.mirrored import hit_in

        return hit_in(table, block, place)
    return int(found)


def visible_blocks(document: QTextDocument, area: QRectF) -> Iterator[tuple[QTextBlock, QRectF]]:
    """The blocks that show in `area`, with their rectangles; touches no others."""
    layout, block = document.documentLayout(), document.firstBlock()
    # Above the first line hitTest gives the end of what is laid out so far: in a long article no mark would show.
    if area.top() > layout.blockBoundingRect(block).bottom():
        block = document.findBlock(max(layout.hitTest(QPointF(0, area.top()), Qt.HitTestAccuracy.FuzzyHit), 0))
    table = table_at(block)
    if table is not None:  # the cells of one row stand side by side: begin with the first of them
        row = table.cellAt(block.position()).row()
        block = table.cellAt(row, 0).firstCursorPosition().block()
    while block.isValid():
        rect = document.documentLayout().blockBoundingRect(block)
        if rect.top() > area.bottom():
            return
        yield block, rect
        block = block.next()


def table_at(block: QTextBlock) -> QTextTable | None:
    """The table in which `block` is a cell."""
    return QTextCursor(block).currentTable()
