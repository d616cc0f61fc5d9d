"""A fresh home, and registrations in it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.desktop.linux.registration import LinuxRegistration
from reader.desktop.manual import Manual


class Home:
    """One user's home with nothing in it."""

    def __init__(self, folder: Path, manual: Manual) -> None:
        self.folder, self.manual = folder, manual
        folder.mkdir(parents=True, exist_ok=True)
        self.environ = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "XDG_DATA_DIRS": "/nowhere"}
        self.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
        self.program = self.executable(folder / "bin" / "postil")

    @property
    def data(self) -> Path:
        return Path(self.environ.get("XDG_DATA_HOME") or self.folder / ".local" / "share")

    @property
    def entry(self) -> Path:
        return self.data / "applications" / "io.github.postil.Postil.desktop"

    @property
    def state(self) -> Path:
        return self.folder / ".local" / "state" / "postil"

    @property
    def mimeapps(self) -> Path:
        return self.folder / ".config" / "mimeapps.list"

    def executable(self, path: Path, script: str = "") -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("#!/bin/sh\n" + script)
        path.chmod(0o755)
        return path

    def registration(self, *command: str | Path, which: Callable[[str], str | None] = shutil.which):
        words = tuple(map(str, command)) or (str(self.program),)
        return LinuxRegistration(lambda: self.manual, self.state, words, self.environ, which)

    def other_program(self, desktop_id: str, *mimes: str) -> None:
        """A program of somebody else's, which knows these types."""
        applications = self.data / "applications"
        applications.mkdir(parents=True, exist_ok=True)
        types = "".join(f"{mime};" for mime in mimes)
        (applications / desktop_id).write_text(
            f"[Desktop Entry]\nType=Application\nName=Other\nExec=/bin/true %F\nMimeType={types}\n"
        )

    def files(self) -> dict[str, bytes]:
        """Everything in it but the program itself, folders with a slash."""
        found = {}
        for path in self.folder.rglob("*"):
            name = path.relative_to(self.folder).as_posix()
            if not name.startswith(("bin", ".cache")):
                found[name + ("/" if path.is_dir() else "")] = path.read_bytes() if path.is_file() else b""
        return found


def need(*programs: str) -> None:
    """Skip the test where the system lacks one of these."""
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")


def wait_for(path: Path, seconds: float = 15.0) -> bytes:
    """What is in a file as soon as it is there and whole (it ends with two zero bytes)."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if path.exists() and (found := path.read_bytes()).endswith(b"\0\0"):
            return found
        time.sleep(0.02)
    raise AssertionError(f"{os.fspath(path)} did not come")
