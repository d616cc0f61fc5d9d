"""`Labels`: letters on small plates where words begin, over the page. Decides neither which words nor which letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.text.spans import Span

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QFontMetricsF
    from PySide6.QtWidgets import QWidget

    from reader.app.look.theme import Theme
    from reader.app.page.canvas import Canvas

# px at 100 %: a plate stands above the small letters of its word, which can still be read
SIZE, HEIGHT, RAISED, PADDING, APART = 11, 14, 4, 3, 1


class Plate(NamedTuple):
    """Letters in their box, in the document's coordinates."""

    rect: QRectF
    letters: str


class Labels:
    """The labels that one page shows."""

    def __init__(self) -> None:
        self._labels: tuple[tuple[Span, str], ...] = ()
        self._typed = 0

    def __bool__(self) -> bool:
        return bool(self._labels)

    def set(self, labels: Sequence[tuple[Span, str]], typed: int = 0) -> None:
        """Show these; of each the first `typed` letters are dimmed."""
        self._labels, self._typed = tuple(labels), typed

    def paint(self, viewport: QWidget, canvas: Canvas, theme: Theme, view: QRectF) -> None:
        """Paint those in `view`, a part of the document that `viewport` shows."""
        from PySide6.QtCore import QPointF
        from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

        from reader.app.look.fonts import ui_font

        px = canvas.measures.ui_px
        font = ui_font(px(SIZE), bold=True)
        metrics = QFontMetricsF(font, viewport)
        painter = QPainter(viewport)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-view.topLeft())
        painter.setFont(font)
        ground, edge = QColor(theme.field), QPen(QColor(theme.edge), max(px(1), 1.0))
        ink, soft = QColor(theme.ink), QColor(theme.soft)
        half, up = edge.widthF() / 2, (metrics.ascent() - metrics.descent()) / 2
        for plate in plates(self._labels, canvas, metrics, view):
            painter.setBrush(ground)
            painter.setPen(edge)
            painter.drawRoundedRect(plate.rect.adjusted(half, half, -half, -half), px(3), px(3))
            width = metrics.horizontalAdvance(plate.letters)
            at = QPointF(plate.rect.center().x() - width / 2, plate.rect.center().y() + up)
            typed, rest = plate.letters[: self._typed], plate.letters[self._typed :]
            if typed:
                painter.setPen(soft)
                painter.drawText(at, typed)
                at.setX(at.x() + metrics.horizontalAdvance(typed))
            painter.setPen(ink)
            painter.drawText(at, rest)
        painter.end()


def plates(labels: Iterable[tuple[Span, str]], canvas: Canvas, metrics: QFontMetricsF, view: QRectF) -> list[Plate]:
    """Where the plates stand: at the beginning of each word as it is read, none on another, all of them in `view`."""
    from PySide6.QtCore import QRectF

    px = canvas.measures.ui_px
    found: list[Plate] = []
    for span, letters in labels:
        strips = canvas.strips(span, span)
        if not strips or strips[0].bottom < view.top() or strips[0].top > view.bottom():
            continue
        strip, width = strips[0], max(metrics.horizontalAdvance(letters) + 2 * px(PADDING), px(HEIGHT))
        left = strip.x2 - width + px(PADDING) if canvas.begins_right(span) else strip.x1 - px(PADDING)
        found.append(
            Plate(QRectF(round(left), round(strip.top - px(RAISED)), round(width), round(px(HEIGHT))), letters)
        )
    return _apart(found, view, px(APART))


def _apart(found: Sequence[Plate], view: QRectF, gap: float) -> list[Plate]:
    """Moved so that none leaves `view` and, where a line has room for all of its plates, no two touch."""
    rows: dict[float, list[Plate]] = {}
    for plate in found:
        rows.setdefault(plate.rect.top(), []).append(plate)
    placed: list[Plate] = []
    for top, row in rows.items():
        row.sort(key=lambda plate: plate.rect.left())
        edge = view.left()
        for plate in row:
            plate.rect.moveLeft(max(plate.rect.left(), edge))
            edge = plate.rect.right() + gap
        edge = view.right()
        for plate in reversed(row):
            plate.rect.moveRight(min(plate.rect.right(), edge))
            plate.rect.moveLeft(max(plate.rect.left(), view.left()))
            plate.rect.moveTop(min(max(top, view.top()), view.bottom() - plate.rect.height()))
            edge = plate.rect.left() - gap
        placed += row
    return placed
