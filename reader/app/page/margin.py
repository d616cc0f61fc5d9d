"""Paints claims into the left margin: bars in lanes, numbers, verdict signs; and knows what was clicked there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from reader.app.look.fonts import ui_font
from reader.app.look.theme import Theme
from reader.app.page.measures import BAR_ABOVE, Measures
from reader.app.page.scene import ClaimMark
from reader.app.page.signs import sign

BAR_TO_COLUMN, LANE, BAR, BAR_CURRENT = 18, 7, 3, 5
NUMBER_GAP, SIGN, SIGN_GAP, PLATE = 5, 12, 6, 17


class Spot(NamedTuple):
    """A place in the margin (document coordinates) that stands for a claim."""

    rect: QRectF
    claim: str


def paint_margin(
    painter: QPainter, theme: Theme, measures: Measures, claims: Sequence[ClaimMark], current: str | None
) -> list[Spot]:
    """Paint bars, numbers and signs; the spots that can be clicked."""
    spots = [spot for claim in claims for spot in _bars(painter, theme, measures, claim, claim.key == current)]
    taken: list[QRectF] = []
    for claim in claims:
        rect = _number_place(painter, measures, claim, claims, taken)
        taken.append(rect)
        _number(painter, theme, measures, claim, rect, claim.key == current)
        spots.append(Spot(rect.adjusted(-measures.ui_px(SIGN + SIGN_GAP), 0, 0, 0), claim.key))
    return spots


def _lane_x(measures: Measures, lane: int) -> float:
    return measures.left - measures.ui_px(BAR_TO_COLUMN + LANE * lane)


def _bars(painter: QPainter, theme: Theme, measures: Measures, claim: ClaimMark, current: bool) -> list[Spot]:
    wider = measures.ui_px(BAR_CURRENT - BAR) / 2 if current else 0.0
    bars = paint_bars(painter, theme, measures, claim, _lane_x(measures, claim.lane), wider)
    return [Spot(bar.adjusted(-2, 0, 2, 0), claim.key) for bar in bars]


def paint_bars(
    painter: QPainter, theme: Theme, measures: Measures, claim: ClaimMark, x: float, wider: float = 0.0
) -> list[QRectF]:
    """Paint the bars of a claim from `x` on, that much wider on each side, and what joins them; where they are."""
    colour, width = QColor(theme.claim.line), measures.ui_px(BAR)
    bars = []
    before: float | None = None
    for top, bottom in claim.bars:
        if before is not None:
            pen = QPen(colour, measures.ui_px(2), c=Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([1, 1])
            painter.setPen(pen)
            middle = round(x) + width / 2
            painter.drawLine(QPointF(middle, before + measures.ui_px(2)), QPointF(middle, top - measures.ui_px(1)))
        bar = QRectF(round(x) - wider, round(top), width + 2 * wider, round(bottom) - round(top))
        for piece in _broken(bar, measures) if claim.unsure else (bar,):
            painter.fillRect(piece, colour)
        bars.append(bar)
        before = bottom
    return bars


def _broken(bar: QRectF, measures: Measures) -> list[QRectF]:
    """The bar of a claim whose place is uncertain."""
    from reader.app.page.unsure import BAR_DASH, BAR_GAP, pieces  # few articles have any

    dash, gap = round(measures.ui_px(BAR_DASH)), round(measures.ui_px(BAR_GAP))
    return [QRectF(bar.left(), y1, bar.width(), y2 - y1) for y1, y2 in pieces(bar.top(), bar.bottom(), dash, gap)]


def _number_words(claim: ClaimMark) -> str:
    return f"{claim.number}?" if claim.unsure else str(claim.number)


def _number_place(
    painter: QPainter, measures: Measures, claim: ClaimMark, claims: Sequence[ClaimMark], taken: Sequence[QRectF]
) -> QRectF:
    """Left of all bars at the claim's first line; a line lower, else further left, if another number is there."""
    metrics = QFontMetricsF(ui_font(measures.ui_px(12), bold=True), painter.device())
    width = max(measures.ui_px(PLATE), metrics.horizontalAdvance(_number_words(claim)) + measures.ui_px(9))
    height = measures.ui_px(PLATE)
    places = []
    for top, bottom in claim.bars:
        y = top + measures.px(BAR_ABOVE - 5) - height / 2
        while y + height / 2 < bottom:
            reach = [c.lane for c in claims for t, b in c.bars if t < y + height and y < b]
            x = _lane_x(measures, max(reach, default=claim.lane)) - measures.ui_px(NUMBER_GAP) - width
            places.append(QRectF(round(x), round(y), width, height))
            if len(places) == 4:
                break
            y += measures.line
    room = measures.ui_px(SIGN + SIGN_GAP)
    for place in places:
        if not any(place.adjusted(-room, 0, 0, 0).intersects(other.adjusted(-room, 0, 0, 0)) for other in taken):
            return place
    place = places[0]
    while any(place.adjusted(-room, 0, 0, 0).intersects(other.adjusted(-room, 0, 0, 0)) for other in taken):
        place = place.translated(-(width + room), 0)
    return place


def _number(painter: QPainter, theme: Theme, measures: Measures, claim: ClaimMark, rect: QRectF, current: bool) -> None:
    if current:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(rect, measures.ui_px(3), measures.ui_px(3))
    painter.setFont(ui_font(measures.ui_px(12), bold=True))
    painter.setPen(QColor(theme.onaccent if current else theme.ink))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, _number_words(claim))
    if claim.verdict and measures.signs:
        size = round(measures.ui_px(SIGN))
        picture = sign(claim.verdict, size, theme.ink, painter.device().devicePixelRatioF())
        x = rect.left() - measures.ui_px(SIGN_GAP - 4) - size
        painter.drawPixmap(QPointF(round(x), round(rect.center().y() - size / 2)), picture)
