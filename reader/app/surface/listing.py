"""The lists of the panel: which row is current, their order and their filter."""

from __future__ import annotations

from collections.abc import Sequence

from reader.app.panels.wanted import Wanted
from reader.app.surface.part import Part


class ListingPart(Part):
    """The lists of the panel."""

    def row_annotation(self) -> str:
        """Of the list below the entities, when it has the focus."""
        below = self._window.panel.below
        return below.current_id if below.hasFocus() else ""

    def row_entity(self) -> str:
        """Of the list of entities, when it has the focus."""
        entities = self._window.panel.entities
        return entities.current_id if entities.hasFocus() else ""

    def sort_list(self) -> None:
        """The one that has the focus."""
        lists = self._window.panel.lists
        if lists.entities.hasFocus():
            lists.sort_entities()
        else:
            self.sort_annotations()

    def sort_entities(self) -> None:
        """By count or by place."""
        self._window.panel.lists.sort_entities()

    def sort_annotations(self) -> None:
        """By place or by type."""
        self._window.panel.lists.sort_annotations()

    def begin_filter(self) -> None:
        """Its field gets the focus."""
        self._window.panel.lists.filter.begin()
        self._bench.follow.hints()

    def filter_type(self, type_id: str) -> None:
        """What is listed is said beside the field."""
        line = self._window.panel.lists.filter
        line.set_wanted(line.wanted.with_type(type_id))

    def filter_state(self, state: str) -> None:
        """What is listed is said beside the field."""
        line = self._window.panel.lists.filter
        line.set_wanted(line.wanted.with_state(state))

    def list_states(self, states: Sequence[str]) -> None:
        """In the tab of all annotations."""
        window = self._window
        window.show_panel()
        panel = window.panel
        panel.show_lists()
        panel.lists.filter.set_wanted(Wanted(states=frozenset(states)))
        panel.lists.show_all()
        self._bench.follow.hints()

    def forget_filter(self) -> None:
        """All is listed again."""
        if self._window.is_made("panel"):
            self._window.panel.lists.filter.set_wanted(Wanted())

    def _out_of_filter(self) -> bool:
        window = self._window
        if not window.is_open("panel") or not (
            window.panel.lists.filter.field.hasFocus() or window.panel.below.hasFocus()
        ):
            return False
        left = window.panel.lists.filter.back()
        self._bench.follow.hints()
        return left
