"""`Selecting`: the caret and what is selected on a leaf, in code points, and what is in view of it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QRectF, Signal
from PySide6.QtGui import QPainter, QTextCursor
from PySide6.QtWidgets import QWidget

from reader.annotations.tagset import TagSet
from reader.app.look.theme import Theme
from reader.app.page.holding import Holding
from reader.app.page.leaf import Leaf
from reader.app.page.lines import BASELINE
from reader.app.page.reveal import revealing


class Selecting(Leaf):
    """A leaf with a caret. Qt's own cursor is kept in step, for copying and for screen readers."""

    selection_changed = Signal(int, int)  # anchor, caret

    def __init__(self, theme: Theme, tagset: TagSet, parent: QWidget | None = None) -> None:
        super().__init__(theme, tagset, parent)
        self._anchor = self._caret = 0
        self._holding = Holding()

    def selection(self) -> tuple[int, int]:
        """Anchor and caret; equal when nothing is selected."""
        return self._anchor, self._caret

    def select(self, anchor: int, caret: int, *, reveal: bool = True) -> None:
        """Select from `anchor` to `caret`; with `reveal` the caret comes into view with some lines around it."""
        anchor, caret = (min(max(place, 0), self._length) for place in (anchor, caret))
        before = self._row()
        changed = (anchor, caret) != (self._anchor, self._caret)
        self._anchor, self._caret = anchor, caret
        if self._canvas.takes_long(max(anchor, caret)):
            self.works.emit()
        scrolled = self.verticalScrollBar().value()
        self._quiet = True
        cursor = QTextCursor(self._canvas.document)
        cursor.setPosition(self._canvas.offsets.to_document(anchor))
        if caret != anchor:
            convert = self._canvas.offsets.end_to_document if caret > anchor else self._canvas.offsets.to_document
            cursor.setPosition(convert(caret), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)  # lays out as far as there and scrolls, if only just
        self._quiet = False
        self.verticalScrollBar().setValue(self._revealing(scrolled) if reveal else scrolled)
        if changed:
            self._selection_moved(before)

    def caret_rect(self) -> QRectF:
        """Where the caret stands, in viewport coordinates, as high as its line."""
        line, x = self._canvas.line_of(self._caret, self._caret > self._anchor)
        pitch = line.block.blockFormat().lineHeight()
        return QRectF(x - 1, line.baseline - BASELINE * pitch, 2, pitch).translated(-self._offset())

    def menu_point(self) -> QPoint:
        """Where on the screen a menu of what is at the caret opens: just below its line."""
        rect = self.caret_rect().toRect()
        low = rect.bottomLeft() + QPoint(0, self.look.px(2))
        return self.viewport().mapToGlobal(QPoint(low.x(), min(max(low.y(), 0), self.viewport().height())))

    def top_position(self) -> int:
        """Where the first line begins that shows whole; 0 at the very top."""
        scrolled = self.verticalScrollBar().value()
        return self._holding.top(scrolled, lambda: self.visible_span().start) if scrolled else 0

    def stand_at(self, caret: int, top: int) -> None:
        """A bare caret at one position, and the line of another one at the top of the view."""
        self.select(caret, caret, reveal=False)
        self._bring_to_top(min(top, self._length))

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied: the selected reading text, nothing that is only drawn."""
        data = QMimeData()
        low, high = sorted(self.selection())
        data.setText(self.reading_text[low:high])
        return data

    # -- inside ------------------------------------------------------------------------------------

    def _bring_to_top(self, position: int) -> None:
        bar = self.verticalScrollBar()
        at = self._canvas.line_of(position)[0].baseline - self._canvas.measures.line if position else 0
        bar.setValue(round(at))
        self._holding.put(bar.value(), position)

    def _row(self) -> tuple[float, float]:
        """Top and bottom of the lines from the anchor to the caret, in the document."""
        ends = (self._canvas.line_of(position)[0] for position in (self._anchor, self._caret))
        tops = [(line.baseline, line.block.blockFormat().lineHeight()) for line in ends]
        return min(y - pitch for y, pitch in tops), max(y + pitch / 2 for y, pitch in tops)

    def _selection_moved(self, before: tuple[float, float]) -> None:
        self._repaints.rows([before, self._row()])
        self.selection_changed.emit(self._anchor, self._caret)

    def shows_caret(self, height: int) -> bool:
        """Whether its line is within so many pixels from the top of the view. Asking lays out nothing."""
        if self._article is None or height <= 0 or not self.is_laid_out(self._caret):
            return False
        rect = self.caret_rect()
        return rect.top() >= 0 and rect.bottom() <= height

    def reveal(self) -> None:
        """Scroll as far as the caret needs to be seen."""
        scroll = self.verticalScrollBar()
        scroll.setValue(self._revealing(scroll.value()))

    def _revealing(self, value: int) -> int:
        """Where to scroll from `value` to see the caret."""
        line, _ = self._canvas.line_of(self._caret, self._caret > self._anchor)
        pitch = line.block.blockFormat().lineHeight()
        top = line.baseline - BASELINE * pitch
        return revealing(value, self.viewport().height(), top, pitch, self._canvas.measures.line)

    def _paint_caret(self) -> None:
        if self._article is None or not self._length:
            return
        painter = QPainter(self.viewport())
        painter.translate(-self._offset())
        self._canvas.paint_caret(painter, self._caret, self._caret > self._anchor, self.hasFocus())
        painter.end()
