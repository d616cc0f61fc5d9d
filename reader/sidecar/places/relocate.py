"""Moves an article with its sidecar: never over another file, and never half - what was interrupted is finished.

On one file system the article gets its new name first: a sidecar that stays behind is found by the article's content
(`moved`). Across file systems everything is copied before anything is removed. A note in the user's state folder says
what is being moved; found there again, it says that a file at the new place is our own.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reader.digests import sha256_hex
from reader.errors import UserError, worded
from reader.folders import Folders
from reader.sidecar.backups.backups import Backups
from reader.sidecar.disk import files
from reader.sidecar.disk.durable import (
    ChangedMeanwhileError,
    make_folder,
    read_with_signature,
    remove_durably,
    signature_of,
    sync_folder,
    write_durably,
)
from reader.sidecar.disk.lock import lock_for
from reader.sidecar.disk.temporary import discard, make_temporary
from reader.sidecar.places.copies import conflict_copies
from reader.sidecar.places.moved import note_place
from reader.sidecar.places.places import SUFFIX, beside, fallback_for, why_not

FOLDER = "moves"
NAME_BYTES = 255
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}  # a file system without them


class _UnfinishedError(UserError):
    """The article has arrived, and something of it is still at the old place."""


class _Pair(NamedTuple):
    """One file and where it goes."""

    source: Path
    target: Path


def move_article(old: Path, new: Path, sha256: str, folders: Folders) -> bool:
    """Give the article at `old` the path `new`, and all that belongs to it. Neither is a link, nor has one in its path.

    `sha256` is that of the article's bytes. Returns whether annotations of it are kept in the data folder.
    Raises UserError; then everything is where it was, or it says what is not.
    """
    what = worded("{name} is not moved", name=old.name)
    try:
        with (
            lock_for(beside(old), folders.state),
            lock_for(beside(new), folders.state),
            _noted(old, new, folders.state) as is_resumed,
        ):
            pairs = _pairs(old, new)
            for pair in pairs:
                _must_be_free(pair, what, is_resumed=is_resumed)
            note_place(sha256, beside(old), folders.state)
            if old.parent.stat().st_dev == new.parent.stat().st_dev:
                _rename_all(pairs)
            else:
                _copy_all(pairs)
    except FileExistsError as error:
        name = Path(os.fsdecode(error.filename2 or error.filename or new)).name
        raise UserError(what, worded("{name} exists already in {folder}", name=name, folder=new.parent)) from None
    except ChangedMeanwhileError:
        raise UserError(what, "another program changed it meanwhile", "Try again") from None
    except OSError as error:
        raise UserError(what, why_not(error)) from None
    return _take_along(old, new, sha256, folders)


def is_unfinished(old: Path, new: Path, state: Path) -> bool:
    """Whether this very move was begun and did not come to its end."""
    return _note(old, new, state).exists()


@contextlib.contextmanager
def _noted(old: Path, new: Path, state: Path) -> Iterator[bool]:
    """Has it noted that the move has begun, until it has come to its end or was taken back; whether it was before."""
    note = _note(old, new, state)
    was_there = note.exists()
    with contextlib.suppress(OSError):  # without a note an interrupted move is found by the article's content
        make_folder(note.parent, 0o700)
        write_durably(note, b"")
    try:
        yield was_there
    except _UnfinishedError:
        raise
    except (OSError, UserError, ChangedMeanwhileError):
        if not was_there:
            with contextlib.suppress(OSError):
                remove_durably(note)
        raise
    with contextlib.suppress(OSError):
        remove_durably(note)


def _note(old: Path, new: Path, state: Path) -> Path:
    both = os.fsencode(old) + b"\0" + os.fsencode(new)
    return state / FOLDER / sha256_hex(both)[:32]


def _pairs(old: Path, new: Path) -> list[_Pair]:
    """The article first, then what stands beside it."""
    pairs = [_Pair(old, new), _Pair(beside(old), beside(new))]
    pairs += [_Pair(copy, new.with_name(new.name + copy.name.removeprefix(old.name))) for copy in conflict_copies(old)]
    return pairs


def _must_be_free(pair: _Pair, what: str, *, is_resumed: bool) -> None:
    source, target = pair
    if len(os.fsencode(target.name)) > NAME_BYTES:
        is_ours = target.name.endswith(SUFFIX)
        raise UserError(
            what,
            worded("the name of its annotations file would be too long" if is_ours else "its name would be too long"),
        )
    if _exists(target) and not (is_resumed and (not _exists(source) or _is_same(source, target))):
        raise FileExistsError(errno.EEXIST, "File exists", str(target))
    if os.path.islink(source):  # noqa: PTH114  Path's raises at long names
        leads_to = os.readlink(source)  # noqa: PTH115  as it is written
        if source.parent != target.parent and not os.path.isabs(leads_to):  # noqa: PTH117
            raise UserError(what, worded("{name} is a link that would lead elsewhere from there", name=source.name))


def _exists(path: Path) -> bool:
    return os.path.lexists(path)


def _is_same(one: Path, other: Path) -> bool:
    """Whether two files are one, or hold the same."""
    if os.path.samestat(files.disk.lstat(one), files.disk.lstat(other)):
        return True
    if one.is_symlink() or other.is_symlink():
        return False
    first, second = read_with_signature(one), read_with_signature(other)
    return first is not None and second is not None and first[0] == second[0]


# -- on one file system ----------------------------------------------------------------------------


def _rename_all(pairs: list[_Pair]) -> None:
    done: list[_Pair] = []
    try:
        for pair in pairs:
            if _exists(pair.source):
                done.append(pair)
                _rename(*pair)
        _sync(pairs)
    except OSError:
        for source, target in reversed(done):
            with contextlib.suppress(OSError):
                if not _exists(source):
                    _rename(target, source)
                elif _exists(target) and os.path.samestat(files.disk.lstat(source), files.disk.lstat(target)):
                    files.disk.unlink(target)
        raise


def _rename(source: Path, target: Path) -> None:
    """Rename without ever replacing: a second name first, which fails where there is a file; then the first goes."""
    try:
        files.disk.link(source, target, follow_symlinks=False)
    except FileExistsError:
        if not _is_same(source, target):
            raise
    except OSError as error:
        if error.errno not in _NO_LINKS or _exists(target):
            raise
        files.disk.rename(source, target)
        return
    files.disk.unlink(source)


# -- across file systems ---------------------------------------------------------------------------


def _copy_all(pairs: list[_Pair]) -> None:
    there = [pair for pair in pairs if _exists(pair.source)]
    if not there:
        return
    copied: list[_Pair] = []
    seen = {}
    try:
        for pair in reversed(there):  # the article last: with it the new place is whole
            if not _exists(pair.target):
                copied.append(pair)
                seen[pair.source] = _copy(*pair)
        for source, signature in seen.items():
            if signature_of(source) != signature:
                raise ChangedMeanwhileError(str(source))
        _sync(pairs)
        files.disk.unlink(there[0].source)
    except (OSError, ChangedMeanwhileError):
        for _, target in copied:
            with contextlib.suppress(OSError):
                files.disk.unlink(target)
        raise
    _remove_rest(there)


def _remove_rest(pairs: list[_Pair]) -> None:
    """What belongs to the article, once that has arrived: it is not taken back because of this."""
    article, *rest = pairs
    left: OSError | None = None
    for source, _ in rest:
        try:
            files.disk.unlink(source)
        except OSError as error:
            left = error
    with contextlib.suppress(OSError):  # what would come back is a copy
        sync_folder(article.source.parent)
    if left is not None:
        what = f"{article.source.name} is moved, but its old annotations file cannot be removed"
        raise _UnfinishedError(what, why_not(left), "Move it once more to have that done")


def _copy(source: Path, target: Path) -> object:
    """Copy bytes, rights, times and, where allowed, owner; what was copied is told by its signature."""
    found = read_with_signature(source)
    if found is None:
        raise FileNotFoundError(errno.ENOENT, "No such file", str(source))
    before = files.disk.stat(source)
    temporary, descriptor = make_temporary(target.parent, 0o600)
    try:
        view = memoryview(found[0])
        while view:
            view = view[files.disk.write(descriptor, view) :]
        if hasattr(files.disk, "fchmod"):
            with contextlib.suppress(PermissionError):
                files.disk.fchown(descriptor, before.st_uid, before.st_gid)
            files.disk.fchmod(descriptor, stat.S_IMODE(before.st_mode))
        files.disk.utime(temporary, ns=(before.st_atime_ns, before.st_mtime_ns))
        files.disk.fsync(descriptor)
        _rename(temporary, target)
    except BaseException:
        discard(temporary)
        raise
    finally:
        files.disk.close(descriptor)
    return found[1]


def _sync(pairs: list[_Pair]) -> None:
    for folder in {folder for pair in pairs for folder in (pair.source.parent, pair.target.parent)}:
        sync_folder(folder)


# -- what is kept elsewhere ------------------------------------------------------------------------


def _take_along(old: Path, new: Path, sha256: str, folders: Folders) -> bool:
    """What the user's folders keep of it; found by content as well, so what cannot be written is let be."""
    is_kept = False
    with contextlib.suppress(OSError):
        note_place(sha256, beside(new), folders.state)
        fallback = fallback_for(new, sha256, folders.data)
        is_kept = fallback.sidecar.exists()
        if is_kept:
            fallback.note(new, sha256)
        Backups(folders.state, new, sha256).follow(old)
    return is_kept
