"""Paths as people and desktops give them: plain ones, `~`, and `file:` URLs."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from reader.errors import UserError, worded


def path_of(written: str) -> Path:
    """The path that an argument means. Raises UserError for a URL that is not of this machine's files.

    Only `file:` URLs are decoded: a file may well be called `100%25.txt`.
    """
    if not written:
        raise UserError("The name of a file is empty")
    if not written.casefold().startswith("file:") or Path(written).exists():
        return Path(written).expanduser() if written.startswith("~") and not Path(written).exists() else Path(written)
    rest = written[5:]
    if rest.startswith("//"):
        host, slash, path = rest[2:].partition("/")
        rest = slash + path
        if host.casefold() not in ("", "localhost"):
            raise UserError(worded("{written} cannot be opened", written=written), "it is on another machine")
    # what follows ? or # is no part of a file's name in a URL; a name with them has %3F and %23
    path = urlsplit("file://" + rest).path if rest.startswith("/") else rest
    decoded = unquote_to_bytes(path)
    if b"\0" in decoded:
        raise UserError(worded("{written} cannot be opened", written=written), "its name holds a NUL character")
    return Path(os.fsdecode(decoded))
