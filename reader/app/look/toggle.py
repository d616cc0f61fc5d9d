"""`Toggle`: a word that is on or off, as one of several or by itself; the key for it stands beside the word."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from reader.app.wording.tr import tr


class Toggle(QPushButton):
    """Shows whether it is on; a click only asks. Keys reach what it stands for otherwise, so it takes no focus."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.setProperty("choice", True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_on(words, on=False)

    def set_on(self, words: str, *, on: bool) -> None:
        """Say this, and whether it is on."""
        self.setText(words)
        self.setAccessibleName(f"{words}, {tr('on') if on else tr('off')}")
        if self.property("chosen") != on:
            self.setProperty("chosen", on)
            self.style().unpolish(self)
            self.style().polish(self)

    @property
    def is_on(self) -> bool:
        """Whether it is on."""
        return bool(self.property("chosen"))
