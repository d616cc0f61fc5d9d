"""Where the Postil that runs is found: a socket and a lock, in a folder that nobody else can look into.

Looks at folders and makes them; knows neither sockets nor Qt.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from binascii import crc32
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

LONGEST = {"linux": 107}  # bytes of a socket's path: sockaddr_un has room for one more, the NUL
LONGEST_ELSEWHERE = 103  # macOS and the BSDs
_RUNTIME = "XDG_RUNTIME_DIR"
_PRIVATE = 0o700


class Place(NamedTuple):
    """The socket that the running one listens on (on Windows a pipe), and the file that it has locked."""

    socket: Path
    lock: Path


class NoPlaceError(Exception):
    """There is no folder for them: the reason as part of a sentence, "" when there is none worth telling."""


def find_place(environ: Mapping[str, str], platform: str = sys.platform) -> Place:
    """The place of the one Postil of this user, home and display. Raises NoPlaceError: then each start is its own."""
    name = name_of(environ)
    if platform == "win32":
        return _of_windows(environ, name)
    longest = LONGEST.get(platform, LONGEST_ELSEWHERE)
    for folder in _folders(environ):
        place = Place(folder / f"{name}.socket", folder / f"{name}.lock")
        if len(os.fsencode(place.socket)) <= longest and _is_text(place.socket) and _is_ours_alone(folder):
            return place
    raise NoPlaceError


def name_of(environ: Mapping[str, str]) -> str:
    """Eight digits for display, home and Qt platform: no window comes up on another seat, or with others' settings."""
    wayland, x11 = environ.get("WAYLAND_DISPLAY", ""), environ.get("DISPLAY", "")
    host, colon, number = x11.rpartition(":")
    x11 = f"{host}{colon}{number.partition('.')[0]}"  # :0 and :0.0 are one display
    parts = (environ.get("QT_QPA_PLATFORM", ""), wayland or x11, environ.get("HOME", ""))
    return f"{crc32(os.fsencode('|'.join(parts))):08x}"


def _folders(environ: Mapping[str, str]) -> Iterator[Path]:
    """Folders for it, the best first. Raises NoPlaceError where the session's own is somebody else's."""
    user = os.geteuid()
    # what was started without the variable finds the folder where systemd has it
    runtime = _absolute(environ.get(_RUNTIME, "")) or Path(f"/run/user/{user}")
    owner = _owner(runtime)
    if owner == user:
        flatpak = environ.get("FLATPAK_ID", "")  # all that the sandboxes of one program share
        yield (runtime / "app" / flatpak if flatpak else runtime) / "postil"
    elif owner is not None:  # sudo keeps the variable of the one who called it
        raise NoPlaceError(f"the folder {_RUNTIME} belongs to somebody else")
    for folder in (environ.get("TMPDIR", ""), "/tmp"):
        if (temporary := _absolute(folder)) is not None:
            yield temporary / f"postil-{user}"
    home, state = _absolute(environ.get("HOME", "")), _absolute(environ.get("XDG_STATE_HOME", ""))
    if state is None and home is not None:
        state = home / ".local" / "state"
    if state is not None:
        yield state / "postil" / "run"


def _absolute(name: str) -> Path | None:
    path = Path(name)
    return path if path.is_absolute() else None


def _owner(folder: Path) -> int | None:
    try:
        return folder.stat().st_uid
    except (OSError, ValueError):
        return None


def _is_text(path: Path) -> bool:
    """Whether Qt, which knows no bytes that are not UTF-8, can name it."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_ours_alone(folder: Path) -> bool:
    """Whether nobody else can look into it. It is made where there is none; what others have put there is not used."""
    try:
        try:
            found = folder.lstat()
        except FileNotFoundError:
            folder.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):
                folder.mkdir(_PRIVATE)
            found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            return False
        if stat.S_IMODE(found.st_mode) != _PRIVATE:  # made by hand, or with an odd umask
            folder.chmod(_PRIVATE)
            found = folder.lstat()
        return stat.S_IMODE(found.st_mode) == _PRIVATE and os.access(folder, os.W_OK | os.X_OK)
    except (OSError, ValueError):
        return False


def _of_windows(environ: Mapping[str, str], name: str) -> Place:
    data = environ.get("LOCALAPPDATA", "")
    folder = Path(data, "postil")
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        raise NoPlaceError from None
    user = crc32(data.encode("utf-8", "surrogatepass"))  # the names of pipes are common to all who use the machine
    return Place(Path(rf"\\.\pipe\postil-{user:08x}-{name}"), folder / f"{name}.lock")
