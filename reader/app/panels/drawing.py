"""How rows are drawn: entities and annotations in one line, claims, notes and orphans in up to two with details."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.annotations.tagset import EntityType
from reader.app.look.caps import draw_chip
from reader.app.look.look import SMALL_PX, TEXT_PX, Look
from reader.app.look.rows import ROW_ROLE, Index
from reader.app.page.signs import sign
from reader.app.panels.rows import EntityRow, Row

ROW_HEIGHT = 26
PADDING = 16
WORDS_LEFT = 46
LINE_HEIGHT = 19
MOST_KNOWN = 1_000  # rows whose lines are kept
MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class RowDelegate(QStyledItemDelegate):
    """Draws `EntityRow` and `Row`. A view whose rows are all of one height gives each room for two lines."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._cut: dict[tuple[str, float], list[str]] = {}
        self._cut_in = look

    def _in_lines(self, words: str, width: float) -> list[str]:
        """As `in_lines`. What was measured once is known: after each change a list asks for the heights of all rows."""
        if self._cut_in is not self.look or len(self._cut) > MOST_KNOWN:
            self._cut, self._cut_in = {}, self.look
        known = self._cut.get((words, width))
        if known is None:
            known = self._cut[words, width] = in_lines(self.look, words, width)
        return known

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its words need."""
        row, px = index.data(ROW_ROLE), self.look.px
        if not isinstance(row, Row) or row.type is not None:
            return QSize(0, px(ROW_HEIGHT))
        view = self.parent()
        if isinstance(view, QListView) and view.uniformItemSizes():
            lines = 2
        else:
            width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
            lines = len(self._in_lines(row.words, width - px(_words_left(row)) - px(PADDING)))
        return QSize(0, px(8) + lines * px(LINE_HEIGHT) + px(22) + px(8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, words, and the outline of the row that has the focus."""
        row, look = index.data(ROW_ROLE), self.look
        painter.save()
        box = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, look.colour("select"))
        self.paint_row(painter, box, row, chosen)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()

    def paint_row(self, painter: QPainter, box: QRectF, row: object, chosen: bool) -> None:
        """The words and signs of one row."""
        if isinstance(row, EntityRow):
            self._paint_line(painter, box, row.type, row.name, row.detail, chosen, row.dim)
        elif isinstance(row, Row) and row.type is not None:
            self._paint_line(painter, box, row.type, row.words, row.detail, chosen, row.dim)
        elif isinstance(row, Row):
            self._paint_annotation(painter, box, row, chosen)

    def soft(self, chosen: bool) -> str:
        """The token of what is said softly; on a chosen row it would be hard to read."""
        return "ink" if chosen else "soft"

    def _paint_line(
        self, painter: QPainter, box: QRectF, kind: EntityType, words: str, detail: str, chosen: bool, dim: bool
    ) -> None:
        """Chip, words, and at the right end what is said softly."""
        look, px = self.look, self.look.px
        left = draw_chip(
            painter, look, kind, box.left() + px(PADDING), box.center().y(), dim=self.soft(chosen) if dim else ""
        ) + px(8)
        painter.setFont(look.text(TEXT_PX))
        right = box.right() - px(PADDING)
        if detail:
            width = QFontMetricsF(painter.font()).horizontalAdvance(detail)
            painter.setPen(look.colour(self.soft(chosen)))
            painter.drawText(QRectF(right - width, box.top(), width + 1, box.height()), MIDDLE, detail)
            right -= width + px(8)
        painter.setPen(look.colour(self.soft(chosen) if dim else "ink"))
        draw_elided(painter, QRectF(left, box.top(), right - left, box.height()), words)

    def _paint_annotation(self, painter: QPainter, box: QRectF, row: Row, chosen: bool) -> None:
        look, px = self.look, self.look.px
        top, left = box.top() + px(8), box.left() + px(_words_left(row))
        painter.setPen(look.colour("ink"))
        painter.setFont(look.text(SMALL_PX, bold=True))
        painter.drawText(QRectF(box.left() + px(PADDING), top, px(28), px(LINE_HEIGHT)), MIDDLE, row.number)
        width = box.width() - px(_words_left(row)) - px(PADDING)
        painter.setFont(look.quote())
        painter.setPen(look.colour(self.soft(chosen) if row.dim else "ink"))
        for line in self._in_lines(row.words, width):
            draw_words(painter, QRectF(left, top, width, px(LINE_HEIGHT)), line)
            top += px(LINE_HEIGHT)
        self._paint_detail(painter, QRectF(left, top + px(2), width, px(20)), row, chosen)
        painter.setPen(QPen(look.colour("rule"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _paint_detail(self, painter: QPainter, box: QRectF, row: Row, chosen: bool) -> None:
        look, px = self.look, self.look.px
        left = box.left()
        if row.sign:
            ratio = painter.device().devicePixelRatioF()
            mark = sign(row.sign, px(12), look.theme.ink, ratio)
            painter.drawPixmap(round(left), round(box.center().y() - px(6)), mark)
            left += px(17)
        painter.setFont(look.text(SMALL_PX, bold=True))
        painter.setPen(look.colour(self.soft(chosen) if row.dim else "ink"))
        painter.drawText(QRectF(left, box.top(), box.right() - left, box.height()), MIDDLE, row.strong)
        left += QFontMetricsF(painter.font()).horizontalAdvance(row.strong)
        painter.setFont(look.text(SMALL_PX))
        painter.setPen(look.colour(self.soft(chosen)))
        detail = f" · {row.detail}" if row.strong and row.detail else row.detail
        shown = QFontMetricsF(painter.font()).elidedText(detail, Qt.TextElideMode.ElideRight, box.right() - left)
        painter.drawText(QRectF(left, box.top(), box.right() - left, box.height()), MIDDLE, shown)


def _words_left(row: Row) -> int:
    """Where the words begin, px at 100 %: beside the number, if there is one."""
    return WORDS_LEFT if row.number else PADDING


def draw_elided(painter: QPainter, box: QRectF, words: str) -> None:
    """Words on one line with the painter's font and pen, cut with dots."""
    shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    draw_words(painter, box, shown)


def draw_words(painter: QPainter, box: QRectF, words: str) -> None:
    """On one line, from the left whatever way they are read: rows stay under each other."""
    painter.drawText(box.adjusted(0, 0, 2, 0), MIDDLE, words)


def in_lines(look: Look, words: str, width: float) -> list[str]:
    """`words` as one line of `width` or two, the second ending in dots where they go on."""
    metrics = QFontMetricsF(look.quote())
    if metrics.horizontalAdvance(words) <= width:
        return [words]
    short, long = 0, len(words)
    while short < long - 1:
        middle = (short + long) // 2
        short, long = (middle, long) if metrics.horizontalAdvance(words[:middle]) <= width else (short, middle)
    cut = words.rfind(" ", 0, short + 1)
    cut = cut if cut > 0 else max(1, short)  # scripts without spaces are cut anywhere
    rest = words[cut:].lstrip()
    return [words[:cut], metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)]
