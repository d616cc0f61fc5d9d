"""Which lines of a laid-out document an area shows whole. Asks the blocks that show and no others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock

from reader.app.page.lines import BASELINE

SLACK = 0.1  # of a line: what so little is missing of is whole to the eye


def whole_lines(shown: Sequence[tuple[QTextBlock, QRectF]], area: QRectF) -> tuple[int, int] | None:
    """First and last document position of the lines that lie inside `area`; None where there are none.

    `shown` are the blocks in it with their rectangles, in order.
    """
    first = next((ends for block, rect in shown if (ends := _in_block(block, rect, area)) is not None), None)
    last = next((ends for block, rect in reversed(shown) if (ends := _in_block(block, rect, area)) is not None), None)
    return None if first is None or last is None else (first[0], last[1])


def _in_block(block: QTextBlock, rect: QRectF, area: QRectF) -> tuple[int, int] | None:
    layout, pitch = block.layout(), block.blockFormat().lineHeight()
    count = layout.lineCount()
    if not count:
        return None

    def top(number: int) -> float:
        line = layout.lineAt(number)
        return float(rect.top() + line.y() + line.ascent() - BASELINE * pitch)

    slack = SLACK * pitch
    first = bisect_left(range(count), True, key=lambda number: top(number) >= area.top() - slack)
    past = bisect_left(range(count), True, key=lambda number: top(number) + pitch > area.bottom() + slack)
    if first >= past:
        return None
    last = layout.lineAt(past - 1)
    start = block.position() + layout.lineAt(first).textStart()
    return start, block.position() + last.textStart() + last.textLength()
