"""The card of one claim: its words, its facts and what hangs on it, each with its key. Commands make the changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from reader.annotations.model import Claim
from reader.app.asking.fields import KeyHandler
from reader.app.desk.claim_row import RowName, count_of, resolved
from reader.app.keyboard.keymap import Keymap
from reader.app.look.look import QUOTE_PX, TEXT_PX, Look
from reader.app.panels.claim_field import CardField
from reader.app.panels.claim_model import CardModel
from reader.app.panels.claim_paint import CardPainter
from reader.app.panels.claim_rows import CardRow, CardView, Style, rows_of_claim
from reader.app.panels.rows import Said, words_of

FIRST = "source.0"  # current when a card opens: who said it is asked first


class ClaimCard(QListView):
    """Shows a claim. `row_taken` tells the name of a row that was clicked, `entered` that the focus came."""

    row_taken = Signal(str)
    row_changed = Signal()
    entered = Signal()

    def __init__(self, look: Look, key_handler: KeyHandler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._key_handler = look, key_handler
        self._rows, self._painter = CardModel(self), CardPainter(look, self)
        self._shown: tuple[Claim, Said, Keymap] | None = None
        self._opened, self._draft = -1, ""
        self._field: CardField | None = None
        self._clicked: str | None = None
        self.setModel(self._rows)
        self.setItemDelegate(self._painter)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._look = look
        self._painter.set_look(look)
        self._lay_out()
        self._reveal()

    # -- what is shown -----------------------------------------------------------------------------

    @property
    def claim_id(self) -> str:
        """The claim that is shown, empty when none."""
        return self._shown[0].id if self._shown else ""

    @property
    def rows(self) -> tuple[CardRow, ...]:
        """What it says."""
        return self._rows.rows

    def show_claim(self, claim: Claim, said: Said, keymap: Keymap) -> None:
        """Show this claim. The current row and what is in view stay; a field that is being typed into does too."""
        is_other = claim.id != self.claim_id
        if is_other:
            self.keep_typed()
        self._shown = (claim, said, keymap)
        if is_other:
            self._opened, self._draft = -1, ""
        if self._field is not None and not is_other:
            return
        self._show_rows()
        if is_other:
            self.verticalScrollBar().setValue(0)
            self.go_to(FIRST)

    def _show_rows(self) -> None:
        if self._shown is None:
            return
        claim, said, keymap = self._shown
        if not 0 <= self._opened < len(claim.evidence) + self._draft.startswith("evidence."):
            self._opened = -1
        kept, place, scrolled = self.row_id, self.currentIndex().row(), self.verticalScrollBar().value()
        rows = rows_of_claim(claim, CardView(said, keymap, self._opened, self._draft))
        if self._rows.set_rows(rows):
            self._lay_out()
        found = self._place_near(kept, place)
        if found != self.currentIndex().row():
            self._set_current(found)
        self.verticalScrollBar().setValue(scrolled)
        head = f"{rows[0].name} {rows[0].value}"
        self.setAccessibleName(f"{head}: {words_of(said, claim)}")

    def _place_near(self, row_id: str, place: int) -> int:
        """The row of that name; else the piece it is a field of, or one that is open now; else what stands there."""
        found = self._near(row_id)
        return found if found >= 0 else self._rows.next_place(max(place, 0), 0)

    def _near(self, row_id: str) -> int:
        """The row of that name or of that part, -1 when there is none."""
        found = self._rows.place_of(row_id)
        if found < 0 and row_id:
            part = RowName.of(row_id).part
            found = next((n for n, row in enumerate(self.rows) if row.id and RowName.of(row.id).part == part), -1)
        return found

    # -- the current row ---------------------------------------------------------------------------

    @property
    def row_id(self) -> str:
        """The name of the current row, empty when there is none."""
        place = self.currentIndex().row()
        return self.rows[place].id if 0 <= place < len(self.rows) else ""

    def step(self, by: int) -> None:
        """Move the current row; evidence that is left closes."""
        self._set_current(self._rows.next_place(self.currentIndex().row(), by))
        self._close_what_was_left()

    def go_to(self, row_id: str) -> None:
        """Make that row current, if there is one; a field of evidence opens its piece, "source" is the speaker."""
        if self._shown is not None:
            row_id = resolved(self._shown[0], row_id)
        name = RowName.of(row_id)
        if name.kind == "evidence" and name.field:
            self._opened = name.number
            self._show_rows()
        place = self._near(row_id)
        if place >= 0:
            self._set_current(place)
        self._close_what_was_left()

    def open_piece(self, number: int) -> None:
        """List the fields of a piece of evidence, the first of them current."""
        self._opened = number
        self._show_rows()
        self.go_to(f"evidence.{number}.question")

    def _close_what_was_left(self) -> None:
        if self._opened >= 0 and RowName.of(self.row_id).part != f"evidence.{self._opened}":
            self._opened = -1
            self._show_rows()
            self._reveal()

    def _set_current(self, place: int) -> None:
        index = self._rows.index(place)
        self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.ClearAndSelect)
        self._reveal()
        self.row_changed.emit()

    def _reveal(self) -> None:
        """The current row in view, with the head of the card if there is room for both."""
        index = self.currentIndex()
        if index.isValid():
            bottom = self.visualRect(index).bottom() + self.verticalScrollBar().value()
            if bottom < self.viewport().height():
                self.scrollToTop()
            else:
                self.scrollTo(index)

    # -- typing ------------------------------------------------------------------------------------

    @property
    def editing(self) -> bool:
        """Whether a field is being typed into."""
        return self._field is not None

    @property
    def field_has_focus(self) -> bool:
        """Whether keys are typed into a field."""
        return self._field is not None and self._field.hasFocus()

    @property
    def field(self) -> CardField | None:
        """The field that is being typed into."""
        return self._field

    def type_into(
        self,
        row_id: str,
        text: str,
        done: Callable[[str, int], None],
        *,
        single_line: bool = False,
        offers: Sequence[str] = (),
        tell: Callable[[str], None] = lambda _words: None,
    ) -> None:
        """Type into a row. `done` gets the text when it is kept, and whether to go on (1) or back (-1) from there."""
        self.keep_typed()
        name = RowName.of(row_id)
        if self._shown is not None and name.kind in ("source", "evidence"):
            self._draft = row_id if name.number == count_of(self._shown[0], name.kind) else ""
            self._show_rows()
        self.go_to(row_id)
        row = self.rows[self.currentIndex().row()]

        def kept(words: str, then: int) -> None:
            self._end_editing()
            done(words, then)
            self._show_rows()

        def dropped() -> None:
            self._end_editing()
            self._show_rows()

        field = CardField(
            row.name, text, self._look, kept, dropped, self._key_handler, self.viewport(),
            single_line=single_line, offers=offers, tell=tell,
        )  # fmt: skip
        if row.style is Style.TEXT:
            families = ", ".join(f"'{f}'" for f in self._look.quote().families())
            field.setStyleSheet(f"font-family: {families}; font-size: {self._look.px(QUOTE_PX)}px")
        else:
            field.setStyleSheet(f"font-size: {self._look.px(TEXT_PX)}px")
        self._field = field
        self._painter.edited = row.id
        field.show()
        field.textChanged.connect(self._place_field)
        self._place_field()
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep_typed(self) -> None:
        """End typing, and keep what was typed."""
        if self._field is not None:
            self._field.keep()

    def _end_editing(self) -> None:
        """Take the field away; its focus comes back here."""
        field, self._field = self._field, None
        self._painter.edited, self._draft = "", ""
        if field is not None:
            if field.hasFocus():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            field.hide()
            field.deleteLater()
            self._lay_out()

    def _place_field(self) -> None:
        """Put the field where the value of its row stands, as high as its lines; the rows below make room."""
        field, place = self._field, self._rows.place_of(self._painter.edited)
        if field is None or place < 0:
            return
        width = self.viewport().width()
        value = self._painter.drawing(self.rows[place], width).value
        field.resize(int(value.width()), field.height())
        height = field.wanted_height()
        if height != self._painter.edited_height or height != field.height():
            self._painter.edited_height = height
            self._lay_out()
            self.scrollTo(self._rows.index(place))
        top = self.visualRect(self._rows.index(place)).top()
        field.setGeometry(QRect(int(value.left()), int(top + value.top()), int(value.width()), height))
        field.show_all()

    def _lay_out(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()
        self.viewport().update()

    # -- Qt ----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keymap first, then what every list does."""
        if not self._key_handler(event):
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Letters are commands, not the beginning of a row."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a row; what it does is done when the button is let go on it."""
        self._clicked = self._name_at(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click is like its key."""
        super().mouseReleaseEvent(event)
        clicked, self._clicked = self._clicked, None
        if clicked and clicked == self._name_at(event.position().toPoint()):
            self._close_what_was_left()
            self.row_taken.emit(clicked)

    def _name_at(self, place: QPoint) -> str:
        row = self.indexAt(place).row()
        return self.rows[row].id if 0 <= row < len(self.rows) else ""

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """The field goes along."""
        super().scrollContentsBy(dx, dy)
        self._place_field()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths, other lines; the current row stays in view."""
        super().resizeEvent(event)
        self._lay_out()
        self._reveal()
        self._place_field()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the focus is."""
        super().focusInEvent(event)
        self._painter.focused = True
        self._reveal()
        self.viewport().update()
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it went."""
        super().focusOutEvent(event)
        self._painter.focused = False
        self.viewport().update()
