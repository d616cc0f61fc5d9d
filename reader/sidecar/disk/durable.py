"""The one writer of files: after it returns, the new bytes survive a power cut; until then, the old ones do.

So do folders that are made here, removals and new names.

Measured for the design on ext4 and XFS cut off in mid-air: without the first fsync a file came back empty, without
that of the folder the old one came back.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reader.sidecar.disk import files
from reader.sidecar.disk.temporary import discard, make_temporary, sweep
from reader.sidecar.format.limits import MOST_BYTES, too_large

SHARING_RETRIES = 20  # Windows: a virus scanner or an indexer holds the target for a moment
SHARING_WAIT_S = 0.05
HELD_TRIES, HELD_WAIT_S = 200, 0.005  # others hold a folder for as long as a rename takes

_unsynced: set[Path] = set()  # made, and not known to survive: the next one who wants them tries again


class Signature(NamedTuple):
    """By which a file is known not to have been exchanged or written since it was read."""

    device: int
    inode: int
    size: int
    modified_ns: int


class _Anything:
    """Marks that it does not matter what the target holds."""


ANYTHING = _Anything()


class UnsyncedError(OSError):
    """The new bytes stand, but their folder could not be synced: a power cut may bring the old ones back."""


class ChangedMeanwhileError(Exception):
    """The target is not what the caller saw last: read it again before writing."""


def signature_of(path: Path) -> Signature | None:
    """The signature of a file, links followed; None when there is none."""
    try:
        found = files.disk.stat(path)
    except FileNotFoundError:
        return None
    return Signature(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def read_with_signature(path: Path) -> tuple[bytes, Signature] | None:
    """The bytes of a file and the signature they had; None when there is no file. Raises OSError.

    What is no ordinary file is refused, and a pipe is not waited for; so is one of over `limits.MOST_BYTES` (EFBIG).
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        descriptor = files.disk.open(path, flags)
    except FileNotFoundError:
        return None
    try:
        found = files.disk.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            what = "Is a directory" if stat.S_ISDIR(found.st_mode) else "It is not an ordinary file"
            raise OSError(errno.EISDIR if stat.S_ISDIR(found.st_mode) else errno.EINVAL, what, str(path))
        data = _read_all(descriptor, found.st_size, str(path))
    finally:
        let_go(descriptor)
    return data, Signature(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def write_durably(
    path: Path, data: bytes, *, expect: Signature | _Anything | None = ANYTHING, mode: int = 0o666
) -> Signature:
    """Put `data` in the place of `path`, whole or not at all; a link is followed once and stays a link.

    `expect` is the signature that the target must still have, None when there must be no file yet. Mode and, where
    allowed, owner of a file that stood there are kept; a new one gets `mode`, less the umask. What a crash left in
    the folder is taken away. Raises ChangedMeanwhileError, or OSError: then nothing is changed; but with UnsyncedError
    the new bytes stand, and may not survive a power cut.
    """
    target = Path(os.path.realpath(path))
    before = _stat(target)
    # nobody may read in the meantime what only the user may read afterwards
    temporary, descriptor = make_temporary(target.parent, mode if before is None else 0o600)
    try:
        try:
            _write_all(descriptor, data)
            if before is not None:
                _keep_mode_and_owner(descriptor, before)
            files.disk.fsync(descriptor)
            written = files.disk.fstat(descriptor)
            if sys.platform == "win32":  # what is open cannot be renamed there; elsewhere the lock goes with it
                descriptor = let_go(descriptor)
            if isinstance(expect, _Anything):
                _replace(temporary, target)
            else:
                with _held(target.parent):
                    if signature_of(target) != expect:
                        raise ChangedMeanwhileError(str(target))
                    _replace(temporary, target)
        except BaseException:
            discard(temporary)
            raise
    finally:
        let_go(descriptor)
    try:
        sync_folder(target.parent)
    except OSError as error:
        raise UnsyncedError(error.errno, error.strerror, str(target)) from error
    sweep(target.parent)
    return Signature(written.st_dev, written.st_ino, written.st_size, written.st_mtime_ns)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Have a folder there, and those above it, so that it survives a power cut. Raises OSError.

    `mode` is for the last one, and only if it is made now.
    """
    try:
        files.disk.mkdir(folder, mode)
    except FileExistsError:
        if not folder.is_dir():
            raise
        if folder not in _unsynced:
            return
    except FileNotFoundError:
        if folder.parent == folder:
            raise
        make_folder(folder.parent)
        with contextlib.suppress(FileExistsError):  # somebody else was as quick
            files.disk.mkdir(folder, mode)
    _unsynced.add(folder)
    sync_folder(folder.parent)
    _unsynced.discard(folder)


def remove_durably(path: Path) -> None:
    """Remove a file, if it is there, so that it does not come back after a power cut. Raises OSError."""
    try:
        files.disk.unlink(path)
    except FileNotFoundError:
        return
    sync_folder(path.parent)


def rename_durably(path: Path, to: Path) -> None:
    """Give a file a new name in the same folder or another one; what has that name is replaced. Raises OSError."""
    files.disk.replace(path, to)
    sync_folder(to.parent)
    if path.parent != to.parent:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename or a removal in `folder` survive a power cut. Raises OSError when the disk fails.

    Windows has no such call and needs none; where the file system has none, or the folder may be written but not
    read, this is as far as one gets.
    """
    if sys.platform == "win32":
        return
    try:
        descriptor = files.disk.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except PermissionError:
        return
    try:
        files.disk.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        let_go(descriptor)


def _stat(path: Path) -> os.stat_result | None:
    try:
        return files.disk.stat(path)
    except FileNotFoundError:
        return None


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[files.disk.write(descriptor, view) :]


def _read_all(descriptor: int, size: int, name: str) -> bytes:
    """All bytes, also those that come while they are read; an OSError when they are too many."""
    if size > MOST_BYTES:
        raise OSError(errno.EFBIG, too_large(size), name)
    parts = [files.disk.read(descriptor, size + 1)]
    total = len(parts[0])
    while parts[-1]:
        parts.append(files.disk.read(descriptor, 1 << 20))
        total += len(parts[-1])
        if total > MOST_BYTES:
            raise OSError(errno.EFBIG, too_large(total), name)
    return parts[0] if len(parts) == 2 else b"".join(parts)


def let_go(descriptor: int) -> int:
    """Close what is synced, only read or only locked, unless it is closed already; gives what stands for a closed one.

    That this fails says nothing that matters any more.
    """
    if descriptor >= 0:
        with contextlib.suppress(OSError):
            files.disk.close(descriptor)
    return -1


def _keep_mode_and_owner(descriptor: int, before: os.stat_result) -> None:
    if sys.platform == "win32":
        return
    now = files.disk.fstat(descriptor)
    if (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
        for owner in (before.st_uid, -1):  # who may not give a file away may still give it to one of his groups
            with contextlib.suppress(PermissionError):
                files.disk.fchown(descriptor, owner, before.st_gid)
                break
    files.disk.fchmod(descriptor, stat.S_IMODE(before.st_mode))


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Lock a folder from the look at a file in it to the rename.

    Users, and homes of one user, have locks of their own in their state folders: between them this is the only one.
    Where a folder cannot be locked, or somebody does not let go of it, the look has to do.
    """
    if sys.platform == "win32":
        yield
        return
    try:
        descriptor = files.disk.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        yield
        return
    try:
        with contextlib.suppress(OSError):
            for _ in range(HELD_TRIES):
                if files.disk.take(descriptor):
                    break
                time.sleep(HELD_WAIT_S)
        yield
    finally:
        let_go(descriptor)


def _replace(temporary: Path, target: Path) -> None:
    for attempt in range(SHARING_RETRIES):
        try:
            files.disk.replace(temporary, target)
            return
        except PermissionError:
            if sys.platform != "win32" or attempt == SHARING_RETRIES - 1:
                raise
            time.sleep(SHARING_WAIT_S)
