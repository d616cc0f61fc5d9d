"""What every system's registration can do: have it know what Postil opens, forget it again, and say how things are.

A system's own room (`linux/`, `windows/`, `macos/`) does it; `registration` chooses by the platform.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple, Protocol

from reader.desktop.manual import Manual
from reader.errors import UserError, worded
from reader.folders import Folders


class Opener(NamedTuple):
    """Which program opens a type of file now: `program` is its id as the system has it ("" when nobody knows one).

    `type` is a `FileType.id`, `is_ours` says whether the program is this registration's.
    """

    type: str
    program: str
    is_ours: bool


class Report(NamedTuple):
    """How things are after a registration was asked for something.

    `command` is what the system runs for Postil (empty when it knows of none), and `runs` whether that is there.
    `changed` and `kept` name what was written or taken away, and what was left because the user edited it: paths, or
    keys of a registry. `notes` are whole sentences that the user should read; `place` is where the registration stands.
    """

    is_registered: bool
    command: tuple[str, ...] = ()
    runs: bool = False
    openers: tuple[Opener, ...] = ()
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    place: str = ""


class Registration(Protocol):
    """One system's way. Each raises UserError when it could not be done, and then nothing has changed."""

    def install(self, default: bool) -> Report:
        """Have the system offer Postil for its types; with `default`, also open them with it. Twice is once."""
        ...

    def uninstall(self) -> Report:
        """Take away all that `install` put there, and give a default that it took back to what it was."""
        ...

    def status(self) -> Report:
        """Say how things are, and change nothing."""
        ...


def registration(platform: str = sys.platform, *, manual: Callable[[], Manual]) -> Registration:
    """The one of this system (`sys.platform`). Raises UserError where there is none.

    `manual` is asked where a system keeps pages of the command line.
    """
    if platform.startswith(("linux", "freebsd", "openbsd", "netbsd", "dragonfly")):
        from reader.desktop.linux.registration import LinuxRegistration

        return LinuxRegistration(manual, Folders.of_user().state)
    if platform == "win32":
        from reader.desktop.windows.registration import WindowsRegistration

        return WindowsRegistration()
    if platform == "darwin":
        from reader.desktop.macos.registration import MacRegistration

        return MacRegistration()
    raise UserError(worded("Postil cannot be registered on {platform}", platform=platform), "that is not known yet")
