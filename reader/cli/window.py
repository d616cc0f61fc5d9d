"""`postil ARTICLE ...`: the running Postil takes the articles over, else they open in a window here.

Nothing that is slow to import comes before it is known that the window opens here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from reader.cli.arguments import NEW_WINDOW
from reader.cli.paths import path_of
from reader.errors import UserError


def open_in_window(args: Sequence[str]) -> int:
    """Open the articles that the arguments name, and return the exit status: at once when they were taken over."""
    new_window = args[:1] == [NEW_WINDOW]
    rest = args[1:] if new_window else args
    names = [a for n, a in enumerate(rest) if not (a == "--" and "--" not in rest[:n])]
    try:
        from reader.desktop.display import require_display

        require_display(os.environ, sys.platform)
        paths = [path_of(name) for name in names]
    except UserError as problem:
        print(problem, file=sys.stderr)
        return 1
    from reader.desktop.instance.activation import leave_in
    from reader.desktop.instance.joining import join
    from reader.desktop.instance.messages import Request

    try:
        places = tuple(str(path.absolute()) for path in paths)
    except OSError:
        print("Articles cannot be opened by their names alone: the current folder is gone.", file=sys.stderr)
        return 1
    joined = join(Request(places, new_window, *leave_in(os.environ)), os.environ)
    if joined.taken:
        return _say_what_cannot_be_opened(paths)
    if joined.said:
        print(joined.said, file=sys.stderr)
    from reader.app.start.first import prepare

    prepare()
    try:
        from reader.app.start.application import open_window
    except ImportError as fault:
        from reader.desktop.qt_libraries import why_not_imported

        told = why_not_imported(fault)
        if told is None:
            raise
        print(told, file=sys.stderr)
        return 1
    from reader.folders import Folders

    return open_window(paths, Folders.of_user(), joined.claim, new_window=new_window)


def _say_what_cannot_be_opened(paths: Sequence[Path]) -> int:
    """As it would have been said by a window that opens here; what is binary or too large, the one that runs says."""
    from reader.text.source import check_file

    status = 0
    for path in paths:
        try:
            check_file(path)
        except UserError as problem:
            print(problem, file=sys.stderr)
            status = 1
    return status
