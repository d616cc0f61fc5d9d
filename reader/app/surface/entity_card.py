"""The card of an entity in the panel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from reader.annotations.model import Mention
from reader.app.surface.asking import AskingPart
from reader.app.wording.tr import tr


class EntityCardPart(AskingPart):
    """The card of an entity in the panel."""

    def open_entity(self, entity_id: str, row_id: str = "") -> None:
        """Instead of the lists; the panel is shown for it."""
        bench, window = self._bench, self._window
        entity = bench.session.annotations.entities.get(entity_id)
        if entity is None:
            return
        window.show_panel()
        card = window.panel.entity_card
        card.keys = self._card_key
        card.show_entity(entity, bench.follow.said())
        window.panel.show_part(card)
        if row_id:
            card.rows.set_current(row_id)
        card.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)
        bench.follow.hints()

    def _card_key(self, command_id: str) -> str:
        """The live key of a command; of the types, the one that they all begin with."""
        types = [f"entity-card.type.{t.id}" for t in self._bench.session.tagset.types]
        live = [
            key
            for each in (types if command_id == "entity-card.type" else [command_id])
            for key in self._bench.keymap.keys_of(each)
        ]
        return live[0].split()[0] if live else ""

    def open_mention(self, mention_id: str) -> None:
        """Its entity's card, at this mention."""
        mention = self._bench.session.annotations.annotations.get(mention_id)
        if isinstance(mention, Mention) and mention.entity:
            self.open_entity(mention.entity, mention_id)
        elif isinstance(mention, Mention):
            self._bench.say(tr("This mention is not linked to an entity."))

    def take_entity(self, entity_id: str) -> None:
        """Open its card."""
        self.open_entity(entity_id)

    def card_entity(self) -> str:
        """The one whose card is shown."""
        panel = self._window.panel
        return panel.entity_card.entity_id if panel.shows(panel.entity_card) else ""

    def card_row(self) -> str:
        """Of that card."""
        return self._window.panel.entity_card.row_id if self.card_entity() else ""

    def chosen_mentions(self) -> frozenset[str]:
        """On that card."""
        return frozenset(self._window.panel.entity_card.chosen) if self.card_entity() else frozenset()

    def choose_mention(self, mention_id: str) -> None:
        """With a tick before it."""
        self._window.panel.entity_card.toggle(mention_id)

    def edit_fact(self, row_id: str, label: str, text: str, then: Callable[[str], None]) -> None:
        """In the row itself."""
        self._window.panel.entity_card.edit(row_id, label, text, lambda words: self._bench.quietly(lambda: then(words)))

    def take_card_row(self, row_id: str) -> None:
        """A click on a row is like Enter on it."""
        self._window.panel.entity_card.rows.set_current(row_id)
        self._bench.run("entity-card.open")
