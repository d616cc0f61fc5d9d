"""The card of one entity: facts with their keys, mentions, claims that name it. Commands make the changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reader.annotations.entity_acts import claims_of
from reader.annotations.model import Entity
from reader.app.asking.fields import KeyHandler, LineField
from reader.app.keyboard.hint import Hint
from reader.app.keyboard.keys import Press, names_of
from reader.app.look.caps import KeyCaps
from reader.app.look.look import SMALL_PX, TEXT_PX, Look
from reader.app.panels.card_drawing import TICK, CardDelegate
from reader.app.panels.card_rows import FactRow, HeadRow, MentionRow, card_rows, summary
from reader.app.panels.drawing import PADDING, RowDelegate
from reader.app.panels.lists import RowList
from reader.app.panels.rows import Said
from reader.app.wording.tr import tr, trn
from reader.visible import shown


class CardList(RowList):
    """The rows of a card. `ticked` tells the id of a mention whose box was clicked."""

    ticked = Signal(str)

    def make_delegate(self, look: Look) -> RowDelegate:
        """What draws the rows."""
        return CardDelegate(look, self)

    def step(self, by: int) -> None:
        """Move the current row; headings cannot be current."""
        rows, place = self.rows.rows, self.currentIndex().row() + by if self.currentIndex().isValid() else 0
        while 0 <= place < len(rows):
            if not isinstance(rows[place], HeadRow):
                self.set_place(place)
                return
            place += 1 if by >= 0 else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a mention's box chooses it; all other rows are taken when the click ends."""
        index, left = self.indexAt(event.position().toPoint()), event.position().x()
        row = self.rows.rows[index.row()] if index.isValid() else None
        if isinstance(row, MentionRow) and left < self._delegate.look.px(PADDING + TICK):
            self.set_place(index.row(), reveal=False)
            self.ticked.emit(row.id)
        elif not isinstance(row, HeadRow):
            super().mousePressEvent(event)


class EntityCard(QWidget):
    """Shows an entity. `row_taken` tells the id of the row that was clicked, `ticked` that of a mention to choose."""

    row_taken = Signal(str)
    ticked = Signal(str)

    def __init__(self, look: Look, key_handler: KeyHandler, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._key_handler = look, key_handler
        self.entity_id = ""
        self.chosen: set[str] = set()
        self.keys: Callable[[str], str] = lambda _command_id: ""
        self._shown: tuple[Said, Entity] | None = None
        self._editor: LineField | None = None
        self._name, self._summary = QLabel(self), QLabel(self)
        for label in (self._name, self._summary):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        self._summary.setProperty("soft", True)
        self._back = KeyCaps(look, self, clickable=True)
        self._back.set_hints([Hint(("Esc",), tr("back"))])
        self.rows = CardList(tr("Entity"), look, key_handler, self)
        self.rows.taken.connect(self.row_taken)
        self.rows.ticked.connect(self.ticked)
        self.rows.verticalScrollBar().valueChanged.connect(lambda: self._place_editor())
        self._head = QVBoxLayout()
        self._line = QHBoxLayout()
        self._line.addWidget(self._name, 1)
        self._line.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        self._head.addLayout(self._line)
        self._head.addWidget(self._summary)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self.rows, 1)
        self.setFocusProxy(self.rows)
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._look = look
        px = look.px
        self._head.setContentsMargins(px(16), px(8), px(16), px(8))
        self._head.setSpacing(px(2))
        self._name.setStyleSheet(f"font-weight: bold; font-size: {px(TEXT_PX + 2)}px")
        self._summary.setStyleSheet(f"font-size: {px(SMALL_PX)}px")
        self._back.set_look(look)
        self.rows.set_look(look)

    # -- what is shown -----------------------------------------------------------------------------

    def show_entity(self, entity: Entity, said: Said) -> None:
        """Show this entity; what was chosen of its mentions stays chosen."""
        if entity.id != self.entity_id:
            self.entity_id = entity.id
            self.chosen.clear()
            self.rows.set_current("")
        self._shown = said, entity
        self.chosen &= {m.id for m in said.annotations.mentions_by_entity.get(entity.id, ())} if self.chosen else set()
        self._name.setText(shown(entity.name))
        claims = claims_of(said.annotations, entity.id)
        words = summary(said, entity, claims)
        chosen = f" · {trn('{count} chosen', '{count} chosen', len(self.chosen))}" if self.chosen else ""
        self._summary.setText(words + chosen)
        self.rows.setAccessibleName(f"{tr('Entity {name}', name=shown(entity.name))}, {words}{chosen}")
        self.rows.show_rows(card_rows(said, entity, claims, self.keys, self.chosen))
        if not self.rows.current_id:
            self.rows.step(0)

    def toggle(self, mention_id: str) -> None:
        """Choose a mention, or no longer."""
        self.chosen ^= {mention_id}
        if self._shown is not None:
            self.show_entity(self._shown[1], self._shown[0])

    @property
    def row_id(self) -> str:
        """The current row."""
        return self.rows.current_id

    @property
    def editing(self) -> bool:
        """Whether a fact is being typed."""
        return self._editor is not None

    # -- typing ------------------------------------------------------------------------------------

    def edit(self, row_id: str, label: str, text: str, then: Callable[[str], None]) -> None:
        """Type into that row; `Enter` gives the text to `then`, `Esc` or leaving drops it."""
        self._end_editing()
        self.rows.set_current(row_id)

        def handle(event: QKeyEvent) -> bool:
            name = (*names_of(Press.of(event)), "")[0]
            if name not in ("Enter", "Esc"):
                return self._key_handler(event)
            words = field.text()
            self._end_editing()
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
            if name == "Enter":
                then(words)
            return True

        field = LineField(label, handle, self.rows.viewport())
        field.setText(text)
        field.left.connect(self._left)
        self._editor = field
        self._place_editor()
        field.show()
        field.selectAll()
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _place_editor(self) -> None:
        if self._editor is None:
            return
        index = self.rows.currentIndex()
        row, delegate = self.rows.rows.rows[index.row()], self.rows.itemDelegate()
        if isinstance(row, FactRow) and isinstance(delegate, CardDelegate):
            box = delegate.value_box(QRectF(self.rows.visualRect(index)), row)
            px = self._look.px
            self._editor.setGeometry(box.adjusted(-px(9), px(1), 0, -px(1)).toRect())

    def _left(self) -> None:
        """The focus went to another part of the window; a menu or another window leaves what is typed alone."""
        if self.isActiveWindow() and QApplication.activePopupWidget() is None:
            self._end_editing()

    def _end_editing(self) -> None:
        field, self._editor = self._editor, None
        if field is not None:
            field.left.disconnect(self._left)
            field.hide()
            field.deleteLater()
