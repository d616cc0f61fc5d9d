"""The lists of the panel, as commands see them. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Listing(Protocol):
    """The lists of the panel: which row is current, and what they are narrowed to."""

    def row_annotation(self) -> str:
        """The id of the annotation whose row is current in the list that has the focus; empty when there is none."""

    def row_entity(self) -> str:
        """The id of the entity whose row is current in the list that has the focus; empty when there is none."""

    def sort_list(self) -> None:
        """The list that has the focus in its other order: entities by count or place, annotations by place or type."""

    def begin_filter(self) -> None:
        """Give the filter's field the focus."""

    def filter_type(self, type_id: str) -> None:
        """List this type too, or no longer; ids are those of `app.hidden`."""

    def filter_state(self, state: str) -> None:
        """List what is in this state, or no longer only that; ids are those of `panels.wanted.STATES`."""

    def list_states(self, states: Sequence[str]) -> None:
        """Show the panel with the list of all that is in one of these states, and give it the focus."""
