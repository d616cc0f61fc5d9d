"""The versions of Postil and of what it runs on: what is asked for first when something is wrong. Imports no Qt."""

from __future__ import annotations

import mmap
import os
import re
import sys
from collections.abc import Iterator
from importlib.machinery import PathFinder
from pathlib import Path

from reader import __version__

_UNKNOWN = "unknown"
_DISTRIBUTION = re.compile(r"pyside6(?:_essentials)?-(\d[\w.]*?)\.(?:dist|egg)-info", re.IGNORECASE)
_CONFIGURED = re.compile(r'^version = "([^"]+)"', re.MULTILINE)
_QT_SAYS = re.compile(rb"Qt (6\.\d+\.\d+) \(")
# Where the wheels have Qt's core, from PySide6's folder: Linux, Windows, macOS.
_CORES = ("Qt/lib/libQt6Core.so.6", "Qt6Core.dll", "Qt/lib/QtCore.framework/Versions/A/QtCore")


def versions() -> tuple[tuple[str, str], ...]:
    """Name and version of Postil, Qt, PySide6 and Python. Takes 3 ms."""
    pyside = _pyside_folder()
    return (
        ("postil", __version__),
        ("Qt", qt_version(pyside)),
        ("PySide6", pyside_version(pyside)),
        ("Python", sys.version.split()[0]),
    )


def pyside_version(folder: Path | None) -> str:
    """That of the PySide6 in this folder: as its installation says, else as it says itself."""
    if folder is None:
        return "not installed"
    try:
        for name in sorted(each.name for each in folder.parent.iterdir()):
            found = _DISTRIBUTION.fullmatch(name)
            if found:
                return found[1]
        said = _CONFIGURED.search((folder / "_config.py").read_text("utf-8"))
    except (OSError, ValueError):
        return _UNKNOWN
    return said[1] if said else _UNKNOWN


def qt_version(folder: Path | None) -> str:
    """That of the Qt which comes with this PySide6, as its library says; a system's own Qt by the name of its file."""
    if folder is None:
        return "not installed"
    for core in _CORES:
        try:
            with (folder / core).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as library:
                said = _QT_SAYS.search(library)
                if said:
                    return said[1].decode()
        except (OSError, ValueError):
            continue
    for place in ("/usr/lib64", "/usr/lib", *(str(p) for p in Path("/usr/lib").glob("*-linux-*"))):
        version = os.path.realpath(f"{place}/libQt6Core.so.6").partition(".so.")[2]
        if version.count(".") == 2:
            return version
    return _UNKNOWN


def system() -> str:
    """The system, its version and its kind of processor."""
    if sys.platform in ("win32", "darwin"):
        import platform  # 12 ms, and the only one who knows there

        return f"{platform.platform(aliased=True)}, {platform.machine()}"
    kernel = os.uname()
    return ", ".join([*_distribution(), f"{kernel.sysname} {kernel.release}", kernel.machine])


def _distribution() -> Iterator[str]:
    for path in ("/etc/os-release", "/usr/lib/os-release"):
        try:
            lines = Path(path).read_text("utf-8").splitlines()
        except (OSError, ValueError):
            continue
        for line in lines:
            if line.startswith("PRETTY_NAME="):
                yield line.partition("=")[2].strip("\"'")
        return


def _pyside_folder() -> Path | None:
    """Where PySide6 would be imported from. Looked for as Python does, without importing it."""
    bundled = getattr(sys, "_MEIPASS", None)  # a stand-alone folder has its modules in an archive
    if bundled is not None:
        return Path(bundled, "PySide6")
    found = PathFinder.find_spec("PySide6")
    for place in (found.submodule_search_locations or ()) if found else ():
        return Path(place)
    return None
