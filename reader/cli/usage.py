"""What words that seem to name articles are meant to be, where one is an option or a command that is misspelt."""

from __future__ import annotations

import os
from collections.abc import Sequence
from difflib import get_close_matches

from reader.cli.arguments import NEW_WINDOW, SUBCOMMANDS, options_among
from reader.errors import UsageError, worded

_KNOWN = {"--help": "--help", "-h": "--help", "--version": "--version", "-V": "--version"}
_NEAR = 0.7  # of their letters two words share; "shwo" and "show" 0.75


def meant(args: Sequence[str]) -> list[str]:
    """The arguments as they are meant: `postil ARTICLE --help` asks for help.

    Raises UsageError for an option that articles do not have, and for a word that is nearly a command and no file.
    """
    word = next((each for each in args if not each.startswith("-")), "")
    near = get_close_matches(word, SUBCOMMANDS, 3, _NEAR)
    if near and not os.path.lexists(word):
        raise UsageError(
            "Nothing was done",
            worded("there is no file and no command {word}; {near}", word=word, near=_nearest(near)),
            "'postil --help' lists the commands",
        )
    options = options_among(args)
    for option in options:
        if option in _KNOWN:
            return [_KNOWN[option]]
    if options:
        raise _unknown(options[0])
    return list(args)


def _unknown(option: str) -> UsageError:
    remedy = "A name that begins with a dash comes after --"
    if option == NEW_WINDOW:
        return UsageError(
            "Nothing was opened", worded("{option} goes before the names of articles", option=option), remedy
        )
    near = get_close_matches(option, (*_KNOWN, NEW_WINDOW), 3, _NEAR)
    why = worded("there is no option {option}", option=option)
    if near:
        why = worded("there is no option {option}; {near}", option=option, near=_nearest(near))
    return UsageError("Nothing was opened", why, remedy)


def _nearest(near: Sequence[str]) -> str:
    *others, last = near
    return f"the nearest is {last}" if not others else f"the nearest are {', '.join(others)} and {last}"
