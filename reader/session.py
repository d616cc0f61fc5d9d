"""One open article: the only place that changes annotations. Tells listeners by plain callbacks; knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reader.annotations.collection import AnnotationSet, Applied, Change
from reader.annotations.ids import Stamp
from reader.annotations.tagset import TagSet
from reader.annotations.tagset_file import find_tagset
from reader.errors import UserError
from reader.export.registry import ExportJob, never
from reader.folders import Folders
from reader.sidecar.saver import Autosaver
from reader.sidecar.store import Loaded, Saved, SidecarStore
from reader.text.article import Article
from reader.text.open import open_article


class SaveState(StrEnum):
    """What the status line says first."""

    SAVED = "Saved"
    SAVING = "Saving ..."
    NOT_SAVED = "Not saved"
    READ_ONLY = "Read-only"


@dataclass(frozen=True, slots=True)
class SaveStatus:
    """How safe the annotations are; `message` is a sentence when there is more to say."""

    state: SaveState
    message: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything that was read from disk to open an article. Made off the GUI thread, used on it."""

    article: Article
    tagset: TagSet
    store: SidecarStore
    loaded: Loaded
    notices: tuple[UserError, ...] = ()


def read_article(path: Path, folders: Folders, reserved_keys: dict[str, str] | None = None) -> Opened:
    """Read an article, its tag set and its sidecar. Raises UserError when the article cannot be opened.

    A broken or newer sidecar is no error here: `loaded.read_only` says what is wrong with it.
    """
    article = open_article(path)
    found = find_tagset(article.path, folders.config, folders.home, reserved_keys)
    store = SidecarStore(article, folders, found.tagset)
    notices = (found.warning,) if found.warning else ()
    return Opened(article, found.tagset, store, store.load(), notices)


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
        self.stamp = stamp or Stamp()
        self.annotations: AnnotationSet = opened.loaded.annotations
        self.read_only: UserError | None = opened.loaded.read_only
        self.store = opened.store
        self._post = post
        self._undo: list[Change] = []
        self._redo: list[Change] = []
        self._listeners: list[Callable[[Applied], None]] = []
        self._status_listeners: list[Callable[[SaveStatus], None]] = []
        self._status = self._resting_status(opened.loaded.elsewhere)
        self._settled: Saved | UserError | None = None
        self._saver = Autosaver(opened.store.save, self._saved_on_thread, rest_s=rest_s)

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
        applied = self.annotations.apply(change)
        self.annotations = applied.after
        self._saver.offer(applied.after)
        self._set_status(SaveStatus(SaveState.SAVING))
        self._tell(applied)
        return applied

    def _tell(self, applied: Applied) -> None:
        for listener in tuple(self._listeners):
            listener(applied)

    # -- exporting -------------------------------------------------------------------------------

    def export_job(
        self,
        progress: Callable[[float, str], None] | None = None,
        cancelled: Callable[[], bool] = never,
        warn: Callable[[str], None] | None = None,
    ) -> ExportJob:
        """All that an exporter needs as it is now. Reads the sidecar from disk: save first; not for a GUI thread."""
        data = self.store.sidecar_bytes()
        return ExportJob(self.article, self.annotations, self.tagset, data, progress, cancelled, warn)

    # -- keeping ---------------------------------------------------------------------------------

    def hurry(self) -> None:
        """Have what is unsaved saved without waiting for a rest; returns at once."""
        self._saver.hurry()

    def save(self) -> SaveStatus:
        """Have everything in the sidecar before returning; the status says whether that went well."""
        self._settle(self._saver.flush())
        return self._status

    def close(self) -> SaveStatus:
        """Save what is unsaved and stop the saving thread. The session is not to be changed afterwards."""
        self._settle(self._saver.close())
        return self._status

    def _settle(self, result: Saved | UserError | None) -> None:
        """Take in a result whose message may still be waiting in the queue of `post`."""
        if result is not None and result is not self._settled:
            self._saved(result)

    def _saved_on_thread(self, result: Saved | UserError) -> None:
        self._post(lambda: self._saved(result))

    def _saved(self, result: Saved | UserError) -> None:
        if result is self._settled:
            return
        self._settled = result
        if isinstance(result, UserError):
            self._set_status(SaveStatus(SaveState.NOT_SAVED, str(result)))
            return
        if result.from_others:
            theirs = self._unless_changed_since(result)
            applied = self.annotations.apply(theirs)
            self.annotations = applied.after
            self._tell(applied)
        if not self._saver.pending:
            self._set_status(self._resting_status(result.elsewhere))

    def _unless_changed_since(self, saved: Saved) -> Change:
        """What others changed, without the records that were edited here while the save was under way."""
        now, sent, change = self.annotations, saved.sent, saved.from_others
        return Change(
            change.label,
            tuple(p for p in change.annotations if now.annotations.get(p[0]) is sent.annotations.get(p[0])),
            tuple(p for p in change.entities if now.entities.get(p[0]) is sent.entities.get(p[0])),
        )

    def _resting_status(self, elsewhere: str) -> SaveStatus:
        if self.read_only is not None:
            return SaveStatus(SaveState.READ_ONLY, str(self.read_only))
        return SaveStatus(SaveState.SAVED, elsewhere)

    def _set_status(self, status: SaveStatus) -> None:
        if status != self._status:
            self._status = status
            for listener in tuple(self._status_listeners):
                listener(status)
