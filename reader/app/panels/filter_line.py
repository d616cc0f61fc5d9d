"""The line above a list that narrows it: a field for words, a menu of types and states, the order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from reader.annotations.tagset import TagSet
from reader.app.asking.fields import KeyHandler, LineField
from reader.app.desk.hidden import CLAIMS, HIGHLIGHTS, label_of
from reader.app.keyboard.keys import Press, names_of
from reader.app.look.look import SMALL_PX, Look
from reader.app.panels.wanted import STATES, Wanted
from reader.app.wording.tr import tr, trn


class FilterLine(QWidget):
    """Holds the filter as it is typed and chosen. `wanted_changed` gives it; `to_list` asks for the list's focus."""

    wanted_changed = Signal(object)
    to_list = Signal()
    sort_wanted = Signal()

    def __init__(self, look: Look, key_handler: KeyHandler, parent: QWidget) -> None:
        super().__init__(parent)
        self._key_handler = key_handler
        self._tagset: TagSet | None = None
        self.wanted = Wanted()
        self.field = LineField(tr("Filter"), self._key, self)
        self.field.setMaxLength(200)
        self.field.textEdited.connect(lambda text: self.set_wanted(self.wanted._replace(text=text)))
        self.kinds = _flat_button(tr("All kinds"), self)
        self.kinds.setAccessibleDescription(tr("Chooses the types and states that are listed"))
        self.kinds.clicked.connect(self._open_menu)
        self.order = _flat_button(tr("by place"), self)
        self.order.setAccessibleDescription(tr("Sorts by place or by type"))
        self.order.clicked.connect(lambda: self.sort_wanted.emit())
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setProperty("soft", True)
        self.words.setWordWrap(True)
        self.all = _flat_button(tr("show all"), self)
        self.all.clicked.connect(lambda: self.set_wanted(Wanted()))
        self._line, self._below, self._column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        self._line.addWidget(self.field, 1)
        self._line.addWidget(self.kinds)
        self._line.addWidget(self.order)
        self._below.addWidget(self.words, 1)
        self._below.addWidget(self.all, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(self._line)
        self._column.addLayout(self._below)
        self.show_count("")
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        px, theme = look.px, look.theme
        self._column.setContentsMargins(px(16), px(8), px(16), px(4))
        self._column.setSpacing(px(4))
        self._line.setSpacing(px(8))
        self._below.setContentsMargins(0, 0, 0, px(2))
        for button in (self.kinds, self.order, self.all):
            button.setStyleSheet(
                f"QPushButton {{ border: 1px solid transparent; padding: {px(2)}px; color: {theme.soft};"
                f" font-size: {px(SMALL_PX)}px }} QPushButton:focus {{ border: 2px solid {theme.accent};"
                f" padding: {px(2) - 1}px }}"
            )
        self.words.setStyleSheet(f"font-size: {px(SMALL_PX)}px")

    def set_tagset(self, tagset: TagSet) -> None:
        """The types that can be chosen."""
        self._tagset = tagset

    def set_keys(self, keys: Sequence[str]) -> None:
        """The live key that leads here."""
        self.field.setPlaceholderText(f"{tr('Filter')}  {keys[0]}" if keys else tr("Filter"))

    def set_wanted(self, wanted: Wanted) -> None:
        """Narrow the list to this, as if it had been typed and chosen."""
        if wanted == self.wanted:
            return
        self.wanted = wanted
        if self.field.text() != wanted.text:
            self.field.setText(wanted.text)
        self.wanted_changed.emit(wanted)

    def show_count(self, words: str) -> None:
        """What is shown, in words; nothing when all is."""
        self.words.setText(words)
        for widget in (self.words, self.all):
            widget.setVisible(bool(words))
        self.field.setAccessibleDescription(words)
        chosen = len(self.wanted.types) + len(self.wanted.states)
        self.kinds.setText(trn("{count} chosen", "{count} chosen", chosen) if chosen else tr("All kinds"))

    def show_order(self, by_type: bool) -> None:
        """How the list is sorted."""
        self.order.setText(tr("by type") if by_type else tr("by place"))

    def begin(self) -> None:
        """Give the field the focus."""
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def back(self) -> bool:
        """One step out: empty the filter first. False when there is nothing to leave."""
        if self.wanted:
            self.set_wanted(Wanted())
            return True
        if self.field.hasFocus():
            self.to_list.emit()
            return True
        return False

    def _key(self, event: QKeyEvent) -> bool:
        name = (*names_of(Press.of(event)), "")[0]
        if name in ("Enter", "Down"):
            self.to_list.emit()
            return True
        return self._key_handler(event)

    def _open_menu(self) -> None:
        """Types and states with a tick each; made when it is asked for."""
        menu = QMenu(self)
        for type_id in (*(self._tagset.by_id if self._tagset else ()), CLAIMS, HIGHLIGHTS):
            label = label_of(self._tagset, type_id) if self._tagset else type_id
            on, wanted = type_id in self.wanted.types, self.wanted.with_type(type_id)
            self._add(menu, label, on, wanted)
        menu.addSeparator()
        for state, _, label, _ in STATES:
            on, wanted = state in self.wanted.states, self.wanted.with_state(state)
            self._add(menu, tr(label), on, wanted)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.kinds.mapToGlobal(self.kinds.rect().bottomLeft()))

    def _add(self, menu: QMenu, label: str, on: bool, wanted: Wanted) -> None:
        action = menu.addAction(label.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda: self.set_wanted(wanted))


def _flat_button(words: str, parent: QWidget) -> QPushButton:
    button = QPushButton(words, parent)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
