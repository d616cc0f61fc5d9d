"""Disks that fail: at their N-th operation, once or from then on, some of them in the middle of a write."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from typing import Any

from reader.sidecar import files

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

    def error(self) -> OSError:
        return OSError(self._number, os.strerror(self._number))


def _failing(name: str) -> Callable[..., Any]:
    def operation(self: FailingDisk, *arguments: Any) -> Any:
        real = getattr(files.Disk, name)
        call = real if isinstance(vars(files.Disk)[name], staticmethod) else lambda *a: real(self, *a)
        if not self.step(name):
            return call(*arguments)
        if name == "close":  # the descriptor is gone all the same
            call(*arguments)
        elif name == "write" and len(arguments[1]) > 1:  # half of it comes to the disk
            call(arguments[0], arguments[1][: len(arguments[1]) // 2])
        raise self.error()

    return operation


for _name in OPERATIONS:
    setattr(FailingDisk, _name, _failing(_name))
