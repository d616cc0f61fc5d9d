"""The menu of what is here, as commands see it. Knows no Qt."""

from __future__ import annotations

from typing import Protocol


class HereMenu(Protocol):
    """The menu of what is here."""

    def open_menu(self) -> None:
        """Open it where the focus is."""
