"""How marks look whose place is uncertain: a broken edge around stripes, broken lines, a question mark in the margin.

Told from sure ones by shape alone, so that they stand out in black and white too.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPen

STRIPE = 4.0  # px at 100 % of a stripe and the gap beside it, along the line
RADIUS = 2.0
EDGE_DASH = [3.0, 2.0]  # in widths of the pen
CLAIM_DASH, CLAIM_GAP = 5.0, 3.0  # px at 100 %
BAR_DASH, BAR_GAP = 5.0, 3.0


def paint_ground(painter: QPainter, rect: QRectF, fill: QColor | None, line: QColor, scale: float) -> None:
    """Stripes of `fill`, if there is one, and a broken edge."""
    radius = RADIUS * scale
    if fill is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_stripes(fill, STRIPE * scale))
        painter.drawRoundedRect(rect, radius, radius)
    width = max(scale, 1.0)
    pen = QPen(line, width)
    pen.setDashPattern(EDGE_DASH)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def pieces(start: float, end: float, dash: float, gap: float) -> list[tuple[float, float]]:
    """A line from `start` to `end` in pieces: whole dashes, the last one perhaps cut."""
    found, at = [], start
    while at < end:
        found.append((at, min(at + dash, end)))
        at += dash + gap
    return found


def _stripes(colour: QColor, across: float) -> QBrush:
    """Slanting stripes that stand still, wherever a rectangle of them begins."""
    gradient = QLinearGradient(QPointF(0, 0), QPointF(across, across))
    gradient.setSpread(QLinearGradient.Spread.RepeatSpread)
    clear = QColor(colour)
    clear.setAlpha(0)
    for at, what in ((0.0, colour), (0.55, colour), (0.551, clear), (1.0, clear)):
        gradient.setColorAt(at, what)
    return QBrush(gradient)
