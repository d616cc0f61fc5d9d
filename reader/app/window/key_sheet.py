"""The key sheet: every command with its live keys, by subject. Made from commands and keymap, never written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from reader.app.asking.fields import KeyHandler
from reader.app.commands.registry import Command
from reader.app.keyboard.hint import Hint
from reader.app.keyboard.keymap import Keymap
from reader.app.look.caps import KeyCaps, hint_width
from reader.app.look.look import Look
from reader.app.window.menu_order import grouped
from reader.app.wording.tr import later, tr

COLUMN = 380  # px at 100 % that a column needs
KEYS_WIDTH = 124  # px at 100 %
_CONTEXTS = {
    "find": later("In the find bar"),
    "list": later("In a list"),
    "claim-card": later("On a claim's card"),
    "entity-card": later("On an entity's card"),
    "outline": later("In the outline"),
}
_SUBJECTS = {
    "move": later("Move"),
    "annotation": later("Move"),
    "suggestion": later("Suggestions"),
    "extend": later("Select"),
    "select": later("Select"),
    "jump": later("Select"),
}
_ORDER = (
    later("Tag"), later("Suggestions"), later("Claim"), later("Move"), later("Select"), later("Edit"), later("View"),
    later("Article"), later("Help"), *_CONTEXTS.values(),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetRow:
    """Something to do and the keys for it. With `then`, each of those keys follows and does what stands beside it.

    Where all the letters of types follow, `short` names them together: they stand above, one by one.
    """

    title: str
    keys: tuple[str, ...]
    then: tuple[tuple[str, str], ...] = ()
    short: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """What is written beside the keys."""
        if not self.then:
            return self.title
        return f"{self.title}: " + ", ".join(f"{key} {what}".strip() for key, what in self.short or self.then)


@dataclass(frozen=True, slots=True)
class Group:
    """Commands of one subject, in the order of the menus."""

    title: str
    rows: tuple[SheetRow, ...]


def groups(commands: Sequence[Command], keymap: Keymap) -> tuple[Group, ...]:
    """What the sheet says: every command that has a key. Sequences of one beginning stand in one row."""
    found: dict[str, list[SheetRow]] = {}
    for each in _as_in_menus(commands):
        keys = keymap.keys_of(each.id)
        if not keys:
            continue
        first = each.id.partition(".")[0]
        subject = _SUBJECTS.get(
            first, each.menu.partition("/")[0] or (later("Claim") if first == "claim" else later("View"))
        )
        rows = found.setdefault(_CONTEXTS.get(each.context, subject), [])
        begin, _, end = keys[0].partition(" ")
        title, _, what = each.title.partition(": ")
        if not end or not what:
            rows.append(SheetRow(each.title, keys))
        elif rows and (rows[-1].keys, rows[-1].title) == ((begin,), title):
            rows[-1] = SheetRow(title, (begin,), (*rows[-1].then, (end, what)))
        else:
            rows.append(SheetRow(title, (begin,), ((end, what),)))
    letters = {
        keymap.keys_of(each.id)[0] for each in commands if each.id.startswith("tag.") and keymap.keys_of(each.id)
    }
    return tuple(
        Group(tr(title), tuple(_shortened(row, letters) for row in found[title]))
        for title in sorted(found, key=_ORDER.index)
    )


def _as_in_menus(commands: Sequence[Command]) -> list[Command]:
    by_menu: dict[str, list[Command]] = {}
    for each in commands:
        by_menu.setdefault(each.menu.partition("/")[0], []).append(each)
    return [each for menu, own in by_menu.items() for group in grouped(menu, own) for each in group]


def _shortened(row: SheetRow, letters: set[str]) -> SheetRow:
    """With one word for the letters of types, where all of them follow."""
    if len(letters) < 2 or not letters <= {key for key, _ in row.then}:
        return row
    others = tuple((key, what) for key, what in row.then if key not in letters)
    return replace(row, short=(("", tr("a type's letter")), *others))


class KeySheet(QScrollArea):
    """Lies over the page; `Esc` goes back, the usual keys scroll."""

    def __init__(self, look: Look, key_handler: KeyHandler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key_handler = key_handler
        self._look = look
        self._groups: tuple[Group, ...] = ()
        self._columns = 1
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("All keys"))
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
        px = self._look.px
        inside = QWidget()
        inside.setObjectName("sheet")
        self._columns = max(1, (self.width() - px(40)) // px(COLUMN))
        line = QHBoxLayout(inside)
        line.setContentsMargins(px(28), px(12), px(16), px(24))
        line.setSpacing(px(24))
        for own in _shared_out(self._groups, self._columns):
            column = QVBoxLayout()
            column.setSpacing(px(4))
            for group in own:
                self._add_group(inside, column, group)
            column.addStretch(1)
            line.addLayout(column, 1)
        self.setWidget(inside)

    def _add_group(self, inside: QWidget, column: QVBoxLayout, group: Group) -> None:
        look, px, or_ = self._look, self._look.px, f" {tr('or')} "
        title = QLabel(group.title, inside)
        title.setProperty("title", True)
        title.setContentsMargins(0, px(14), 0, 0)
        column.addWidget(title)
        for each in group.rows:
            row = QHBoxLayout()
            row.setSpacing(px(10))
            caps = QVBoxLayout()
            caps.setSpacing(0)
            for keys in _in_lines(look, each.keys):
                line = KeyCaps(look, inside, align="left")
                line.set_hints(keys)
                line.setFixedWidth(px(KEYS_WIDTH))
                caps.addWidget(line)
            caps.addStretch(1)
            label = QLabel(each.words, inside)
            label.setAccessibleName(f"{or_.join(each.keys)}: {each.words}")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setContentsMargins(0, px(2), 0, 0)  # its first line beside the caps
            row.addLayout(caps)
            row.addWidget(label, 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        if self._groups and max(1, (self.width() - self._look.px(40)) // self._look.px(COLUMN)) != self._columns:
            self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, or hand on."""
        page = max(3, self.viewport().height() // self._look.px(18) - 3)  # a row or two of the page before stay
        step = {
            Qt.Key.Key_Down: 3, Qt.Key.Key_Up: -3, Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_Space: page, Qt.Key.Key_End: 10_000, Qt.Key.Key_Home: -10_000,
        }.get(Qt.Key(event.key()) if event.key() in Qt.Key.__members__.values() else Qt.Key.Key_unknown)  # fmt: skip
        if step is not None:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + step * self._look.px(18))
        elif not self._key_handler(event):
            super().keyPressEvent(event)


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
