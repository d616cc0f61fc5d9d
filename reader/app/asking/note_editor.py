"""The small editor for notes at the foot of the window: `Enter` keeps, `Shift+Enter` begins a line, `Esc` leaves it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reader.app.asking.fields import KeyHandler, NoteField
from reader.app.keyboard.hint import Hint
from reader.app.keyboard.keys import Press, names_of
from reader.app.look.caps import KeyCaps
from reader.app.look.look import Look
from reader.app.wording.tr import later, tr
from reader.visible import in_a_line

HINTS = (Hint(("Enter",), later("keep")), Hint(("Shift+Enter",), later("new line")), Hint(("Esc",), later("drop")))
LATER = Hint(("Esc",), later("later"))  # where what was typed is there again next time


class NoteEditor(QWidget):
    """Edits one text at a time and gives it to whoever asked."""

    def __init__(self, look: Look, key_handler: KeyHandler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._key_handler = key_handler
        self._then: Callable[[str], None] | None = None
        self._text = ""
        self._title = QLabel(self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self.field = NoteField(tr("Note"), self._key, self)
        self._caps = KeyCaps(look, self, clickable=True)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._caps, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self.field)
        self.hide()
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._column.setContentsMargins(look.px(16), look.px(8), look.px(16), look.px(10))
        self._column.setSpacing(look.px(4))
        self.field.setFixedHeight(look.px(66))
        self._caps.set_look(look)

    def ask(
        self, title: str, text: str, then: Callable[[str], None], *, draft: str | None = None, later: bool = False
    ) -> None:
        """Edit `text`; `then` gets what the user keeps and is not called when they leave it.

        A `draft` stands in its place, and the field's own undo brings `text` back. `later`: Esc drops nothing.
        """
        self._then, self._text = then, text
        self._caps.set_hints([Hint(h.keys, tr(h.words)) for h in (*HINTS[:-1], LATER if later else HINTS[-1])])
        title = in_a_line(title)
        self._title.setText(title)
        self.field.setAccessibleName(title)
        self.field.setPlainText(text)
        self.field.selectAll()
        if draft is not None:
            self.field.insertPlainText(draft)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def typed(self) -> str:
        """What stands in it."""
        return self.field.toPlainText().strip()

    @property
    def is_changed(self) -> bool:
        """Whether that is something else than it was asked to edit."""
        return self._then is not None and self.typed != self._text.strip()

    def keep(self) -> None:
        """Hand it to whoever asked, and hide."""
        if self._then is not None:
            then, text = self._then, self.typed
            self.close_editor()
            then(text)

    def close_editor(self) -> None:
        """Hide it; nobody gets what was typed."""
        self._then = None
        self.hide()

    def _key(self, event: QKeyEvent) -> bool:
        name = (*names_of(Press.of(event)), "")[0]
        if name in ("Enter", "Ctrl+Enter") and self._then is not None:
            self.keep()
            return True
        return self._key_handler(event) if name != "Shift+Enter" else False
