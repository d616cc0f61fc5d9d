"""Takes the default for our types in the user's `mimeapps.list`, and gives it back as it was."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reader.desktop.file_types import FILE_TYPES
from reader.desktop.linux.entry import ENTRY_NAME
from reader.desktop.linux.mimeapps import ADDED, DEFAULTS, REMOVED, line_in, values_in, with_first, with_line, without
from reader.desktop.linux.openers import opener_of, read_text
from reader.desktop.linux.putting import Changes
from reader.desktop.linux.record import Taken
from reader.desktop.linux.xdg import Xdg

MIMES = tuple(kind.mime for kind in FILE_TYPES)


def own_lists(xdg: Xdg) -> list[Path]:
    """The lists that are the user's to change."""
    return [path for path in xdg.lists if path.parent in (xdg.config, xdg.data / "applications")]


def take(xdg: Xdg, changes: Changes) -> tuple[list[Taken], list[str]]:
    """Have our types opened with Postil. Returns what was taken, and the lists that were not there before.

    The plain list is the user's by the specification; one of a desktop's own is changed only where it names another
    program for the type and so would win.
    """
    plain = xdg.config / "mimeapps.list"
    taken: list[Taken] = []
    made: list[str] = []
    for path in own_lists(xdg):
        there, text = path.exists(), read_text(path)
        after = text
        for mime in MIMES:
            before = line_in(after, DEFAULTS, mime)
            first = values_in(after, DEFAULTS, mime)[:1]
            if first == (ENTRY_NAME,) or (path != plain and not first):
                continue
            value = with_first(before, ENTRY_NAME)
            after = with_line(after, DEFAULTS, mime, value)
            taken.append(Taken(str(path), mime, before, value))
        if after != text:
            changes.put(path, after.encode("utf-8", "surrogateescape"))
            made += [] if there else [str(path)]
    return taken, made


def give_back(xdg: Xdg, taken: Iterable[Taken], made: Iterable[str], changes: Changes, *, forget: bool) -> None:
    """Undo what `take` did, where it is still so; what the user chose since stays, but for us.

    With `forget`, no list of the user's names Postil any more, also where a file manager put it there.
    """
    taken = list(taken)
    paths = dict.fromkeys([*(Path(each.path) for each in taken), *(own_lists(xdg) if forget else ())])
    for path in paths:
        text = after = read_text(path)
        for each in taken:
            if Path(each.path) == path and line_in(after, DEFAULTS, each.mime) == each.after:
                after = with_line(after, DEFAULTS, each.mime, each.before)
        if forget:
            after = _without_us(after)
        if after == text:
            continue
        if not after.strip() and str(path) in made:
            changes.remove(path)
        else:
            changes.put(path, after.encode("utf-8", "surrogateescape"))


def openers(xdg: Xdg) -> dict[str, str]:
    """The desktop id that opens each of our types now, by the type's id."""
    return {kind.id: opener_of(kind.mime, xdg) for kind in FILE_TYPES}


def _without_us(text: str) -> str:
    for group in (DEFAULTS, ADDED, REMOVED):
        for mime in {line.partition("=")[0].strip() for line in text.splitlines() if ENTRY_NAME in line}:
            value = line_in(text, group, mime)
            if value is not None and ENTRY_NAME in values_in(text, group, mime):
                text = with_line(text, group, mime, without(value, ENTRY_NAME))
    return text
