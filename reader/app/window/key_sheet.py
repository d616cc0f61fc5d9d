"""The key sheet: what `key_groups` says, in columns over the page, with a field that narrows it as one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from reader.app.asking.fields import KeyHandler, LineField
from reader.app.keyboard.hint import Hint
from reader.app.keyboard.keys import Press, names_of
from reader.app.look.caps import KeyCaps, hint_width
from reader.app.look.look import Look
from reader.app.window.key_groups import Group, SheetRow, fitting
from reader.app.wording.tr import tr

COLUMN = 380  # px at 100 % that a column needs
KEYS_WIDTH = 124  # px at 100 %
LINE = 18  # px at 100 %


class KeySheet(QWidget):
    """Lies over the page; what is typed narrows it, `Esc` goes back, the usual keys scroll: `scrolled`."""

    scrolled = Signal()

    def __init__(self, look: Look, key_handler: KeyHandler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._key_handler = key_handler
        self._look = look
        self._all: tuple[Group, ...] = ()
        self._groups: tuple[Group, ...] = ()
        self._made: dict[tuple[str, SheetRow], QWidget] = {}  # by the title of their group, for some stand in two
        self._columns = 1
        self.field = LineField(tr("Find a command or a key"), self._key, self)
        self.field.setPlaceholderText(tr("Find a command or a key"))
        self.field.textChanged.connect(self._narrow)
        self._count = QLabel(self)
        self._count.setProperty("soft", True)
        self.view = QScrollArea(self)
        self.view.setWidgetResizable(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.verticalScrollBar().valueChanged.connect(self.scrolled)
        self.view.verticalScrollBar().rangeChanged.connect(self.scrolled)
        self._head = QHBoxLayout()
        self._head.addWidget(self.field)
        self._head.addWidget(self._count, 1)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addLayout(self._head)
        self._rows.addWidget(self.view, 1)
        self.setFocusProxy(self.field)
        self.setAccessibleName(tr("All keys"))
        self.hide()

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._look = look
        self._forget()
        if self._all:
            self._fill()

    def open(self, shown: tuple[Group, ...]) -> None:
        """Show these, all of them."""
        if shown != self._all:
            self._all = shown
            self._forget()
        self.field.clear()
        self._narrow("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _forget(self) -> None:
        for row in self._made.values():
            row.setParent(self)
            row.deleteLater()
        self._made.clear()

    def _narrow(self, typed: str) -> None:
        self._groups = fitting(self._all, typed)
        found = sum(len(group.rows) for group in self._groups)
        every = sum(len(group.rows) for group in self._all)
        self._count.setText(tr("{number} of {all}", number=found, all=every) if typed.strip() else "")
        self._fill()
        self.view.verticalScrollBar().setValue(0)

    @property
    def has_more(self) -> bool:
        """Whether something stands below what shows."""
        return self.view.verticalScrollBar().value() < self.view.verticalScrollBar().maximum()

    @property
    def rows(self) -> tuple[SheetRow, ...]:
        """What is shown, in order."""
        return tuple(row for group in self._groups for row in group.rows)

    def _wanted_columns(self) -> int:
        return max(1, (self.width() - self._look.px(40)) // self._look.px(COLUMN))

    def _fill(self) -> None:
        """Rows that were made once are laid out anew; only titles are made each time."""
        px = self._look.px
        self._head.setContentsMargins(px(28), px(16), px(28), px(8))
        self._head.setSpacing(px(12))
        self.field.setFixedSize(min(px(COLUMN - 24), max(px(120), self.width() - px(160))), px(32))
        for row in self._made.values():
            row.setParent(self)  # hides it; one without a parent would be a window
        inside = QWidget()
        inside.setObjectName("sheet")
        self._columns = self._wanted_columns()
        line = QHBoxLayout(inside)
        line.setContentsMargins(px(28), 0, px(16), px(24))
        line.setSpacing(px(24))
        for own in _shared_out(self._groups, self._columns):
            column = QVBoxLayout()
            column.setSpacing(px(4))
            for group in own:
                self._add_group(inside, column, group)
            column.addStretch(1)
            line.addLayout(column, 1)
        if not self._groups:
            nothing = QLabel(tr("Nothing matches."), inside)
            nothing.setProperty("soft", True)
            nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
            nothing.setContentsMargins(0, px(14), 0, 0)
            line.insertWidget(0, nothing)
        self.view.setWidget(inside)

    def _add_group(self, inside: QWidget, column: QVBoxLayout, group: Group) -> None:
        title = QLabel(group.title, inside)
        title.setProperty("title", True)
        title.setContentsMargins(0, self._look.px(14), 0, 0)
        column.addWidget(title)
        for each in group.rows:
            name = (group.title, each)
            if name not in self._made:
                self._made[name] = _row(self._look, each, inside)
            row = self._made[name]
            row.setParent(inside)
            column.addWidget(row)
            row.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        if self._all and self._wanted_columns() != self._columns:
            self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the field did not want."""
        if not self._key(event):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        """Scroll, or hand on."""
        page = max(3, self.view.viewport().height() // self._look.px(LINE) - 3)  # a row or two of before stay
        name = (*names_of(Press.of(event)), "")[0]
        step = {"Down": 3, "Up": -3, "PgDn": page, "PgUp": -page, "Ctrl+End": 10_000, "Ctrl+Home": -10_000}.get(name)
        if step is None:
            return self._key_handler(event)
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.value() + step * self._look.px(LINE))
        return True


def _row(look: Look, each: SheetRow, parent: QWidget) -> QWidget:
    """Caps and what they do."""
    px, or_ = look.px, f" {tr('or')} "
    made = QWidget(parent)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(10))
    caps = QVBoxLayout()
    caps.setSpacing(0)
    if each.sample:
        from reader.app.window.legend import Sample

        drawn = Sample(look, each.sample, made)
        drawn.setFixedWidth(px(KEYS_WIDTH))
        caps.addWidget(drawn)
    for keys in _in_lines(look, each.keys) if each.keys else ():
        line = KeyCaps(look, made, align="left")
        line.set_hints(keys)
        line.setFixedWidth(px(KEYS_WIDTH))
        caps.addWidget(line)
    caps.addStretch(1)
    label = QLabel(each.words, made)
    label.setAccessibleName(f"{or_.join(each.keys)}: {each.words}" if each.keys else each.words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setContentsMargins(0, px(3 if each.sample else 2), 0, 0)  # its first line beside what is left of it
    row.addLayout(caps)
    row.addWidget(label, 1, Qt.AlignmentFlag.AlignTop)
    return made


def _in_lines(look: Look, keys: Sequence[str]) -> list[list[Hint]]:
    """The keys of a row in as many lines as they need, so that all titles begin at one edge."""
    found: list[list[Hint]] = [[]]
    used = 0.0
    for hint in (Hint(tuple(key.split()), "") for key in keys):
        wide = hint_width(look, hint)
        if found[-1] and used + wide > look.px(KEYS_WIDTH):
            found.append([])
            used = 0.0
        found[-1].append(hint)
        used += wide
    return found


def _shared_out(shown: tuple[Group, ...], columns: int) -> list[list[Group]]:
    """The groups in their order, in columns of about the same length."""
    lengths = [sum(1 + len(row.words) // 60 for row in group.rows) + 2 for group in shown]
    found: list[list[Group]] = [[] for _ in range(columns)]
    before = 0
    for group, length in zip(shown, lengths, strict=True):
        place = min(columns - 1, (before + length // 2) * columns // max(1, sum(lengths)))
        found[place].append(group)
        before += length
    return found
