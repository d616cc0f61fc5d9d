"""Finds a file again that was moved by anybody to anywhere on its disk: the system knows where what is held is now.

Only what is on the disk of the user's home is held: another one could not be taken out meanwhile (Linux: with an
`O_PATH` descriptor open, `umount` says that the target is busy). Knows no Qt; not for a GUI thread.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path

_F_GETPATH, _PATH_BYTES = 50, 1024  # macOS
_TRASH = ("/Trash/files/", "/.Trash-", "/.Trash/")


class Handle:
    """Holds one file after another; none to begin with."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._descriptor = -1
        self._node: tuple[int, int] | None = None

    def hold(self, path: Path) -> None:
        """Hold the file at `path` from now on, if that does no harm."""
        try:
            found = path.lstat()
            node = found.st_dev, found.st_ino
            if node == self._node:
                return
            self.let_go()
            if stat.S_ISREG(found.st_mode) and found.st_dev == self._home.stat().st_dev:
                self._descriptor = _open(path)
                held = os.fstat(self._descriptor) if self._descriptor >= 0 else None
                self._node = (held.st_dev, held.st_ino) if held is not None else None
        except OSError:
            self.let_go()

    def let_go(self) -> None:
        """Hold nothing."""
        descriptor, self._descriptor, self._node = self._descriptor, -1, None
        if descriptor >= 0:
            with contextlib.suppress(OSError):
                os.close(descriptor)

    def where(self) -> Path | None:
        """Where the file is now; None when it was removed, or nobody can tell."""
        if self._descriptor < 0:
            return None
        try:
            path = _path_of(self._descriptor)
            found = path.lstat() if path is not None else None  # what was removed has a name that leads nowhere
        except OSError:
            return None
        return path if found is not None and (found.st_dev, found.st_ino) == self._node else None


def is_in_trash(path: Path) -> bool:
    """Whether a file was thrown away."""
    return any(part in path.as_posix() for part in _TRASH)


def _open(path: Path) -> int:
    if sys.platform == "linux":
        return os.open(path, os.O_PATH | os.O_NOFOLLOW | os.O_CLOEXEC)
    if sys.platform == "darwin":
        return os.open(path, os.O_EVTONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    return -1


def _path_of(descriptor: int) -> Path | None:
    if sys.platform == "linux":
        return Path(os.readlink(f"/proc/self/fd/{descriptor}"))  # noqa: PTH115  bytes of any kind
    if sys.platform == "darwin":
        import fcntl

        return Path(os.fsdecode(fcntl.fcntl(descriptor, _F_GETPATH, bytes(_PATH_BYTES)).split(b"\0")[0]))
    return None
