"""The paths that `file:` URLs mean: of any bytes, which Qt would take for UTF-8, and of this machine alone."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from urllib.parse import unquote_to_bytes

from reader.errors import UserError, worded

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)  # one letter is a drive
_FILE = "file:"
_DRIVE = re.compile(rb"/[A-Za-z]:")
MOST_LISTED = 500


def is_url(written: str) -> bool:
    """Whether it begins as a URL does."""
    return written[: len(_FILE)].casefold() == _FILE or _URL.match(written) is not None


def path_of_url(written: str) -> Path:
    """The file that a URL means. Raises UserError for what is not of this machine's files."""
    if written[: len(_FILE)].casefold() != _FILE:
        raise refused(written, "it is not a file on this machine", "Save it here first")
    rest = written[len(_FILE) :]
    if rest.startswith("//"):
        host, slash, path = rest[2:].partition("/")
        rest = slash + path
        if host.casefold() not in ("", "localhost"):
            raise refused(written, "it is on another machine")
        if not path:
            raise refused(written, "it names no file")
    # what follows ? or # is no part of a file's name in a URL; a name with them has %3F and %23
    decoded = unquote_to_bytes(os.fsencode(re.split(r"[?#]", rest, maxsplit=1)[0]))
    if b"\0" in decoded:
        raise refused(written, "its name holds a NUL character")
    if sys.platform == "win32" and _DRIVE.match(decoded):
        decoded = decoded[1:]
    return Path(os.fsdecode(decoded))


def paths_of_list(data: bytes) -> tuple[list[Path], list[UserError]]:
    """The files of a `text/uri-list`, each once, and what is wrong with the others; of a long list the beginning."""
    paths: dict[Path, None] = {}
    problems = []
    lines = [line.strip() for line in re.split(r"[\r\n]+", os.fsdecode(data).replace("\0", ""))]
    for line in [line for line in lines if line and not line.startswith("#")][:MOST_LISTED]:
        try:
            paths[path_of_url(line)] = None
        except UserError as problem:
            problems.append(problem)
    return list(paths), problems


def refused(written: str, why: str, remedy: str = "") -> UserError:
    """Why something written cannot be opened."""
    return UserError(worded("{written} cannot be opened", written=written), why, remedy)
