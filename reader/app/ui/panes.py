"""The panel beside the page: its lists and cards. Knows no Qt."""

from __future__ import annotations

from typing import Protocol

from reader.app.ui.cards import Cards


class Panes(Cards, Protocol):
    """The panel beside the page: its lists and cards."""

    def open_mention(self, mention_id: str) -> None:
        """Show the entity of a mention in the panel."""

    def pane_step(self, by: int) -> None:
        """Move the current row of the list or card that has the focus by that many rows."""

    def pane_take(self) -> None:
        """Take the current row: go to what it stands for, or change the field."""

    def pane_turn(self, by: int) -> None:
        """To the next (1) or previous (-1) tab of the panel."""

    def to_page(self) -> None:
        """Give the focus to the page; a panel that lies over it goes away."""

    def next_pane(self) -> None:
        """Give the focus to the next pane."""

    def toggle_panel(self) -> None:
        """Show or hide the panel."""

    def is_panel_shown(self) -> bool:
        """Whether the panel is to be seen."""
