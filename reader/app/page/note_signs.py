"""Signs beside lines that have notes, where the page has no room for them. A click goes to the words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from reader.annotations.model import Annotation
from reader.app.look.theme import Theme
from reader.app.page.canvas import Canvas
from reader.app.page.margin import Spot

BESIDE, WIDTH, HEIGHT, ABOVE = 3, 7, 9, 10  # px at 100 %: from the column, and from the baseline to the sign's top


def paint_note_signs(painter: QPainter, canvas: Canvas, theme: Theme, shown: Iterable[Annotation]) -> list[Spot]:
    """A small sheet at the right end of each line on which something that has a note begins; where they can be clicked.

    Coordinates are the document's. Of several notes on one line the first one is gone to.
    """
    measures = canvas.measures
    spots: list[Spot] = []
    taken: set[float] = set()
    for annotation in shown:
        if not annotation.note or not annotation.spans:
            continue
        baseline = canvas.line_of(annotation.start)[0].baseline
        if baseline in taken:
            continue
        taken.add(baseline)
        left, top = measures.left + measures.column + measures.px(BESIDE), round(baseline - measures.px(ABOVE))
        sheet = QRectF(round(left) + 0.5, top + 0.5, round(measures.px(WIDTH)), round(measures.px(HEIGHT)))
        painter.setPen(QPen(QColor(theme.soft), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(sheet)
        for share in (0.3, 0.55, 0.8):
            y = round(sheet.top() + share * sheet.height()) + 0.5
            painter.drawLine(QLineF(sheet.left() + 2, y, sheet.right() - 2, y))
        spots.append(Spot(sheet.adjusted(-3, -4, 3, 4), annotation.id))
    return spots
