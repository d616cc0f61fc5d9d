"""Paints marks under the words: fills, lines in their patterns, outlines, selection and hits. Decides nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from reader.app.look.fonts import ui_font
from reader.app.look.theme import Theme
from reader.app.page.layers import HIGHEST
from reader.app.page.lines import Strip
from reader.app.page.measures import Measures
from reader.app.page.scene import ClaimMark, Mark

FILL_ABOVE, FILL_BELOW, LINE_BELOW = 15, 5, 4  # px from the baseline at 100 %
CODE_PX, CODE_ABOVE = 10, 4  # a code and how far it stands above its mark
GAP = 1.0  # px that stay free between neighbours
# Dash patterns in units of the pen's width, which is 2 px.
_PATTERNS: dict[str, list[float]] = {"dash": [3, 1.5], "dot": [1, 1], "dashdot": [3, 1.5, 1, 1]}


class Ground(NamedTuple):
    """What lies under the words of a mark: a fill, or where a theme has none an outline. `unsure` ones are broken."""

    rect: QRectF
    fill: QColor | None
    line: QColor
    unsure: bool


class Prepared(NamedTuple):
    """Marks made ready for painting many times: grounds from the outermost in, then all that is lines."""

    grounds: tuple[Ground, ...] = ()
    lines: tuple[tuple[QPen, tuple[QLineF, ...]], ...] = ()
    waves: tuple[tuple[QPen, QPainterPath], ...] = ()
    codes: tuple[tuple[QRectF, QColor, str], ...] = ()


class MarkMaker:
    """Turns marks into what a painter draws."""

    def __init__(self, theme: Theme, measures: Measures) -> None:
        self._theme = theme
        self._measures = measures
        self._lines: dict[tuple[str, str], tuple[QPen, list[QLineF]]] = {}
        self._waves: list[tuple[QPen, QPainterPath]] = []

    def prepare(self, marks: Sequence[Mark]) -> Prepared:
        """All of `marks`, which are outermost first."""
        room = _Room(marks)
        grounds: list[Ground] = []
        codes: list[tuple[QRectF, QColor, str]] = []
        for mark in marks:
            level, colours = min(mark.layer.level, HIGHEST), mark.colours
            for strip in mark.strips:
                rect = self._box(level, strip, room)
                if (level < HIGHEST or mark.unsure) and (colours.fill or colours.line):
                    fill = QColor(colours.fill) if colours.fill and level < HIGHEST else None
                    line = QColor(colours.line or self._theme.edge)
                    grounds.append(Ground(rect, fill, line, mark.unsure))
                if mark.pattern:
                    below = LINE_BELOW * max(strip.size, 1) + self._measures.level_step * level
                    y = round(strip.baseline + self._px(below))
                    self._pattern(mark.pattern, colours.line, rect.left(), rect.right(), y)
                if mark.layer.crosses and colours.line:
                    self._uprights(colours.line, strip, rect, level)
                if self._theme.outlines and strip.first and mark.code:
                    codes.append((self._place_of(mark.code, rect, codes), QColor(colours.line), mark.code))
        lines = tuple((pen, tuple(group)) for pen, group in self._lines.values())
        return Prepared(tuple(grounds), lines, tuple(self._waves), tuple(codes))

    def _place_of(self, code: str, rect: QRectF, before: Sequence[tuple[QRectF, QColor, str]]) -> QRectF:
        """Above the start of a mark, clear of the outline of the current one, and behind a code that stands there."""
        metrics = QFontMetricsF(ui_font(self._measures.ui_px(CODE_PX), bold=True))
        size = QSizeF(metrics.horizontalAdvance(code), metrics.capHeight() + 1)
        place = QRectF(QPointF(rect.left(), rect.top() - self._px(CODE_ABOVE) - size.height()), size)
        air = self._measures.ui_px(3)
        for other, _, _ in reversed(before):
            if (
                abs(other.bottom() - place.bottom()) < size.height()
                and other.right() + air > place.left() >= other.left()
            ):
                place.moveTopLeft(QPointF(other.right() + air, other.top()))
                break
        return place

    def _px(self, at_full_size: float) -> float:
        return self._measures.px(at_full_size)

    def _box(self, level: int, strip: Strip, room: _Room) -> QRectF:
        left, right = room.beside(strip, self._px(1 + level))
        top = round(strip.baseline - self._px(FILL_ABOVE * strip.size + level))
        bottom = round(strip.baseline + self._px(FILL_BELOW * max(strip.size, 1) + level))
        return QRectF(strip.x1 - left, top, strip.x2 - strip.x1 + left + right, bottom - top)

    def _uprights(self, colour: str, strip: Strip, rect: QRectF, level: int) -> None:
        bottom = rect.bottom() + self._px(1 + 2 * level)
        for wanted, x in ((strip.first, rect.left()), (strip.last, rect.right())):
            if wanted:
                self._group("upright", colour).append(QLineF(x, rect.top(), x, bottom))

    def _pattern(self, pattern: str, colour: str, x1: float, x2: float, y: float) -> None:
        """A line whose upper edge is at `y`, 2 px thick (3 where outlines stand in for fills)."""
        if pattern == "wave":
            self._waves.append((QPen(QColor(colour), self._px(1.4)), self._wave(x1, x2, y)))
            return
        middles = (0.5, 2.5) if pattern == "double" else (self._thick() / 2,)
        for middle in middles:
            at = y + self._px(middle)
            self._group(pattern, colour).append(QLineF(x1, at, x2, at))

    def _thick(self) -> float:
        return 3 if self._theme.outlines else 2

    def _group(self, pattern: str, colour: str) -> list[QLineF]:
        """The lines drawn with the same pen."""
        if (pattern, colour) not in self._lines:
            width = {"double": 1, "upright": 1.5}.get(pattern, self._thick())
            pen = QPen(QColor(colour), self._px(width), c=Qt.PenCapStyle.FlatCap)
            if pattern in _PATTERNS:
                pen.setDashPattern(_PATTERNS[pattern])
            self._lines[pattern, colour] = (pen, [])
        return self._lines[pattern, colour][1]

    def _wave(self, x1: float, x2: float, y: float) -> QPainterPath:
        path = QPainterPath()
        step, height = self._px(1), self._px(1.25)
        for number in range(max(math.ceil((x2 - x1) / step), 1) + 1):
            x = min(x1 + number * step, x2)
            point = QPointF(x, y + height + height * math.sin((x - x1) / self._px(6) * 2 * math.pi))
            path.lineTo(point) if number else path.moveTo(point)
        return path


class MarkPainter:
    """Paints with one painter, on one theme, at one size; coordinates are the document's."""

    def __init__(self, painter: QPainter, theme: Theme, measures: Measures) -> None:
        self._painter = painter
        self._theme = theme
        self._measures = measures

    def grounds(self, marks: Prepared, area: QRectF) -> None:
        """The grounds of marks in `area`; a step of the caret repaints a line or two, and a page holds a hundred."""
        for rect, fill, line, unsure in marks.grounds:
            if not rect.intersects(area):
                continue
            if unsure:
                from reader.app.page.unsure import paint_ground  # few articles have any

                paint_ground(self._painter, rect, fill, line, self._px(1))
            elif fill is None:
                self._outline(rect, line, 1, 2)
            else:
                self._rounded(rect, fill)

    def lines(self, marks: Prepared) -> None:
        """The lines under marks, the uprights of those that cross, and codes."""
        painter = self._painter
        for pen, group in marks.lines:
            painter.setPen(pen)
            painter.drawLines(group)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen, path in marks.waves:
            painter.setPen(pen)
            painter.drawPath(path)
        if marks.codes:
            painter.setFont(ui_font(self._measures.ui_px(CODE_PX), bold=True))
        for place, colour, code in marks.codes:  # on a ground: the line of a claim above may run through it
            painter.fillRect(place.adjusted(-1, -1, 1, 1), QColor(self._theme.page))
            painter.setPen(colour)
            painter.drawText(place.bottomLeft(), code)

    def current(self, strips: Iterable[Strip]) -> None:
        """The outline of the current mention."""
        for strip in strips:
            rect = self._around(strip, 3, 2, 3)
            self._outline(rect, QColor(self._theme.accent), 2, 3)

    def tint(self, claim: ClaimMark) -> None:
        """The ground of the current claim."""
        colour = self._theme.claim.fill
        for strip in claim.strips if colour else ():
            ground = self._around(strip, 1, 1, 0)
            ground.setBottom(round(strip.baseline + self._px(self._measures.claim_below)))
            self._painter.fillRect(ground, QColor(colour))

    def claim_lines(self, claims: Iterable[ClaimMark]) -> None:
        """The thin lines under claims; where two lie over each other, the second is drawn a little lower."""
        for claim in claims:
            colour = QColor(self._theme.claim.line)
            thin = max(self._px(1), 1.0)
            for strip in claim.strips:
                y = round(strip.baseline + self._px(self._measures.claim_below + 2 * min(claim.lane, 1)))
                ends = [(strip.x1, strip.x2)]
                if claim.unsure:
                    from reader.app.page.unsure import CLAIM_DASH, CLAIM_GAP, pieces

                    ends = pieces(strip.x1, strip.x2, self._px(CLAIM_DASH), self._px(CLAIM_GAP))
                for x1, x2 in ends:
                    self._painter.fillRect(QRectF(x1, y, x2 - x1, thin), colour)

    def selection(self, strips: Iterable[Strip]) -> None:
        """The ground of what is selected: whole lines high, so that it is one piece."""
        colour = QColor(self._theme.select)
        for strip in strips:
            top, bottom = round(strip.top), round(strip.bottom)
            self._painter.fillRect(QRectF(strip.x1, top, strip.x2 - strip.x1, bottom - top), colour)

    def hits(self, hits: Sequence[tuple[Strip, ...]], current: int | None) -> None:
        """What find found; the current one with an outline."""
        for number, strips in enumerate(hits):
            for strip in strips:
                self._rounded(self._around(strip, 1, 2, 1), QColor(self._theme.select))
            if number == current:
                self.current(strips)

    def caret(self, x: float, baseline: float, size: float, focused: bool) -> None:
        """A steady caret: nothing blinks while one reads."""
        width = max(round(self._px(2 if focused else 1)), 1)
        colour = QColor(self._theme.accent if focused else self._theme.edge)
        top = round(baseline - size * 0.9)
        self._painter.fillRect(QRectF(round(x - width / 2), top, width, round(baseline + size * 0.25) - top), colour)

    # -- pieces ------------------------------------------------------------------------------------

    def _px(self, at_full_size: float) -> float:
        return self._measures.px(at_full_size)

    def _around(self, strip: Strip, beside: float, above: float, below: float) -> QRectF:
        """As far beyond the ground of a mention on these words."""
        top = round(strip.baseline - self._px(FILL_ABOVE * strip.size + above))
        bottom = round(strip.baseline + self._px(FILL_BELOW * max(strip.size, 1) + below))
        left, right = round(strip.x1 - self._px(beside)), round(strip.x2 + self._px(beside))
        return QRectF(left, top, right - left, bottom - top)

    def _rounded(self, rect: QRectF, colour: QColor) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(colour)
        self._painter.drawRoundedRect(rect, self._px(2), self._px(2))

    def _outline(self, rect: QRectF, colour: QColor, width: float, radius: float) -> None:
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(colour, self._px(width)))
        half = self._px(width) / 2
        self._painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), self._px(radius), self._px(radius))


class _Room:
    """How far a mark may reach beyond its words before it touches a neighbour on its line."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._lines: dict[float, list[tuple[float, float]]] = {}
        for mark in marks:
            for strip in mark.strips:
                self._lines.setdefault(strip.baseline, []).append((strip.x1, strip.x2))

    def beside(self, strip: Strip, wanted: float) -> tuple[float, float]:
        """Pixels left and right of `strip`; less than nothing where a neighbour begins at its very end."""
        left = right = wanted
        for x1, x2 in self._lines[strip.baseline]:
            if x2 <= strip.x1 + 0.1:
                left = min(left, (strip.x1 - x2 - GAP) / 2)
            elif x1 >= strip.x2 - 0.1:
                right = min(right, (x1 - strip.x2 - GAP) / 2)
        return left, right
