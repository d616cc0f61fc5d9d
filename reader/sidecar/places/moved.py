"""Finds the sidecar of an article that was renamed or moved: by its content, where no article stands any more.

Nothing that stands in a sidecar says where to look. Looked at are the article's own folder, and the places that were
noted in the user's state folder when a sidecar was seen there.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from reader.digests import sha256_hex
from reader.errors import UserError
from reader.sidecar.backups.backups import Backups
from reader.sidecar.backups.thinning import Why
from reader.sidecar.disk.durable import Signature, make_folder, read_with_signature, remove_durably, write_durably
from reader.sidecar.disk.lock import lock_for
from reader.sidecar.format.json_text import BrokenJsonError, JsonObject, parse_object
from reader.sidecar.format.rows import head_of
from reader.sidecar.places.places import SUFFIX, beside, is_gone, kept_in
from reader.text.article import Article
from reader.text.source import read_bytes

FOLDER = "seen"
HEAD_BYTES = 65_536
MOST_WHOLE_BYTES = 4_000_000  # of a file in another layout than ours, which has to be read as a whole: 40 ms
MOST_READ = 200  # heads of sidecars in one folder: 0.1 ms each
MOST_NOTED = 20
MOST_TRIED = 5  # sidecars that are looked for in another text than theirs


class Twin(NamedTuple):
    """A sidecar that was made for the same content: of an article that is gone, or of one that stands there too."""

    sidecar: Path
    article_is_gone: bool


class LeftBehind(NamedTuple):
    """A sidecar that was left where its article stood, as it was read."""

    sidecar: Path
    signature: Signature | None

    def take_away(self, backups: Backups, annotations: int, state: Path) -> None:
        """Remove it once all of it stands beside the article: into the backups first, and only if it is still the same.

        What cannot be kept or removed stays.
        """
        with contextlib.suppress(OSError, UserError), lock_for(Path(os.path.realpath(self.sidecar)), state):
            found = read_with_signature(self.sidecar)
            if found is not None and found[1] == self.signature:
                since = datetime.fromtimestamp(found[1].modified_ns / 1e9, UTC)
                backups.keep(found[0], Why.MOVE, annotations, since)
                remove_durably(self.sidecar)
                backups.follow(_article_of(self.sidecar))


def left_behind(article: Article, state: Path) -> Path | None:
    """The sidecar that an article of this content had where it stood before; None unless that article is gone.

    None, too, where another article has this content: it may be that one's, and nobody knows which of them was copied.
    """
    for twin in twins(article, state, only_gone=True):
        folders = {article.path.parent, twin.sidecar.parent}
        return None if any(_has_double(article, folder) for folder in folders) else twin.sidecar
    return None


def _has_double(article: Article, folder: Path) -> bool:
    """Whether an article in this folder is a copy of this one. What has the name of a backup is none."""
    path = article.path
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        size = path.stat().st_size
        return any(
            entry.stat(follow_symlinks=False).st_size == size and _sha256_of(Path(entry.path)) == article.sha256
            for entry in entries
            if Path(entry.name).suffix.lower() == path.suffix.lower()
            and not entry.name.startswith(".")
            and entry.path != str(path)
            and entry.is_file(follow_symlinks=False)
        )
    return False


def twins(article: Article, state: Path, *, only_gone: bool = False) -> Iterator[Twin]:
    """Sidecars of other articles with this content, those in the same folder first. Reads heads only, not for a GUI."""
    own, seen = beside(article.path), set()
    for sidecar, is_certain in (*_in_folder(article.path.parent, only_gone), *_noted(article, state)):
        if sidecar == own or sidecar in seen:
            continue
        seen.add(sidecar)
        gone = is_gone(str(_article_of(sidecar)))
        if (gone or not only_gone) and _is_plain_file(sidecar) and _is_made_for(sidecar, article, is_certain):
            yield Twin(sidecar, gone)


def left_alone(article: Article) -> Iterator[Path]:
    """Sidecars of its folder, newest first, whose article is gone: of this one before it was edited, perhaps."""
    own = beside(article.path)
    for sidecar, _ in _in_folder(article.path.parent, only_gone=True)[:MOST_TRIED]:
        if sidecar != own and _is_plain_file(sidecar) and sidecar.stat().st_size < MOST_WHOLE_BYTES:
            yield sidecar


def lent_before(article: Article, data: Path) -> list[Path]:
    """Sidecars in the data folder of files of this name that a document portal lent once, newest first.

    The portal has forgotten under which path, and the file has been edited since, or is another one.
    """
    from reader.sidecar.places.lent import is_of_portal

    if not is_of_portal(str(article.path)):
        return []
    found = [
        sidecar
        for recorded, sidecar in kept_in(data)
        if recorded.name == article.name and is_of_portal(str(recorded)) and is_gone(str(recorded))
    ]
    return sorted(found, key=_modified, reverse=True)[:MOST_TRIED]


def renamed_to(sidecar: Path) -> Path | None:
    """The article in the same folder, without a sidecar of its own, of whose content a sidecar says it is."""
    head = _head(sidecar) if _is_plain_file(sidecar) else None
    says = head.get("article") if head is not None else None
    wanted = says.get("sha256") if isinstance(says, dict) else None
    return bare_article(sidecar.parent, wanted) if isinstance(wanted, str) else None


def bare_article(folder: Path, sha256: str) -> Path | None:
    """The article in this folder, without a sidecar of its own, that has this content."""
    try:
        with os.scandir(folder) as entries:
            names = {entry.name for entry in entries if entry.is_file(follow_symlinks=False)}
    except OSError:
        return None
    bare = sorted(name for name in names if not name.endswith(SUFFIX) and name + SUFFIX not in names)
    paths = (folder / name for name in bare[:MOST_READ])
    return next((path for path in paths if _sha256_of(path) == sha256), None)


def _sha256_of(path: Path) -> str:
    try:
        return sha256_hex(read_bytes(path))
    except UserError:
        return ""


def note_place(sha256: str, sidecar: Path, state: Path) -> None:
    """Write down that `sidecar` belongs to this content. Not for a GUI thread; what cannot be written is not noted."""
    place, path = _note_of(sha256, state), str(sidecar)
    noted = _paths_in(place)
    if path in noted:
        return
    with contextlib.suppress(OSError):
        make_folder(place.parent, 0o700)
        # bytes that are no UTF-8 are escaped, so that the very path is found again
        write_durably(place, json.dumps([path, *noted][:MOST_NOTED]).encode("ascii"))


def places_of(sha256: str, state: Path) -> list[Path]:
    """Where articles of this content stood when their annotations were seen, the newest place first."""
    return [_article_of(Path(path)) for path in _paths_in(_note_of(sha256, state)) if path.endswith(SUFFIX)]


def _note_of(sha256: str, state: Path) -> Path:
    return state / FOLDER / f"{sha256[:32]}.json"


def _noted(article: Article, state: Path) -> list[tuple[Path, bool]]:
    return [(Path(path), True) for path in _paths_in(_note_of(article.sha256, state)) if path.endswith(SUFFIX)]


def _paths_in(note: Path) -> list[str]:
    try:
        value = json.loads(note.read_bytes())
    except (OSError, ValueError, RecursionError):
        return []
    return [path for path in value if isinstance(path, str) and "\0" not in path] if isinstance(value, list) else []


def _in_folder(folder: Path, only_gone: bool) -> list[tuple[Path, bool]]:
    """Sidecars of the folder; only those without their article, if no others are wanted. The newest come first."""
    try:
        with os.scandir(folder) as entries:
            names = {entry.name for entry in entries}
    except OSError:
        return []
    found = [n for n in names if n.endswith(SUFFIX) and not (only_gone and n.removesuffix(SUFFIX) in names)]
    paths = sorted((folder / name for name in found[:MOST_READ]), key=_modified, reverse=True)
    return [(path, False) for path in paths]


def _modified(path: Path) -> tuple[float, str]:
    try:
        return path.lstat().st_mtime, path.name
    except OSError:
        return 0.0, path.name


def _article_of(sidecar: Path) -> Path:
    return Path(str(sidecar).removesuffix(SUFFIX))


def _is_plain_file(path: Path) -> bool:
    """A link is not followed: it would lead to a file that was never beside an article of this content."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def _is_made_for(sidecar: Path, article: Article, is_certain: bool) -> bool:
    """Whether it is a sidecar of ours that says it is for this content, or was seen to be."""
    head = _head(sidecar)
    if head is None or "formatVersion" not in head:
        return False
    says = head.get("article")
    return is_certain or (isinstance(says, dict) and says.get("sha256") == article.sha256)


def _head(path: Path) -> JsonObject | None:
    try:
        with path.open("rb") as file:
            data = file.read(HEAD_BYTES)
            known = head_of(data)
            if known is not None:
                return known
            data += file.read(MOST_WHOLE_BYTES)
            return parse_object(data) if len(data) < MOST_WHOLE_BYTES else None
    except (OSError, BrokenJsonError):
        return None
