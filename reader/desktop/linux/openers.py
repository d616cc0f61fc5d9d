"""Which program would open a type of file now: the chain of `mimeapps.list` as the specification walks it."""

from __future__ import annotations

import shutil
from pathlib import Path

from reader.desktop.linux.entry import keys_of
from reader.desktop.linux.exec_line import words_of
from reader.desktop.linux.mimeapps import ADDED, DEFAULTS, REMOVED, values_in
from reader.desktop.linux.xdg import Xdg


def opener_of(mime: str, xdg: Xdg) -> str:
    """The desktop id of the program that opens this type, "" when there is none.

    A default that is named for it wins, as far as its program is there; then programs that were added to the type or
    say that they know it, as far as they were not taken off it; and then what opens the types that it is a kind of.
    """
    kinds = [mime]
    for kind in kinds:
        found = _named(kind, xdg) or _known(kind, xdg)
        if found:
            return found
        kinds += [parent for parent in _parents(kind, xdg) if parent not in kinds]
    return ""


def _named(mime: str, xdg: Xdg) -> str:
    """What a list names as the default, the list that counts most first."""
    for path in xdg.lists:
        for desktop_id in values_in(read_text(path), DEFAULTS, mime):
            if is_there(desktop_id, xdg):
                return desktop_id
    return ""


def _known(mime: str, xdg: Xdg) -> str:
    """The first program that was added to a type or knows it, folder by folder."""
    removed: set[str] = set()
    applications = [folder / "applications" for folder in xdg.data_dirs]
    for folder in (*xdg.config_dirs, *applications):
        offered: list[str] = []
        for text in (read_text(path) for path in xdg.lists if path.parent == folder):
            offered += [each for each in values_in(text, ADDED, mime) if each not in removed]
            removed.update(set(values_in(text, REMOVED, mime)) - set(offered))
        if folder in applications:
            known = values_in(read_text(folder / "mimeinfo.cache"), "[MIME Cache]", mime)
            offered += [each for each in known if each not in removed]
        for desktop_id in offered:
            if is_there(desktop_id, xdg):
                return desktop_id
    return ""


def _parents(mime: str, xdg: Xdg) -> list[str]:
    """The types that a type is a kind of; every text is plain text."""
    found = [
        line.split()[1]
        for folder in xdg.data_dirs
        for line in read_text(folder / "mime" / "subclasses").splitlines()
        if line.startswith(mime + " ")
    ]
    return found or (["text/plain"] if mime.startswith("text/") else [])


def is_there(desktop_id: str, xdg: Xdg) -> bool:
    """Whether there is an entry of this id whose program is there too."""
    path = xdg.entry(desktop_id)
    if path is None:
        return False
    keys = keys_of(read_text(path))
    words = words_of(keys.get("Exec", ""))
    wanted = [name for name in (keys.get("TryExec", ""), *words[:1]) if name]
    return keys.get("Hidden") != "true" and bool(words) and all(shutil.which(name) for name in wanted)


def read_text(path: Path) -> str:
    """What is in a file, "" when it cannot be read; bytes that are no UTF-8 come back when it is encoded again."""
    try:
        return path.read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        return ""
