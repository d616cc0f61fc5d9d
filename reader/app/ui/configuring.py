"""The user's settings, as commands see them. Knows no Qt."""

from __future__ import annotations

from typing import Protocol

from reader.settings import Value


class Configuring(Protocol):
    """The user's settings. What they are now stands in `Desk.settings`."""

    def change_setting(self, name: str, value: Value) -> None:
        """Set one, in all windows and in later sessions."""
