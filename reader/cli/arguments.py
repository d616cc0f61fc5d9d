"""What the words behind `postil` are: names of articles, options, or a subcommand. Imports nothing that takes time."""

from __future__ import annotations

import os
from collections.abc import Sequence

NEW_WINDOW = "--new-window"
SUBCOMMANDS = (
    "show",
    "tag",
    "claim",
    "highlight",
    "edit",
    "remove",
    "suggest",
    "export",
    "import",
    "validate",
    "desktop",
    "keys",
    "merge",
    "move",
    "restore",
    "status",
)


def wants_window(args: Sequence[str]) -> bool:
    """Whether these arguments name articles (or nothing), maybe behind `--new-window`, rather than a subcommand."""
    rest = args[1:] if args and args[0] == NEW_WINDOW else args
    if not rest or rest[0] == "--":
        return True
    return not rest[0].startswith("-") and (rest is not args or rest[0] not in SUBCOMMANDS)


def is_odd(args: Sequence[str]) -> bool:
    """Whether words that name articles may be meant otherwise: there is an option, or the first is no file."""
    first = next((each for each in args if not each.startswith("-")), "")
    return bool(options_among(args)) or ("--" not in args and first.isalpha() and not os.path.lexists(first))


def options_among(args: Sequence[str]) -> list[str]:
    """The options among names of articles, apart from the one that goes before them."""
    names = args[: args.index("--")] if "--" in args else args
    return [word for n, word in enumerate(names) if word[:1] == "-" != word and (n or word != NEW_WINDOW)]
