"""One journal on disk: frames that tell whether they are whole, in a file that its owner holds by a lock.

Knows nothing of annotations.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import stat
import sys
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from reader.sidecar.disk import files
from reader.sidecar.disk.durable import make_folder, sync_folder
from reader.sidecar.disk.lock import try_to_hold
from reader.sidecar.journal.names import marked

PACK_FROM_BYTES = 32_768
MOST_READ_BYTES = 256_000_000  # what is larger was not written by us
_ALWAYS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_ALWAYS |= getattr(os, "O_CLOEXEC", 0)
_HEAD = re.compile(rb"J ([0-9a-f]{8}) ([0-9a-f]{1,8}) ([0-9a-f]{1,8})\n")


class Frame(NamedTuple):
    """A piece of a journal: `meta` says what it is, `data` is what it holds; `size` counts its bytes in the file."""

    meta: dict[str, Any]
    data: bytes = b""
    size: int = 0


class Scanned(NamedTuple):
    """The frames that are whole. `length` is where the last one ends, `gap` whether a broken one stands before it."""

    frames: tuple[Frame, ...]
    length: int
    gap: bool
    torn: bool = False  # something stands behind the last one


def framed(meta: dict[str, Any], data: bytes = b"") -> bytes:
    """A frame as it stands in the file: lengths and checksum, then a line of JSON, then the data."""
    head = json.dumps(meta, separators=(",", ":")).encode("ascii")
    lengths = b"%x %x" % (len(head), len(data))
    return b"J %08x %b\n%b\n%b\n" % (_checksum(lengths, head, data), lengths, head, data)


def packed(meta: dict[str, Any], data: bytes) -> Frame:
    """A frame of this, compressed if it is long: then less has to come to the disk before it is safe."""
    if len(data) < PACK_FROM_BYTES:
        return Frame(meta, data)
    return Frame(meta | {"packed": len(data)}, zlib.compress(data, 1))


def unpacked(frame: Frame) -> bytes:
    """What `packed` was given. Raises ValueError."""
    if "packed" not in frame.meta:
        return frame.data
    try:
        return zlib.decompress(frame.data)
    except zlib.error as error:
        raise ValueError(f"it cannot be unpacked: {error}") from None


def _checksum(lengths: bytes, head: bytes, data: bytes) -> int:
    return zlib.crc32(data, zlib.crc32(head, zlib.crc32(lengths)))


def scan(data: bytes) -> Scanned:
    """The whole frames in `data`. A torn tail is no gap: that is how a crash ends a journal."""
    frames: list[Frame] = []
    at = length = 0
    skipped = gap = False
    while True:
        found = _frame_at(data, at)
        if found is not None:
            gap = gap or skipped
            frames.append(found)
            at = length = at + found.size
            continue
        skipped = True
        at = data.find(b"J ", at + 1)
        if at < 0:
            return Scanned(tuple(frames), length, gap, length < len(data))


def _frame_at(data: bytes, at: int) -> Frame | None:
    head = _HEAD.match(data, at)
    if head is None:
        return None
    start, split = head.end(), head.end() + int(head[2], 16)
    end = split + 1 + int(head[3], 16)
    if data[split : split + 1] != b"\n" or data[end : end + 1] != b"\n":
        return None
    body = data[split + 1 : end]
    if _checksum(head[2] + b" " + head[3], data[start:split], body) != int(head[1], 16):
        return None
    try:
        meta = json.loads(data[start:split])
    except (ValueError, RecursionError):
        return None
    return Frame(meta, body, end + 1 - at) if isinstance(meta, dict) else None


class JournalFile:
    """A journal that this process holds; nobody else reads or writes it meanwhile. All of it may raise OSError."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor
        self._torn_behind: int | None = None

    @classmethod
    def create(cls, path: Path) -> JournalFile:
        """A new one, for the user alone, in a folder that is made for it."""
        make_folder(path.parent, 0o700)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | _ALWAYS
        made = cls(path, files.disk.open(path, flags, 0o600))
        if not try_to_hold(made._descriptor):
            made.close()
            raise BlockingIOError("somebody who looked for journals was faster")
        return made

    @classmethod
    def hold(cls, path: Path) -> JournalFile | None:
        """One that is there; None when somebody holds it, it is gone meanwhile, or it is none of ours."""
        for access in (os.O_RDWR, os.O_RDONLY):  # one that cannot be written can still be read
            with contextlib.suppress(OSError):
                made = cls(path, files.disk.open(path, access | os.O_APPEND | _ALWAYS))
                if made._is_usable() and try_to_hold(made._descriptor) and not made._is_gone():
                    return made
                made.close()
                return None
        return None

    def _is_usable(self) -> bool:
        found = files.disk.fstat(self._descriptor)
        return stat.S_ISREG(found.st_mode) and found.st_size <= MOST_READ_BYTES

    def _is_gone(self) -> bool:
        return files.disk.fstat(self._descriptor).st_nlink == 0

    def read(self) -> bytes:
        """All of it, when nothing has been read yet."""
        pieces = []
        while piece := files.disk.read(self._descriptor, 1 << 20):
            pieces.append(piece)
        return b"".join(pieces)

    def cut(self, length: int) -> None:
        """With the next write, take away what stands behind `length`: the torn tail."""
        self._torn_behind = length

    def append(self, pieces: Iterable[bytes]) -> None:
        """Write these at the end, and return when they survive a power cut."""
        if self._torn_behind is not None:
            files.disk.ftruncate(self._descriptor, self._torn_behind)
            self._torn_behind = None
        for piece in pieces:
            view = memoryview(piece)
            while view:
                view = view[files.disk.write(self._descriptor, view) :]
        files.disk.fsync(self._descriptor)
        if self._is_gone():
            raise FileNotFoundError(errno.ENOENT, "the journal was removed", str(self.path))

    def settle(self) -> None:
        """Have its name survive a power cut as well."""
        sync_folder(self.path.parent)

    def mark(self, number: int, stands_as: str | None = None) -> None:
        """Have its name tell what cannot be written into it; see `names.marked`. What cannot be renamed stays."""
        path = self.path.with_name(marked(self.path.name, number, stands_as))
        with contextlib.suppress(OSError):
            files.disk.replace(self.path, path)
            self.path = path
            sync_folder(path.parent)

    def close(self) -> None:
        """Let it go; it stays where it is."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            with contextlib.suppress(OSError):
                files.disk.close(descriptor)

    def remove(self) -> None:
        """Take it away. What cannot be taken away is met again, and its name tells that nothing in it is needed."""
        if sys.platform == "win32":  # there it has to be let go first
            self.close()
        try:
            files.disk.unlink(self.path)
        except FileNotFoundError:
            pass
        except OSError:
            self.mark(sys.maxsize)
        self.close()

    def __del__(self) -> None:
        """One that nobody asked for any more is held by nobody."""
        self.close()
