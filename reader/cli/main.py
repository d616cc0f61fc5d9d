"""Where `postil` begins: a file to open goes straight to the window, everything else to the subcommands."""

from __future__ import annotations

import os
import sys
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `postil` with these arguments (None: those of the process) and return the exit status.

    0 done, 1 the work could not be done (one line on stderr says why), 2 wrong usage.
    """
    args = list(sys.argv[1:] if arguments is None else arguments)
    if args[:1] == ["-session"]:  # a desktop starts again what ran when the user logged out
        args = args[2:]
    _speak_utf8()
    if wants_window(args) and is_odd(args):
        from reader.cli.usage import meant
        from reader.errors import UsageError

        try:
            args = meant(args)
        except UsageError as problem:
            print(problem, file=sys.stderr)
            return 2
    if args[:1] in (["--version"], ["-V"]):
        from reader.desktop.versions import system, versions

        print(*(f"{name} {version}" for name, version in versions()), system(), sep="\n")
        return 0
    if wants_window(args):
        from reader.cli.window import open_in_window

        return open_in_window(args)
    from reader.cli.app import run

    return run(args)


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


def _speak_utf8() -> None:
    """Results are UTF-8 whatever the locale says, and a name that is no UTF-8 must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
