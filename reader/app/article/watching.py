"""Watches files that others may change: tells once when they rest. Made after the first frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

REST_MS = 180  # an editor writes in several steps
LONGEST_MS = 1_500  # a file that is written all the time is looked at all the same


class Watching(QObject):
    """Calls `changed` when something may have happened to `paths`; what that was has to be looked at.

    Each is watched with its folder: a file that another one is renamed over is forgotten by the system, and one that
    is not there yet cannot be watched. After each event all are watched anew.
    """

    def __init__(self, paths: Iterable[Path], changed: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._wanted = list(dict.fromkeys(str(p) for path in paths for p in (path, path.parent)))
        self._changed = changed
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._event)
        self._watcher.directoryChanged.connect(self._event)
        self._rest = self._timer(REST_MS)
        self._longest = self._timer(LONGEST_MS)
        self.renew()

    def _timer(self, interval: int) -> QTimer:
        timer = QTimer(self, interval=interval, singleShot=True)
        timer.timeout.connect(self._tell)
        return timer

    def renew(self) -> None:
        """Watch all that is there now."""
        known = {*self._watcher.files(), *self._watcher.directories()}
        missing = [path for path in self._wanted if path not in known]
        if missing:
            self._watcher.addPaths(missing)  # gives back those that are not there

    def soon(self) -> None:
        """Tell when it rests, as after an event."""
        self._rest.start()
        if not self._longest.isActive():
            self._longest.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._watcher.blockSignals(True)
        self._rest.stop()
        self._longest.stop()
        self.deleteLater()

    def _event(self, _path: str) -> None:
        self.renew()
        self.soon()

    def _tell(self) -> None:
        self._rest.stop()
        self._longest.stop()
        self.renew()
        self._changed()
