"""The desktop's own list of recent files: puts articles into it and takes them out again.

On Linux and BSD that is a file that many programs write; on Windows the shell is told. On macOS the list is the
program's own and belongs on the GUI thread: `tell_program` and `empty_program` do it.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from reader.desktop.recent.xbel import Application, NotUnderstoodError, files_of, hrefs_beyond, with_file, without
from reader.folders import Folders

NAME = "Postil"
MOST = 50  # of ours; how many there are in all is for the desktop to say
TRIES = 5  # others write the file too, without a lock


def note_file(path: Path, mime: str, command: tuple[str, ...], folders: Folders) -> None:
    """Put a file first. Where that cannot be done nothing is, without a word; not for a GUI thread."""
    if sys.platform == "win32":
        from reader.desktop.windows.recent import note_recent

        with contextlib.suppress(OSError):
            note_recent(path)
    elif sys.platform != "darwin":
        by = Application(NAME, command)

        def change(data: bytes) -> bytes:
            new = with_file(data, path, mime, by, datetime.now(UTC))
            beyond = tuple(hrefs_beyond(files_of(new, NAME), MOST))
            return without(new, NAME, beyond) if beyond else new

        _change(list_of(folders), change)


def tell_program(path: Path, platform: str = sys.platform) -> None:
    """Put a file first where the list is the program's own; on the GUI thread."""
    if platform == "darwin":
        from reader.desktop.macos.recent import note_recent

        note_recent(path)


def empty_program(platform: str = sys.platform) -> None:
    """Empty the list where it is the program's own; on the GUI thread."""
    if platform == "darwin":
        from reader.desktop.macos.recent import forget_recent

        forget_recent()


def forget_files(folders: Folders) -> None:
    """Take out what Postil put in; what other programs opened as well stays, as theirs. Not for a GUI thread.

    On Windows only all programs' list can be emptied: it is left alone.
    """
    if sys.platform not in ("win32", "darwin"):
        _change(list_of(folders), lambda data: without(data, NAME))


def forget_file(path: Path, folders: Folders) -> None:
    """The same with one file."""
    from reader.desktop.recent.xbel import href_of

    if sys.platform not in ("win32", "darwin"):
        _change(list_of(folders), lambda data: without(data, NAME, (href_of(path),)))


def list_of(folders: Folders) -> Path:
    """The file of the list: it stands beside the folder that Postil has among the user's data."""
    return folders.data.parent / "recently-used.xbel"


def _change(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Make a change to what stands in the file, again if somebody else wrote it meanwhile.

    What is not a file of the user's is left alone: people link it to /dev/null, or put a folder there, to have no list.
    """
    from reader.sidecar.disk.durable import ChangedMeanwhileError, make_folder, read_with_signature, write_durably

    for _ in range(TRIES):
        with contextlib.suppress(ChangedMeanwhileError):
            try:
                if _is_barred(path):
                    return
                found = read_with_signature(path)
                before, signature = found if found is not None else (b"", None)
                after = change(before)
                if after != before:
                    make_folder(path.parent, 0o700)
                    write_durably(path, after, expect=signature, mode=0o600)
            except (OSError, NotUnderstoodError):
                pass
            return


def _is_barred(path: Path) -> bool:
    try:
        found = os.stat(path)  # noqa: PTH116  links followed
    except FileNotFoundError:
        return path.is_symlink()
    is_others = sys.platform != "win32" and found.st_uid != os.geteuid()
    return is_others or not stat.S_ISREG(found.st_mode)
