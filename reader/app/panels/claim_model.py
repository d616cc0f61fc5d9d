"""The rows of a claim's card as Qt's views want them. What the rows say is `claim_rows`."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reader.app.look.rows import Index, RowModel
from reader.app.panels.claim_rows import CardRow


class CardModel(RowModel):
    """The rows; those without a name can't be current."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[CardRow, ...] = ()

    def set_rows(self, rows: Sequence[CardRow]) -> bool:
        """Show these; whether other rows stand there now. Rows that only say something else stay where they are."""
        old, self.rows = self.rows, tuple(rows)
        if [(row.id, row.style) for row in old] != [(row.id, row.style) for row in self.rows]:
            self.beginResetModel()
            self.endResetModel()
            return True
        for place, (before, after) in enumerate(zip(old, self.rows, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(place), self.index(place))
        return old != self.rows

    def place_of(self, row_id: str) -> int:
        """The place of the row of that name, -1 when it isn't there."""
        return next((n for n, row in enumerate(self.rows) if row_id and row.id == row_id), -1)

    def next_place(self, place: int, by: int) -> int:
        """The place `by` rows further on among those that can be current, as far as there are any."""
        places = [n for n, row in enumerate(self.rows) if row.id]
        if not places:
            return -1
        nearest = min(range(len(places)), key=lambda n: abs(places[n] - place))
        return places[max(0, min(nearest + by, len(places) - 1))]

    def count(self) -> int:
        """How many there are."""
        return len(self.rows)

    def row(self, number: int) -> CardRow:
        """The row."""
        return self.rows[number]

    def spoken(self, number: int) -> str:
        """The row in words."""
        return self.rows[number].spoken

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows that only tell something are passed over."""
        named = index.isValid() and bool(self.rows[index.row()].id)
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if named else Qt.ItemFlag.NoItemFlags
