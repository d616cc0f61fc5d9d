"""Puts files into the user's folders, all of them or none: what goes wrong takes back what was done before it."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

from reader.sidecar.disk import files
from reader.sidecar.disk.durable import make_folder, remove_durably, write_durably


class Changes:
    """What was done so far, and how to take it back. Every method raises OSError; then `undo` is to be called."""

    def __init__(self) -> None:
        self.changed: list[Path] = []
        self.folders: list[Path] = []
        """Folders that were not there before, outer ones first."""
        self._backwards: list[Callable[[], object]] = []

    def put(self, path: Path, data: bytes, mode: int = 0o644) -> None:
        """Have a file with these bytes there, and the folders above it."""
        self.make_folder(path.parent)
        if path.is_file():
            before, had = path.read_bytes(), stat.S_IMODE(path.stat().st_mode)
            self._backwards.append(lambda: write_durably(path, before, mode=had))
        else:
            self._backwards.append(lambda: remove_durably(path))
        write_durably(path, data, mode=mode)
        self.changed.append(path)

    def remove(self, path: Path) -> None:
        """Take a file away."""
        before, had = path.read_bytes(), stat.S_IMODE(path.stat().st_mode)
        remove_durably(path)
        self._backwards.append(lambda: write_durably(path, before, mode=had))
        self.changed.append(path)

    def undo(self) -> None:
        """Take all of it back, as far as the disk allows."""
        for step in reversed(self._backwards):
            with contextlib.suppress(OSError):
                step()
        remove_empty(self.folders)

    def make_folder(self, folder: Path) -> None:
        """Have a folder there, and note which of those above it were not."""
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        self.folders += [each for each in reversed(missing) if each not in self.folders]
        make_folder(folder)


def remove_empty(folders: list[Path]) -> None:
    """Take these folders away as far as nothing is in them, inner ones first."""
    for folder in sorted(folders, key=lambda each: len(each.parts), reverse=True):
        with contextlib.suppress(OSError):
            files.disk.rmdir(os.fspath(folder))
