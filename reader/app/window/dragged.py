"""Hands what is dragged over a widget on, to whoever knows what to do with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent

DragEvent = QDropEvent | QDragLeaveEvent


class TakesDrags:
    """For a widget that accepts drops: `on_drag` gets each event of a drag that none of its children took."""

    on_drag: Callable[[DragEvent], None] = staticmethod(lambda event: event.ignore())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """It comes in."""
        self.on_drag(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """It moves."""
        self.on_drag(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It goes out again."""
        self.on_drag(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """It is let go."""
        self.on_drag(event)
