"""Lists of rows: a model of lazy rows, and a list view that hands its keys on. What the rows say is `rows`."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from reader.app.asking.fields import KeyHandler
from reader.app.look.look import Look
from reader.app.look.rows import ROW_ROLE, SPOKEN_ROLES, Index
from reader.app.panels.drawing import ROW_HEIGHT, RowDelegate
from reader.app.panels.lazy_rows import AnyRow, Rows, differing

__all__ = ["ROW_HEIGHT", "RowList"]

OWN_HEIGHTS = 200  # lists longer than this give every row the same height: measuring them all would be felt


class LazyRowModel(QStandardItemModel):
    """The rows of one list, of which Qt keeps no more than the number.

    Qt asks for the number once a row whenever it lays a list out: 100,000 calls into Python would take 0.4 s.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, 1, parent)
        self.rows = Rows.of(())

    def show(self, rows: Rows) -> None:
        """Show these instead; views hear only of what differs."""
        start, end, new_end = differing(self.rows.keys, rows.keys)
        if end > start:
            self.rows = self.rows.without(start, end)
            self.removeRows(start, end - start)
        self.rows = rows
        if new_end > start:
            self.insertRows(start, new_end - start)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The row itself, or its words."""
        if index.row() >= len(self.rows):  # Qt may ask for one that is just going
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        return row.spoken if role in SPOKEN_ROLES else None


class RowList(QListView):
    """A list of rows. `taken` tells the id of a row that was clicked; keys go to `key_handler`.

    `row_changed`: another row is current, while the list has the focus.
    """

    taken = Signal(str)
    row_changed = Signal()

    def __init__(self, name: str, look: Look, key_handler: KeyHandler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key_handler = key_handler
        self.rows = LazyRowModel(self)
        self._delegate = self.make_delegate(look)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(lambda index: self.taken.emit(self.rows.rows.id_at(index.row())))

    def make_delegate(self, look: Look) -> RowDelegate:
        """What draws the rows."""
        return RowDelegate(look, self)

    def set_look(self, look: Look) -> None:
        """Draw in another look."""
        self._delegate.look = look
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def set_rows(self, rows: Sequence[AnyRow]) -> None:
        """Show these rows; the one that was current stays so if it is still there."""
        self.show_rows(Rows.of(rows))

    def show_rows(self, rows: Rows) -> None:
        """Show these rows, of which only those that can be seen are made."""
        kept, scrolled = self.current_id, self.verticalScrollBar().value()
        same_height = len(rows) > OWN_HEIGHTS
        if same_height != self.uniformItemSizes():
            self.setUniformItemSizes(same_height)
        self.rows.show(rows)
        if kept and self.current_id != kept and rows.place_of(kept) >= 0:
            self.set_current(kept, reveal=False)
            self.verticalScrollBar().setValue(scrolled)
        if self.hasFocus() and not self.currentIndex().isValid() and len(rows):
            self.set_place(0, reveal=False)  # keys that move start from a row
        if not same_height:
            self.scheduleDelayedItemsLayout()
        self.viewport().update()

    @property
    def current_id(self) -> str:
        """The id of the current row, empty when there is none."""
        index = self.currentIndex()
        return self.rows.rows.id_at(index.row()) if index.isValid() and index.row() < len(self.rows.rows) else ""

    def set_current(self, row_id: str, *, reveal: bool = True) -> None:
        """Make the row of that id current (none when it isn't there)."""
        place = self.rows.rows.place_of(row_id) if row_id else -1
        if place < 0:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
            return
        self.set_place(place, reveal=reveal)

    def set_place(self, place: int, *, reveal: bool = True) -> None:
        """Make the row at that place current."""
        index = self.rows.index(place, 0)
        self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.ClearAndSelect)
        if reveal and self.isVisible():  # Qt reveals it when it is shown; until then the list need not be laid out
            self.scrollTo(index)

    def step(self, by: int) -> None:
        """Move the current row."""
        if len(self.rows.rows):
            place = self.currentIndex().row() + by if self.currentIndex().isValid() else 0
            self.set_place(max(0, min(place, len(self.rows.rows) - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keymap first, then what every list does."""
        if not self._key_handler(event):
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """Other keys may do something now."""
        super().currentChanged(current, previous)
        if self.hasFocus():
            self.row_changed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The row that has the focus looks like it, also when Qt chose it."""
        super().focusInEvent(event)
        if self.currentIndex().isValid():
            self.set_place(self.currentIndex().row(), reveal=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words that wrap otherwise need other heights."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Letters are commands, not the beginning of a row."""
