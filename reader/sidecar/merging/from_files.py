"""Merges sidecars from files into a file: reads the three, and puts the result in its place, whole or not at all."""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime
from pathlib import Path

from reader.digests import sha256_hex
from reader.errors import UserError, worded
from reader.sidecar.backups.backups import Backups
from reader.sidecar.backups.thinning import Why
from reader.sidecar.disk.durable import (
    ChangedMeanwhileError,
    Signature,
    UnsyncedError,
    read_with_signature,
    sync_folder,
    write_durably,
)
from reader.sidecar.disk.lock import lock_for
from reader.sidecar.format.json_text import BrokenJsonError, parse_object
from reader.sidecar.merging.documents import MergedDocument, Progress, Source, merge_documents
from reader.sidecar.places.places import SUFFIX, why_not

_log = logging.getLogger(__name__)

TRIES = 20  # as often may a program that does not know our lock write between our look and our rename


def merge_files(base: Path, ours: Path, theirs: Path, name: str, progress: Progress) -> MergedDocument:
    """What two sidecars made of a third. `name` is what people call it, "" where the files have names of their own.

    Raises UserError when one of them cannot be read, is broken, or is not ours to change.
    """
    return _merged(base, ours, theirs, name, progress)[0]


def merge_into(base: Path, ours: Path, theirs: Path, name: str, state: Path, progress: Progress) -> MergedDocument:
    """The same, put in the place of `ours`; a file that is right already is not touched. `state` holds the locks.

    Raises UserError, then nothing is written.
    """
    with lock_for(Path(os.path.realpath(ours)), state):
        for _ in range(TRIES):
            merged, before = _merged(base, ours, theirs, name, progress)
            try:
                if merged.data != before[0]:
                    _keep(ours, before, merged.before, state)
                    _write(ours, merged.data, before[1])
                else:
                    _hold(ours)
                return merged
            except ChangedMeanwhileError:
                continue
    raise UserError(worded("{name} cannot be merged", name=name or ours.name), "another program writes it all the time")


def _keep(ours: Path, before: tuple[bytes, Signature], annotations: int, state: Path) -> None:
    """Have a backup of a sidecar that stands beside its article. Where that fails, merging goes on."""
    real = Path(os.path.realpath(ours))
    if not real.name.endswith(SUFFIX):
        return  # one of git's temporary files
    article = real.with_name(real.name.removesuffix(SUFFIX))
    since = datetime.fromtimestamp(before[1].modified_ns / 1e9, UTC)
    try:
        sha256 = sha256_hex(article.read_bytes()) if article.is_file() else ""
        Backups(state, article, sha256).keep(before[0], Why.CHANGE, annotations, since)
    except OSError as error:
        _log.warning("no backup of %s: %s", real.name, error)


def write_merged(target: Path, merged: MergedDocument) -> None:
    """Put the result anywhere else, where a sidecar or nothing stands. Raises UserError."""
    found = _read(target) if os.path.lexists(target) else None
    if found is not None and found[0].strip():
        try:
            is_sidecar = "formatVersion" in parse_object(found[0])
        except BrokenJsonError:
            is_sidecar = False
        if not is_sidecar:
            raise UserError(
                worded("{target} is not written", target=target),
                "a file that is no sidecar is there",
                "Choose another name",
            )
    try:
        _write(target, merged.data, None if found is None else found[1])
    except ChangedMeanwhileError:
        raise UserError(
            worded("{target} is not written", target=target), "another program has just written it"
        ) from None


def _merged(
    base: Path, ours: Path, theirs: Path, name: str, progress: Progress
) -> tuple[MergedDocument, tuple[bytes, Signature]]:
    names = (f"the common version of {name}", name, f"their version of {name}") if name else ()
    called = names or tuple(path.name for path in (base, ours, theirs))
    before = _read(ours)
    sources = (b"" if str(base) == os.devnull else _read(base)[0], before[0], _read(theirs)[0])
    three = [Source(one, data) for one, data in zip(called, sources, strict=True)]
    return merge_documents(three[0], three[1], three[2], progress), before


def _read(path: Path) -> tuple[bytes, Signature]:
    try:
        found = read_with_signature(path)
    except OSError as error:
        raise UserError(
            worded("{path} cannot be read", path=path), (error.strerror or "").lower(), "Nothing was merged"
        ) from None
    if found is None:
        raise UserError(worded("{path} cannot be read", path=path), "there is no such file", "Nothing was merged")
    return found


def _hold(path: Path) -> None:
    """Nothing is to be written: perhaps because a run before this one wrote it, and could not sync the folder."""
    try:
        sync_folder(Path(os.path.realpath(path)).parent)
    except OSError as error:
        raise UserError(
            worded("{path} may not survive a power cut", path=path), why_not(error), "Nothing was changed"
        ) from None


def _write(path: Path, data: bytes, expect: Signature | None) -> None:
    try:
        write_durably(path, data, expect=expect)
    except UnsyncedError as error:
        what = worded("{path} is merged, but may not survive a power cut", path=path)
        raise UserError(what, why_not(error), "Merge it once more to have that done") from None
    except OSError as error:
        raise UserError(worded("{path} cannot be written", path=path), why_not(error), "Nothing was changed") from None
