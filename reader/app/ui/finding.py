"""The find bar, as commands see it. Knows no Qt."""

from __future__ import annotations

from typing import Protocol


class Finding(Protocol):
    """The find bar, as commands see it."""

    def open_find(self) -> None:
        """Show the find bar."""

    def look_again(self) -> None:
        """The options have changed: look for the same words anew."""

    def finish_looking(self) -> None:
        """Have what is being looked for found before returning."""

    def show_match(self) -> None:
        """Bring the current match into view; the find bar keeps the focus."""

    def leave_find(self) -> None:
        """From the find bar to the page, whose selection stays."""
