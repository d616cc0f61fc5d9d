"""Puts an earlier version of a sidecar back in its place. What stood there is kept first, so that it can come back."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from reader.errors import UserError, worded
from reader.folders import Folders
from reader.sidecar.backups.backups import Backup, Backups
from reader.sidecar.backups.thinning import Why
from reader.sidecar.disk.durable import (
    ChangedMeanwhileError,
    Signature,
    UnsyncedError,
    make_folder,
    read_with_signature,
    sync_folder,
    write_durably,
)
from reader.sidecar.disk.lock import lock_for
from reader.sidecar.format.document import why_read_only
from reader.sidecar.format.json_text import BrokenJsonError, JsonObject, parse_object
from reader.sidecar.format.w3c_shape import items_of
from reader.sidecar.places.aside import set_file_aside
from reader.sidecar.places.lent import is_lent_alone
from reader.sidecar.places.places import NOT_WRITABLE, Fallback, LentAloneError, beside, fallback_for, why_not


class Restored(NamedTuple):
    """Where the version stands now, and under which name a broken file was set aside that stood there."""

    path: Path
    aside: Path | None = None


class _Present(NamedTuple):
    """What stands in a place: nothing, a document, or bytes that are none (`document` is None then)."""

    path: Path
    data: bytes = b""
    signature: Signature | None = None
    document: JsonObject | None = None

    @property
    def is_broken(self) -> bool:
        """Whether there is a file, and it cannot be read."""
        return self.signature is not None and self.document is None


def standing_at(backups: Sequence[Backup], at: datetime) -> Backup | None:
    """The version that stood at a time, or else the last one before it; None when all are younger."""
    then = [b for b in backups if b.since <= at <= b.until]
    if then:
        return min(then, key=lambda b: b.until)
    return max((b for b in backups if b.until < at), key=lambda b: b.until, default=None)


def earlier_versions(backups: Backups, article: Path, sha256: str, data: Path) -> list[Backup]:
    """Those that are kept, newest first, without what stands there still as it was left."""
    return [b for b in backups.all() if b.why is not Why.LEFT or not is_present(b, article, sha256, data)]


def is_present(backup: Backup, article: Path, sha256: str, data: Path) -> bool:
    """Whether the version is what stands there already."""
    return any(backup.is_of(found[0]) for path in _places(article, sha256, data) if (found := _bytes_of(path)))


def hold(article: Path, sha256: str, data: Path) -> None:
    """What stands there is what was wanted: have it survive a power cut, which an attempt before this may not have.

    Raises UserError.
    """
    for path in _places(article, sha256, data):
        try:
            if path.exists():
                sync_folder(path.parent)
        except OSError as error:
            raise UserError(worded("{name} may not survive a power cut", name=path.name), why_not(error)) from None


def restore(backups: Backups, backup: Backup, article: Path, sha256: str, folders: Folders) -> Restored:
    """Put `backup` in the place of the sidecar of `article` (links resolved; `sha256` of its bytes), byte for byte.

    Raises UserError, and nothing is changed, when the backup or what stands there cannot be understood by this Postil,
    when what stands there cannot be kept, or when nothing can be written; where it says so, it stands all the same.
    """
    data = backup.read()
    _must_be_ours(_parsed(data), f"the version of {backup.until:%Y-%m-%d}")
    sidecar = beside(article)
    try:
        with lock_for(Path(os.path.realpath(sidecar)), folders.state):
            fallback = fallback_for(article, sha256, folders.data)
            near, far = _present(sidecar), _present(fallback.sidecar)
            for present in (near, far):
                _keep(backups, present)
            return _put(data, near, far, fallback, article, sha256)
    except ChangedMeanwhileError:
        what = worded("{name} was changed by another program meanwhile", name=sidecar.name)
        raise UserError(what, remedy="Nothing was restored; try again") from None
    except UnsyncedError as error:
        what = worded("What {path} holds is restored, but may not survive a power cut", path=error.filename)
        raise UserError(what, why_not(error), "It is kept among the earlier versions, too") from None
    except OSError as error:
        raise UserError(worded("Nothing is restored to {name}", name=sidecar.name), why_not(error)) from None


def _put(data: bytes, near: _Present, far: _Present, fallback: Fallback, article: Path, sha256: str) -> Restored:
    aside, unsynced = None, None
    try:
        if is_lent_alone(article):
            raise LentAloneError(article)
        if near.signature is not None and not os.access(near.path, os.W_OK):
            raise PermissionError(13, "Permission denied", str(near.path))
        near, aside = _cleared(near, aside)
        try:
            write_durably(near.path, data, expect=near.signature)
        except UnsyncedError as error:
            unsynced = error
        if far.is_broken:
            _cleared(far, aside)
        fallback.clear()
    except OSError as error:
        if error.errno not in NOT_WRITABLE:
            raise
        make_folder(fallback.folder, 0o700)
        far, aside = _cleared(far, aside)
        write_durably(far.path, data, expect=far.signature)
        based_on = _sha256(near.data) if near.document is not None else ""
        fallback._replace(based_on=based_on, base_sha256="").note(article, sha256)
        return Restored(far.path, aside)
    if unsynced is not None:
        raise unsynced
    return Restored(near.path, aside)


def _cleared(present: _Present, aside: Path | None) -> tuple[_Present, Path | None]:
    """A broken file is never written over: it gets a dated name."""
    if not present.is_broken:
        return present, aside
    return _Present(present.path), set_file_aside(present.path, datetime.now())


def _keep(backups: Backups, present: _Present) -> None:
    if present.document is None:
        return
    _must_be_ours(present.document, present.path.name)
    since = datetime.fromtimestamp(present.signature.modified_ns / 1e9, UTC) if present.signature else datetime.now(UTC)
    backups.keep(present.data, Why.RESTORE, len(items_of(present.document)), since)


def _must_be_ours(document: JsonObject | None, name: str) -> None:
    if document is None:
        raise UserError(worded("{name} is not valid JSON", name=name), remedy="Nothing was restored")
    if (why := why_read_only(document, name)) is not None:
        raise why


def _present(path: Path) -> _Present:
    found = _bytes_of(path)
    return _Present(path, *found, _parsed(found[0])) if found is not None else _Present(path)


def _bytes_of(path: Path) -> tuple[bytes, Signature] | None:
    try:
        return read_with_signature(path)
    except NotADirectoryError:
        return None


def _parsed(data: bytes) -> JsonObject | None:
    try:
        return parse_object(data)
    except BrokenJsonError:
        return None


def _places(article: Path, sha256: str, data: Path) -> tuple[Path, Path]:
    return fallback_for(article, sha256, data).sidecar, beside(article)


def _sha256(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()
