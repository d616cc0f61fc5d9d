"""Where journals lie and how they are called. Nothing else, since it is asked on the way to the first frame."""

from __future__ import annotations

import os
from pathlib import Path

from reader.digests import sha256_hex

FOLDER, SUFFIX = "journals", ".journal"
DIGITS = 20


def names_of(path: Path, sha256: str) -> tuple[str, str]:
    """By which the journals of an article are found: how their names begin, by its path and by its content."""
    return sha256_hex(os.fsencode(path))[:DIGITS], sha256[:DIGITS]


def journals_of(path: Path, sha256: str, state: Path) -> list[Path]:
    """The journals that may be of this article, open ones too; costs one look at a folder."""
    folder = state / FOLDER
    try:
        names = os.listdir(folder)  # noqa: PTH208  Path.iterdir makes a path of each
    except OSError:
        return []
    by_path, by_content = names_of(path, sha256)
    between = slice(DIGITS + 1, 2 * DIGITS + 1)
    return [folder / n for n in names if n.endswith(SUFFIX) and (n.startswith(by_path) or n[between] == by_content)]


def marked(name: str, number: int, stands_as: str | None) -> str:
    """The name of a journal that can only be renamed any more: up to this change all is in a sidecar like this.

    None: in whatever the sidecar is by now.
    """
    says = (f"{number:x}",) if stands_as is None else (f"{number:x}", _digest(stands_as))
    return "-".join((*_parts(name)[:3], *says)) + SUFFIX


def mark_in(name: str, stands_as: str) -> int | None:
    """Up to which change all is in a sidecar that `stands_as` this, by the name of a journal; None: it is silent."""
    says = _parts(name)[3:]
    try:
        return int(says[0], 16) if says and says[1:] in ([], [_digest(stands_as)]) else None
    except ValueError:
        return None


def _parts(name: str) -> list[str]:
    return name.removesuffix(SUFFIX).split("-")


def _digest(stands_as: str) -> str:
    return sha256_hex(stands_as.encode())[:32]
