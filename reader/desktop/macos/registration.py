"""Puts Postil.app into ~/Applications and takes it away again: `postil desktop` on macOS.

Only for commands that stand alone: a bundle that was dragged into a folder of applications is known to macOS already,
and is never touched.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import mkdtemp

from reader import __version__
from reader.desktop.executable import exists, this_command
from reader.desktop.file_types import APP_ID
from reader.desktop.macos import launcher
from reader.desktop.macos.info_plist import BUNDLE_NAME
from reader.desktop.registration import Report
from reader.errors import UserError, worded
from reader.resources import resource_path

_LSREGISTER = "/System/Library/Frameworks/CoreServices.framework/Frameworks/LaunchServices.framework/Support/lsregister"
_ICONS = ("postil.icns", "postil-document.icns")
_PROOF = "postil-launcher.sha256"  # what the files had in them when they were made
_TIMEOUT_S = 60
_CHOOSE = (
    "macOS leaves the choice of a default to you: select a file in the Finder, choose File > Get Info, then Postil "
    "under “Open with”, and “Change All”."
)
_IS_BUNDLE = "This Postil is a program of its own, which macOS knows already."

Run = Callable[[Sequence[str]], int]


def run_quietly(command: Sequence[str]) -> int:
    """Run a program of the system and return its exit status; 127 when it is not there or takes too long."""
    nothing = subprocess.DEVNULL
    try:
        done = subprocess.run(command, stdin=nothing, stdout=nothing, stderr=nothing, timeout=_TIMEOUT_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return 127
    return done.returncode


class MacRegistration:
    """See `reader.desktop.registration`. Home folder, command and the system's programs can be others', for tests."""

    def __init__(self, home: Path | None = None, command: tuple[str, ...] = (), run: Run = run_quietly) -> None:
        self._home = home or Path.home()
        self._command = command or this_command()
        self._run = run
        self.bundle = self._home / "Applications" / BUNDLE_NAME

    def install(self, default: bool) -> Report:
        """Make the bundle, or make it anew when it starts another command or is another version's."""
        notes = (_CHOOSE,) if default else ()
        if _in_bundle(self._command):
            return self.status()._replace(notes=(_IS_BUNDLE, *notes))
        if self.bundle.exists():
            if not self._is_ours():
                return self.status()._replace(notes=(self._others(), *notes))
            if self._is_edited():
                return self.status()._replace(kept=(str(self.bundle),), notes=notes)
            if self._is_current():
                return self.status()._replace(notes=notes)
        try:
            self._make()
        except OSError as error:
            raise UserError(
                worded("{path} cannot be made", path=self.bundle), (error.strerror or str(error)).lower()
            ) from error
        self._run([_LSREGISTER, "-f", str(self.bundle)])
        return self.status()._replace(changed=(str(self.bundle),), notes=notes)

    def uninstall(self) -> Report:
        """Take the bundle away, if it was made here and is as it was."""
        if not self.bundle.exists():
            return self.status()
        if not self._is_ours():
            return self.status()._replace(notes=(self._others(),))
        if self._is_edited():
            return self.status()._replace(kept=(str(self.bundle),))
        self._run([_LSREGISTER, "-u", str(self.bundle)])
        aside = self.bundle.with_name(f".{BUNDLE_NAME}.{os.getpid()}")
        try:
            self.bundle.rename(aside)  # so that it is never half there
            shutil.rmtree(aside)
        except OSError as error:
            raise UserError(
                worded("{path} cannot be removed", path=self.bundle), (error.strerror or str(error)).lower()
            ) from error
        return self.status()._replace(changed=(str(self.bundle),))

    def status(self) -> Report:
        """What the bundle starts. Which program opens a type is not said: only the Finder knows."""
        command = launcher.command_in(self._info())
        return Report(bool(command), command, exists(command), place=str(self.bundle) if command else "")

    def _others(self) -> str:
        return worded("{path} was not made by this command, and is left alone.", path=self.bundle)

    def _make(self) -> None:
        self.bundle.parent.mkdir(parents=True, exist_ok=True)
        work = Path(mkdtemp(prefix=".postil-", dir=self.bundle.parent))
        try:
            made = work / BUNDLE_NAME
            source = work / "postil.applescript"
            source.write_text(launcher.script(self._command), encoding="utf-8")
            if self._run(["osacompile", "-o", str(made), str(source)]) != 0:
                raise UserError(
                    worded("{path} cannot be made", path=self.bundle),
                    "osacompile, which is part of macOS, did not work",
                )
            self._complete(made)
            # ad hoc: what osacompile signed has changed since
            self._run(["codesign", "--force", "--deep", "--sign", "-", str(made)])
            if self.bundle.exists():
                self.bundle.rename(work / "old")
            made.rename(self.bundle)
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def _complete(self, bundle: Path) -> None:
        contents = bundle / "Contents"
        info = contents / "Info.plist"
        try:
            info.write_bytes(launcher.completed(info.read_bytes(), self._command, __version__))
        except ValueError as error:
            raise OSError(f"{info.name} is {error}") from error
        resources = contents / "Resources"
        resources.mkdir(exist_ok=True)
        for name in _ICONS:
            shutil.copyfile(resource_path(f"icons/{name}"), resources / name)
        (resources / _PROOF).write_text(_digest(bundle), encoding="ascii")

    def _info(self) -> bytes:
        try:
            return (self.bundle / "Contents" / "Info.plist").read_bytes()
        except OSError:
            return b""

    def _is_ours(self) -> bool:
        return bool(launcher.command_in(self._info())) and APP_ID.encode() in self._info()

    def _is_current(self) -> bool:
        info = self._info()
        return launcher.command_in(info) == self._command and f"<string>{__version__}</string>".encode() in info

    def _is_edited(self) -> bool:
        """Whether somebody changed the script, the plist or the icons since the bundle was made."""
        try:
            proof = (self.bundle / "Contents" / "Resources" / _PROOF).read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            return True
        return proof != _digest(self.bundle)


def _digest(bundle: Path) -> str:
    """Of the parts that a signature does not change."""
    found = hashlib.sha256()
    contents = bundle / "Contents"
    parts = [contents / "Info.plist", *(contents / "Resources" / name for name in _ICONS)]
    for path in [*parts, *sorted((contents / "Resources" / "Scripts").glob("*"))]:
        data = path.read_bytes() if path.is_file() else b""
        found.update(f"{path.name} {len(data)}\n".encode() + data)
    return found.hexdigest()


def _in_bundle(command: Sequence[str]) -> bool:
    return Path(command[0]).parent.name == "MacOS" and Path(command[0]).parents[1].name == "Contents"
