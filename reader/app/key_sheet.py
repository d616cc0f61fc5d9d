"""The key sheet: every command with its live keys, by subject. Made from commands and keymap, never written by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from reader.app.caps import KeyCaps
from reader.app.commands.registry import Command
from reader.app.fields import KeyHandler
from reader.app.hints import Hint
from reader.app.keymap import Keymap
from reader.app.look import Look

_CONTEXTS = {"find": "In the find bar", "list": "In a list", "claim-card": "On a claim's card"}
_SUBJECTS = {"move": "Move", "extend": "Select", "select": "Select"}


@dataclass(frozen=True, slots=True)
class Group:
    """Commands of one subject with their keys, in the order they were registered."""

    title: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def groups(commands: Iterable[Command], keymap: Keymap) -> tuple[Group, ...]:
    """What the sheet says: every command that has a key."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for each in commands:
        keys = keymap.keys_of(each.id)
        if keys:
            subject = _SUBJECTS.get(each.id.partition(".")[0], each.menu or "Claim")
            found.setdefault(_CONTEXTS.get(each.context, subject), []).append((each.title, keys))
    last = list(_CONTEXTS.values())
    return tuple(Group(t, tuple(found[t])) for t in sorted(found, key=lambda t: last.index(t) if t in last else -1))


class KeySheet(QScrollArea):
    """Lies over the page; `Esc` goes back, the usual keys scroll."""

    def __init__(self, look: Look, key_handler: KeyHandler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key_handler = key_handler
        self._look = look
        self._groups: tuple[Group, ...] = ()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("All keys")
        self.hide()

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._look = look
        if self._groups:
            self._fill()

    def open(self, shown: tuple[Group, ...]) -> None:
        """Show these."""
        self._groups = shown
        self._fill()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fill(self) -> None:
        look = self._look
        inside = QWidget()
        inside.setObjectName("sheet")
        column = QVBoxLayout(inside)
        column.setContentsMargins(look.px(32), look.px(20), look.px(32), look.px(24))
        column.setSpacing(look.px(6))
        for group in self._groups:
            title = QLabel(group.title, inside)
            title.setStyleSheet(f"font-weight: bold; padding-top: {look.px(12)}px")
            column.addWidget(title)
            grid = QGridLayout()
            grid.setVerticalSpacing(look.px(3))
            grid.setHorizontalSpacing(look.px(16))
            grid.setColumnMinimumWidth(0, look.px(150))
            grid.setColumnStretch(1, 1)
            for row, (words, keys) in enumerate(group.rows):
                caps = KeyCaps(look, inside)
                caps.set_hints([Hint(tuple(key.split()), "") for key in keys])
                grid.addWidget(caps, row, 0)
                label = QLabel(words, inside)
                label.setAccessibleName(f"{' or '.join(keys)}: {words}")
                grid.addWidget(label, row, 1)
            column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(inside)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, or hand on."""
        step = {
            Qt.Key.Key_Down: 3, Qt.Key.Key_Up: -3, Qt.Key.Key_PageDown: 20, Qt.Key.Key_PageUp: -20,
            Qt.Key.Key_Space: 20, Qt.Key.Key_End: 10_000, Qt.Key.Key_Home: -10_000,
        }.get(Qt.Key(event.key()) if event.key() in Qt.Key.__members__.values() else Qt.Key.Key_unknown)  # fmt: skip
        if step is not None:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + step * self._look.px(18))
        elif not self._key_handler(event):
            super().keyPressEvent(event)
