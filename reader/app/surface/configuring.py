"""The user's settings, changed from one window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reader.app.choice import Choice
from reader.app.surface.part import Part
from reader.errors import UserError
from reader.settings import Value


class ConfiguringPart(Part):
    """The user's settings."""

    def change_setting(self, name: str, value: Value) -> None:
        """In all windows, and in the file."""
        self._bench.hooks.settings.change(name, value)

    def names_for(self, name: str) -> Sequence[Choice]:
        """Themes by their labels; faces with ours and the system's two first."""
        if name == "theme":
            return [Choice(each, label) for each, label in self._bench.hooks.settings.themes.labels().items()]
        from reader.app.fonts import all_faces

        return [Choice(face, face) for face in all_faces()]

    def open_settings_folder(self) -> None:
        """It is made first if it is not there yet."""
        folder = self._bench.folders.config
        try:
            (folder / "themes").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(f"The folder {folder} cannot be made", (error.strerror or str(error)).lower()) from None
        open_folder(folder)
        self._bench.say(f"Settings, keymap, tag set and themes are in {folder}")


def open_folder(folder: Path) -> None:
    """In the system's file manager."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
