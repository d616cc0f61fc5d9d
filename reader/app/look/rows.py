"""What all lists of rows have in common: the role under which a row is asked for, a model that gives it, its ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from reader.app.look.look import Look

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


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, look: Look) -> bool:
    """The ground of a row in a list that one chooses from; whether it is the current one, whose words are all ink."""
    box = QRectF(option.rect)
    is_current = bool(option.state & QStyle.StateFlag.State_Selected)
    if is_current:
        painter.fillRect(box, look.colour("select"))
        painter.fillRect(QRectF(box.left(), box.top(), look.px(3), box.height()), look.colour("accent"))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(box, look.colour("chrome"))
    return is_current
