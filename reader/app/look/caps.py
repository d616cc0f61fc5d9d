"""Small things that are drawn in rows: key caps with what they do, and chips of entity types."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from reader.annotations.tagset import EntityType
from reader.app.keyboard.hint import Hint
from reader.app.look.fonts import ui_font
from reader.app.look.look import CAP_PX, SMALL_PX, Look
from reader.app.wording.tr import tr

Side = Literal["left", "right"]
CAP_HEIGHT = 18
CHIP_HEIGHT = 18
AFTER_PAGE_MS = 25  # keys change with every step of the caret; the page is painted before them
CHIP_WIDTH = 42
NO_BOUND = 1 << 20  # px
_ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


def cap_text(key: str) -> str:
    """A key as it stands on a cap: arrows as arrows, the rest as the keymap writes it."""
    parts = key.split("+") if len(key) > 1 and not key.endswith("+") else [key]
    return "+".join(_ARROWS.get(part, part) for part in parts)


def cap_width(look: Look, key: str) -> float:
    """How wide a key's cap is."""
    return max(look.px(CAP_HEIGHT), _text_width(look.px(CAP_PX), cap_text(key)) + look.px(12))


@lru_cache(maxsize=1024)
def _text_width(size_px: int, text: str) -> float:
    """Measured once: the status line changes with every key press."""
    return QFontMetricsF(ui_font(size_px)).horizontalAdvance(text)


def draw_cap(painter: QPainter, look: Look, left: float, middle: float, key: str) -> float:
    """Draw a key's cap from `left`, its middle at the height `middle`; returns its right edge."""
    height, width = look.px(CAP_HEIGHT), cap_width(look, key)
    box = QRectF(round(left) + 0.5, round(middle - height / 2) + 0.5, width - 1, height - 1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.colour("edge"), 1))
    painter.setBrush(look.colour("field"))
    painter.drawRoundedRect(box, look.px(3), look.px(3))
    painter.setPen(look.colour("ink"))
    painter.setFont(look.text(CAP_PX))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cap_text(key))
    return left + width


def hint_width(look: Look, hint: Hint) -> float:
    """How wide caps and words are, with the room after them."""
    caps = sum(cap_width(look, key) + look.px(4) for key in hint.keys)
    if not hint.words:
        return caps
    words = _text_width(look.px(SMALL_PX), hint.words)
    return caps + look.px(2) + words + look.px(14)


def draw_hint(painter: QPainter, look: Look, left: float, middle: float, hint: Hint) -> list[float]:
    """Draw caps and words from `left`, their middle at the height `middle`.

    Returns where each cap begins, and last where the next hint does.
    """
    edges, at = [], left
    for key in hint.keys:
        edges.append(at)
        at = draw_cap(painter, look, at, middle, key) + look.px(4)
    painter.setPen(look.colour("soft"))
    painter.setFont(look.text(SMALL_PX))
    width, height = hint_width(look, hint), look.px(CAP_HEIGHT + 4)
    box = QRectF(at + look.px(2), middle - height / 2, width, height)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, hint.words)
    return [*edges, left + width]


class KeyCaps(QWidget):
    """Key caps with a word each, in one row, as many as fit (the last ones are left out first).

    `most`: how wide it may be. With `clickable` a click on one does what the key does where the focus is.
    """

    def __init__(
        self, look: Look, parent: QWidget | None = None, *, align: Side = "right", clickable: bool = False
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._align = align
        self._clickable = clickable
        self._hints: tuple[Hint, ...] = ()
        self._places: list[tuple[QRectF, str]] = []  # where keys were drawn, the words after the last of a hint with it
        self.most = NO_BOUND
        self.setMouseTracking(clickable)
        self._soon = QTimer(self, singleShot=True, interval=AFTER_PAGE_MS)
        self._soon.timeout.connect(self._show_hints)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Keys"))

    def set_look(self, look: Look) -> None:
        """Draw in another look."""
        self._look = look
        self.updateGeometry()
        self.update()

    def set_hints(self, hints: Sequence[Hint]) -> None:
        """Show these."""
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            spoken = ", ".join(f"{' '.join(h.keys)} {h.words}" for h in self._hints)
            self.setAccessibleName(tr("Keys: {keys}", keys=spoken) if spoken else tr("Keys"))
            self._soon.start()

    def _show_hints(self) -> None:
        self.updateGeometry()
        self.update()

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What is shown when there is room for all of it."""
        return self._hints

    def _width(self, hint: Hint) -> float:
        return hint_width(self._look, hint)

    def _widths(self, hints: Sequence[Hint]) -> float:
        """Of these in a row; behind the last one no room is left."""
        after = self._look.px(14 if hints[-1].words else 4) if hints else 0
        return sum(map(self._width, hints)) - after

    def _fitting(self, width: float) -> list[Hint]:
        shown = list(self._hints)
        while shown and self._widths(shown) > width:
            shown.pop(-2 if len(shown) > 1 else 0)
        return shown

    def sizeHint(self) -> QSize:
        """Wide enough for all hints, or for those that fit into `most`."""
        return QSize(round(self._widths(self._fitting(self.most))) + 1, self._look.px(CAP_HEIGHT + 4))

    def minimumSizeHint(self) -> QSize:
        """Nothing need be shown."""
        return QSize(0, self._look.px(CAP_HEIGHT + 4))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw what fits, at the edge that was asked for."""
        shown = self._fitting(self.width())
        painter = QPainter(self)
        look, middle = self._look, self.height() / 2
        x = self.width() - self._widths(shown) if self._align == "right" else 0.0
        self._places = []
        for hint in shown:
            edges = draw_hint(painter, look, x, middle, hint)
            x = edges[-1]
            for key, left, right in zip(hint.keys, edges, edges[1:], strict=False):
                self._places.append((QRectF(left, 0, min(right, x - look.px(14)) - left, self.height()), key))

    def _key_at(self, point: QPointF) -> str:
        return next((key for place, key in self._places if place.contains(point)), "")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What can be clicked shows it."""
        if self._clickable:
            under = self._key_at(event.position())
            self.setCursor(Qt.CursorShape.PointingHandCursor if under else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Press the key that was clicked."""
        key = self._key_at(event.position()) if self._clickable else ""
        if not key or event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        from reader.app.keyboard.key_press import press_key

        press_key(key)


_DASHES = {"dash": [3.0, 1.5], "dot": [1.0, 1.0], "dashdot": [3.0, 1.5, 1.0, 1.0]}


def chip_width(look: Look, entity_type: EntityType) -> float:
    """How wide a type's chip is."""
    words = QFontMetricsF(look.text(CAP_PX, bold=True)).horizontalAdvance(entity_type.code)
    return max(look.px(CHIP_WIDTH), words + look.px(8))


def draw_chip(
    painter: QPainter, look: Look, entity_type: EntityType, left: float, middle: float, *, dim: str = ""
) -> float:
    """Draw a type's code on its fill with its line below, from `left`; returns the right edge.

    What is hidden on the page has its code alone, in the colour of the token `dim`.
    """
    colours = look.theme.of_type(entity_type)
    font = look.text(CAP_PX, bold=True)
    width = chip_width(look, entity_type)
    height = look.px(CHIP_HEIGHT)
    box = QRectF(round(left), round(middle - height / 2), width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if dim:
        painter.setPen(look.colour(dim))
        painter.setFont(font)
        painter.drawText(box.adjusted(0, 0, 0, -look.px(2)), Qt.AlignmentFlag.AlignCenter, entity_type.code)
        return left + width
    if colours.fill:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.fill))
        painter.drawRoundedRect(box, look.px(2), look.px(2))
    else:
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), look.px(2), look.px(2))
    painter.setPen(look.colour("ink"))
    painter.setFont(font)
    painter.drawText(box.adjusted(0, 0, 0, -look.px(2)), Qt.AlignmentFlag.AlignCenter, entity_type.code)
    draw_line(painter, look, entity_type, box.left(), box.right(), box.bottom() - look.px(1))
    return left + width


def draw_line(painter: QPainter, look: Look, entity_type: EntityType, left: float, right: float, y: float) -> None:
    """A type's line in its pattern."""
    colour, thick = QColor(look.theme.of_type(entity_type).line), look.px(2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, entity_type.underline == "wave")
    if entity_type.underline == "double":
        painter.setPen(QPen(colour, look.px(1)))
        for offset in (-look.px(1), look.px(1)):
            painter.drawLine(QPointF(left, y + offset), QPointF(right, y + offset))
    elif entity_type.underline == "wave":
        painter.setPen(QPen(colour, thick / 1.5))
        step = look.px(3)
        points = [QPointF(x, y + (n % 2 * 2 - 1) * step / 3) for n, x in enumerate(range(int(left), int(right), step))]
        painter.drawPolyline(points)
    else:
        pen = QPen(colour, thick)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if entity_type.underline in _DASHES:
            pen.setDashPattern(_DASHES[entity_type.underline])
        painter.setPen(pen)
        painter.drawLine(QPointF(left, y), QPointF(right, y))
