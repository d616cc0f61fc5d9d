"""One open article: the only place that changes annotations. Tells listeners by plain callbacks; knows no Qt."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.collection import AnnotationSet, Applied, Change
from reader.annotations.ids import Stamp
from reader.annotations.tagset import TagSet
from reader.annotations.tagset_file import find_tagset
from reader.errors import UserError
from reader.folders import Folders
from reader.settings import read_settings
from reader.sidecar.choices import Choices
from reader.sidecar.merge import difference, merge
from reader.sidecar.remembered import open_as_remembered
from reader.sidecar.saver import Autosaver
from reader.sidecar.store import BrokenSidecarError, Loaded, Saved, SidecarStore
from reader.text.article import Article
from reader.text.open import resolve

if TYPE_CHECKING:
    from datetime import datetime

    from reader.export.job import ExportJob


class SaveState(StrEnum):
    """What the status line says first."""

    SAVED = "Saved"
    SAVING = "Saving ..."
    NOT_SAVED = "Not saved"
    READ_ONLY = "Read-only"
    LOADING = "Reading annotations ..."


class SaveStatus(NamedTuple):
    """How safe the annotations are; `message` is a sentence when there is more to say."""

    state: SaveState
    message: str = ""


class Opened(NamedTuple):
    """Everything that was read from disk to open an article. Made off the GUI thread, used on it."""

    article: Article
    tagset: TagSet
    store: SidecarStore
    loaded: Loaded
    creator: str = ""
    notices: tuple[UserError, ...] = ()
    own_tagset: bool = False  # the user's, not the one that ships with Postil


def read_article(
    path: Path,
    folders: Folders,
    reserved_keys: Callable[[], Mapping[str, str]] | None = None,
    encoding: str | None = None,
    *,
    late: bool = False,
) -> Opened:
    """Read an article, its tag set and its sidecar. Raises UserError when the article cannot be opened.

    `reserved_keys` gives the keys that a tag set may not take; it is asked only when there is one of the user's.
    `encoding` is what the user chooses now ("": guess again); None: as the sidecar remembers it, else guessed.
    A broken or newer sidecar is no error here: `loaded.read_only` says what is wrong with it. With `late` a large one
    is not loaded yet (`loaded.late`): call `store.load` and hand the result to `Session.take_in`.
    """
    resolved = resolve(path)
    found = find_tagset(resolved, folders.config, folders.home, reserved_keys)
    article, store, loaded, odd = open_as_remembered(resolved, folders, found.tagset, encoding, late=late)
    settings = read_settings(folders.config)
    notices = (*(warning for warning in (found.warning, odd) if warning), *settings.warnings)
    own_tagset = found.path is not None
    return Opened(article, found.tagset, store, loaded, settings.settings.creator, notices, own_tagset)


STILL_LOADING = UserError(
    "The annotations are still being read", remedy="The page can be read meanwhile, and tagged in a moment"
)


def _at_once(work: Callable[[], None]) -> None:
    work()


class Session:
    """The annotations of one article with their history.

    `post` brings work from the saving thread to the thread that owns the session (a window passes one that
    queues it there). Listeners get every `Applied`, status listeners every `SaveStatus`.
    """

    def __init__(
        self,
        opened: Opened,
        *,
        stamp: Stamp | None = None,
        post: Callable[[Callable[[], None]], None] = _at_once,
        rest_s: float = 0.5,
    ) -> None:
        self.article = opened.article
        self.tagset = opened.tagset
        self.notices = opened.notices
        self.stamp = stamp or Stamp(opened.creator)
        self.annotations: AnnotationSet = opened.loaded.annotations
        self.loading = opened.loaded.late  # nothing can be changed until the annotations are there
        self.read_only: UserError | None = STILL_LOADING if self.loading else opened.loaded.read_only
        self.broken = opened.loaded.broken  # the sidecar cannot be read now, from the beginning or by now
        self.store = opened.store
        self._post = post
        self._undo: list[Change] = []
        self._redo: list[Change] = []
        self._listeners: list[Callable[[Applied], None]] = []
        self._status_listeners: list[Callable[[SaveStatus], None]] = []
        self._status = self._resting_status(opened.loaded.elsewhere)
        # with `post` at once, results come in on the saving thread while the owner is changing things
        self._state = threading.RLock()
        self._adopted: AnnotationSet | None = None
        self._arrived: deque[Saved | UserError] = deque()
        self._saver = Autosaver(opened.store.save, self._saved_on_thread, rest_s=rest_s, look=opened.store.look)

    # -- listening -------------------------------------------------------------------------------

    def subscribe(self, listener: Callable[[Applied], None]) -> None:
        """Call `listener` after every change, undo and redo, and when other programs' changes come in."""
        self._listeners.append(listener)

    def subscribe_status(self, listener: Callable[[SaveStatus], None]) -> None:
        """Call `listener` whenever the status changes."""
        self._status_listeners.append(listener)

    @property
    def status(self) -> SaveStatus:
        """How safe the annotations are now."""
        return self._status

    # -- annotations that come later ---------------------------------------------------------------

    def take_in_part(self, annotations: AnnotationSet) -> None:
        """Show some of the annotations while all are still loaded."""
        if self.loading:
            self._replace(annotations, "Annotations of the page")

    def take_in(self, loaded: Loaded) -> None:
        """Have the annotations that `store.load` gave, in a session opened without: from now on they can be changed."""
        if not self.loading:
            return
        self.loading = False
        self.read_only, self.broken = loaded.read_only, loaded.broken
        self._replace(loaded.annotations, "Annotations")
        self._set_status(self._resting_status(loaded.elsewhere))

    def _replace(self, annotations: AnnotationSet, label: str) -> None:
        with self._state:
            before, self.annotations = self.annotations, annotations
        self._tell(Applied(Change(label), before, annotations, Change(label), ()))

    # -- changing --------------------------------------------------------------------------------

    def apply(self, change: Change) -> Applied | None:
        """Make `change`, remember how to undo it, and have it saved. None when there is nothing to change.

        Raises UserError when the annotations are read-only.
        """
        if not change:
            return None
        applied = self._make(change)
        self._undo.append(applied.inverse)
        self._redo.clear()
        return applied

    def undo(self) -> Applied | None:
        """Take back the latest change that is not undone; None when there is none."""
        return self._move(self._undo, self._redo)

    def redo(self) -> Applied | None:
        """Make the change that was undone last again; None when there is none."""
        return self._move(self._redo, self._undo)

    @property
    def undo_label(self) -> str:
        """What undo would take back ("Tag Person"); empty when nothing."""
        return self._undo[-1].label if self._undo else ""

    @property
    def undo_depth(self) -> int:
        """How many changes undo can take back."""
        return len(self._undo)

    @property
    def redo_label(self) -> str:
        """What redo would make again; empty when nothing."""
        return self._redo[-1].label if self._redo else ""

    def _move(self, source: list[Change], target: list[Change]) -> Applied | None:
        if not source:
            return None
        applied = self._make(source[-1])
        source.pop()
        target.append(applied.inverse)
        return applied

    def _make(self, change: Change) -> Applied:
        if self.read_only is not None:
            raise self.read_only
        with self._state:
            applied = self.annotations.apply(change)
            self.annotations = applied.after
        self._set_status(SaveStatus(SaveState.SAVING))
        with self._state:
            self._saver.offer(self.annotations, self._adopted)
        self._tell(applied)
        return applied

    def _tell(self, applied: Applied) -> None:
        for listener in tuple(self._listeners):
            listener(applied)

    def set_creator(self, name: str) -> None:
        """The name that annotations made from now on carry; empty: none."""
        self.stamp = self.stamp._replace(creator=" ".join(name.split()))

    @property
    def choices(self) -> Choices:
        """The encoding and the language that the user chose."""
        return self.store.choices

    def set_language(self, tag: str) -> None:
        """The article's language as a BCP 47 tag, from now on and in the sidecar; empty: as the article says."""
        said = self.article.meta.get("lang") or self.article.meta.get("language") or ""
        self.article = replace(self.article, language=tag or said)
        self.store.choose(self.choices._replace(language=tag, known_language=""))
        self.keep_choices()

    def keep_choices(self) -> None:
        """Have what was chosen saved, though no annotation changed. Raises UserError when they are read-only."""
        if self.read_only is not None:
            raise self.read_only
        self._set_status(SaveStatus(SaveState.SAVING))
        with self._state:
            self._saver.offer(self.annotations, self._adopted)

    def continue_history(self, before: Session) -> None:
        """Take over what `before`, a session on the very same words, could undo and redo."""
        self._undo, self._redo = list(before._undo), list(before._redo)

    # -- exporting -------------------------------------------------------------------------------

    def export_job(
        self,
        progress: Callable[[float, str], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        warn: Callable[[str], None] | None = None,
    ) -> ExportJob:
        """All that an exporter needs as it is now. Reads the sidecar from disk: save first; not for a GUI thread."""
        from reader.export.job import ExportJob, never

        if self.loading:
            raise STILL_LOADING
        data = self.store.sidecar_bytes()
        return ExportJob(self.article, self.annotations, self.tagset, data, progress, cancelled or never, warn)

    # -- keeping ---------------------------------------------------------------------------------

    def hurry(self) -> None:
        """Have what is unsaved saved without waiting for a rest; returns at once."""
        self._saver.hurry()

    def refresh(self) -> None:
        """Have what other programs wrote meanwhile taken in; returns at once. Nothing is written for it."""
        if self.read_only is None:
            with self._state:
                self._saver.look(self.annotations, self._adopted)

    def save(self) -> SaveStatus:
        """Have everything in the sidecar before returning; the status says whether that went well."""
        self._settle(self._saver.flush())
        return self._status

    @property
    def has_unsaved(self) -> bool:
        """Whether something waits to be saved."""
        return self._saver.pending

    def flush(self) -> None:
        """Have everything in the sidecar before returning; from any thread. Raises UserError when that fails."""
        result = self._saver.flush()
        if isinstance(result, UserError) and self._saver.pending:
            raise result

    def set_aside(self, now: datetime) -> None:
        """Rename a sidecar that broke while it was open to a dated name, and save what is held here into a new one.

        Nothing when it is not broken. One that was broken when it was opened is set aside too; then open it again.
        Raises UserError when it cannot be renamed.
        """
        if self.broken:
            self.store.set_aside(now)
            if self.read_only is None:
                self._set_status(SaveStatus(SaveState.SAVING))
                self._saver.hurry()  # what failed to be saved waits there

    def close(self) -> SaveStatus:
        """Save what is unsaved and stop the saving thread. The session is not to be changed afterwards."""
        self._settle(self._saver.close())
        return self._status

    def _settle(self, result: Saved | UserError | None) -> None:
        """Take in a result whose message may still be waiting in the queue of `post`."""
        if result is not None:
            self._saved(result)

    def _saved_on_thread(self, result: Saved | UserError) -> None:
        with self._state:
            self._arrived.append(result)
        self._post(lambda: self._saved(result))

    def _saved(self, result: Saved | UserError) -> None:
        """Take in all results up to this one, in the order they came; one that was taken in already does nothing."""
        while True:
            with self._state:
                if not any(waiting is result for waiting in self._arrived):
                    return
                first = self._arrived.popleft()
            self.broken = isinstance(first, BrokenSidecarError)
            if isinstance(first, UserError):
                self._set_status(SaveStatus(SaveState.NOT_SAVED, str(first)))
            else:
                self._adopt(first)
                if not self._saver.pending:
                    self._set_status(self._resting_status(first.elsewhere))

    def _adopt(self, saved: Saved) -> None:
        """Take in what others wrote, field by field: what was changed here since the save was begun stays."""
        applied = None
        with self._state:
            if saved.from_others:
                brought_together = merge(saved.sent, self.annotations, saved.annotations)
                theirs = difference(self.annotations, brought_together, saved.from_others.label)
                applied = self.annotations.apply(theirs)
                self.annotations = applied.after
            self._adopted = saved.annotations
        if applied is not None and applied.change:
            self._tell(applied)

    def _resting_status(self, elsewhere: str) -> SaveStatus:
        if self.loading:
            return SaveStatus(SaveState.LOADING)
        if self.read_only is not None:
            return SaveStatus(SaveState.READ_ONLY, str(self.read_only))
        return SaveStatus(SaveState.SAVED, elsewhere)

    def _set_status(self, status: SaveStatus) -> None:
        if status != self._status:
            self._status = status
            for listener in tuple(self._status_listeners):
                listener(status)
