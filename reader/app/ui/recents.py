"""Articles that were opened before, as commands see them. Knows no Qt."""

from __future__ import annotations

from typing import Protocol


class Recents(Protocol):
    """Articles that were opened before."""

    def open_recent(self) -> None:
        """Let the user choose one of them, and open it."""

    def has_left_open(self) -> bool:
        """Whether articles were open when Postil ended unexpectedly, and are not by now."""

    def open_left(self) -> None:
        """Open them again."""

    def forget_recent(self) -> None:
        """Forget them all, here and in the desktop's list."""
