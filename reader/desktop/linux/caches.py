"""Has the system's own tools read anew what was put there, and takes away what they made when nothing else is left."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Collection
from pathlib import Path

from reader.desktop.linux.putting import remove_empty
from reader.sidecar.disk.durable import remove_durably

_WAIT_S = 60.0
_OF_MIME = (
    "XMLnamespaces", "aliases", "generic-icons", "globs", "globs2", "icons", "magic", "mime.cache", "subclasses",
    "treemagic", "types", "version",
)  # fmt: skip


def refresh(data: Path, which: Callable[[str], str | None] = shutil.which) -> tuple[str, ...]:
    """Bring the caches below a data folder up to date. Returns sentences about what could not be done and matters."""
    notes = []
    if (data / "mime" / "packages").is_dir() and not _run(which("update-mime-database"), data / "mime"):
        notes.append(
            "Until update-mime-database has run (package shared-mime-info), annotations are opened as any JSON file is."
        )
    if (data / "applications").is_dir() and not _run(which("update-desktop-database"), data / "applications"):
        notes.append(
            "Until update-desktop-database has run (package desktop-file-utils), Postil may not be offered for files."
        )
    icons = data / "icons" / "hicolor"
    # A cache that was not there before would hide what others put beside it without bringing it up to date.
    if (icons / "icon-theme.cache").exists():
        _run(which("gtk-update-icon-cache"), "--force", "--ignore-theme-index", "--quiet", icons)
    elif icons.is_dir():
        with contextlib.suppress(OSError):
            os.utime(icons)  # what runs looks again for icons when their folder is newer
    return tuple(notes)


def sweep(data: Path, made: Collection[str]) -> None:
    """Take away what the tools made in folders that Postil made, and that nothing else is in now."""
    mime, applications = data / "mime", data / "applications"
    if str(mime) in made and not any((mime / "packages").glob("*")):
        for name in _OF_MIME:
            remove_durably(mime / name)
        remove_empty([each for each in mime.glob("*") if each.is_dir()])
    if str(applications) in made and not any(p.name != "mimeinfo.cache" for p in applications.glob("*")):
        remove_durably(applications / "mimeinfo.cache")


def _run(program: str | None, *arguments: str | Path) -> bool:
    """Whether a tool is there and did its work."""
    if program is None:
        return False
    nothing = subprocess.DEVNULL
    try:
        done = subprocess.run(
            [program, *map(str, arguments)],
            stdin=nothing,
            stdout=nothing,
            stderr=nothing,
            timeout=_WAIT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
