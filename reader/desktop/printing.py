"""Hands a PDF to the system's printing: `lp` or `lpr` where CUPS is (Linux, macOS), the shell's verb on Windows.

Qt's own printing cannot take a PDF: QtPdf is not part of what Postil depends on, and drawing the page anew would print
something else than the export. So the export itself is printed. Names reach the commands as arguments, never as a line
for a shell.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from reader.errors import UserError, worded

_WAIT_S = 60.0
_WHAT = "The article is not printed"
_INSTEAD = "The annotated PDF can be exported and printed by any program that shows PDFs"


class Printers(NamedTuple):
    """The printers there are, and which one is used when none is named ("" when nobody knows)."""

    names: tuple[str, ...] = ()
    usual: str = ""


def find_printers(which: Callable[[str], str | None] = shutil.which, platform: str = sys.platform) -> Printers:
    """The printers that the system knows; none where it picks one by itself. May take seconds.

    Raises UserError when there is nothing to print with.
    """
    if platform == "win32":
        return Printers()
    if which("lp") is None and which("lpr") is None:
        raise UserError(_WHAT, "the system has no print command, lp or lpr", _INSTEAD)
    if which("lpstat") is None:
        return Printers()
    listed = _lines(["lpstat", "-e"])
    if listed is None:
        return Printers()
    if not listed:
        raise UserError(_WHAT, "no printer is set up", _INSTEAD)
    usual = (_lines(["lpstat", "-d"]) or [""])[0].rpartition(": ")[2].strip()
    return Printers(tuple(listed), usual if usual in listed else "")


def _lines(command: Sequence[str]) -> list[str] | None:
    """What a command says, line by line; None when it does not work."""
    try:
        done = _run(command)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return [line.strip() for line in done.stdout.splitlines() if line.strip()] if done.returncode == 0 else None


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    nothing, out = subprocess.DEVNULL, subprocess.PIPE
    return subprocess.run(
        command, stdin=nothing, stdout=out, stderr=out, text=True, errors="replace", timeout=_WAIT_S, check=False
    )


def print_pdf(path: Path, title: str, printer: str = "", which: Callable[[str], str | None] = shutil.which) -> None:
    """Have `path` printed under this title; returns when the system has taken it. Raises UserError.

    The file may be taken away afterwards, but not on Windows, where another program opens it by and by.
    """
    if sys.platform == "win32":
        try:
            os.startfile(path, "print")
        except OSError as error:
            raise UserError(_WHAT, error.strerror or str(error), _INSTEAD) from None
        return
    command = _command(path, title, printer, which)
    try:
        done = _run(command)
    except subprocess.TimeoutExpired:
        raise UserError(
            _WHAT,
            worded("{command} did not answer within {seconds:.0f} seconds", command=command[0], seconds=_WAIT_S),
            _INSTEAD,
        ) from None
    except OSError as error:
        raise UserError(
            _WHAT,
            worded("{command} could not be started, {reason}", command=command[0], reason=error.strerror),
            _INSTEAD,
        ) from None
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()[:1] or [f"{command[0]} ended with {done.returncode}"]
        raise UserError(_WHAT, said[0], _INSTEAD)


def _command(path: Path, title: str, printer: str, which: Callable[[str], str | None]) -> list[str]:
    title = " ".join(title.split()) or path.name
    if which("lp") is not None:
        return ["lp", *(["-d", printer] if printer else []), "-t", title, "--", str(path)]
    if which("lpr") is not None:
        return ["lpr", *(["-P", printer] if printer else []), "-T", title, "--", str(path)]
    raise UserError(_WHAT, "the system has no print command, lp or lpr", _INSTEAD)
