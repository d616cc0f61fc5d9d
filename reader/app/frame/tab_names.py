"""What tabs are called: by the file's name, those of the same name by as much of their folders as tells them apart.

Knows no Qt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath


def tab_names(paths: Sequence[PurePath]) -> list[str]:
    """A name for each path: "report.md", or "a/report.md" and "b/report.md" where both are called that.

    Folders between the one that differs and the name are left out: "a/…/report.md" for /x/a/y/report.md beside
    /x/b/y/report.md. The same path twice has the same name twice.
    """
    by_name: dict[str, set[PurePath]] = {}
    for path in paths:
        by_name.setdefault(path.name, set()).add(path)
    short = {path: _told_apart(path, by_name[path.name]) for path in dict.fromkeys(paths)}
    times = Counter(short.values())
    return [short[path] if times[short[path]] == 1 else str(path) for path in paths]


def _told_apart(path: PurePath, namesakes: set[PurePath]) -> str:
    others = [other.parent.parts for other in namesakes if other != path]
    if not others:
        return path.name
    folders = path.parent.parts
    for depth in range(1, len(folders) + 1):
        told = folders[-depth:]
        if all(other[-depth:] != told for other in others):
            return f"{told[0].strip('/')}{'/…/' if depth > 1 else '/'}{path.name}"
    return str(path)  # its whole folder is the end of another's
