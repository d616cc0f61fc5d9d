"""Has earlier versions of a sidecar kept while it is saved. Where that fails, saving goes on: it is worth more."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from reader.annotations.collection import AnnotationSet
from reader.errors import UserError, worded
from reader.sidecar.backups.backups import Backups
from reader.sidecar.backups.thinning import Why
from reader.sidecar.keeping.reading import SidecarFile
from reader.sidecar.places.moved import LeftBehind
from reader.sidecar.places.places import why_not
from reader.text.article import Article

_log = logging.getLogger(__name__)


class BackingUp:
    """The backups of one article, as its sidecar is saved."""

    not_kept: UserError | None = None  # why what was replaced, or left, could not be kept

    def __init__(self, article: Article, state: Path) -> None:
        self._article = article
        self._state = state
        self._backups = Backups.of(article, state)
        self._written: SidecarFile | None = None  # what was saved last, until it is kept

    def count(self) -> int:
        """How many backups there are. Not for a GUI thread."""
        return len(self._backups.all())

    def versions(self) -> Iterator[tuple[bytes, bool]]:
        """The sidecars that are kept, newest first, and whether each was exported. Not for a GUI thread."""
        for backup in Backups.of(self._article, self._state).all():  # of its own: this may be on any thread
            try:
                yield backup.read(), backup.why is Why.EXPORT
            except UserError as problem:
                _log.warning("%s", problem)

    def keep_exported(self, data: bytes, annotations: int) -> None:
        """Have `data`, which an exported file carries along: what comes back in that is compared with it.

        From any thread that may wait.
        """
        now = datetime.now(UTC)
        try:
            Backups.of(self._article, self._state).keep(data, Why.EXPORT, annotations, now, now)
        except OSError as error:
            _log.warning("no backup of what was exported: %s", error)

    def keep_next(self) -> None:
        """Have a backup of what the next save replaces: by it and a journal that begins there all can be had again."""
        self._backups.wants_next = True

    def before_replacing(self, files: Iterable[SidecarFile], new: AnnotationSet) -> None:
        """Have a backup of what is about to be replaced by `new`."""
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

    def after_writing(self, file: SidecarFile) -> None:
        """This was written: the one that `keep_left` keeps."""
        self._written = file

    def take_along(self, left: SidecarFile) -> None:
        """Keep and take away the sidecar that stayed behind when the article was moved: all of it was saved here."""
        LeftBehind(left.path, left.signature).take_away(self._backups, len(left.annotations), self._state)

    def keep_left(self, told: Callable[[UserError], None] = lambda _: None) -> None:
        """When all is done: have a backup of what was saved last, if anything was. Not for a GUI thread.

        `told` is called when there can be none.
        """
        file, self._written = self._written, None
        if file is not None:
            try:
                self._backups.keep_left(file.path, len(file.annotations))
            except OSError as error:
                _log.warning("no backup of %s: %s", file.path.name, error)
                if isinstance(error, FileNotFoundError) and not file.path.exists():
                    return  # it was moved meanwhile, and its earlier versions with it
                what = worded("No earlier version of the annotations of {name} could be kept", name=self._article.name)
                self.not_kept = UserError(what, why_not(error), "The annotations themselves are saved")
                told(self.not_kept)

    def keep_removed(self, data: bytes, annotations: int) -> None:
        """Have `data`, a sidecar with what others removed from it or what their old version lacks."""
        now = datetime.now(UTC)
        try:
            self._backups.keep(data, Why.REMOVAL, annotations, now, now)
        except OSError as error:
            _log.warning("no backup of what others removed from %s: %s", self._article.name, error)

    def keep_vanished(self, data: bytes, annotations: int) -> None:
        """Have `data`, a sidecar whose file was taken away while it was shown: else closing it would be its end."""
        now = datetime.now(UTC)
        try:  # backups of its own: this may be on any thread
            Backups.of(self._article, self._state).keep(data, Why.GONE, annotations, now, now)
        except OSError as error:
            _log.warning("no backup of annotations whose file is gone: %s", error)
