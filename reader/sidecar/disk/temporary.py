"""Temporary files that stand beside a target until they take its place, and those that a crash left behind.

One that is being written is locked by its writer, so that what nobody holds is known to be left over.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
import time
from pathlib import Path

from reader.sidecar.disk import files

NAME = re.compile(r"\.postil-[0-9a-f]{16}\.tmp")
LEFT_S = 3600.0  # where there are no locks: what has not been touched for so long is nobody's
TRIES = 8  # a new name each time somebody swept the file away between its making and its lock
LONG_S, SHARE = 0.01, 100.0  # where looking for leftovers takes longer (10,000 files), it gets a hundredth of the time

_next_sweep: dict[str, float] = {}
_left_in: set[Path] = set()
_swept_below: set[Path] = set()


def make_temporary(folder: Path, mode: int = 0o666) -> tuple[Path, int]:
    """A new, empty, locked file of random name in `folder`, and its descriptor. Raises OSError.

    `mode` as for `open`: the user's mask is taken off it.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    for _ in range(TRIES):
        path = folder / f".postil-{os.urandom(8).hex()}.tmp"
        try:
            descriptor = files.disk.open(path, flags | getattr(os, "O_BINARY", 0), mode)
        except FileExistsError:  # planted there: whatever it is, it is not ours
            continue
        try:
            if _holds(descriptor):
                return path, descriptor
        except BaseException:
            with contextlib.suppress(OSError):
                files.disk.close(descriptor)
            discard(path)
            raise
        files.disk.close(descriptor)
    raise OSError(errno.EBUSY, "Temporary files are taken away as soon as they are made", str(folder))


def discard(path: Path) -> None:
    """Remove a temporary file that is not needed. What the disk will not let go of is swept away later."""
    try:
        files.disk.unlink(path)
    except FileNotFoundError:
        pass
    except OSError:
        _left_in.add(path.parent)


def sweep(folder: Path) -> None:
    """Remove what a crash left in `folder`, and what could not be removed elsewhere: temporaries that nobody holds.

    Never raises OSError. In a folder that takes long to look through, not with each call.
    """
    _sweep(folder)
    for other in tuple(_left_in):
        _left_in.discard(other)
        _sweep(other)


def sweep_below(*folders: Path) -> None:
    """The same in these and all folders below them, once a process: for those that are Postil's own."""
    for folder in folders:
        if folder not in _swept_below:
            _swept_below.add(folder)
            for parent, _, names in os.walk(folder):
                if any(map(NAME.fullmatch, names)):
                    _sweep(Path(parent))


def as_if_new() -> None:
    """Forget what was swept: as in a new process."""
    _left_in.clear()
    _swept_below.clear()
    _next_sweep.clear()


def _sweep(folder: Path) -> None:
    if time.monotonic() < _next_sweep.get(str(folder), 0.0):
        return
    started = time.thread_time()
    with contextlib.suppress(OSError):
        for name in files.disk.listdir(folder):
            if NAME.fullmatch(name):
                with contextlib.suppress(OSError):
                    _remove_if_left(folder / name)
    took = time.thread_time() - started
    if took > LONG_S:
        _next_sweep[str(folder)] = time.monotonic() + took * SHARE


def _holds(descriptor: int) -> bool:
    """Whether a file just made is locked by us and still there."""
    if sys.platform == "win32":
        return True  # one that is open cannot be removed there
    try:
        taken = files.disk.take(descriptor)
    except OSError:
        return True  # no locks here
    return taken and files.disk.fstat(descriptor).st_nlink > 0


def _remove_if_left(path: Path) -> None:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    descriptor = files.disk.open(path, flags)
    try:
        found = files.disk.fstat(descriptor)
        is_ours = stat.S_ISREG(found.st_mode) and found.st_nlink == 1
        if sys.platform != "win32":
            is_ours = is_ours and found.st_uid == os.geteuid()
        if is_ours and _is_left(descriptor, found) and files.disk.lstat(path).st_ino == found.st_ino:
            discard(path)
    finally:
        files.disk.close(descriptor)


def _is_left(descriptor: int, found: os.stat_result) -> bool:
    old = time.time() - found.st_mtime > LEFT_S
    if sys.platform == "win32":
        return old
    try:
        return files.disk.take(descriptor)
    except OSError:
        return old
