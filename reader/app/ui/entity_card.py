"""The card of an entity, as commands see it. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class EntityCards(Protocol):
    """The card of an entity, as commands see it."""

    def open_entity(self, entity_id: str, row_id: str = "") -> None:
        """Give the focus to an entity's card, at that row: a mention, or a fact by its name."""

    def card_entity(self) -> str:
        """The id of the entity whose card is shown; empty when none is."""

    def card_row(self) -> str:
        """The current row of that card: the id of a mention or a claim, or the name of a fact."""

    def chosen_mentions(self) -> frozenset[str]:
        """The mentions that are chosen on that card."""

    def choose_mention(self, mention_id: str) -> None:
        """Choose a mention on that card, or no longer."""

    def edit_fact(self, row_id: str, label: str, text: str, then: Callable[[str], None]) -> None:
        """Let the user type the value of a fact on that card."""
