"""Draws a dotted line under the words that name the current claim's sources and report it. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from reader.annotations.model import Claim
from reader.app.look.theme import Theme
from reader.app.page.lines import Strip
from reader.app.page.measures import Measures
from reader.text.spans import Span

THICK, THICK_OUTLINES = 1.5, 2.0  # px at 100 %; the second where outlines stand in for fills
DOTS = [1.5, 1.5]  # in units of the pen's width
BELOW_ITS_OWN = 3  # px further down where the words are the claim's own, which has a line there


def lines_of(claim: Claim, strips: Callable[[Span], Sequence[Strip]], measures: Measures) -> list[QLineF]:
    """Where the dotted lines of a claim run, in the document's coordinates; `strips` are those that show."""
    found = []
    for span in dict.fromkeys(claim.attributed):
        own = any(part.overlaps(span) for part in claim.spans)
        below = (measures.claim_below + (BELOW_ITS_OWN if own else 0)) * measures.scale
        for strip in strips(span):
            y = round(strip.baseline + below) + 0.5
            found.append(QLineF(strip.x1, y, strip.x2, y))
    return found


def paint_attributed(
    painter: QPainter,
    theme: Theme,
    measures: Measures,
    claim: Claim,
    strips: Callable[[Span], Sequence[Strip]],
) -> None:
    """Under the words of the sources of `claim`, and its cues, as far as they show."""
    lines = lines_of(claim, strips, measures)
    if lines:
        pen = QPen(QColor(theme.claim.line), (THICK_OUTLINES if theme.outlines else THICK) * measures.scale)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(DOTS)
        painter.setPen(pen)
        painter.drawLines(lines)
