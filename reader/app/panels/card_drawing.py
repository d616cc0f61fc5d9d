"""How the rows of an entity's card are drawn."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from reader.app.look.caps import cap_width, draw_cap, draw_chip
from reader.app.look.emphasis import draw_line
from reader.app.look.look import SMALL_PX, TEXT_PX
from reader.app.look.rows import ROW_ROLE, Index
from reader.app.page.signs import sign
from reader.app.panels.card_rows import ClaimRow, FactRow, HeadRow, MentionRow
from reader.app.panels.drawing import MIDDLE, PADDING, RowDelegate, draw_elided, draw_words

FACT_HEIGHT, HEAD_HEIGHT, LINE_HEIGHT = 30, 34, 28
LABEL_WIDTH = 88
TICK = 22  # px left of a mention: there it is chosen


class CardDelegate(RowDelegate):
    """Facts with their keys, headings, mentions between their words, claims."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """A height a kind."""
        row = index.data(ROW_ROLE)
        if isinstance(row, HeadRow):
            return QSize(0, self.look.px(HEAD_HEIGHT))
        return QSize(0, self.look.px(FACT_HEIGHT if isinstance(row, FactRow) else LINE_HEIGHT))

    def paint_row(self, painter: QPainter, box: QRectF, row: object, chosen: bool) -> None:
        """The words and signs of one row."""
        px = self.look.px
        inner = box.adjusted(px(PADDING), 0, -px(PADDING), 0)
        if isinstance(row, FactRow):
            self._paint_fact(painter, inner, row, chosen)
        elif isinstance(row, HeadRow):
            painter.setPen(QPen(self.look.colour("rule"), 1))
            painter.drawLine(box.topLeft(), box.topRight())
            painter.setPen(self.look.colour("ink"))
            painter.setFont(self.look.text(TEXT_PX, bold=True))
            draw_elided(painter, inner, row.words)
        elif isinstance(row, MentionRow):
            self._paint_mention(painter, inner, row, chosen)
        elif isinstance(row, ClaimRow):
            self._paint_claim(painter, inner, row, chosen)

    def value_box(self, box: QRectF, row: FactRow) -> QRectF:
        """Where the value of a fact stands in its row."""
        px = self.look.px
        right = box.right() - px(PADDING) - (cap_width(self.look, row.key) + px(8) if row.key else 0)
        left = box.left() + px(PADDING) + (px(LABEL_WIDTH) if row.label or row.id.startswith("alias:") else 0)
        return QRectF(left, box.top(), right - left, box.height())

    def _paint_fact(self, painter: QPainter, inner: QRectF, row: FactRow, chosen: bool) -> None:
        look, px = self.look, self.look.px
        painter.setFont(look.text(TEXT_PX))
        if row.label:
            painter.setPen(look.colour(self.soft(chosen)))
            draw_elided(painter, QRectF(inner.left(), inner.top(), px(LABEL_WIDTH - 6), inner.height()), row.label)
        value = self.value_box(inner.adjusted(-px(PADDING), 0, px(PADDING), 0), row)
        if row.chip is not None:
            left = draw_chip(painter, look, row.chip, value.left(), value.center().y()) + px(8)
            value.setLeft(left)
        painter.setFont(look.text(TEXT_PX, bold=row.id == "name"))
        painter.setPen(look.colour("ink"))
        draw_elided(painter, value, row.words or "—")
        if row.key:
            draw_cap(painter, look, inner.right() - cap_width(look, row.key), inner.center().y(), row.key)

    def _paint_mention(self, painter: QPainter, inner: QRectF, row: MentionRow, chosen: bool) -> None:
        look, px = self.look, self.look.px
        box = QRectF(inner.left(), inner.center().y() - px(6), px(12), px(12))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.setBrush(look.colour("field"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(2), px(2))
        if row.chosen:
            mark = sign("true", px(12), look.theme.ink, painter.device().devicePixelRatioF())
            painter.drawPixmap(box.topLeft(), mark)
        detail = self._paint_detail_right(painter, inner, row.detail, chosen)
        words = QRectF(inner.left() + px(TICK), inner.top(), detail - px(8) - inner.left() - px(TICK), inner.height())
        painter.setFont(look.quote())
        painter.setPen(look.colour("ink"))
        if any(map(_is_from_right, row.words[: row.end])):  # its own words stand where the writing puts them
            draw_line(painter, look.quote(), row.words, [(row.start, row.end)], words, underlined=True)
            return
        shown = painter.fontMetrics().elidedText(row.words, Qt.TextElideMode.ElideRight, int(words.width()))
        draw_words(painter, words, shown)
        self._underline(painter, words, row, shown)

    def _underline(self, painter: QPainter, words: QRectF, row: MentionRow, shown: str) -> None:
        """A thin line under the mention's own words."""
        if row.end > len(shown):
            return
        metrics = QFontMetricsF(painter.font())
        left = words.left() + metrics.horizontalAdvance(shown[: row.start])
        right = words.left() + metrics.horizontalAdvance(shown[: row.end])
        y = words.center().y() + metrics.descent() + self.look.px(4)
        painter.setPen(QPen(self.look.colour("accent"), self.look.px(1.5)))
        painter.drawLine(round(left), round(y), round(right), round(y))

    def _paint_claim(self, painter: QPainter, inner: QRectF, row: ClaimRow, chosen: bool) -> None:
        look, px = self.look, self.look.px
        painter.setPen(look.colour("ink"))
        painter.setFont(look.text(SMALL_PX, bold=True))
        painter.drawText(QRectF(inner.left(), inner.top(), px(TICK), inner.height()), MIDDLE, row.number)
        detail = self._paint_detail_right(painter, inner, row.detail, chosen)
        painter.setFont(look.quote())
        painter.setPen(look.colour("ink"))
        left = inner.left() + px(TICK)
        draw_elided(painter, QRectF(left, inner.top(), detail - px(8) - left, inner.height()), row.words)

    def _paint_detail_right(self, painter: QPainter, inner: QRectF, words: str, chosen: bool) -> float:
        """Soft words at the right end; where they begin."""
        painter.setFont(self.look.text(SMALL_PX))
        painter.setPen(self.look.colour(self.soft(chosen)))
        width = QFontMetricsF(painter.font()).horizontalAdvance(words)
        painter.drawText(QRectF(inner.right() - width, inner.top(), width + 1, inner.height()), MIDDLE, words)
        return inner.right() - width


def _is_from_right(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("R", "AL", "AN")
