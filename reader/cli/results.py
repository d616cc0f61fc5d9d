"""What the command line says, on stdout and on stderr: whatever words are in it, nothing of it steers a terminal."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from reader.visible import escaped_json, for_terminal, shown


def say(line: str = "", *, err: bool = False) -> None:
    """Print one line. What cannot be seen is shown by its number, a line break too."""
    click.echo(shown(line), err=err)


def say_path(path: Path) -> None:
    """Print a path that was written: to a terminal as one line that can be seen, to a program as it is."""
    click.echo(shown(str(path)) if sys.stdout.isatty() else str(path))


def say_json(value: object) -> None:
    """Print a value as JSON in UTF-8; what cannot be seen is escaped in it."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    click.echo(escaped_json(text).encode("utf-8", "backslashreplace"))


def say_text(text: str) -> None:
    """Print a whole text: to a terminal without what steers it, to a file or a program as it is, in UTF-8."""
    said = for_terminal(text) if sys.stdout.isatty() else text
    sys.stdout.buffer.write(said.encode("utf-8", "replace"))
