"""The page of choices for a PDF, in the panel's column: a row a choice, what can be done below.

It shows rows and tells what is wanted; keys are the window's, see `commands.export`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from reader.app.asking.fields import KeyHandler
from reader.app.exporting.chosen import Row
from reader.app.exporting.preview import Preview
from reader.app.look.look import SMALL_PX, Look
from reader.app.preferences.value_row import ValueRow
from reader.app.window.bar import AnswerButton
from reader.app.window.message import Answer
from reader.app.wording.tr import later, tr

HELP = later("↑ ↓ choose · ← → change · Delete as designed")
HELP_FROM, TITLE_FROM = 300, 180  # px at 100 % of height
INDENT = 14  # px at 100 %, of a row that belongs to the one above


class ExportPage(QWidget):
    """All choices. `wanted(name, act)`: "less", "more", "ask", "reset"; the last row is the file."""

    wanted = Signal(str, str)
    chosen = Signal(str)  # what a screen reader says of the row that is current now

    def __init__(self, look: Look, key_handler: KeyHandler, preview: Preview, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("settings")  # it looks like that page
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look, self._key_handler, self.preview = look, key_handler, preview
        self._title = QLabel(tr("Annotated PDF"), self)
        self._title.setProperty("title", True)
        self._help = QLabel(tr(HELP), self)
        self._help.setProperty("soft", True)
        self._help.setWordWrap(True)
        self._inside = QWidget(self)
        self._inside.setObjectName("settings-list")
        self._list = QVBoxLayout(self._inside)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._inside)
        # rows get their heights after what made them current
        self._area.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._reveal())
        self._rows: dict[str, ValueRow] = {}
        self._order: list[str] = []
        self._current = ""
        self._column, self._head, self._foot = QVBoxLayout(self), QVBoxLayout(), QHBoxLayout()
        self._head.addWidget(self._title)
        self._head.addWidget(self._help)
        self._column.addLayout(self._head)
        self._column.addWidget(self._area, 1)
        self._column.addLayout(self._foot)
        self._answers: Sequence[Answer] = ()
        self._buttons: list[AnswerButton] = []
        self.hide()
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._look, px = look, look.px
        self._column.setContentsMargins(px(4), px(10), px(4), px(10))
        self._column.setSpacing(px(6))
        self._head.setContentsMargins(px(12), 0, px(12), 0)
        self._head.setSpacing(px(6))
        self._foot.setContentsMargins(px(12), px(4), px(12), 0)
        self._foot.setSpacing(px(8))
        self._list.setContentsMargins(0, 0, px(6), 0)
        self._list.setSpacing(0)
        self._help.setStyleSheet(f"font-size: {px(SMALL_PX)}px")
        self.preview.set_look(look)
        for row in self._rows.values():
            row.set_look(look)
        self._show_answers()
        self._show_current()

    def open(self, rows: Sequence[Row], answers: Sequence[Answer]) -> None:
        """Show these rows; the first is current."""
        self._answers = answers
        self._show_answers()
        self._current = ""
        self.show_rows(rows)
        self._area.verticalScrollBar().setValue(0)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._tell()

    def close_page(self) -> None:
        """Neither rows nor picture."""
        self.hide()
        self.preview.hide()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """These rows in this order; what was current stays so if it is still there."""
        for name in self._rows.keys() - {row.name for row in rows}:
            old = self._rows.pop(name)
            self._list.removeWidget(old)
            old.deleteLater()
            old.hide()
        for n, row in enumerate(rows):
            if row.name not in self._rows:
                self._rows[row.name] = ValueRow(row.name, row.title, row.says, self._act, self._inside, steps=row.steps)
                self._rows[row.name].set_look(self._look, INDENT if row.below else 0)
                self._rows[row.name].show()
            self._rows[row.name].show_value(row.words, as_designed=row.as_designed, says=row.says)
            self._list.insertWidget(n, self._rows[row.name])
        if self._list.count() == len(rows):
            self._list.addStretch(1)
        self._order = [row.name for row in rows]
        if self._current not in self._rows:
            self._current = self._order[0]
        self._show_current()

    @property
    def current(self) -> str:
        """The name of the row that keys act on."""
        return self._current

    def row(self, name: str) -> ValueRow:
        """The row of this name. Raises KeyError."""
        return self._rows[name]

    def step(self, by: int) -> None:
        """Make the row `by` rows further current."""
        at = self._order.index(self._current)
        self._current = self._order[min(max(at + by, 0), len(self._order) - 1)]
        self._show_current()
        self._tell()

    def tell(self) -> None:
        """Have a screen reader say the current row once more: its value is another."""
        self._tell()

    def _tell(self) -> None:
        name = self._rows[self._current].accessibleName()
        self.setAccessibleName(f"{tr('Annotated PDF')}. {name}")
        self.chosen.emit(name)

    def _act(self, name: str, act: str) -> None:
        self._current = name
        self._show_current()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if act == "choose":
            self._tell()
        else:
            self.wanted.emit(name, act)

    def _show_current(self) -> None:
        for name, row in self._rows.items():
            row.set_current(name == self._current and self.hasFocus(), self._look)
        self._reveal()

    def _reveal(self) -> None:
        if self._current in self._rows and self.isVisible():
            self._area.ensureWidgetVisible(self._rows[self._current], 0, self._look.px(8))

    def _show_answers(self) -> None:
        for button in self._buttons:
            self._foot.removeWidget(button)
            button.deleteLater()
            button.hide()
        while self._foot.count():
            self._foot.takeAt(0)
        self._buttons = [AnswerButton(self._look, answer, self) for answer in self._answers]
        for button in self._buttons:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys stay with the rows
            button.setMinimumWidth(button.sizeHint().width())
            self._foot.addWidget(button)
        self._foot.addStretch(1)

    @property
    def buttons(self) -> Sequence[AnswerButton]:
        """What can be done, by mouse."""
        return self._buttons

    # -- Qt ----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys are the window's."""
        if not self._key_handler(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _forwards: bool) -> bool:  # noqa: N802 - Qt calls it by this name
        """Tab is a key like others."""
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside the rows: the focus is here."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The current row shows it."""
        super().focusInEvent(event)
        self._show_current()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No row is current for keys."""
        super().focusOutEvent(event)
        self._show_current()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is current stays to be seen; where there is little room, the rows have it."""
        super().resizeEvent(event)
        self._help.setVisible(self.height() >= self._look.px(HELP_FROM))
        self._title.setVisible(self.height() >= self._look.px(TITLE_FROM))
        self._show_current()
