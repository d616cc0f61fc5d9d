"""Loads and saves the annotations of one article: locks its sidecar, brings in what others wrote, writes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.tagset import TagSet
from reader.errors import UserError, worded
from reader.folders import Folders
from reader.sidecar.backups.backups import taken_away
from reader.sidecar.disk.durable import ChangedMeanwhileError
from reader.sidecar.disk.lock import lock_for
from reader.sidecar.disk.temporary import sweep_below
from reader.sidecar.format.choices import Choices, read_choices
from reader.sidecar.format.document import DocumentWriter, new_document, text_hash
from reader.sidecar.format.limits import require_storable
from reader.sidecar.keeping.backing_up import BackingUp
from reader.sidecar.keeping.common_ground import CommonGround
from reader.sidecar.keeping.reading import EMPTY, SidecarFile, SidecarReader, read_sidecar_bytes
from reader.sidecar.keeping.results import Loaded, Saved
from reader.sidecar.keeping.standing import Places, Standing
from reader.sidecar.keeping.writing import SidecarWriter
from reader.text.article import Article

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.sidecar.format.json_text import JsonObject

TRIES = 20  # programs that do not know our lock may write between our look and our rename this often
NOTHING = Change("")


class SidecarStore:
    """The sidecar of one article. `load`, `look` and `save` may be called from one thread at a time."""

    def __init__(
        self, article: Article, folders: Folders, tagset: TagSet, texts: Mapping[str, str] | None = None
    ) -> None:
        """`texts`: what the article was before, by hash, where somebody has it at hand."""
        self.article = article
        self.folders = folders
        self.reader = SidecarReader(article, folders, texts)
        self.places = Places(article, folders, self.reader)
        self.path = self.places.beside
        self.writer = SidecarWriter(article)
        self.backing_up = BackingUp(article, folders.state)
        self.common = CommonGround(article)
        self._tagset = tagset
        self._document: JsonObject | None = None  # the last one that could be read: what it says at its top is kept
        self._document_writer = DocumentWriter(article)
        self._text_before = ""  # the hash of the text that the file was written for until it is saved
        self._remembers_text = False  # whether the text cache has the article's text

    @property
    def choices(self) -> Choices:
        """What was chosen last, here or as the file says."""
        return self._document_writer.choices or read_choices(self._document)

    @property
    def chosen(self) -> Choices | None:
        """What was chosen here and is written whatever the file says; None when nothing was."""
        return self._document_writer.choices

    def choose(self, choices: Choices) -> None:
        """Have these choices written with the next save, whatever the file says."""
        self._document_writer.choices = choices

    def load(self) -> Loaded:
        """Read the sidecar beside the article and, if there is one, the one in the data folder: both as one."""
        self.reader.forget()
        try:
            standing = self.places.find()
        except UserError as problem:
            return Loaded(EMPTY, problem, broken=True)
        annotations = self.common.together(standing)
        self.common.begin(annotations, standing)
        self.writer.saw(standing, beside=not self.places.is_left_behind and standing.near.document is not None)
        self._document = standing.document
        problems = (*standing.near.problems, *standing.far.problems)
        choices = read_choices(self._document)
        return Loaded(
            annotations,
            standing.read_only,
            False,
            standing.elsewhere,
            problems,
            choices,
            stands_as=standing.stands_as,
        )

    def look(self, annotations: AnnotationSet, adopted: AnnotationSet | None = None) -> Saved | None:
        """What others wrote since the last look, brought together with `annotations`; None when nobody did.

        Writes nothing, and so is only for annotations that were saved. `adopted` and what is raised: as for `save`.
        """
        standing = self.places.changeable()
        if self.common.is_seen(standing):
            return None
        merged = self.common.merged(annotations, adopted, standing)
        self._keep_what_others_removed(annotations, merged)
        self.common.seen, self._document = standing.signatures, standing.document
        self.writer.knows(standing.near if standing.far.document is None else standing.far)
        path = standing.near.path if standing.far.document is None else standing.far.path
        return self.common.agreed(
            Saved(merged, annotations, NOTHING, path, standing.elsewhere, standing.stands_as, adopted=adopted)
        )

    def save(self, annotations: AnnotationSet, adopted: AnnotationSet | None = None) -> Saved:
        """Bring together `annotations` and what stands in the file now, and write it durably.

        `adopted` is the `Saved.annotations` that the caller took in last, before it came to `annotations`: what
        others wrote and the caller has not seen yet is missing from them, but not removed.

        Raises UserError when the file is broken, belongs to a newer version or another program, or cannot be
        written anywhere; nothing is changed then.
        """
        real, folders = Path(os.path.realpath(self.path)), self.folders
        with lock_for(real, folders.state):
            for _ in range(TRIES):
                try:
                    saved = self._save_once(annotations, adopted)
                except ChangedMeanwhileError:
                    self.common.seen = None
                else:
                    self._remember_text()
                    sweep_below(folders.state, folders.data, folders.cache)
                    return saved
        raise UserError(worded("{name} cannot be saved", name=self.path.name), "another program writes it all the time")

    def _save_once(self, ours: AnnotationSet, adopted: AnnotationSet | None) -> Saved:
        standing = self.places.changeable()
        left = self._left_now(standing)
        whole = standing if left is None else standing._replace(near=left)
        merged = self.common.merged(ours, adopted, whole)
        if not self.common.is_seen(standing):
            self._keep_what_others_removed(ours, merged)
        document = standing.newest_document or self._document or new_document(self.article, self._tagset)
        self._text_before = text_hash(document) or self._text_before
        require_storable(len(merged))
        data = self._document_writer.write(document, merged)
        require_storable(len(merged), len(data))
        written = self.writer.write(data, standing, lambda files: self.backing_up.before_replacing(files, merged))
        self.common.seen = written.seen
        if left is not None:
            self.backing_up.take_along(left)
        self.places.leave_nothing()
        if written.path == self.path:
            self.places.note_seen()
        self._document = document
        file = SidecarFile(written.path, written.signature, document, merged, (), written.sha256)
        self.reader.know(file)
        self.writer.knows(file)
        self.backing_up.after_writing(file)
        return self.common.agreed(
            Saved(merged, ours, NOTHING, written.path, written.elsewhere, written.stands_as, adopted=adopted)
        )

    def _keep_what_others_removed(self, ours: AnnotationSet, merged: AnnotationSet) -> None:
        """Somebody may have put an old version over ours: what that has not would be gone without a word."""
        if taken_away(ours, merged):
            document = self._document or new_document(self.article, self._tagset)
            self.backing_up.keep_removed(DocumentWriter(self.article).write(document, ours), len(ours))

    def _left_now(self, standing: Standing) -> SidecarFile | None:
        """What stayed behind when the article was moved. None when it has got a sidecar meanwhile."""
        if standing.is_nothing:
            return self.places.left_now()
        if self.places.is_left_behind:
            self.common.forget()  # it is not known whether what was left went into that
        return None

    def sidecar_bytes(self) -> bytes | None:
        """The file as it stands, for attaching it to an export; None when there is none."""
        path = self.places.present()
        found = read_sidecar_bytes(path) if path is not None else None
        return found[0] if found is not None else None

    def has_vanished(self, annotations: AnnotationSet) -> bool:
        """Whether these annotations, which were saved, stand in no file any more; then they are in the backups now.

        May be called from any thread. Reads nothing as long as the file is there.
        """
        if not annotations.annotations or self.places.present() is not None:
            return False
        document = self._document or new_document(self.article, self._tagset)
        self.backing_up.keep_vanished(DocumentWriter(self.article).write(document, annotations), len(annotations))
        return True

    def _remember_text(self) -> None:
        """Keep the text that the positions in the file are those of, once, for when the article has changed."""
        if not self._remembers_text:
            from reader.sidecar.anchoring.text_cache import TextCache

            self._remembers_text = True
            sha256 = self.article.text_sha256
            TextCache(self.folders.cache).keep(sha256, self.article.text, self._text_before)
