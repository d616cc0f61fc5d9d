"""Writes a sidecar to its place: beside the article, or into the user's data folder where that cannot be written."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from reader.digests import sha256_hex
from reader.errors import UserError, worded
from reader.sidecar.disk.durable import Signature, make_folder, write_durably
from reader.sidecar.format.document import DocumentWriter
from reader.sidecar.keeping.reading import SidecarFile
from reader.sidecar.keeping.standing import Standing, kept_elsewhere
from reader.sidecar.places.places import (
    NOT_WRITABLE,
    ArticleGoneError,
    Fallback,
    LentAloneError,
    ReadOnlyFileError,
    is_gone,
    why_not,
)
from reader.text.article import Article


class Written(NamedTuple):
    """Where it stands now. `seen` are the signatures beside the article and in the data folder."""

    path: Path
    signature: Signature
    sha256: str
    seen: tuple[Signature | None, Signature | None]
    elsewhere: str  # see `Loaded`
    stands_as: str


class SidecarWriter:
    """Writes the sidecar of one article."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._last: SidecarFile | None = None  # what was read or written last, wherever that stood
        self._was_beside = False  # whether there was a sidecar beside the article
        self.about_to_write: Callable[[str], None] = lambda _: None  # called with what it will stand as

    def saw(self, standing: Standing, *, beside: bool) -> None:
        """What stands there now, and whether there is a sidecar beside the article."""
        self._was_beside = beside
        self.knows(standing.far if standing.far.document is not None else standing.near)

    def knows(self, file: SidecarFile) -> None:
        """What was written, or found to be written by others."""
        self._last = file if file.document is not None else self._last

    def write(self, data: bytes, standing: Standing, replacing: Callable[[tuple[SidecarFile, ...]], None]) -> Written:
        """Write it over what stands there. `replacing` is called with files that are about to be replaced.

        Raises ChangedMeanwhileError when something else stands there by now, UserError when it cannot be written.
        """
        fallback, near, far, _ = standing
        sha256 = sha256_hex(data)
        try:
            replacing((near, far))
            signature = self._write_beside(data, near, sha256)
            if far.document is not None:
                fallback.clear()
            self._was_beside = True
            return Written(near.path, signature, sha256, (signature, None), "", sha256)
        except OSError as error:
            if error.errno not in NOT_WRITABLE:
                raise UserError(worded("{name} is not saved", name=near.path.name), why_not(error)) from None
            replacing((far,))
            elsewhere, stands_as = kept_elsewhere(why_not(error), fallback.sidecar), f"{near.sha256} {sha256}"
            self.about_to_write(stands_as)
            signature = self._write_fallback(data, standing)
            return Written(fallback.sidecar, signature, sha256, (near.signature, signature), elsewhere, stands_as)

    def _write_beside(self, data: bytes, near: SidecarFile, stands_as: str) -> Signature:
        from reader.sidecar.places.lent import is_lent_alone

        if is_lent_alone(self._article.path):
            raise LentAloneError(self._article.path)
        if near.signature is not None and not os.access(near.path, os.W_OK):
            raise ReadOnlyFileError(errno.EACCES, "read-only", str(near.path))
        self._was_beside = self._was_beside or near.signature is not None
        if near.signature is None and self._was_beside and is_gone(str(self._article.path)):
            # moved with its sidecar, perhaps: kept elsewhere, what is new is found by content
            raise ArticleGoneError(errno.ENOENT, "gone", str(near.path))
        self.about_to_write(stands_as)
        return write_durably(near.path, data, expect=near.signature, mode=_mode_beside(self._article.path))

    def _write_fallback(self, data: bytes, standing: Standing) -> Signature:
        fallback, near, far, _ = standing
        try:
            make_folder(fallback.folder, 0o700)
            fallback = self._with_base(standing)
            signature = write_durably(fallback.sidecar, data, expect=far.signature)
            fallback.note(self._article.path, self._article.sha256)
        except OSError as error:
            what = worded("{name} is not saved", name=near.path.name)
            raise UserError(
                what,
                worded(
                    "neither its folder nor {folder} can be written: {reason}",
                    folder=fallback.folder.parents[1],  # the data folder, which people know by its name
                    reason=(error.strerror or str(error)).lower(),
                ),
            ) from None
        return signature

    def _with_base(self, standing: Standing) -> Fallback:
        """The place, with a copy of what it goes on from: what is written beside the article later is another branch.

        Where the article has been moved with its sidecar, that is what we saw of it last. Raises OSError.
        """
        fallback, near, far, _ = standing
        base: SidecarFile | None = near
        if near.document is None and is_gone(str(self._article.path)):
            if far.document is not None:
                return fallback
            base = self._last
        if base is None or base.document is None:
            return fallback._replace(based_on="", base_sha256="")
        if fallback.based_on == base.sha256 and fallback.base_sha256:
            return fallback
        data = DocumentWriter(self._article).write(base.document, base.annotations)
        write_durably(fallback.base, data)
        return fallback._replace(based_on=base.sha256, base_sha256=sha256_hex(data))


def _mode_beside(article: Path) -> int:
    """For a new sidecar, which quotes its article: nobody may read it who may not read that."""
    try:
        return article.stat().st_mode & 0o066 | 0o600
    except OSError:
        return 0o666
