"""Asks which of several entities of one name is meant: a numbered list, answered by a digit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from reader.annotations.model import Entity
from reader.app.fields import KeyHandler
from reader.app.keys import Press, names_of
from reader.app.look import Look

MOST = 9


class EntityChooser(QWidget):
    """Lists candidates with what tells them apart. A digit, a click or `Enter` chooses; `Esc` doesn't."""

    def __init__(self, look: Look, key_handler: KeyHandler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chooser")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._key_handler = key_handler
        self._choices: list[Callable[[], None]] = []
        self._buttons: list[QPushButton] = []
        self._title = QLabel(self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._column.setContentsMargins(look.px(16), look.px(10), look.px(16), look.px(10))
        self._column.setSpacing(look.px(4))

    def ask(
        self, name: str, candidates: Sequence[tuple[Entity, str]], then: Callable[[Entity], None], closed: KeyCloser
    ) -> None:
        """Ask which of `candidates` (each with words that tell it apart) is the `name` that is meant."""
        self.forget()
        self._title.setText(f"Which “{name}” is meant? Press its number; Esc changes nothing.")
        for number, (entity, words) in enumerate(candidates[:MOST], start=1):

            def choose(entity: Entity = entity) -> None:
                self.forget()
                closed()
                then(entity)

            button = QPushButton(f"{number}   {entity.name}   {words}", self)
            button.setAccessibleName(f"{number}: {entity.name}, {words}")
            button.clicked.connect(lambda _=False, choose=choose: choose())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self._buttons.append(button)
            self._choices.append(choose)
        self.show()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def forget(self) -> None:
        """Hide it without an answer."""
        for button in self._buttons:
            self._column.removeWidget(button)
            button.deleteLater()
        self._buttons, self._choices = [], []
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose."""
        name = (*names_of(Press.of(event)), "")[0]
        if name.isdigit() and 1 <= int(name) <= len(self._choices):
            self._choices[int(name) - 1]()
        elif not self._key_handler(event):
            super().keyPressEvent(event)


KeyCloser = Callable[[], None]
