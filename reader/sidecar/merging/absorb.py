"""Merges a conflict copy of a sidecar into the sidecar, and removes it only when all that it says stands there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from reader.errors import UserError, worded
from reader.sidecar.backups.backups import Backups
from reader.sidecar.backups.thinning import Why
from reader.sidecar.disk.durable import (
    Signature,
    UnsyncedError,
    read_with_signature,
    remove_durably,
    write_durably,
)
from reader.sidecar.disk.lock import lock_for
from reader.sidecar.format.document import parse_ours
from reader.sidecar.format.w3c_shape import items_of
from reader.sidecar.merging.documents import Source, merge_documents
from reader.sidecar.merging.from_files import merge_into
from reader.sidecar.places.places import beside, why_not

NOTHING = Path(os.devnull)  # as the common version: nobody knows which one that was


class Absorbed(NamedTuple):
    """What became of the copies: how many are merged, what was changed differently in both, why others are left."""

    merged: int = 0
    conflicts: int = 0
    problems: tuple[UserError, ...] = ()


def absorb_all(copies: Iterable[Path], article: Path, backups: Backups, state: Path) -> Absorbed:
    """Merge copies into the sidecar of `article` (links resolved), one after the other; one that cannot be is left."""
    merged, conflicts, problems = 0, 0, []
    for copy in copies:
        try:
            conflicts += _absorb(copy, beside(article), backups, state)
            merged += 1
        except UserError as problem:
            problems.append(problem)
    return Absorbed(merged, conflicts, tuple(problems))


def _absorb(copy: Path, sidecar: Path, backups: Backups, state: Path) -> int:
    """The number of conflicts. Raises UserError; then the copy is where it was."""
    data, signature = _read(copy)
    _keep(backups, data, signature, copy.name)
    present = _read(sidecar) if os.path.lexists(sidecar) else None
    conflicts = 0
    if present is None:
        _write_first(sidecar, data, state)
    else:
        _keep(backups, *present, sidecar.name)
        conflicts = len(merge_into(NOTHING, sidecar, copy, "", state, lambda _done, _word: None).conflicts)
    after = _read(sidecar)[0]
    again = merge_documents(Source("", b""), Source(sidecar.name, after), Source(copy.name, data)).data
    what = worded("{name} is merged and not removed", name=copy.name)
    if again != after:
        raise UserError(what, "another program wrote the annotations meanwhile", "Merge it once more")
    if _read(copy)[1] != signature:
        raise UserError(what, "another program changed it meanwhile", "Merge it once more")
    try:
        remove_durably(copy)
    except OSError as error:
        if os.path.lexists(copy):
            raise UserError(what, why_not(error)) from None
        # gone, and at worst back after a power cut: to be merged once more, which changes nothing
    return conflicts


def _write_first(sidecar: Path, data: bytes, state: Path) -> None:
    """The copy is all there is."""
    try:
        with lock_for(Path(os.path.realpath(sidecar)), state):
            write_durably(sidecar, data, expect=None)
    except UnsyncedError as error:
        what = worded("{name} is merged, but may not survive a power cut", name=sidecar.name)
        raise UserError(what, why_not(error), "The copy stays; merge it once more") from None
    except OSError as error:
        raise UserError(
            worded("{name} cannot be written", name=sidecar.name), why_not(error), "Nothing was changed"
        ) from None


def _keep(backups: Backups, data: bytes, signature: Signature, name: str) -> None:
    """Into the backups, for 30 days. Raises UserError when it is not ours to merge, or cannot be kept."""
    document = parse_ours(data, name)
    since = datetime.fromtimestamp(signature.modified_ns / 1e9, UTC)
    try:
        backups.keep(data, Why.CONFLICT, len(items_of(document)), since)
    except OSError as error:
        raise UserError(
            worded("{name} is not merged", name=name),
            worded("it cannot be kept first: {reason}", reason=why_not(error)),
        ) from None


def _read(path: Path) -> tuple[bytes, Signature]:
    try:
        found = read_with_signature(path)
    except OSError as error:
        raise UserError(
            worded("{name} cannot be read", name=path.name), (error.strerror or "").lower(), "It is left alone"
        ) from None
    if found is None:
        raise UserError(worded("{name} is gone", name=path.name), "another program removed it")
    return found
