"""Postil.app for those who installed with pip, pipx or uv: a small AppleScript program that starts the command.

A bundle with a shell script in it is never told which files were double-clicked: macOS sends them as an event, to the
bundle's own process, and after `exec` that is Python's. A program that `osacompile` makes receives the event itself,
hands the files over as arguments, and ends.
"""

from __future__ import annotations

import plistlib
import shlex
from collections.abc import Sequence
from typing import Any

from reader.desktop.file_types import APP_ID, APP_NAME
from reader.desktop.macos.info_plist import file_types, numbers, plist

MADE_BY = "PostilLauncherCommand"
"""A key of Info.plist that says that the bundle was made here, and what it starts."""

_PROGRAM = """\
on run
	startPostil({{}})
end run

on open theFiles
	startPostil(theFiles)
end open

on startPostil(theFiles)
	set theCommand to {command}
	repeat with theFile in theFiles
		set theCommand to theCommand & space & quoted form of POSIX path of theFile
	end repeat
	do shell script theCommand & " > /dev/null 2>&1 &"
end startPostil
"""


def script(command: Sequence[str]) -> str:
    """The AppleScript that starts this command with the files that were double-clicked, if any, and does not wait."""
    line = shlex.join(command).replace("\\", "\\\\").replace('"', '\\"')
    return _PROGRAM.format(command=f'"{line}"')


def completed(made: bytes, command: Sequence[str], version: str) -> bytes:
    """The Info.plist that `osacompile` wrote, with what Postil's says. Raises ValueError when it is none.

    It needs no place in the Dock of its own: Postil's window has one.
    """
    try:
        data: dict[str, Any] = plistlib.loads(made)
    except Exception as error:  # plistlib raises whatever the parser does
        raise ValueError("not a property list") from error
    data.update(
        {
            "CFBundleIdentifier": APP_ID,
            "CFBundleName": APP_NAME,
            "CFBundleDisplayName": APP_NAME,
            "CFBundleIconFile": "postil.icns",
            "CFBundleShortVersionString": version,
            "CFBundleVersion": numbers(version),
            "LSUIElement": True,
            MADE_BY: list(command),
            **file_types("postil-document.icns"),
        }
    )
    data.pop("CFBundleIconName", None)  # else the script's own icon is shown
    return plist(data)


def command_in(info: bytes) -> tuple[str, ...]:
    """What a bundle made here starts; empty when it was made elsewhere."""
    try:
        found = plistlib.loads(info).get(MADE_BY, ())
    except Exception:
        return ()
    return tuple(map(str, found)) if isinstance(found, list) else ()
