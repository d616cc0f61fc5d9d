"""Keeps the reading texts that annotations were written for, by hash, so that a changed article can be compared.

A cache in every sense: all of it may vanish at any time, and what is read is checked against its hash.
"""

from __future__ import annotations

import contextlib
import re
import zlib
from pathlib import Path

from reader.digests import sha256_hex
from reader.sidecar.disk import files
from reader.sidecar.disk.durable import make_folder, write_durably

MOST_BYTES = 64 * 1024 * 1024  # of all texts together, compressed: some 150 MB of articles
MOST_TEXT_BYTES = 256 * 1024 * 1024  # of one text: an article has 64 MB at most, in whatever encoding
MOST_EARLIER = 4  # texts that came one after another before one
_HASH = re.compile(r"[0-9a-f]{64}")


class TextCache:
    """Texts in a folder below the user's cache folder. No method raises for what happens on disk."""

    def __init__(self, cache: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder = cache / "texts"
        self._most_bytes = most_bytes

    def text(self, sha256: str) -> str | None:
        """The text with this hash (of its UTF-8); None when it is not kept, or what is kept is another."""
        if not _HASH.fullmatch(sha256):
            return None
        path = self._path(sha256)
        try:
            stream = zlib.decompressobj()
            data = stream.decompress(path.read_bytes(), MOST_TEXT_BYTES)
            if not stream.eof or sha256_hex(data) != sha256:
                return None
            found = data.decode("utf-8", "surrogatepass")
        except (OSError, zlib.error, UnicodeDecodeError):
            return None
        _touch(path)
        return found

    def keep(self, sha256: str, text: str, after: str = "") -> None:
        """Keep a text, and that annotations were taken over to it from the text with the hash `after`.

        Takes milliseconds for a long one that is not there yet: not for a GUI thread. The oldest texts make room.
        """
        if not _HASH.fullmatch(sha256):
            return
        path = self._path(sha256)
        with contextlib.suppress(OSError):
            if after != sha256 and _HASH.fullmatch(after):
                self._note(sha256, after)
            if path.exists():
                _touch(path)
                return
            make_folder(self._folder, 0o700)
            write_durably(path, zlib.compress(text.encode("utf-8", "surrogatepass"), 6))
            self._make_room()

    def earlier(self, sha256: str) -> list[str]:
        """The hashes of the texts that annotations came from before they came to this one, latest first."""
        found: list[str] = []
        waiting = [sha256]
        while waiting and len(found) < MOST_EARLIER:
            for before in self._noted(waiting.pop(0)):
                if before != sha256 and before not in found:
                    found.append(before)
                    waiting.append(before)
        return found[:MOST_EARLIER]

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.z"

    def _note(self, sha256: str, after: str) -> None:
        known = self._noted(sha256)
        if known[:1] == [after]:
            return
        lines = [after, *(before for before in known if before != after)][:MOST_EARLIER]
        make_folder(self._folder, 0o700)
        write_durably(self._folder / f"{sha256}.from", ("\n".join(lines) + "\n").encode())

    def _noted(self, sha256: str) -> list[str]:
        try:
            with (self._folder / f"{sha256}.from").open("rb") as file:
                lines = file.read(1024).decode("ascii", "replace").splitlines()
        except OSError:
            return []
        return [line for line in lines if _HASH.fullmatch(line)]

    def _make_room(self) -> None:
        """The oldest files go, down to nine tenths of what may be kept: not one at every text from then on."""
        kept = [
            (self._folder / name, files.disk.stat(self._folder / name)) for name in files.disk.listdir(self._folder)
        ]
        total = sum(found.st_size for _, found in kept)
        if total <= self._most_bytes:
            return
        for path, found in sorted(kept, key=lambda pair: pair[1].st_mtime_ns):
            if total <= self._most_bytes * 9 // 10:
                break
            with contextlib.suppress(OSError):
                files.disk.unlink(path)
                total -= found.st_size


def _touch(path: Path) -> None:
    with contextlib.suppress(OSError):
        files.disk.utime(path)
