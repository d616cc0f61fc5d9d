"""Reads sidecars of one article from disk: bytes, then a document of today's format, then annotations.

What was read is kept until the file changes, so that a save reads only what somebody else wrote.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from reader.annotations.collection import AnnotationSet
from reader.digests import sha256_hex
from reader.errors import UserError, worded
from reader.folders import Folders
from reader.sidecar.anchoring.placing import finder_for
from reader.sidecar.disk.durable import Signature, read_with_signature, signature_of
from reader.sidecar.format.document import FORMAT_VERSION, parse_ours, text_hash, text_length
from reader.sidecar.format.json_text import BrokenJsonError, JsonObject, parse_object
from reader.sidecar.format.limits import why_too_many, why_too_much
from reader.sidecar.format.rows import Parted, Row, part
from reader.sidecar.format.w3c_read import Decoded, read_document
from reader.sidecar.format.w3c_shape import Problem, items_of
from reader.text.article import Article

EMPTY = AnnotationSet()
NOT_CHANGED = worded("It was not changed")


class BrokenSidecarError(UserError):
    """A sidecar is there that cannot be read: nothing is written over it, but it can be set aside."""


class SidecarFile(NamedTuple):
    """A sidecar as it was read. `document` is None when there is no file."""

    path: Path
    signature: Signature | None = None
    document: JsonObject | None = None
    annotations: AnnotationSet = EMPTY
    problems: tuple[Problem, ...] = ()
    sha256: str = ""
    is_older: bool = False  # of an older format version; `document` is what became of it


class _Ahead(NamedTuple):
    """Bytes that were read for a first look, for the reading of the same file after it."""

    path: Path
    data: bytes
    signature: Signature
    parted: Parted | None


class SidecarReader:
    """Reads sidecars as annotations of one article. For one thread at a time, but for `read_anew`."""

    def __init__(self, article: Article, folders: Folders, texts: Mapping[str, str] | None = None) -> None:
        """`texts`: what the article was before, by hash, where somebody has it at hand."""
        self._article = article
        self._folders = folders
        self._texts = texts
        self._files: dict[Path, SidecarFile] = {}  # as they were last read or written
        self._ahead: _Ahead | None = None

    def forget(self) -> None:
        """Read everything anew."""
        self._files.clear()

    def know(self, file: SidecarFile) -> None:
        """Take this for what stands there, for it was just written."""
        self._files[file.path] = file

    def read(self, path: Path) -> SidecarFile:
        """The sidecar at `path`; read only when it changed. Raises UserError when it cannot be read or is broken."""
        known = self._files.pop(path, None)
        if known is None or known.signature is None or known.signature != _signature(path):
            known = self.read_anew(path)
        self._files[path] = known
        return known

    def read_anew(self, path: Path) -> SidecarFile:
        """The same, whatever is known of it."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead.path == path and ahead.signature == _signature(path):
            data, signature, parted = ahead.data, ahead.signature, ahead.parted
        else:
            found = read_sidecar_bytes(path)
            if found is None:
                return SidecarFile(path)
            data, signature = found
            parted = None if why_too_much(data) else part(data)
        if why := why_too_much(data):
            raise _too_much(path, why)
        if parted is not None and _is_older(parted.document):
            parted = None
        is_older = False
        try:
            if parted is None:
                document, is_older = _whole(path, data)
                decoded = self._decoded(path, document, None)
            else:
                document, decoded = parted.document, self._decoded(path, parted.document, parted.rows)
        except BrokenJsonError:  # a row is none: where it is broken, the whole says
            document, _ = _whole(path, data)
            decoded = self._decoded(path, document, None)
        sha256 = sha256_hex(data)
        return SidecarFile(path, signature, document, decoded.annotations, decoded.problems, sha256, is_older)

    def parted(self, path: Path) -> Parted | None:
        """The rows of a file, of which nothing is decoded yet; None when there is none, or it is in another layout.

        The next reading of the file has its bytes from here.
        """
        if self._ahead is None or self._ahead.path != path or self._ahead.signature != _signature(path):
            try:
                found = read_sidecar_bytes(path)
            except UserError:
                found = None
            if found is None:
                return None
            self._ahead = _Ahead(path, *found, part(found[0]))
        return self._ahead.parted

    def read_version(self, data: bytes, name: str) -> AnnotationSet:
        """What an earlier version or another copy of the sidecar says about the article as it is now.

        `name` is for the sentence when it cannot be read, or not by this Postil: UserError.
        """
        if much := why_too_much(data):
            raise UserError(worded("{name} is too large to read", name=name), much, "It is left alone")
        return self._decoded(Path(name), parse_ours(data, name), None).annotations

    def _decoded(self, path: Path, document: JsonObject, rows: list[Row] | None) -> Decoded:
        entities = document.get("entities")
        why = why_too_many(
            len(items_of(document) if rows is None else rows), len(entities) if isinstance(entities, list) else 0
        )
        if why:
            raise _too_much(path, why)
        anchorer = finder_for(self._article, self._folders, text_hash(document), text_length(document), self._texts)
        return read_document(document, anchorer, self._article.name, rows)


def read_sidecar_bytes(path: Path) -> tuple[bytes, Signature] | None:
    """The bytes of a sidecar; None when there is none. Raises BrokenSidecarError when it cannot be read."""
    try:
        return read_with_signature(path)
    except OSError as error:
        if error.errno in (errno.ENAMETOOLONG, errno.ENOTDIR):
            return None
        if error.errno == errno.EFBIG:
            raise _too_much(path, error.strerror or "") from None
        what = worded("The annotations file {name} cannot be read", name=path.name)
        remedy = NOT_CHANGED
        if error.errno == errno.EISDIR:
            remedy = worded("It was not changed; move that folder away to go on")
        elif error.errno in (errno.EACCES, errno.EPERM):
            remedy = worded("It was not changed; what it holds is shown once you may read it")
        raise BrokenSidecarError(what, (error.strerror or "").lower(), remedy) from None


def _whole(path: Path, data: bytes) -> tuple[JsonObject, bool]:
    """The document in today's format, and whether it is of an older one. Raises BrokenSidecarError."""
    try:
        document = parse_object(data)
    except BrokenJsonError as error:
        what = worded("The annotations file {name} is not valid JSON ({error})", name=path.name, error=error.args[0])
        raise BrokenSidecarError(what, remedy=NOT_CHANGED) from None
    if not _is_older(document):
        return document, False
    from reader.sidecar.format.migrate import migrate

    try:
        return migrate(document), True
    except ValueError as error:
        what = worded("The annotations file {name} cannot be read", name=path.name)
        raise BrokenSidecarError(what, error.args[0], NOT_CHANGED) from None


def _is_older(document: JsonObject) -> bool:
    """Whether it can be brought up to date from an older format version."""
    if document.get("formatVersion") == FORMAT_VERSION:
        return False
    from reader.sidecar.format.migrate import is_older

    return is_older(document)


def _signature(path: Path) -> Signature | None:
    try:
        return signature_of(path)
    except OSError:
        return None


def _too_much(path: Path, why: str) -> BrokenSidecarError:
    return BrokenSidecarError(
        worded("The annotations file {name} is too large to read", name=path.name), why, NOT_CHANGED
    )
