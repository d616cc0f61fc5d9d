"""The settings page: every setting with its value, in the column of the panel, so that the article shows what it does.

Typing filters, Up and Down choose, Left and Right change, Enter asks for any value, Delete gives back the designed one.
It shows values and tells what is wanted; it changes nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reader.app.asking.fields import KeyHandler, LineField
from reader.app.keyboard.keys import Press, names_of
from reader.app.look.look import SMALL_PX, Look
from reader.app.preferences.value_row import ValueRow
from reader.app.wording.setting_words import said
from reader.app.wording.tr import later, tr
from reader.settings import OPTIONS, Option, Settings, Value

HELP = later("← → change · Enter any value · Delete as designed")
_STEPS = {"Up": -1, "Down": 1, "PgUp": -4, "PgDn": 4, "Ctrl+Home": -99, "Ctrl+End": 99, "Tab": 1, "Shift+Tab": -1}
_ACTS = {"Left": "less", "Right": "more", "Enter": "ask", "Delete": "reset"}


class SettingRow(ValueRow):
    """One setting."""

    def __init__(self, known: Option, act: Callable[[str, str], None], parent: QWidget) -> None:
        super().__init__(known.name, tr(known.title), tr(known.says), act, parent, steps=known.kind != "text")
        self.known = known

    def show_setting(self, value: Value, label: str = "") -> None:
        """Show that it has this value; `label` is what a name is called."""
        words = label or said(self.known, value) or tr("none")
        self.show_value(words, as_designed=value == self.known.default)


class Filter(LineField):
    """The field that has the focus. `acts` gives the keys that are the page's."""

    def __init__(self, acts: Callable[[str], bool], key_handler: KeyHandler, parent: QWidget) -> None:
        super().__init__(tr("Filter settings"), key_handler, parent)
        self._acts = acts

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The page's keys, then typing, then the window's."""
        if any(self._acts(name) for name in names_of(Press.of(event))):
            event.accept()
            return
        super().keyPressEvent(event)


class SettingsPage(QWidget):
    """All settings. `wanted(name, act)`: "less", "more", "ask", "reset"."""

    wanted = Signal(str, str)
    folder_wanted = Signal()
    chosen = Signal(str)  # what a screen reader says of the row that is current now

    def __init__(self, look: Look, key_handler: KeyHandler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Settings"))
        self._look = look
        self._title = QLabel(tr("Settings"), self)
        self._title.setProperty("title", True)
        self._help = QLabel(tr(HELP), self)
        self._help.setProperty("soft", True)
        self._help.setWordWrap(True)
        self.filter = Filter(self._press, key_handler, self)
        self.filter.setPlaceholderText(tr("Type to filter"))
        self.filter.textChanged.connect(lambda _text: self._narrow())
        self._nothing = QLabel(tr("No setting is called that."), self)
        self._nothing.setProperty("soft", True)
        self.rows = [SettingRow(known, self._act, self) for known in OPTIONS if known.kind != "kept"]
        self._current = OPTIONS[0].name
        inside = QWidget(self)
        inside.setObjectName("settings-list")
        self._list = QVBoxLayout(inside)
        for row in self.rows:
            self._list.addWidget(row)
        self._list.addWidget(self._nothing)
        self._list.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
        self._file = QPushButton(self)
        self._file.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._file.clicked.connect(self.folder_wanted)
        self._path = Path()
        self._column = QVBoxLayout(self)
        self._head = QVBoxLayout()
        for widget in (self._title, self.filter, self._help):
            self._head.addWidget(widget)
        self._column.addLayout(self._head)
        self._column.addWidget(self._area, 1)
        self._column.addWidget(self._file)
        self.hide()
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._look, px = look, look.px
        self._column.setContentsMargins(px(4), px(10), px(4), px(8))
        self._column.setSpacing(px(6))
        self._head.setContentsMargins(px(12), 0, px(12), 0)
        self._head.setSpacing(px(6))
        self._list.setContentsMargins(0, 0, px(6), 0)
        self._list.setSpacing(0)
        self._help.setStyleSheet(f"font-size: {px(SMALL_PX)}px")
        self._file.setStyleSheet(
            f"border: 0; padding: 0 {px(12)}px; text-align: left; color: {look.theme.soft}; font-size: {px(SMALL_PX)}px"
        )
        for row in self.rows:
            row.set_look(look)
        self._show_current()
        self._show_path()

    def open(self, settings: Settings, themes: Mapping[str, str], path: Path) -> None:
        """Show them; `path` is the file they are kept in."""
        self._path = path
        self.filter.clear()
        self.show_values(settings, themes)
        self.show()
        self.raise_()
        self._show_path()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._tell()

    def show_values(self, settings: Settings, themes: Mapping[str, str]) -> None:
        """Show that they are so now; `themes`: what each is called."""
        for row in self.rows:
            value = getattr(settings, row.known.name)
            row.show_setting(value, themes.get(value, "") if row.known.name == "theme" else "")

    @property
    def current(self) -> str:
        """The name of the setting that keys act on; empty when the filter leaves none."""
        return self._current if any(row.known.name == self._current for row in self._shown()) else ""

    def _shown(self) -> list[SettingRow]:
        return [row for row in self.rows if not row.isHidden()]

    def _narrow(self) -> None:
        words = self.filter.text().casefold().split()
        called = [" ".join(words) in _names_of(row.known) for row in self.rows]
        named = [all(word in _names_of(row.known) for word in words) for row in self.rows]
        told = [all(word in tr(row.known.says).casefold() for word in words) for row in self.rows]
        for row, fits in zip(self.rows, next((each for each in (called, named) if any(each)), told), strict=True):
            row.setVisible(fits)
        rows = self._shown()
        self._nothing.setVisible(not rows)
        if rows and not self.current:
            self._current = rows[0].known.name
        self._show_current()

    def _show_current(self) -> None:
        self._nothing.setVisible(not self._shown())
        for row in self.rows:
            current = row.known.name == self._current
            row.set_current(current, self._look)
            if current and self.isVisible():
                self._area.ensureWidgetVisible(row, 0, self._look.px(8))

    def _show_path(self) -> None:
        words = tr("Kept in {path}", path=self._path)
        self._file.setAccessibleName(f"{words}: {tr('show the folder')}")
        self._file.setToolTip(words)
        room = max(self.width() - self._look.px(36), self._look.px(80))
        self._file.setText(self._file.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, room))

    def _press(self, name: str) -> bool:
        steps = {
            "Up": -1,
            "Down": 1,
            "PgUp": -4,
            "PgDn": 4,
            "Ctrl+Home": -99,
            "Ctrl+End": 99,
            "Tab": 1,
            "Shift+Tab": -1,
        }
        acts = {"Left": "less", "Right": "more", "Enter": "ask", "Delete": "reset"}
        if name in steps:
            self._step(steps[name])
        elif name in acts:
            if self.current:
                self.wanted.emit(self.current, acts[name])
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        rows = self._shown()
        if not rows:
            return
        at = next((n for n, row in enumerate(rows) if row.known.name == self._current), 0)
        self._current = rows[min(max(at + by, 0), len(rows) - 1)].known.name
        self._show_current()
        self._tell()

    def _act(self, name: str, act: str) -> None:
        self._current = name
        self._show_current()
        self.filter.setFocus(Qt.FocusReason.MouseFocusReason)
        if act != "choose":
            self.wanted.emit(name, act)

    def _tell(self) -> None:
        row = next(row for row in self.rows if row.known.name == self._current)
        self.chosen.emit(row.accessibleName())

    def event(self, event: QEvent) -> bool:
        """The path has another room when the page has another width."""
        if event.type() == QEvent.Type.Resize:
            self._show_path()
        return super().event(event)


def _names_of(known: Option) -> str:
    return f"{tr(known.title)} {known.name.replace('_', ' ')}".casefold()
