"""`Handled`: a page whose mouse events go to `Pointing` first, and to Qt's own selecting second."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from reader.annotations.tagset import TagSet
from reader.app import made
from reader.app.look.theme import Theme
from reader.app.page.selecting import Selecting

if TYPE_CHECKING:
    from reader.app.page.pointing import Pointing
    from reader.app.page.view import ReadingView


class Handled(Selecting):
    """What the mouse did, as signals: ids of annotations, code points, fragments counted from 0."""

    margin_clicked = Signal(str)  # the claim whose number or bar was clicked
    taken = Signal(str)  # what stands on the word that was clicked twice
    selected = Signal()  # something, and the button was let go
    end_dragged = Signal(str, int, int, int)  # annotation, fragment, and its new start and end
    menu_wanted = Signal(QPoint, int)  # where on the screen, and the position under the mouse (-1: none)

    def __init__(self, theme: Theme, tagset: TagSet, parent: QWidget | None = None) -> None:
        super().__init__(theme, tagset, parent)
        self.cursorPositionChanged.connect(self._follow)
        self.selectionChanged.connect(self._follow)

    @cached_property
    def _pointing(self) -> Pointing:
        """The mouse; imports regex, 20 ms that the first frame need not wait for."""
        from reader.app.page.pointing import Pointing

        return Pointing(cast("ReadingView", self))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A place in the margin, an end of what is current, a third click; else Qt begins to select."""
        if not self._pointing.press(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag an end, or select."""
        if not self._pointing.move(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        on_end = self._pointing.on_end
        if not self._pointing.release(event):
            super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not on_end:
            self._pointing.tell_selected()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The word, or the mention it is part of."""
        if not self._pointing.double(event):
            super().mouseDoubleClickEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse any more."""
        super().leaveEvent(event)
        if made(self, "_pointing"):
            self._pointing.leave()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's own menu would offer what a page cannot do."""
        event.accept()
        self._pointing.menu(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc first lets go of what the mouse drags."""
        if made(self, "_pointing") and self._pointing.key(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def _follow(self) -> None:
        """Take over what the mouse selected."""
        if self._quiet or self._pointing.selects:
            return
        cursor, offsets = self.textCursor(), self._canvas.offsets
        ends = (int(offsets.from_document(place)) for place in (cursor.anchor(), cursor.position()))
        anchor, caret = self._pointing.selected(*ends)
        if (anchor, caret) != (self._anchor, self._caret):
            before = self._row()
            self._anchor, self._caret = anchor, caret
            self._selection_moved(before)
