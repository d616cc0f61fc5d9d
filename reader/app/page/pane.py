"""`Pane`: a QTextEdit without what Qt would do by itself - keys, carets that blink, zoom, drops. Shows nothing yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QPalette,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from reader.app.look.theme import Theme
from reader.app.wording.tr import tr


class Pane(QTextEdit):
    """A read-only text that leaves all keys to others.

    `key_handler` gets every key event first and says whether it was its; what it leaves is swallowed, but for copy.
    """

    zoom_wanted = Signal(int)  # steps, from Ctrl and the wheel

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._use_own_viewport()
        self.key_handler: Callable[[QKeyEvent], bool] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        # Keys are the handler's. With TextSelectableByKeyboard Qt would blink a caret, with hooks in mixed directions.
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAcceptDrops(False)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAutoFillBackground(True)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(tr("Article"))

    def _use_own_viewport(self) -> None:
        """As Qt's own is, but made here: to wrap that one, PySide makes the classes of all widgets first (19 ms)."""
        own = QWidget()
        own.setBackgroundRole(QPalette.ColorRole.Base)
        own.setAutoFillBackground(True)
        own.setCursor(Qt.CursorShape.IBeamCursor)
        self.setViewport(own)
        self.document().documentLayout().setPaintDevice(own)  # it had the old one, which is gone

    def set_colours(self, theme: Theme) -> None:
        """Take ground and ink from `theme`."""
        palette = self.palette()
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, QColor(theme.page))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.HighlightedText):
            palette.setColor(role, QColor(theme.ink))
        palette.setColor(QPalette.ColorRole.Highlight, QColor(0, 0, 0, 0))  # we paint it, under the words
        self.setPalette(palette)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer the key to the handler; of the rest only copy does anything."""
        event.accept()
        if self.key_handler is not None and self.key_handler(event):
            return
        from PySide6.QtGui import QKeySequence  # brings 70 names along, which the first frame need not wait for

        words = self.createMimeDataFromSelection().text() if event.matches(QKeySequence.StandardKey.Copy) else ""
        if words:
            # as a text: data that Python made crashes the process when it ends with the clipboard still holding it
            QGuiApplication.clipboard().setText(words)

    def focusNextPrevChild(self, _following: bool) -> bool:  # noqa: N802 - Qt calls it by this name
        """Tab is a key like all others."""
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The caret changes its look with the focus."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The caret changes its look with the focus."""
        super().focusOutEvent(event)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl ask for another zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """A change of the system's font is no affair of the page."""
        if event.type() not in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            super().changeEvent(event)
