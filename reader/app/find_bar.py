"""The find bar: takes the words to look for and says how often they are there. Looking is the command's affair."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from reader.app.fields import KeyHandler, LineField
from reader.app.look import Look

HEIGHT = 44


class FindBar(QWidget):
    """`typed` tells every change of the words to look for."""

    typed = Signal(str)

    def __init__(self, look: Look, key_handler: KeyHandler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        label = QLabel("Find", self)
        self.field = LineField("Find in the article", key_handler, self)
        label.setBuddy(self.field)
        self.count = QLabel(self)
        self.count.setProperty("soft", True)
        self._row = QHBoxLayout(self)
        self._row.addWidget(label)
        self._row.addWidget(self.field)
        self._row.addWidget(self.count, 1)
        self.field.textEdited.connect(self.typed)
        self.hide()
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self.setFixedHeight(look.px(HEIGHT))
        self._row.setContentsMargins(look.px(16), 0, look.px(16), 0)
        self._row.setSpacing(look.px(10))
        self.field.setFixedWidth(look.px(260))

    def open(self, query: str) -> None:
        """Show the bar, `query` selected so that typing replaces it."""
        self.field.setText(query)
        self.field.selectAll()
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_count(self, query: str, hits: int, current: int | None) -> None:
        """Say how many matches there are, and which one is current (from 0)."""
        if not query:
            words = ""
        elif not hits:
            words = "Not in this article"
        else:
            words = f"{(current or 0) + 1} of {hits}"
        self.count.setText(words)
        self.count.setAccessibleName(words)
