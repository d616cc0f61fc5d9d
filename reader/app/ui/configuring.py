"""The user's settings, as commands see them. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from reader.app.asking.choice import Choice
from reader.settings import Value


class Configuring(Protocol):
    """The user's settings. What they are now stands in `Desk.settings`."""

    def change_setting(self, name: str, value: Value) -> None:
        """Set one, in all windows and in later sessions."""

    def names_for(self, name: str) -> Sequence[Choice]:
        """What can be chosen for a setting whose values are names: themes, faces."""

    def open_settings_folder(self) -> None:
        """Show the folder of settings, keymap, tag set and themes in the file manager, and say where it is."""

    def toggle_settings(self) -> None:
        """Show the settings, or leave them for the page."""
