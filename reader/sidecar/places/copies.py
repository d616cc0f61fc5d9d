"""Recognises conflict copies: what a sync tool makes of a sidecar that was changed in two places at once.

By their names alone, which are the tools' own; whether there is a sidecar in one shows when it is read.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from reader.sidecar.places.places import SUFFIX

_STEM, _END = ".annotations", ".json"
_WORDS = r"conflict|konflikt|conflit|conflitto|conflicto|conflito|конфликт|競合|冲突|衝突|충돌"
_MARKS = (
    r"\.sync-conflict-\d{8}-\d{6}(-\w+)?",  # Syncthing
    # Dropbox "(Ada's conflicted copy 2026-01-31)", in the user's language; Nextcloud, ownCloud, OpenCloud
    # "(conflicted copy 2026-01-31 101112)"; Seafile "(SFConflict ada@example.org 2026-01-31-10-11-12)"; FileCloud
    rf" ?\([^/()]*(?:\([^()]*\)[^/()]*)?(?:{_WORDS})[^/]*\)",
    r"_conflict-\d{8}-\d{6}",  # Nextcloud and ownCloud before 2.4
    r"(\.conflict\d*)+",  # Resilio Sync
    r"_[^/]+_[a-z]{3}-\d{2}-\d{4,6}-\d{4}_\w*conflict(_\d+)?",  # Synology Drive "_Desk_Jan-31-1011-2026_Conflict"
    r" ?\[conflict[^/\]]*\]",  # Google's older Backup and Sync, pCloud
    r" ?\(\d{1,3}\)",  # Google Drive
    r" \d{1,2}",  # iCloud
    r"-(?-i:[A-Z0-9][A-Z0-9-]{1,14})(-\d{1,2})?",  # OneDrive: the name of the computer
    r"\.variant-[0-9a-f]+",  # git-annex
)
_NAME = re.compile(rf"(?P<article>.+){re.escape(_STEM)}(?:{'|'.join(_MARKS)}){re.escape(_END)}", re.IGNORECASE | re.S)
_AT_END = re.compile(rf"(?P<article>.+){re.escape(SUFFIX)}(?:{_MARKS[0]}|{_MARKS[1]})", re.IGNORECASE | re.S)


def article_name_of(name: str) -> str:
    """The name of the article whose sidecar a file of this name is a conflict copy of; "" when it is none."""
    found = _NAME.fullmatch(name) or _AT_END.fullmatch(name)
    return found["article"] if found is not None else ""


def conflict_copies(article: Path) -> list[Path]:
    """The conflict copies of the sidecar of `article` (links resolved) beside it, by name. Not for a GUI thread."""
    begin = article.name + _STEM
    try:
        with os.scandir(article.parent) as entries:
            names = [entry.name for entry in entries if entry.name.startswith(begin)]
    except OSError:
        return []
    found = [article.with_name(name) for name in sorted(names) if article_name_of(name) == article.name]
    return [path for path in found if _is_plain_file(path)]


def article_of_sidecar(path: Path) -> Path | None:
    """The article in the same folder that a sidecar, or a conflict copy of one, is for by its name; else None."""
    name = path.name.removesuffix(SUFFIX) if path.name.endswith(SUFFIX) else article_name_of(path.name)
    return path.with_name(name) if name not in ("", ".", "..") else None


def _is_plain_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False
