"""Lists of rows: model, drawing, and a list view that hands its keys on. What the rows say is `rows`."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.app.caps import draw_chip
from reader.app.fields import KeyHandler
from reader.app.look import SMALL_PX, TEXT_PX, Look
from reader.app.page.signs import sign
from reader.app.panels.rows import EntityRow, Row

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
ROW_HEIGHT = 26
PADDING = 16
WORDS_LEFT = 46
LINE_HEIGHT = 19
Index = QModelIndex | QPersistentModelIndex
AnyRow = EntityRow | Row


class RowModel(QAbstractListModel):
    """The rows of one list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[AnyRow] = ()

    def set_rows(self, rows: Sequence[AnyRow]) -> None:
        """Show these; nothing happens when they are the same."""
        if list(rows) != list(self.rows):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The row itself, or its words."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return row.spoken
        return None

    def place_of(self, row_id: str) -> int:
        """The place of the row of that id, -1 when it isn't there."""
        return next((n for n, row in enumerate(self.rows) if row.id == row_id), -1)


class RowDelegate(QStyledItemDelegate):
    """Draws entity rows in one line, annotations in up to two lines with their details below."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its words need."""
        row, px = index.data(ROW_ROLE), self.look.px
        if isinstance(row, EntityRow) or row.type is not None:
            return QSize(0, px(ROW_HEIGHT))
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        lines = len(_lines(self.look, row.words, width - px(WORDS_LEFT) - px(PADDING)))
        return QSize(0, px(8) + lines * px(LINE_HEIGHT) + px(22) + px(8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, words, and the outline of the row that has the focus."""
        row, look = index.data(ROW_ROLE), self.look
        painter.save()
        box = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(box, look.colour("select"))
        if isinstance(row, EntityRow):
            self._paint_entity(painter, box, row, chosen)
        elif row.type is not None:
            self._paint_line(painter, box, row)
        else:
            self._paint_annotation(painter, box, row, chosen)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_entity(self, painter: QPainter, box: QRectF, row: EntityRow, chosen: bool) -> None:
        look, px = self.look, self.look.px
        left = draw_chip(painter, look, row.type, box.left() + px(PADDING), box.center().y()) + px(8)
        painter.setFont(look.text(TEXT_PX))
        count = str(row.count)
        count_width = QFontMetricsF(painter.font()).horizontalAdvance(count)
        right = box.right() - px(PADDING)
        self._line(painter, QRectF(left, box.top(), right - count_width - px(8) - left, box.height()), row.name)
        painter.setPen(look.colour("ink" if chosen else "soft"))
        painter.drawText(QRectF(right - count_width, box.top(), count_width + 1, box.height()), _MIDDLE, count)

    def _paint_line(self, painter: QPainter, box: QRectF, row: Row) -> None:
        look, px = self.look, self.look.px
        assert row.type is not None
        left = draw_chip(painter, look, row.type, box.left() + px(PADDING), box.center().y()) + px(8)
        painter.setFont(look.text(TEXT_PX))
        self._line(painter, QRectF(left, box.top(), box.right() - px(PADDING) - left, box.height()), row.words)

    def _line(self, painter: QPainter, box: QRectF, words: str) -> None:
        painter.setPen(self.look.colour("ink"))
        shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _MIDDLE, shown)

    def _paint_annotation(self, painter: QPainter, box: QRectF, row: Row, chosen: bool) -> None:
        look, px = self.look, self.look.px
        top, left = box.top() + px(8), box.left() + px(WORDS_LEFT)
        painter.setPen(look.colour("ink"))
        painter.setFont(look.text(SMALL_PX, bold=True))
        painter.drawText(QRectF(box.left() + px(PADDING), top, px(28), px(LINE_HEIGHT)), _MIDDLE, row.number)
        width = box.width() - px(WORDS_LEFT) - px(PADDING)
        painter.setFont(look.quote())
        for line in _lines(look, row.words, width):
            painter.drawText(QRectF(left, top, width + 2, px(LINE_HEIGHT)), _MIDDLE, line)
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
        painter.setPen(look.colour("ink"))
        painter.drawText(QRectF(left, box.top(), box.right() - left, box.height()), _MIDDLE, row.strong)
        left += QFontMetricsF(painter.font()).horizontalAdvance(row.strong)
        painter.setFont(look.text(SMALL_PX))
        painter.setPen(look.colour("ink" if chosen else "soft"))
        detail = f" · {row.detail}" if row.strong and row.detail else row.detail
        shown = QFontMetricsF(painter.font()).elidedText(detail, Qt.TextElideMode.ElideRight, box.right() - left)
        painter.drawText(QRectF(left, box.top(), box.right() - left, box.height()), _MIDDLE, shown)


_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


def _lines(look: Look, words: str, width: float) -> list[str]:
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


class RowList(QListView):
    """A list of rows. `taken` tells the id of a row that was clicked; keys go to `key_handler`."""

    taken = Signal(str)

    def __init__(self, name: str, look: Look, key_handler: KeyHandler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key_handler = key_handler
        self.rows = RowModel(self)
        self._delegate = RowDelegate(look, self)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(200)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(lambda index: self.taken.emit(index.data(ROW_ROLE).id))

    def set_look(self, look: Look) -> None:
        """Draw in another look."""
        self._delegate.look = look
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def set_rows(self, rows: Sequence[AnyRow]) -> None:
        """Show these rows; the one that was current stays so if it is still there."""
        kept, scrolled = self.current_id, self.verticalScrollBar().value()
        before = self.rows.rows
        self.rows.set_rows(rows)
        if before is not self.rows.rows and kept:
            self.set_current(kept, reveal=False)
            self.verticalScrollBar().setValue(scrolled)

    @property
    def current_id(self) -> str:
        """The id of the current row, empty when there is none."""
        index = self.currentIndex()
        return self.rows.rows[index.row()].id if index.isValid() and index.row() < len(self.rows.rows) else ""

    def set_current(self, row_id: str, *, reveal: bool = True) -> None:
        """Make the row of that id current (none when it isn't there)."""
        place = self.rows.place_of(row_id)
        if place < 0:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
            return
        index = self.rows.index(place)
        self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.ClearAndSelect)
        if reveal:
            self.scrollTo(index)

    def step(self, by: int) -> None:
        """Move the current row."""
        if self.rows.rows:
            place = self.currentIndex().row() + by if self.currentIndex().isValid() else 0
            self.set_current(self.rows.rows[max(0, min(place, len(self.rows.rows) - 1))].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keymap first, then what every list does."""
        if not self._key_handler(event):
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Letters are commands, not the beginning of a row."""
