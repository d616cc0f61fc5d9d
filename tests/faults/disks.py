"""Disks that fail: at their N-th operation, once or from then on, some of them in the middle of a write."""

from __future__ import annotations

import errno
import os
import stat
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from reader.sidecar.disk import files

OPERATIONS = tuple(name for name in vars(files.Disk) if not name.startswith("_"))


class FailingDisk(files.Disk):
    """Counts the operations of all threads and lets the N-th fail, or all from it on (`for_good`)."""

    def __init__(self, fail_at: int = 0, number: int = errno.EIO, *, for_good: bool = False, only: str = "") -> None:
        self.calls: list[str] = []
        self.failed: list[str] = []
        self.well = False
        self._fail_at = fail_at
        self._number = number
        self._for_good = for_good
        self._only = set(only.split())
        self._lock = threading.Lock()
        self._unsynced: set[tuple[int, int]] = set()

    def step(self, name: str) -> bool:
        """Whether this operation fails."""
        with self._lock:
            if self.well or (self._only and name not in self._only):
                return False
            self.calls.append(name)
            number = len(self.calls)
            fails = number == self._fail_at or (self._for_good and 0 < self._fail_at <= number)
            if fails:
                self.failed.append(name)
            return fails

    def owed(self, folders: Iterable[Path]) -> list[str]:
        """Those of these folders whose fsync failed and was not made good: what is in them may not survive."""
        return [folder.name for folder in folders if _key(folder.stat()) in self._unsynced]

    def note_sync(self, found: os.stat_result, *, failed: bool) -> None:
        """A folder was synced, or could not be."""
        if stat.S_ISDIR(found.st_mode):
            (self._unsynced.add if failed else self._unsynced.discard)(_key(found))

    def error(self) -> OSError:
        return OSError(self._number, os.strerror(self._number))


def _key(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino


def _failing(name: str) -> Callable[..., Any]:
    def operation(self: FailingDisk, *arguments: Any, **named: Any) -> Any:
        real = getattr(files.Disk, name)
        call = real if isinstance(vars(files.Disk)[name], staticmethod) else lambda *a, **k: real(self, *a, **k)
        fails = self.step(name)
        if name == "fsync":
            self.note_sync(os.fstat(arguments[0]), failed=fails)
        if not fails:
            return call(*arguments, **named)
        if name == "close":  # the descriptor is gone all the same
            call(*arguments)
        elif name == "write" and len(arguments[1]) > 1:  # half of it comes to the disk
            call(arguments[0], arguments[1][: len(arguments[1]) // 2])
        raise self.error()

    return operation


for _name in OPERATIONS:
    setattr(FailingDisk, _name, _failing(_name))
