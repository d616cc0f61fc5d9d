"""Files that macOS has the running program open: they come as events of the application, one a file.

An event is taken where the application itself hears it: a filter would be asked about every event there is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class OpeningApplication(QApplication):
    """The application, with files that wait until there is somebody to open them."""

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        self._waiting: list[Path] = []
        self._open: Callable[[list[Path]], None] | None = None

    def open_with(self, open_paths: Callable[[list[Path]], None]) -> None:
        """From now on files are opened so, those first that came before."""
        self._open = open_paths
        QTimer.singleShot(0, self._give)

    def event(self, event: QEvent) -> bool:
        """What comes for the application itself."""
        if isinstance(event, QFileOpenEvent):
            name = event.url().toLocalFile() or event.file()
            if name:  # an address of another kind is nothing that Postil opens
                self._waiting.append(Path(name))
                QTimer.singleShot(0, self._give)  # with those that come along with it
            return True
        return super().event(event)

    def _give(self) -> None:
        if self._waiting and self._open is not None:
            paths, self._waiting = self._waiting, []
            self._open(paths)
