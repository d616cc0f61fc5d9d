"""Paints what stands around the words and is no text: bullets, quote bars, grounds of code, rules, the empty page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTextBlock

from reader.app.look.fonts import reading_font, ui_font
from reader.app.look.theme import Theme
from reader.app.page.lines import BASELINE, Strip
from reader.app.page.measures import Measures
from reader.app.page.plan import CODE_PADDING, INDENT, QUOTE, RULE_GAP
from reader.text.blocks import Block, BlockKind, Run, Style

BULLETS = {"-": "•", "*": "•", "+": "•"}
RIGHT_TO_LEFT_MARK = "\u200f"
BOXES = {"[ ]": False, "[x]": True, "☐": False, "☑": True}


def inline_code(blocks: Iterable[Block]) -> Iterator[Run]:
    """The runs of code that stand inside lines of other words."""
    for block in blocks:
        if block.kind is not BlockKind.CODE:
            yield from (run for run in block.runs if Style.CODE in run.style)


class FurniturePainter:
    """Paints the furniture of blocks; coordinates are the document's."""

    def __init__(self, painter: QPainter, theme: Theme, measures: Measures, blocks: Sequence[Block]) -> None:
        self._painter = painter
        self._theme = theme
        self._measures = measures
        self._blocks = blocks

    def paint(self, shown: Sequence[tuple[QTextBlock, QRectF]]) -> None:
        """All that belongs to these blocks, each with its rectangle."""
        for number, (block, rect) in enumerate(shown):
            state = block.userState()
            if not 0 <= state < len(self._blocks):
                continue
            what = self._blocks[state]
            begins = number == 0 or shown[number - 1][0].userState() != state
            bottom = rect.top() + self._height(block)
            if what.kind is BlockKind.CODE:
                self._ground(block, rect.top(), bottom)
            if what.quote_depth:
                self._quote(block, what, rect.top(), bottom)
            if begins and what.rule_before:
                self._rule(rect.top() - self._measures.gap(RULE_GAP), self._measures.column)
            if begins and what.footnote and (state == 0 or not self._blocks[state - 1].footnote):
                self._rule(rect.top() - self._measures.gap(RULE_GAP / 2), self._px(120))
            if begins and what.marker:
                self._marker(block, what, rect)

    def code(self, strips: Sequence[Strip]) -> None:
        """The ground of code inside a line. Not a format of its characters: that would lie over the marks."""
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._theme.chrome))
        for strip in strips:
            top, bottom = strip.baseline - self._px(14) * strip.size, strip.baseline + self._px(5)
            rect = QRectF(strip.x1 - self._px(2), top, strip.x2 - strip.x1 + self._px(4), bottom - top)
            self._painter.drawRoundedRect(rect, self._px(2), self._px(2))

    def empty(self, words: str) -> None:
        """What the page of an empty article says."""
        self._painter.setFont(reading_font(self._px(18), italic=True, face=self._measures.face))
        self._painter.setPen(QColor(self._theme.soft))
        self._painter.drawText(QPointF(self._measures.left, self._px(34) + self._measures.line * BASELINE), words)

    def _px(self, at_full_size: float) -> float:
        return self._measures.px(at_full_size)

    def _height(self, block: QTextBlock) -> float:
        """Height of the block's lines, without the space above it."""
        return float(block.blockFormat().lineHeight() * max(block.layout().lineCount(), 1))

    def _ground(self, block: QTextBlock, top: float, bottom: float) -> None:
        left = self._measures.left + block.blockFormat().leftMargin() - self._px(CODE_PADDING)
        right = self._measures.left + self._measures.column
        pad = self._px(CODE_PADDING)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._theme.chrome))
        self._painter.drawRoundedRect(
            QRectF(left, top - pad, right - left, bottom - top + 2 * pad), self._px(4), self._px(4)
        )

    def _quote(self, block: QTextBlock, what: Block, top: float, bottom: float) -> None:
        """One bar a depth, joined to the bar of the block before when both are in one quotation."""
        before = block.previous()
        state = before.userState() if before.isValid() else -1
        joined = self._blocks[state].quote_depth if 0 <= state < len(self._blocks) else 0
        gap = block.blockFormat().topMargin()
        for depth in range(what.quote_depth):
            x = self._measures.left + self._px(depth * QUOTE + 4)
            if _is_rtl(block):
                x = self._measures.left + self._measures.column - self._px(depth * QUOTE + 4 + 3)
            begin = top - gap if depth < joined else top + self._px(4)
            self._painter.fillRect(
                QRectF(round(x), begin, self._px(3), bottom - begin - self._px(0)), QColor(self._theme.rule)
            )

    def _rule(self, y: float, length: float) -> None:
        self._painter.fillRect(
            QRectF(self._measures.left, round(y), length, max(self._px(1), 1.0)), QColor(self._theme.rule)
        )

    def _marker(self, block: QTextBlock, what: Block, rect: QRectF) -> None:
        """Bullet, number or box, hanging left of the words (right of them in a right-to-left block)."""
        layout = block.layout()
        if not layout.lineCount():
            return
        line = layout.lineAt(0)
        baseline = rect.top() + line.y() + line.ascent()
        edge = self._measures.left + block.blockFormat().leftMargin()
        rtl_edge = self._measures.left + self._measures.column - block.blockFormat().rightMargin()
        if what.marker in BOXES:
            left = rtl_edge + self._px(INDENT - 4 - 13) if _is_rtl(block) else edge - self._px(INDENT - 4)
            self._box(left, baseline, BOXES[what.marker])
            return
        words = BULLETS.get(what.marker, what.marker)
        font = ui_font(self._px(12)) if what.footnote else reading_font(self._px(18), face=self._measures.face)
        if _is_rtl(block):
            words = RIGHT_TO_LEFT_MARK + words  # the point of "1." stands left of the number
        self._painter.setFont(font)
        self._painter.setPen(QColor(self._theme.soft))
        width = QFontMetricsF(font, self._painter.device()).horizontalAdvance(words)
        x = edge - self._px(8) - width
        if _is_rtl(block):
            x = rtl_edge + self._px(8)
        self._painter.drawText(QPointF(x, baseline), words)

    def _box(self, x: float, baseline: float, ticked: bool) -> None:
        side = self._px(13)
        box = QRectF(round(x) + 0.5, round(baseline - side) + 0.5, round(side), round(side))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(QColor(self._theme.soft), self._px(1.25)))
        self._painter.drawRoundedRect(box, self._px(2), self._px(2))
        if ticked:
            self._painter.drawPolyline(
                [
                    QPointF(box.left() + side * 0.22, box.top() + side * 0.52),
                    QPointF(box.left() + side * 0.43, box.top() + side * 0.74),
                    QPointF(box.left() + side * 0.8, box.top() + side * 0.26),
                ]
            )


def _is_rtl(block: QTextBlock) -> bool:
    return bool(block.textDirection() == Qt.LayoutDirection.RightToLeft)
