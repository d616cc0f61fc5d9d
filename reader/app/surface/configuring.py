"""The user's settings, changed from one window."""

from __future__ import annotations

from reader.app.surface.part import Part
from reader.settings import Value


class ConfiguringPart(Part):
    """The user's settings."""

    def change_setting(self, name: str, value: Value) -> None:
        """In all windows, and in the file."""
        self._bench.hooks.settings.change(name, value)
