"""The card of a claim, as commands see it. Rows go by the names of `claim_row`. Knows no Qt."""

from __future__ import annotations

from typing import Protocol


class Cards(Protocol):
    """The card of a claim."""

    def open_card(self, claim_id: str, row: str = "") -> None:
        """Give the focus to a claim's card; with a row, ask for what stands in it. "source" is the first speaker."""

    def claim_row(self) -> str:
        """The row of the card that keys act on; empty when the card has not the focus."""

    def claim_go_to(self, row: str) -> None:
        """Make that row current, if the card is shown and has it."""

    def copy(self, words: str) -> None:
        """Put words on the clipboard."""

    def open_address(self, address: str) -> None:
        """Have the system's browser open an http or https address that the user has just seen and chosen."""
