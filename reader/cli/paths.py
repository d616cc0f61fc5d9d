"""Paths as people and desktops give them: plain ones, `~`, and `file:` URLs."""

from __future__ import annotations

import os
from pathlib import Path

from reader.desktop.file_urls import is_url, path_of_url, refused
from reader.errors import UserError


def path_of(written: str) -> Path:
    """The path that an argument means. Raises UserError for a URL that is not of this machine's files.

    What is there by that very name is meant first: a file may well be called `file:a` or `~`. Only `file:` URLs are
    decoded, for a file may be called `100%25.txt`; variables are the shell's affair.
    """
    if not written:
        raise UserError("The name of a file is empty")
    if "\0" in written:
        raise refused(written, "its name holds a NUL character")
    if not (is_url(written) or written.startswith("~")) or os.path.lexists(written):
        return Path(written)
    if is_url(written):
        return path_of_url(written)
    return Path(os.path.expanduser(written))  # noqa: PTH111  Path's raises where there is no such user
