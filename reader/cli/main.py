"""Where `postil` begins: a file to open goes straight to the window, everything else to the subcommands."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from reader.cli.arguments import is_odd, wants_window


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


def _speak_utf8() -> None:
    """Results are UTF-8 whatever the locale says, and a name that is no UTF-8 must not end the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
