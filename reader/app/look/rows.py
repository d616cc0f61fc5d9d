"""What all lists of rows have in common: the role under which a row is asked for, and a model that gives it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""Under it a delegate gets the row itself."""
SPOKEN_ROLES = (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole))
"""Under these a screen reader gets its words."""


class RowModel(QAbstractListModel):
    """A list of rows by number. Rows are drawn by a delegate and said in words."""

    def count(self) -> int:
        """How many there are."""
        raise NotImplementedError

    def row(self, number: int) -> object:
        """What the delegate draws."""
        raise NotImplementedError

    def spoken(self, number: int) -> str:
        """A row in words."""
        raise NotImplementedError

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """As Qt asks for it."""
        return 0 if parent.isValid() else self.count()

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The row itself, or its words."""
        if role == ROW_ROLE:
            return self.row(index.row())
        return self.spoken(index.row()) if role in SPOKEN_ROLES else None
