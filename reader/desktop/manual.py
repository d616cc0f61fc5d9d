"""The command line in values, for man page and completions: the floor above fills them from what it really knows."""

from __future__ import annotations

from typing import NamedTuple


class Choice(NamedTuple):
    """An option or a switch. `value` is what its value is called, "" for a switch; `choices` all values it can have."""

    names: tuple[str, ...]
    value: str
    says: str
    choices: tuple[str, ...] = ()
    is_path: bool = False


class Verb(NamedTuple):
    """A subcommand, or the program itself. `usage` are the names of its arguments ("ARTICLE ID ...").

    `says` is a line, `text` paragraphs; `verbs` its own subcommands, `words` what its first argument can be when that
    is no file, and `takes_files` whether arguments are files.
    """

    name: str
    usage: str
    says: str
    text: str
    choices: tuple[Choice, ...]
    verbs: tuple[Verb, ...] = ()
    words: tuple[str, ...] = ()
    takes_files: bool = True


class Manual(NamedTuple):
    """All of it: the program with its subcommands, and the window's keys (heading, then keys with what they do)."""

    program: Verb
    keys: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
