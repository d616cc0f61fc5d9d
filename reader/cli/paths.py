"""Paths as people and desktops give them: plain ones, `~`, and `file:` URLs."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from urllib.parse import unquote_to_bytes

from reader.errors import UserError, worded

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)  # one letter is a drive
_DRIVE = re.compile(rb"/[A-Za-z]:")


def path_of(written: str) -> Path:
    """The path that an argument means. Raises UserError for a URL that is not of this machine's files.

    What is there by that very name is meant first: a file may well be called `file:a` or `~`. Only `file:` URLs are
    decoded, for a file may be called `100%25.txt`; variables are the shell's affair.
    """
    if not written:
        raise UserError("The name of a file is empty")
    if "\0" in written:
        raise _refused(written, "its name holds a NUL character")
    is_url = _ELSEWHERE.match(written) is not None or written[:5].casefold() == "file:"
    if not (is_url or written.startswith("~")) or os.path.lexists(written):
        return Path(written)
    if not is_url:
        return Path(os.path.expanduser(written))  # noqa: PTH111  Path's raises where there is no such user
    if written[:5].casefold() != "file:":
        raise _refused(written, "it is not a file on this machine", "Save it here first")
    return _path_of_url(written)


def _path_of_url(written: str) -> Path:
    rest = written[5:]
    if rest.startswith("//"):
        host, slash, path = rest[2:].partition("/")
        rest = slash + path
        if host.casefold() not in ("", "localhost"):
            raise _refused(written, "it is on another machine")
        if not path:
            raise _refused(written, "it names no file")
    # what follows ? or # is no part of a file's name in a URL; a name with them has %3F and %23
    decoded = unquote_to_bytes(os.fsencode(re.split(r"[?#]", rest, maxsplit=1)[0]))
    if b"\0" in decoded:
        raise _refused(written, "its name holds a NUL character")
    if sys.platform == "win32" and _DRIVE.match(decoded):
        decoded = decoded[1:]
    return Path(os.fsdecode(decoded))


def _refused(written: str, why: str, remedy: str = "") -> UserError:
    return UserError(worded("{written} cannot be opened", written=written), why, remedy)
