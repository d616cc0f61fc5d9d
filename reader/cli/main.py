"""Where `postil` begins: a file to open goes straight to the window, everything else to the subcommands."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

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
    if args[:1] in (["--version"], ["-V"]):
        from reader.cli.about import about

        print(about())
        return 0
    if wants_window(args):
        return _open_window(args)
    from reader.cli.app import run

    return run(args)


def wants_window(args: Sequence[str]) -> bool:
    """Whether these arguments name articles (or nothing) rather than a subcommand or an option."""
    if not args or args[0] == "--":
        return True
    return args[0] not in SUBCOMMANDS and not args[0].startswith("-")


def _open_window(args: Sequence[str]) -> int:
    from reader.app.start.first import prepare

    prepare()
    from reader.cli.paths import path_of
    from reader.errors import UserError
    from reader.folders import Folders

    names = [a for n, a in enumerate(args) if not (a == "--" and "--" not in args[:n])]
    try:
        from reader.desktop.display import require_display

        require_display(os.environ, sys.platform)
        paths = [path_of(name) for name in names]
    except UserError as problem:
        print(problem, file=sys.stderr)
        return 1
    from reader.app.start.application import open_window

    return open_window(paths, Folders.of_user())


def _speak_utf8() -> None:
    """Results are UTF-8 whatever the locale says, and a name that is no UTF-8 must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
