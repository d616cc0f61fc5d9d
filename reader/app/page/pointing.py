"""`Pointing`: what the mouse does on the page. Draws nothing and changes no annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from reader.app.page.drag import dragged

if TYPE_CHECKING:
    from reader.app.page.margin import Spot
    from reader.app.page.view import ReadingView


class Pointing:
    """The mouse over one page. A method that answers True has dealt with its event."""

    def __init__(self, view: ReadingView) -> None:
        self._view = view
        self._exact_drag = False

    def press(self, event: QMouseEvent) -> bool:
        """A click on a claim's number or bar chooses it, any other goes to the words."""
        spot = self._spot_at(event.position())
        if spot is not None and event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self._view.margin_clicked.emit(spot.claim)
            return True
        self._exact_drag = _has_alt(event)
        return False

    def move(self, event: QMouseEvent) -> None:
        """Before Qt selects: whether the drag is an exact one."""
        self._exact_drag = _has_alt(event)

    def moved(self, event: QMouseEvent) -> None:
        """Show what can be clicked."""
        viewport = self._view.viewport()
        over = self._spot_at(event.position()) is not None and not event.buttons()
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        if viewport.cursor().shape() != shape:
            viewport.setCursor(shape)

    def selected(self, anchor: int, caret: int) -> tuple[int, int]:
        """What Qt selected by the mouse, grown to whole words; with Alt held, to whole clusters."""
        return dragged(self._view.reading_text, anchor, caret, exact=self._exact_drag)

    def _spot_at(self, point: QPointF) -> Spot | None:
        return next((spot for spot in reversed(self._view.spots) if spot.rect.contains(point)), None)


def _has_alt(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
