"""The panel beside the page: its lists, or one card over them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from reader.annotations.collection import Applied
from reader.app.asking.fields import KeyHandler
from reader.app.look.look import Look
from reader.app.panels.claim_card import ClaimCard
from reader.app.panels.entity_card import EntityCard
from reader.app.panels.lists import RowList
from reader.app.panels.lists_pane import ListsPane
from reader.app.panels.outline import Outline
from reader.app.panels.rows import Said
from reader.app.wording.tr import tr


class Panel(QWidget):
    """One part at a time: the lists, a card, or words that say why there are none."""

    annotation_taken = Signal(str)
    entity_taken = Signal(str)
    sort_wanted = Signal()
    order_wanted = Signal()

    def __init__(self, look: Look, key_handler: KeyHandler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Panel"))
        self._look, self._key_handler = look, key_handler
        self.lists = ListsPane(look, key_handler, self)
        self.card = ClaimCard(look, key_handler, self)
        self.entity_card = EntityCard(look, key_handler, self)
        self.outline = Outline(look, key_handler, self)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setProperty("soft", True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget(self)
        for part in (self.lists, self.card, self.entity_card, self.outline, self._words):
            self._stack.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 0, 0)
        outer.addWidget(self._stack)
        self.lists.annotation_taken.connect(self.annotation_taken)
        self.lists.entity_taken.connect(self.entity_taken)
        self.lists.sort_wanted.connect(self.sort_wanted)
        self.lists.order_wanted.connect(self.order_wanted)
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._look = look
        self._words.setMargin(look.px(16))
        self._words.setContentsMargins(0, -look.px(6), 0, 0)  # its title in line with those of the lists
        for each in (self.lists, self.card, self.entity_card, self.outline):
            each.set_look(look)

    @property
    def entities(self) -> RowList:
        """The list of entities."""
        return self.lists.entities

    @property
    def below(self) -> RowList:
        """The list of annotations."""
        return self.lists.below

    # -- what is shown -----------------------------------------------------------------------------

    def show_said(self, said: Said, applied: Applied | None = None) -> None:
        """Show these annotations, soon; `applied` is how they came about."""
        self.lists.show_said(said, applied)

    @property
    def hidden(self) -> frozenset[str]:
        """What the lists show as hidden on the page."""
        return self.lists.hidden

    def refresh(self) -> None:
        """Bring what is shown up to date now."""
        self.lists.refresh()

    def set_current(self, annotation_id: str, entity_id: str) -> None:
        """Mark the rows of what is current on the page."""
        self.lists.set_current(annotation_id, entity_id)

    # -- what the user does ------------------------------------------------------------------------

    def show_lists(self) -> None:
        """The lists instead of a card."""
        self._stack.setCurrentWidget(self.lists)

    def explain(self, words: str) -> None:
        """Say why there are no lists, in words of ours: they are taken for rich text."""
        self._words.setText(f"<b>{tr('Annotations')}</b><p>{words}</p>")
        self._words.setAccessibleName(words)
        self._stack.setCurrentWidget(self._words)

    def show_card(self) -> None:
        """The claim's card instead of the lists."""
        self.show_part(self.card)

    def show_part(self, part: QWidget) -> None:
        """This part, and no other."""
        self._stack.setCurrentWidget(part)

    def shows(self, part: QWidget) -> bool:
        """Whether that part is shown."""
        return self._stack.currentWidget() is part

    @property
    def shows_card(self) -> bool:
        """Whether a claim's card is shown."""
        return self.shows(self.card)

    def panes(self) -> list[QWidget]:
        """What can have the focus, from top to bottom."""
        if self.shows(self.lists):
            return [self.entities, self.below]
        cards: dict[QWidget | None, QWidget] = {
            self.entity_card: self.entity_card.rows,
            self.outline: self.outline.rows,
        }
        return [cards.get(self._stack.currentWidget(), self.card)]

    def context(self) -> str:
        """Where the focus is, as the keymap calls it; empty when it is not in a list or a card."""
        if self.focused_list() is not None:
            return "list"
        if self.lists.filter.field.hasFocus():
            return "filter"
        if self.entity_card.rows.hasFocus():
            return "entity-card"
        if self.outline.rows.hasFocus():
            return "outline"
        if self.card.field_has_focus:
            return "card-field"
        return "claim-card" if self.card.hasFocus() else ""

    def focused_list(self) -> RowList | None:
        """The list that has the focus."""
        return self.lists.focused_list()
