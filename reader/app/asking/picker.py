"""Lets the user choose from a list by typing: a field over the page with what fits below it.

Digits choose while the field is empty, `Up` and `Down` move, `Enter` and a click choose. `choice` says what fits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QVBoxLayout, QWidget

from reader.app.asking.choice import Choice, Question, Shortlist, Shown
from reader.app.asking.fields import KeyHandler, LineField
from reader.app.asking.picker_rows import ROW_HEIGHT, ChoiceDelegate
from reader.app.keyboard.keys import Press, names_of
from reader.app.look.look import Look
from reader.app.look.rows import RowModel
from reader.app.wording.tr import tr

WIDTH, TOP, MARGIN = 560, 66, 16  # px at 100 %; the last is kept free on both sides of a narrow window
MOST_ROWS = 10
DIGITS = 9
_STEPS = {"Up": -1, "Shift+Tab": -1, "Down": 1, "Tab": 1, "PgUp": 1 - MOST_ROWS, "PgDn": MOST_ROWS - 1}


class PickField(LineField):
    """The field. `given_up` tells that the focus went to another part of the window."""

    given_up = Signal()

    def __init__(self, key: KeyHandler, chooses: Callable[[Sequence[str]], bool], parent: QWidget) -> None:
        super().__init__("", key, parent)
        self.chooses = chooses

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that deletes nothing may choose; not while an input method composes, whose digits are its own."""
        if self._composing.wants(event) or not self.chooses(names_of(Press.of(event))):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A menu of the field's own or another program's window is no giving up."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.given_up.emit()


class ChoiceModel(RowModel):
    """The rows that fit."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[Shown] = ()
        self.numbered = False

    def show(self, rows: Sequence[Shown], *, numbered: bool) -> None:
        """Show these, the first nine with numbers if `numbered`."""
        self.beginResetModel()
        self.rows, self.numbered = rows, numbered
        self.endResetModel()

    def count(self) -> int:
        """How many fit."""
        return len(self.rows)

    def row(self, number: int) -> object:
        """What is shown, and its digit."""
        return self.rows[number], str(number + 1) if self.numbered and number < DIGITS else ""

    def spoken(self, number: int) -> str:
        """Words, detail and keys."""
        choice = self.rows[number].choice
        parts = (choice.words, choice.detail, f" {tr('or')} ".join(choice.keys))
        return ", ".join(part for part in parts if part)


class Picker(QWidget):
    """Asks one question at a time. `narrowed`: other rows fit now; `moved`: the words of the row that is current.

    Nothing is chosen when it closes by itself.
    """

    narrowed = Signal()
    moved = Signal(str)
    given_up = Signal()

    def __init__(self, look: Look, key_handler: KeyHandler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("picker")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._key_handler = key_handler
        self._list, self._other, self._asks, self._keyed = Shortlist(()), "", False, False
        self._then: Callable[[str, str], None] = lambda _id, _typed: None
        self._take_off: Callable[[str], None] | None = None
        self.field = PickField(self._key, self._choose_by_key, self)
        self.field.textChanged.connect(self._narrow)
        self.field.given_up.connect(self._gave_up)
        self._model = ChoiceModel(self)
        self._delegate = ChoiceDelegate(look, self)
        self._view = QListView(self)
        self._view.setModel(self._model)
        self._view.setItemDelegate(self._delegate)
        self._view.setUniformItemSizes(True)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setMouseTracking(True)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._view.selectionModel().currentChanged.connect(lambda index, _: self._say(index))
        self._view.clicked.connect(lambda index: self._choose(index.row()))
        self._nothing = QLabel(tr("Nothing matches."), self)
        self._nothing.setProperty("soft", True)
        self._column = QVBoxLayout(self)
        for widget in (self.field, self._view, self._nothing):
            self._column.addWidget(widget)
        self.hide()
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._look = self._delegate.look = look
        px, theme = look.px, look.theme
        self._column.setContentsMargins(1, px(8), 1, px(8))
        self._column.setSpacing(px(8))
        self.field.setFixedHeight(px(36))
        self._nothing.setContentsMargins(px(18), 0, px(18), px(4))
        self.setStyleSheet(f"""
            #picker {{ background: {theme.field}; border: 1px solid {theme.edge}; border-radius: {px(6)}px; }}
            #picker QLineEdit {{ margin: 0 {px(9)}px; border-radius: {px(3)}px; }}
            #picker QListView {{ background: transparent; }}
        """)
        self._fit()

    # -- asking ------------------------------------------------------------------------------------

    def ask(self, question: Question) -> None:
        """Let the user choose."""
        self._list, self._then, self._other = Shortlist(question.choices), question.then, question.other
        self._asks, self._keyed, self._take_off = True, question.keyed, question.take_off
        self.field.setPlaceholderText(question.title)
        self.field.setAccessibleName(question.title)
        self._view.setAccessibleName(question.title)
        self.field.clear()
        self._narrow("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def rows(self) -> tuple[Choice, ...]:
        """What fits, as shown."""
        return tuple(shown.choice for shown in self._model.rows)

    @property
    def current(self) -> Choice | None:
        """What `Enter` would choose."""
        at = self._view.currentIndex().row()
        return self._model.rows[at].choice if 0 <= at < len(self._model.rows) else None

    @property
    def count_words(self) -> str:
        """How many fit."""
        fitting = len(self._model.rows) - (1 if self._typed and self._other else 0)
        return tr("{number} of {all}", number=fitting, all=len(self._list.choices))

    @property
    def takes_off(self) -> bool:
        """Whether Delete takes the current row off."""
        return self._take_off is not None

    @property
    def _is_at_end(self) -> bool:
        """Whether Delete would delete nothing in the field."""
        return self.field.cursorPosition() == len(self.field.text()) and not self.field.hasSelectedText()

    @property
    def _typed(self) -> str:
        return " ".join(self.field.text().split())

    def _narrow(self, text: str) -> None:
        typed = self._typed
        rows = self._list.fitting(text)
        if typed and self._other:
            rows.append(Shown(Choice("", f"{self._other} “{typed}”")))
        self._model.show(rows, numbered=not text)
        if rows:
            self._view.setCurrentIndex(self._model.index(0))
        self._view.scrollToTop()
        self._nothing.setVisible(not rows)
        self._view.setVisible(bool(rows))
        self._fit()
        self.narrowed.emit()

    # -- choosing ----------------------------------------------------------------------------------

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._model.rows):
            chosen, typed, then = self._model.rows[row].choice, self._typed, self._then
            self.close_picker()
            then(chosen.id, typed)

    def _choose_by_key(self, names: Sequence[str]) -> bool:
        """While nothing is typed a digit chooses by its place, a choice's own key if the question wants that.

        Delete takes the current one off behind what is typed.
        """
        if "Delete" in names and self._take_off is not None and self.current is not None and self._is_at_end:
            self._take_off(self.current.id)
            return True
        for name in names if not self.field.text() else ():
            if name.isdecimal() and 1 <= int(name) <= min(DIGITS, len(self._model.rows)):
                row = int(name) - 1
            elif self._keyed:
                row = next((n for n, shown in enumerate(self._model.rows) if name in shown.choice.keys), -1)
            else:
                row = -1
            if row >= 0:
                self._choose(row)
                return True
        return False

    def close_picker(self) -> None:
        """Hide it; nothing is chosen."""
        self._asks = False  # hiding takes the focus away, which is no giving up
        self.hide()

    def _gave_up(self) -> None:
        if self._asks:
            self.given_up.emit()

    def _key(self, event: QKeyEvent) -> bool:
        name = (*names_of(Press.of(event)), "")[0]
        if name == "Enter":
            self._choose(self._view.currentIndex().row())
        elif name in _STEPS:
            self._step(_STEPS[name])
        else:
            return self._key_handler(event)
        return True

    def _say(self, index: QModelIndex) -> None:
        """The field keeps the focus, so a screen reader has to be told which row is current."""
        if index.isValid():
            self.moved.emit(str(index.data(int(Qt.ItemDataRole.AccessibleTextRole))))

    def _step(self, by: int) -> None:
        last = len(self._model.rows) - 1
        if last < 0:
            return
        row = self._view.currentIndex().row()
        round_the_end = abs(by) == 1 and not 0 <= row + by <= last
        row = (row + by) % (last + 1) if round_the_end else max(0, min(row + by, last))
        self._view.setCurrentIndex(self._model.index(row))

    # -- place -------------------------------------------------------------------------------------

    def place(self, room: QRect) -> None:
        """Lie in the upper middle of `room`."""
        px = self._look.px
        width = min(px(WIDTH), room.width() - 2 * px(MARGIN))
        top = min(px(TOP), max(px(8), room.height() // 8))
        self.setGeometry(room.left() + (room.width() - width) // 2, top, width, self.height())
        self._fit()

    def _fit(self) -> None:
        """As high as the rows need, up to ten and within the window."""
        px, parent = self._look.px, self.parentWidget()
        row = px(ROW_HEIGHT)
        around = px(36) + 3 * px(8)
        room = parent.height() - self.y() - around - px(8) if parent is not None else MOST_ROWS * row
        rows = min(len(self._model.rows), MOST_ROWS, max(1, room // row))
        self._view.setFixedHeight(rows * row)
        self.resize(self.width(), around + (rows * row if rows else px(22)))

    def sizeHint(self) -> QSize:
        """As it is."""
        return self.size()
