"""Where the annotations of one article stand: beside it, in the user's data folder, or where it was before a move."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.collection import AnnotationSet
from reader.errors import UserError, worded
from reader.folders import Folders
from reader.sidecar.disk.durable import Signature
from reader.sidecar.format.document import why_read_only
from reader.sidecar.format.json_text import JsonObject
from reader.sidecar.keeping.reading import SidecarFile, SidecarReader
from reader.sidecar.places.moved import left_behind, note_place
from reader.sidecar.places.places import LENT_ALONE, SUFFIX, Fallback, beside, fallback_for
from reader.text.article import Article

if TYPE_CHECKING:
    from reader.sidecar.merging.sets import Merger


class Standing(NamedTuple):
    """What stands beside the article (`near`) and in the data folder (`far`, in `fallback`); each perhaps nothing.

    `base` is what they both come from, where that is known and neither continues the other.
    """

    fallback: Fallback
    near: SidecarFile
    far: SidecarFile
    base: SidecarFile | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether there is no sidecar at all."""
        return self.near.document is None and self.far.document is None

    @property
    def _far_goes_on(self) -> bool:
        """Whether what stands in the data folder continues exactly what stands beside the article."""
        return self.near.document is None or self.near.sha256 == self.fallback.based_on

    @property
    def signatures(self) -> tuple[Signature | None, Signature | None]:
        """By which it is known that nobody wrote the files."""
        return self.near.signature, self.far.signature

    @property
    def stands_as(self) -> str:
        """See `Loaded`."""
        return f"{self.near.sha256} {self.far.sha256}".rstrip()

    @property
    def read_only(self) -> UserError | None:
        """Why nothing may be changed: one of them belongs to a newer version or another program."""
        return next(
            (
                why
                for file in (self.near, self.far)
                if file.document is not None and (why := why_read_only(file.document, file.path.name))
            ),
            None,
        )

    @property
    def document(self) -> JsonObject | None:
        """The one beside the article, else the other."""
        return self.near.document or self.far.document

    @property
    def newest_document(self) -> JsonObject | None:
        """The one that continues the other."""
        return (self.far.document if self._far_goes_on else None) or self.near.document

    @property
    def elsewhere(self) -> str:
        """See `Loaded`."""
        if self.far.document is None:
            return ""
        from reader.sidecar.places.lent import is_lent_alone

        article = Path(str(self.near.path).removesuffix(SUFFIX))
        return kept_elsewhere(LENT_ALONE if is_lent_alone(article) else "", self.far.path)

    def together(self, merger: Callable[[], Merger]) -> AnnotationSet:
        """Both places as one. The far one alone, when it continues exactly what stands beside the article."""
        if self.far.document is None:
            return self.near.annotations
        if self._far_goes_on:
            return self.far.annotations
        if self.base is None:
            return merger().union(self.far.annotations, self.near.annotations)
        return merger().merge(self.base.annotations, self.far.annotations, self.near.annotations)


class Places:
    """The places of one article's annotations."""

    def __init__(self, article: Article, folders: Folders, reader: SidecarReader) -> None:
        self._article = article
        self._folders = folders
        self._reader = reader
        self._left: SidecarFile | None = None  # where the article stood before it was moved, until the next save
        self.beside = beside(article.path)

    def fallback(self) -> Fallback:
        """The place in the user's data folder. Looks for it on disk."""
        return fallback_for(self._article.path, self._article.sha256, self._folders.data)

    def _read(self) -> Standing:
        fallback = self.fallback()
        standing = Standing(fallback, self._reader.read(self.beside), self._reader.read(fallback.sidecar))
        if standing.far.document is None or standing.newest_document is standing.far.document:
            return standing
        return standing._replace(base=self._read_base(fallback))

    def _read_base(self, fallback: Fallback) -> SidecarFile | None:
        if not fallback.base_sha256:
            return None
        try:
            base = self._reader.read(fallback.base)
        except UserError:
            return None
        return base if base.document is not None and base.sha256 == fallback.base_sha256 else None

    def find(self) -> Standing:
        """What stands there; where nothing does, what stayed behind when the article was moved counts as `near`.

        Raises UserError when one of them cannot be read.
        """
        standing = self._read()
        self._left = self._read_left() if standing.is_nothing else None
        return standing if self._left is None else standing._replace(near=self._left)

    def changeable(self) -> Standing:
        """What stands there now, but for what stayed behind. Raises UserError if not ours to change."""
        standing = self._read()
        if standing.read_only is not None:
            raise standing.read_only
        return standing

    def present(self) -> Path | None:
        """Where annotations stand now: beside the article or in the data folder; None when nowhere."""
        left = [self._left.path] if self._left is not None else []
        places = (self.fallback().sidecar, self.beside, *left)
        return next((path for path in places if os.path.exists(path)), None)  # noqa: PTH110  Path's raises at long names

    def note_seen(self) -> None:
        """Write down that a sidecar of this content stands here, for the day when the article is moved."""
        note_place(self._article.sha256, self.beside, self._folders.state)

    # -- the article was moved ---------------------------------------------------------------------

    @property
    def is_left_behind(self) -> bool:
        """Whether the annotations stand where the article was before it was moved; the next save brings them along."""
        return self._left is not None

    def left_now(self) -> SidecarFile | None:
        """What stayed behind, as it stands by now. None when there is none. Raises UserError as `changeable`."""
        if self._left is None:
            return None
        left = self._reader.read(self._left.path)
        if left.document is not None and (why := why_read_only(left.document, left.path.name)):
            raise why
        return left if left.document is not None else None

    def leave_nothing(self) -> None:
        """From now on nothing stays behind: it was brought along, or is needed no more."""
        self._left = None

    def _read_left(self) -> SidecarFile | None:
        """The sidecar that stayed behind when the article was moved; a broken one stays where it is."""
        path = left_behind(self._article, self._folders.state)
        try:
            return self._reader.read(path) if path is not None else None
        except UserError:
            return None


def kept_elsewhere(reason: str, path: Path) -> str:
    """The sentence that says where annotations are kept, if not beside the article."""
    if not reason:
        return worded("Not saved beside the article. Kept in your data folder: {path}", path=path)
    return worded("Not saved beside the article ({reason}). Kept in your data folder: {path}", reason=reason, path=path)
