"""`PageStrip`: which page of the PDF is shown, and a button to each of its neighbours."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from reader.app.look.look import SMALL_PX, Look
from reader.app.wording.tr import tr


class PageStrip(QWidget):
    """Tells what is wanted (`turned`); keys are the window's, and the focus never comes here."""

    turned = Signal(int)  # to a page so many further

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = ""
        self._before, self._after = QPushButton("‹", self), QPushButton("›", self)
        self._before.setAccessibleName(tr("Previous page (PgUp)"))
        self._after.setAccessibleName(tr("Next page (PgDn)"))
        for button, by in ((self._before, -1), (self._after, 1)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys stay with the rows
            button.setToolTip(button.accessibleName())
            button.clicked.connect(lambda _checked=False, by=by: self.turned.emit(by))
        self._label = QLabel(self)
        self._label.setProperty("soft", True)
        self._row = QHBoxLayout(self)
        for part in (self._before, self._label, self._after):
            self._row.addWidget(part)
        self._row.insertStretch(0)
        self._row.addStretch()
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        px = look.px
        self._row.setContentsMargins(px(8), 0, px(8), 0)
        self._row.setSpacing(px(10))
        self._label.setStyleSheet(f"font-size: {px(SMALL_PX)}px")
        for button in self.buttons:
            button.setFixedSize(px(32), px(26))

    def show_page(self, page: int, count: int) -> None:
        """Say which page (from 0) it is; `count` is 0 where nobody knows yet how many there are."""
        number = page + 1
        self.words = tr("Page {page} of {count}", page=number, count=count) if count else tr("Page {page}", page=number)
        self._label.setText(self.words)
        self._before.setEnabled(page > 0)
        self._after.setEnabled(not count or number < count)

    @property
    def buttons(self) -> tuple[QPushButton, QPushButton]:
        """To the page before, and to the one after."""
        return self._before, self._after

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the buttons have it."""
        super().resizeEvent(event)
        buttons = sum(button.width() + self._row.spacing() for button in self.buttons)
        self._label.setVisible(self.width() >= buttons + self._label.sizeHint().width() + 2 * self._row.spacing())
