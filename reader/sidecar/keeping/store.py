"""Loads and saves the annotations of one article: finds the file, locks it, brings in what others wrote, writes."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.tagset import TagSet
from reader.errors import UserError, worded
from reader.folders import Folders
from reader.sidecar.anchoring.anchoring import Anchorer
from reader.sidecar.anchoring.placing import finder_for
from reader.sidecar.backups.backups import Backup, Backups
from reader.sidecar.backups.thinning import Why
from reader.sidecar.disk.durable import (
    ChangedMeanwhileError,
    Signature,
    make_folder,
    read_with_signature,
    rename_durably,
    signature_of,
    write_durably,
)
from reader.sidecar.disk.lock import lock_for
from reader.sidecar.disk.temporary import sweep_below
from reader.sidecar.format.choices import Choices, read_choices
from reader.sidecar.format.document import (
    FORMAT_VERSION,
    DocumentWriter,
    new_document,
    text_hash,
    text_length,
    why_read_only,
)
from reader.sidecar.format.json_text import BrokenJsonError, JsonObject, parse_object
from reader.sidecar.format.limits import require_storable, why_too_many, why_too_much
from reader.sidecar.format.rows import Parted, Row, head_of, part, rows_around
from reader.sidecar.format.w3c_read import Decoded, read_document, read_entities, read_rows
from reader.sidecar.format.w3c_shape import Problem, items_of
from reader.sidecar.merging.difference import difference, with_fresh_origins
from reader.sidecar.merging.taken_in import TakenIn
from reader.sidecar.places.moved import LeftBehind, left_behind, note_place
from reader.sidecar.places.places import (
    NOT_WRITABLE,
    ArticleGoneError,
    Fallback,
    ReadOnlyFileError,
    beside,
    fallback_for,
    is_gone,
    why_not,
)
from reader.text.article import Article
from reader.text.spans import Span

TRIES = 20  # programs that do not know our lock may write between our look and our rename this often
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from reader.sidecar.journal.recovery import Recovered
    from reader.sidecar.merging.sets import Merger

NOT_SMALL_BYTES = 250_000  # 300 annotations, 6 ms: more of them are loaded when the first frame is there already,
LARGE_BYTES = 4_000_000  # and of over 5,000 even those of the first page
FIRST_PAGE_CP = 6_000
HEAD_BYTES = 65_536
EMPTY = AnnotationSet()
NOT_CHANGED = "It was not changed"
NOTHING = Change("")
_log = logging.getLogger(__name__)


class BrokenSidecarError(UserError):
    """A sidecar is there that cannot be read: nothing is written over it, but it can be set aside."""


class Loaded(NamedTuple):
    """What was found. With `read_only` nothing may be changed; `broken` says that the file could not be read at all.

    `elsewhere` is a sentence when annotations are kept in the user's data folder; `choices` stand beside them.
    """

    annotations: AnnotationSet
    read_only: UserError | None = None
    broken: bool = False
    elsewhere: str = ""
    problems: tuple[Problem, ...] = ()
    choices: Choices = Choices()
    late: bool = False  # only the head was read: the annotations are still to be loaded
    stands_as: str = ""  # equal as long as nobody wrote the files
    recovered: Recovered | None = None  # what journals add to it

    @property
    def shown(self) -> AnnotationSet:
        """The annotations, with what journals add to them."""
        return self.annotations if self.recovered is None else self.recovered.annotations


class Saved(NamedTuple):
    """What stands in `path` now, what was to be saved, and what came in from others on the way."""

    annotations: AnnotationSet
    sent: AnnotationSet
    from_others: Change
    path: Path
    elsewhere: str = ""
    stands_as: str = ""  # see `Loaded`
    number: int = 0  # the caller's, of what was to be saved
    adopted: AnnotationSet | None = None  # what the caller had taken in when it sent that


class _File(NamedTuple):
    """A sidecar as it was read. `document` is None when there is no file."""

    path: Path
    signature: Signature | None = None
    document: JsonObject | None = None
    annotations: AnnotationSet = EMPTY
    problems: tuple[Problem, ...] = ()
    sha256: str = ""
    is_older: bool = False  # of an older format version; `document` is what became of it


class SidecarStore:
    """The sidecar of one article. `load`, `look` and `save` may be called from one thread at a time."""

    not_kept: UserError | None = None  # why what was replaced could not be kept

    def __init__(
        self, article: Article, folders: Folders, tagset: TagSet, texts: Mapping[str, str] | None = None
    ) -> None:
        """`texts`: what the article was before, by hash, where somebody has it at hand."""
        self._article = article
        self._folders = folders
        self._tagset = tagset
        self._writer = DocumentWriter(article)
        self._texts = texts
        self._text_before = ""  # the hash of the text that the file was written for until it is saved
        self._remembers_text = False  # whether the text cache has the article's text
        self._stands = EMPTY  # what the files hold, as far as we have seen
        self._known = EMPTY  # what the caller sent of it: the same, without what came in from others
        self._known_with: AnnotationSet | None = None  # what it had taken in then
        self._taken_in = TakenIn(self.merge)
        self._seen: tuple[Signature | None, Signature | None] | None = None
        self._document: JsonObject | None = None  # the last one that could be read: what it says at its top is kept
        self._files: dict[Path, _File] = {}  # as they were last read or written: a save reads only what changed
        self._ahead: tuple[bytes, Signature, Parted | None] | None = None  # read by `glimpse` for the `load` after it
        self.path = beside(article.path)
        self.about_to_write: Callable[[str], None] = lambda _: None  # called with what it will stand as
        self._backups = Backups.of(article, folders.state)
        self._was_beside = False  # whether there was a sidecar beside the article
        self._written: _File | None = None  # what was saved last, until it is kept
        self._left: _File | None = None  # where the article stood before it was moved, until the next save

    def load(self) -> Loaded:
        """Read the sidecar beside the article and, if there is one, the one in the data folder: both as one."""
        fallback = self._fallback()
        self._files.clear()
        try:
            near, far = self._read(self.path), self._read(fallback.sidecar)
        except UserError as problem:
            return Loaded(EMPTY, problem, broken=True)
        self._left = None
        if near.document is None and far.document is None:
            self._left = self._read_left()
            near = self._left or near
        read_only = next(
            (why for f in (near, far) if f.document is not None and (why := why_read_only(f.document, f.path.name))),
            None,
        )
        annotations = self._together(near, far, fallback.based_on)
        self._stands = self._known = annotations
        self._taken_in.clear()
        self._seen = (near.signature, far.signature)
        self._was_beside = near is not self._left and near.document is not None
        self._document = near.document or far.document
        elsewhere = self._kept_elsewhere("", far.path) if far.document is not None else ""
        problems = (*near.problems, *far.problems)
        stands_as = f"{near.sha256} {far.sha256}".rstrip()
        choices = read_choices(self._document)
        return Loaded(annotations, read_only, False, elsewhere, problems, choices, stands_as=stands_as)

    def read_version(self, data: bytes, name: str) -> AnnotationSet:
        """What an earlier version or another copy of the sidecar says about the article as it is now.

        `name` is for the sentence when it cannot be read, or not by this Postil: UserError.
        """
        if much := why_too_much(data):
            raise UserError(f"{name} is too large to read", much, "It is left alone")
        try:
            document = parse_object(data)
        except BrokenJsonError as error:
            raise UserError(f"{name} is not valid JSON ({error})", remedy="It is left alone") from None
        if (why := why_read_only(document, name)) is not None:
            raise why
        return self._decoded(Path(name), document, None)[1].annotations

    @cached_property
    def _merger(self) -> Merger:
        from reader.sidecar.merging.sets import Merger

        return Merger(self._article)

    def merge(self, base: AnnotationSet, ours: AnnotationSet, theirs: AnnotationSet) -> AnnotationSet:
        """What two sides made of `base`, all standing on the article as it is now; see `Merger.merge`."""
        if ours is base:
            return theirs
        return with_fresh_origins(base, ours) if theirs is base else self._merger.merge(base, ours, theirs)

    def choose(self, choices: Choices) -> None:
        """Have these choices written with the next save, whatever the file says."""
        self._writer.choices = choices

    @property
    def choices(self) -> Choices:
        """What was chosen last, here or as the file says."""
        return self._writer.choices or read_choices(self._document)

    def load_first(self) -> Loaded | None:
        """What the first frame needs of a sidecar that is not small: its choices, and what stands on the first page.

        Of a large one not even that. None when it is small, or has to be read as a whole.
        """
        try:
            size = self.path.stat().st_size
            if size < NOT_SMALL_BYTES:
                return None
            if size < LARGE_BYTES:
                return self._first_page()
            with self.path.open("rb") as file:
                document = head_of(file.read(HEAD_BYTES))
        except OSError:
            return None
        return None if document is None else Loaded(EMPTY, choices=read_choices(document), late=True)

    def _first_page(self) -> Loaded | None:
        found = self.glimpse(Span(0, FIRST_PAGE_CP))
        parted = self._ahead[2] if self._ahead is not None else None
        if parted is None or not len(found):
            return None
        return Loaded(found, choices=read_choices(parted.document), late=True)

    def glimpse(self, span: Span) -> AnnotationSet:
        """What stands around `span`, as far as it is found fast: good for showing it until `load` is done."""
        if self._ahead is None or self._ahead[1] != _signature(self.path):
            try:
                found = _read_bytes(self.path)
            except UserError:
                found = None
            if found is None:
                return EMPTY
            self._ahead = (*found, part(found[0]))
        parted = self._ahead[2]
        if parted is None or text_hash(parted.document) != self._article.text_sha256:
            return EMPTY
        anchorer = Anchorer(self._article.text, unchanged=True)
        near = read_rows(rows_around(parted.rows, span.start, span.end), anchorer, self._article.name)
        return AnnotationSet.of(near, read_entities(parted.document.get("entities", []))[0])

    def present_path(self) -> Path | None:
        """Where annotations stand now: beside the article or in the data folder; None when nowhere."""
        left = [self._left.path] if self._left is not None else []
        places = (self._fallback().sidecar, self.path, *left)
        return next((path for path in places if os.path.exists(path)), None)  # noqa: PTH110  Path's raises at long names

    def sidecar_bytes(self) -> bytes | None:
        """The file as it stands, for attaching it to an export; None when there is none."""
        path = self.present_path()
        if path is not None:
            found = _read_bytes(path)
            if found is not None:
                return found[0]
        return None

    def save(self, annotations: AnnotationSet, adopted: AnnotationSet | None = None) -> Saved:
        """Bring together `annotations` and what stands in the file now, and write it durably.

        `adopted` is the `Saved.annotations` that the caller took in last, before it came to `annotations`: what
        others wrote and the caller has not seen yet is missing from them, but not removed.

        Raises UserError when the file is broken, belongs to a newer version or another program, or cannot be
        written anywhere; nothing is changed then.
        """
        real = Path(os.path.realpath(self.path))
        with lock_for(real, self._folders.state):
            for _ in range(TRIES):
                try:
                    saved = self._save_once(annotations, adopted)
                except ChangedMeanwhileError:
                    self._seen = None
                else:
                    self._remember_text()
                    sweep_below(self._folders.state, self._folders.data, self._folders.cache)
                    return saved
        raise UserError(f"{self.path.name} cannot be saved", "another program writes it all the time")

    def look(self, annotations: AnnotationSet, adopted: AnnotationSet | None = None) -> Saved | None:
        """What others wrote since the last look, brought together with `annotations`; None when nobody did.

        Writes nothing, and so is only for annotations that were saved. `adopted` and what is raised: as for `save`.
        """
        fallback, near, far = self._read_both()
        if self._is_seen(near, far):
            return None
        merged = self._merged(annotations, adopted, near, far, fallback)
        self._seen, self._document = (near.signature, far.signature), near.document or far.document
        is_far = far.document is not None
        elsewhere = self._kept_elsewhere("", far.path) if is_far else ""
        stands_as = f"{near.sha256} {far.sha256}".rstrip()
        path = far.path if is_far else near.path
        return self._told(Saved(merged, annotations, NOTHING, path, elsewhere, stands_as, adopted=adopted))

    def set_aside(self, now: datetime) -> tuple[Path, ...]:
        """Rename what is broken, beside the article and in the data folder, to dated names, so that it can begin anew.

        Returns the new names, none when all can be read by now. Raises UserError. May be called from any thread.
        """
        found = []
        for path in (self.path, self._fallback().sidecar):
            try:
                self._read_anew(path)
            except UserError:
                found.append(set_file_aside(path, now))
        return tuple(found)

    def go_on(self) -> Backup | None:
        """After `set_aside`, when nothing was loaded: begin with the newest backup and what journals hold after it."""
        from reader.sidecar.journal.going_on import go_on

        return go_on(self._article, self._folders, self.load)

    def has_vanished(self, annotations: AnnotationSet) -> bool:
        """Whether these annotations, which were saved, stand in no file any more; then they are in the backups now.

        May be called from any thread. Reads nothing as long as the file is there.
        """
        if not annotations.annotations or self.present_path() is not None:
            return False
        from reader.sidecar.places.vanished import keep_vanished

        document = self._document or new_document(self._article, self._tagset)
        data = DocumentWriter(self._article).write(document, annotations)
        keep_vanished(data, len(annotations), Backups.of(self._article, self._folders.state))
        return True

    def kept_versions(self) -> int:
        """How many backups there are. Not for a GUI thread."""
        return len(self._backups.all())

    def keep_left(self) -> None:
        """When all is done: have a backup of what was saved last, if anything was. Not for a GUI thread."""
        file, self._written = self._written, None
        if file is not None:
            try:
                self._backups.keep_left(file.path, len(file.annotations))
            except OSError as error:
                _log.warning("no backup of %s: %s", file.path.name, error)

    def keep_next(self) -> None:
        """Have a backup of what the next save replaces: by it and a journal that begins there all can be had again."""
        self._backups.wants_next = True

    def _remember_text(self) -> None:
        """Keep the text that the positions in the file are those of, once, for when the article has changed."""
        if not self._remembers_text:
            from reader.sidecar.anchoring.text_cache import TextCache

            self._remembers_text = True
            sha256 = self._article.text_sha256
            TextCache(self._folders.cache).keep(sha256, self._article.text, self._text_before)

    # -- one attempt -------------------------------------------------------------------------------

    def _save_once(self, ours: AnnotationSet, adopted: AnnotationSet | None) -> Saved:
        fallback, near, far = self._read_both()
        left = self._left_now(near, far)
        merged = self._merged(ours, adopted, left or near, far, fallback)
        continued = near.document is None or near.sha256 == fallback.based_on
        document = (far.document if continued else near.document) or near.document or self._document
        document = document or new_document(self._article, self._tagset)
        self._text_before = text_hash(document) or self._text_before
        require_storable(len(merged))
        data = self._writer.write(document, merged)
        require_storable(len(merged), len(data))
        elsewhere, path, sha256 = "", self.path, hashlib.sha256(data).hexdigest()
        stands_as = sha256
        try:
            self._keep_old(merged, near, far)
            signature = self._write_beside(data, near, stands_as)
            if far.document is not None:
                fallback.clear()
            self._seen = (signature, None)
        except OSError as error:
            if error.errno not in NOT_WRITABLE:
                raise UserError(f"{self.path.name} is not saved", why_not(error)) from None
            path = fallback.sidecar
            self._keep_old(merged, far)
            elsewhere, stands_as = self._kept_elsewhere(why_not(error), path), f"{near.sha256} {sha256}"
            self.about_to_write(stands_as)
            signature = self._write_fallback(data, fallback, near, far)
            self._seen = (near.signature, signature)
        if left is not None:
            LeftBehind(left.path, left.signature).take_away(self._backups, len(left.annotations), self._folders.state)
        self._left = None
        if path == self.path:
            self._was_beside = True
            self.note_seen()
        self._document = document
        self._files[path] = self._written = _File(path, signature, document, merged, (), sha256)
        return self._told(Saved(merged, ours, NOTHING, path, elsewhere, stands_as, adopted=adopted))

    def _read_both(self) -> tuple[Fallback, _File, _File]:
        """What stands beside the article and in the data folder. Raises UserError when either is not ours to change."""
        fallback = self._fallback()
        near, far = self._read(self.path), self._read(fallback.sidecar)
        for file in (near, far):
            if file.document is not None and (why := why_read_only(file.document, file.path.name)):
                raise why
        return fallback, near, far

    def _is_seen(self, near: _File, far: _File) -> bool:
        nothing = near.document is None and far.document is None
        return nothing or self._seen == (near.signature, far.signature)

    def _merged(
        self, ours: AnnotationSet, adopted: AnnotationSet | None, near: _File, far: _File, fallback: Fallback
    ) -> AnnotationSet:
        is_newest = adopted is self._stands
        base = self._stands if is_newest else self._taken_in.caught_up(self._known, self._known_with, adopted)
        theirs = self._stands if self._is_seen(near, far) else self._together(near, far, fallback.based_on)
        return self.merge(base, ours, theirs)

    def _together(self, near: _File, far: _File, based_on: str) -> AnnotationSet:
        """Both places as one. The far one alone, when it continues exactly what stands beside the article."""
        if far.document is None:
            return near.annotations
        if near.document is None or near.sha256 == based_on:
            return far.annotations
        return self._merger.union(far.annotations, near.annotations)

    def _told(self, saved: Saved) -> Saved:
        saved = saved._replace(from_others=difference(saved.sent, saved.annotations, "Changes from another program"))
        self._stands, self._known_with = saved.annotations, saved.adopted
        self._known = saved.sent if saved.from_others else saved.annotations
        self._taken_in.add(saved)
        return saved

    def _keep_old(self, new: AnnotationSet, *files: _File) -> None:
        """Have a backup of what is about to be replaced. Where that fails, saving goes on: it is worth more."""
        for file in files:
            if file.document is not None and os.access(file.path.parent, os.W_OK):
                try:
                    why = Why.MIGRATION if file.is_older else Why.CHANGE
                    self._backups.before_replacing(file.path, file.annotations, new, why=why)
                    self.not_kept = None  # the disk is well again
                except OSError as error:
                    _log.warning("no backup of %s: %s", file.path.name, error)
                    what = worded(
                        "No earlier version of the annotations of {name} could be kept", name=self._article.name
                    )
                    self.not_kept = UserError(what, why_not(error), "The change itself is saved")

    def _write_beside(self, data: bytes, near: _File, stands_as: str) -> Signature:
        if near.signature is not None and not os.access(self.path, os.W_OK):
            raise ReadOnlyFileError(errno.EACCES, "read-only", str(self.path))
        self._was_beside = self._was_beside or near.signature is not None
        if near.signature is None and self._was_beside and is_gone(str(self._article.path)):
            # moved with its sidecar, perhaps: kept elsewhere, what is new is found by content
            raise ArticleGoneError(errno.ENOENT, "gone", str(self.path))
        self.about_to_write(stands_as)
        return write_durably(self.path, data, expect=near.signature, mode=_mode_beside(self._article.path))

    def _write_fallback(self, data: bytes, fallback: Fallback, near: _File, far: _File) -> Signature:
        try:
            make_folder(fallback.folder, 0o700)
            signature = write_durably(fallback.sidecar, data, expect=far.signature)
            fallback.note(self._article.path, self._article.sha256, near.sha256)
        except OSError as error:
            what = f"{self.path.name} is not saved"
            raise UserError(
                what, f"neither its folder nor {fallback.folder} can be written: {error.strerror}"
            ) from None
        return signature

    def _kept_elsewhere(self, reason: str, path: Path) -> str:
        because = f" ({reason})" if reason else ""
        return f"Not saved beside the article{because}. Kept in your data folder: {path}"

    # -- the article was moved ---------------------------------------------------------------------

    def note_seen(self) -> None:
        """Write down that a sidecar of this content stands here, for the day when the article is moved."""
        note_place(self._article.sha256, self.path, self._folders.state)

    @property
    def is_left_behind(self) -> bool:
        """Whether the annotations stand where the article was before it was moved; the next save brings them along."""
        return self._left is not None

    def _read_left(self) -> _File | None:
        """The sidecar that stayed behind when the article was moved; a broken one stays where it is."""
        path = left_behind(self._article, self._folders.state)
        try:
            return self._read(path) if path is not None else None
        except UserError:
            return None

    def _left_now(self, near: _File, far: _File) -> _File | None:
        """The same as it stands by now. None when there is none, or the article has got a sidecar meanwhile."""
        if self._left is None:
            return None
        if near.document is not None or far.document is not None:
            self._taken_in.clear()
            self._stands = self._known = EMPTY  # it is not known whether what was left went into that
            return None
        left = self._read(self._left.path)
        if left.document is not None and (why := why_read_only(left.document, left.path.name)):
            raise why
        return left if left.document is not None else None

    # -- reading -----------------------------------------------------------------------------------

    def _fallback(self) -> Fallback:
        return fallback_for(self._article.path, self._article.sha256, self._folders.data)

    def _read(self, path: Path) -> _File:
        """Raises UserError when it cannot be read or is broken."""
        known = self._files.pop(path, None)
        if known is None or known.signature is None or known.signature != _signature(path):
            known = self._read_anew(path)
        self._files[path] = known
        return known

    def _read_anew(self, path: Path) -> _File:
        ahead, self._ahead = self._ahead, None
        if path == self.path and ahead is not None and ahead[1] == _signature(path):
            data, signature, parted = ahead
        else:
            found = _read_bytes(path)
            if found is None:
                return _File(path)
            data, signature = found
            parted = None if why_too_much(data) else part(data)
        if why := why_too_much(data):
            raise _too_much(path, why)
        if parted is not None and _is_older(parted.document):
            parted = None
        try:
            document, decoded = self._decoded(path, parted.document, parted.rows) if parted else self._whole(path, data)
        except BrokenJsonError:  # a row is none: where it is broken, the whole says
            document, decoded = self._whole(path, data)
        sha256 = hashlib.sha256(data).hexdigest()
        is_older = parted is None and _is_older(parse_object(data))
        return _File(path, signature, document, decoded.annotations, decoded.problems, sha256, is_older)

    def _whole(self, path: Path, data: bytes) -> tuple[JsonObject, Decoded]:
        try:
            document = parse_object(data)
        except BrokenJsonError as error:
            what = f"The annotations file {path.name} is not valid JSON ({error})"
            raise BrokenSidecarError(what, remedy=NOT_CHANGED) from None
        if _is_older(document):
            from reader.sidecar.format.migrate import migrate

            try:
                document = migrate(document)
            except ValueError as error:
                what = f"The annotations file {path.name} cannot be read"
                raise BrokenSidecarError(what, str(error), NOT_CHANGED) from None
        return self._decoded(path, document, None)

    def _decoded(self, path: Path, document: JsonObject, rows: list[Row] | None) -> tuple[JsonObject, Decoded]:
        entities = document.get("entities")
        why = why_too_many(
            len(items_of(document) if rows is None else rows), len(entities) if isinstance(entities, list) else 0
        )
        if why:
            raise _too_much(path, why)
        anchorer = finder_for(self._article, self._folders, text_hash(document), text_length(document), self._texts)
        return document, read_document(document, anchorer, self._article.name, rows)


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


def _read_bytes(path: Path) -> tuple[bytes, Signature] | None:
    try:
        return read_with_signature(path)
    except OSError as error:
        if error.errno in (errno.ENAMETOOLONG, errno.ENOTDIR):
            return None
        if error.errno == errno.EFBIG:
            raise _too_much(path, error.strerror or "") from None
        what = f"The annotations file {path.name} cannot be read"
        remedy = NOT_CHANGED
        if error.errno == errno.EISDIR:
            remedy += "; move that folder away to go on"
        elif error.errno in (errno.EACCES, errno.EPERM):
            remedy += "; what it holds is shown once you may read it"
        raise BrokenSidecarError(what, (error.strerror or "").lower(), remedy) from None


def _too_much(path: Path, why: str) -> BrokenSidecarError:
    return BrokenSidecarError(f"The annotations file {path.name} is too large to read", why, NOT_CHANGED)


def _mode_beside(article: Path) -> int:
    """For a new sidecar, which quotes its article: nobody may read it who may not read that."""
    try:
        return article.stat().st_mode & 0o066 | 0o600
    except OSError:
        return 0o666


def set_file_aside(path: Path, now: datetime) -> Path:
    """Rename a broken file to a dated name beside it. Raises UserError when it cannot be."""
    aside = path.with_name(f"{path.name}.broken-{now:%Y%m%d-%H%M%S}")
    try:
        if aside.exists():
            raise UserError(f"{path.name} cannot be set aside", f"{aside.name} exists already")
        rename_durably(path, aside)
    except OSError as error:
        raise UserError(f"{path.name} cannot be set aside", why_not(error)) from None
    return aside
