"""How one tab is drawn: a name, and at its end a sign, or the cross that closes it.

The one that is shown has its cross all the time, another while the mouse is there.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from reader.app.frame.faces import Face
from reader.app.look.look import SMALL_PX, Look

SIDE, END = 14, 32  # px at 100 %, as all below: before the name; after it, where sign and cross stand
SIGN, CROSS, DOT = 14, 18, 7
INSET = 8  # from sign and cross to the end of the tab
SIGNS = {"broken": "warning", "told": "document"}


def close_place(look: Look, tab: QRect, *, is_right_to_left: bool) -> QRect:
    """Where a click closes the tab."""
    size, inset = look.px(CROSS), look.px(INSET) - look.px(2)
    left = tab.left() + inset if is_right_to_left else tab.right() + 1 - inset - size
    return QRect(left, tab.top() + (tab.height() - size) // 2, size, size)


def paint_tab(
    painter: QPainter,
    look: Look,
    place: QRect,
    face: Face,
    *,
    is_shown: bool,
    is_hovered: bool,
    has_focus: bool,
    is_away: bool,
    is_right_to_left: bool,
    is_over_close: bool,
    ratio: float,
) -> None:
    """Draw it. The one that is shown is part of the page below; one that is dragged away is an outline."""
    rule = look.colour("rule")
    bottom = QRect(place.left(), place.bottom(), place.width(), 1)
    if is_shown:
        painter.fillRect(place, look.colour("page"))
        painter.fillRect(place.left(), place.top(), 1, place.height(), rule)
        painter.fillRect(place.right(), place.top(), 1, place.height(), rule)
        painter.fillRect(place.left(), place.top(), place.width(), look.px(2), look.colour("accent"))
    else:
        painter.fillRect(place, look.colour("chrome"))
        painter.fillRect(bottom, rule)
        edge = place.left() if is_right_to_left else place.right()
        painter.fillRect(edge, place.top() + look.px(9), 1, place.height() - 2 * look.px(9), rule)
    if is_away:
        painter.setPen(QPen(look.colour("accent"), 1, Qt.PenStyle.DashLine))
        painter.drawRect(place.adjusted(3, 3, -4, -4))
    if has_focus:
        painter.setPen(QPen(look.colour("accent"), 2))
        painter.drawRect(place.adjusted(3, 5, -3, -4))
    _draw_name(painter, look, place, face, is_strong=is_shown or is_hovered, is_right_to_left=is_right_to_left)
    corner = close_place(look, place, is_right_to_left=is_right_to_left)
    if is_hovered:
        _draw_cross(painter, look, corner, "ink", is_over=is_over_close)
    elif face.sign:
        _draw_sign(painter, look, corner, face.sign, ratio)
    elif is_shown:
        _draw_cross(painter, look, corner, "soft", is_over=False)


def _draw_name(
    painter: QPainter, look: Look, place: QRect, face: Face, *, is_strong: bool, is_right_to_left: bool
) -> None:
    before, after = look.px(SIDE), look.px(END)
    room = place.adjusted(after, 0, -before, 0) if is_right_to_left else place.adjusted(before, 0, -after, 0)
    font = look.text(SMALL_PX)
    painter.setFont(font)
    painter.setPen(look.colour("ink" if is_strong else "soft"))
    shown = QFontMetrics(font).elidedText(face.name, Qt.TextElideMode.ElideMiddle, room.width())
    side = Qt.AlignmentFlag.AlignRight if is_right_to_left else Qt.AlignmentFlag.AlignLeft
    painter.drawText(
        room, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown
    )


def _draw_cross(painter: QPainter, look: Look, place: QRect, colour: str, *, is_over: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if is_over:
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.setBrush(look.colour("select"))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), look.px(3), look.px(3))
    arm, middle = look.px(4), QRectF(place).center()
    painter.setPen(QPen(look.colour(colour), look.px(150) / 100, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(middle - QPointF(arm, arm), middle + QPointF(arm, arm))
    painter.drawLine(middle - QPointF(arm, -arm), middle + QPointF(arm, -arm))
    painter.restore()


def _draw_sign(painter: QPainter, look: Look, place: QRect, name: str, ratio: float) -> None:
    middle = QRectF(place).center()
    if name == "unsaved":
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("ink"))
        painter.drawEllipse(middle, look.px(DOT) / 2, look.px(DOT) / 2)
        painter.restore()
        return
    from reader.app.page.signs import sign

    size = look.px(SIGN)
    picture = sign(SIGNS[name], size, look.theme.ink, ratio)
    painter.drawPixmap(round(middle.x() - size / 2), round(middle.y() - size / 2), picture)
