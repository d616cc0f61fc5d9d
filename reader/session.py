"""One open article: the only place that changes annotations. Tells listeners by plain callbacks; knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.collection import AnnotationSet, Applied, Change
from reader.annotations.ids import Stamp
from reader.errors import UserError, worded
from reader.history import History
from reader.sidecar.format.choices import Choices
from reader.sidecar.keeping.held import Held
from reader.sidecar.keeping.opened import Opened, article_meant_by, find_journals, read_article
from reader.sidecar.keeping.reading import BrokenSidecarError
from reader.sidecar.keeping.results import Loaded, Saved
from reader.sidecar.keeping.safe import Safe
from reader.sidecar.keeping.save_state import SaveState, SaveStatus, not_saved, saved

if TYPE_CHECKING:
    from datetime import datetime

    from reader.history import Step
    from reader.sidecar.backups.backups import Backup
    from reader.sidecar.journal.recovery import Recovered

__all__ = ["STILL_LOADING", "Opened", "SaveState", "SaveStatus", "Session", "article_meant_by", "read_article"]

STILL_LOADING = UserError(
    "The annotations are still being read", remedy="The page can be read meanwhile, and tagged in a moment"
)


class WorkedOut(NamedTuple):
    """What a step of the history will make of the annotations, as `Session.work_out` gives it."""

    step: Step
    applied: Applied


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
        self._held = Held(opened.loaded.shown, opened.store.common.merge)
        self.loading = opened.loaded.late  # nothing can be changed until the annotations are there
        self.read_only: UserError | None = STILL_LOADING if self.loading else opened.loaded.read_only
        self.broken = opened.loaded.broken  # the sidecar cannot be read now, from the beginning or by now
        self.store = opened.store
        self._post = post
        self.history = History()
        self.recovered = 0  # how many changes of a session that did not end as it should were brought in
        self._listeners: list[Callable[[Applied], None]] = []
        self._status_listeners: list[Callable[[SaveStatus], None]] = []
        self._status = SaveStatus(SaveState.LOADING)
        self._failed: UserError | None = None  # why the last save failed
        self._elsewhere = opened.loaded.elsewhere
        self.vanished = False  # whether the sidecar was taken away, as was seen last
        self._safe = Safe(
            opened.store,
            opened.article,
            opened.state,
            done=self._saved_on_thread,
            told=lambda _: post(self._journal_told),
            rest_s=rest_s,
        )
        if not self.loading:
            self._begin(opened.loaded)

    @property
    def annotations(self) -> AnnotationSet:
        """All of them, as they are now."""
        return self._held.annotations

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

    @property
    def elsewhere(self) -> str:
        """A sentence that says where annotations are kept, if not beside the article; else ""."""
        return self._elsewhere

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
        self._elsewhere = loaded.elsewhere
        self._replace(loaded.shown, "Annotations")
        self._begin(loaded)

    def _begin(self, loaded: Loaded) -> None:
        """With what was loaded, and what journals add to it, which is saved at once."""
        self._safe.begin(loaded)
        self._set_status(self._resting_status())
        if loaded.recovered is not None:
            self._bring_in(loaded.recovered, loaded.annotations)

    def _bring_in(self, recovered: Recovered, loaded: AnnotationSet) -> None:
        self.history.recover(recovered)
        if recovered.extra is not None:
            inverse = loaded.apply(recovered.extra).inverse
            self._safe.change("apply", recovered.extra, inverse)
            self.history.did(inverse)
        if recovered.choices is not None:
            self.store.choose(recovered.choices)
        if recovered.changes or recovered.choices is not None:
            self.recovered = recovered.changes
            self._set_status(SaveStatus(SaveState.SAVING))
            self._safe.offer_recovered(self.annotations)

    def _replace(self, annotations: AnnotationSet, label: str) -> None:
        before = self._held.replace(annotations)
        self._tell(Applied(Change(label), before, annotations, Change(label), ()))

    # -- changing --------------------------------------------------------------------------------

    def apply(self, change: Change, ready: Applied | None = None) -> Applied | None:
        """Make `change`, remember how to undo it, and have it saved. None when there is nothing to change.

        `ready` is what a thread had `AnnotationSet.apply` give for it; of no use if something else was changed since.
        Raises UserError when the annotations are read-only, or would be too many.
        """
        if not change:
            return None
        applied = self._make(change, "apply", ready)
        self.history.did(applied.inverse)
        return applied

    def undo(self, ready: WorkedOut | None = None) -> Applied | None:
        """Take back the latest change that is not undone; None when there is none. For `ready` see `work_out`."""
        return self._move(ready, redo=False)

    def redo(self, ready: WorkedOut | None = None) -> Applied | None:
        """Make the change that was undone last again; None when there is none. For `ready` see `work_out`."""
        return self._move(ready, redo=True)

    def work_out(self, step: Step) -> WorkedOut:
        """What that `next_step` will make of the annotations, which stay as they are: for a thread.

        Raises ValueError when a step of an earlier session cannot be read.
        """
        return WorkedOut(step, self.annotations.apply(step if isinstance(step, Change) else step.load()))

    def _move(self, ready: WorkedOut | None, *, redo: bool) -> Applied | None:
        step = self.history.next_step(redo=redo)
        if step is None:
            return None
        if self.read_only is not None:
            raise self.read_only
        known = ready.applied if ready is not None and ready.step is step else None
        try:
            change = step if isinstance(step, Change) else known.change if known is not None else step.load()
        except ValueError as error:
            self.history.drop(redo=redo)
            raise UserError(worded("{label} cannot be taken back", label=step.label), str(error)) from None
        applied = self._make(change, "redo" if redo else "undo", known)
        self.history.moved(applied.inverse, redo=redo)
        return applied

    def _make(self, change: Change, how: str, ready: Applied | None = None) -> Applied:
        if self.read_only is not None:
            raise self.read_only
        applied = self._held.change(change, ready)
        self._safe.change(how, applied.change, applied.inverse)
        self._save_soon()
        self._tell(applied)
        return applied

    def _save_soon(self) -> None:
        if self._failed is None:  # as long as saving fails, that is what is so
            self._set_status(SaveStatus(SaveState.SAVING))
        self._held.hand_to(self._safe.offer)

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
        if self.store.chosen is not None:
            self._safe.choose(self.store.chosen)
        self._save_soon()

    def find_history(self) -> Recovered | None:
        """What a session on the very same words, closed by now, has left in its journal. Reads it: for a thread."""
        state = self._safe.state
        left = find_journals(self.article, state) if state is not None and self.read_only is None else None
        return None if left is None else left.recover(self.annotations, self._safe.stands_as, self.store.folders)

    def continue_history(self, before: Session, found: Recovered | None) -> None:
        """Take over what `before`, that session, could undo and redo, with what `find_history` found."""
        self.history.go_on_from(before.history)
        if found is not None and self._safe.can_write_on:
            self._safe.write_on(found)
            if found.changes:
                self._replace(found.annotations, "Annotations")
                self._bring_in(found, self.annotations)
        elif found is not None:
            found.let_go()  # something was changed meanwhile, and is in a journal of its own

    # -- keeping ---------------------------------------------------------------------------------

    def hurry(self) -> None:
        """Have what is unsaved saved without waiting for a rest; returns at once."""
        self._safe.hurry()

    def refresh(self) -> None:
        """Have what other programs wrote meanwhile taken in; returns at once. Nothing is written for it."""
        if self.read_only is None:
            self._held.hand_to(self._safe.look)

    def save(self) -> SaveStatus:
        """Have everything in the sidecar before returning; the status says whether that went well."""
        self._settle(self._safe.flush())
        return self._status

    @property
    def has_unsaved(self) -> bool:
        """Whether something waits to be saved."""
        return self._safe.pending

    @property
    def failure(self) -> UserError | None:
        """Why the last save failed; None when it did not."""
        return self._failed

    def flush(self) -> None:
        """Have everything in the sidecar before returning; from any thread. Raises UserError when that fails."""
        result = self._safe.flush()
        if isinstance(result, UserError) and self._safe.pending:
            raise result

    def has_vanished(self) -> bool:
        """Whether the file that had all of this is gone. Then it is in the backups. From a thread that may wait."""
        is_saved = not self.loading and self.read_only is None and self._failed is None and not self._safe.pending
        self.vanished = is_saved and self.store.has_vanished(self.annotations)
        return self.vanished

    def set_aside(self, now: datetime) -> Backup | None:
        """Rename a sidecar that broke while it was open to a dated name, and save what is held here into a new one.

        Nothing when it is not broken. One that was broken when it was opened is set aside too, and the newest
        backup put in its place, which is returned, if there is one: then open it again.
        Raises UserError when it cannot be renamed.
        """
        if self.broken:
            from reader.sidecar.keeping.going_on import go_on, set_aside

            set_aside(self.store, now)
            if self.read_only is not None:
                return go_on(self.store)
            self._safe.hurry()  # what failed to be saved waits there
        return None

    def close(self, at_leisure: Callable[[UserError], None] | None = None) -> SaveStatus:
        """Save what is unsaved and stop the saving thread. The session is not to be changed afterwards.

        For `at_leisure`, which a GUI thread wants, see `Safe.close`.
        """
        self._settle(self._safe.close(at_leisure))
        if self._status.state is SaveState.SAVED:
            self._set_status(self._resting_status())  # with what is to be said of what was left
        self.has_vanished()
        return self._status

    def end_journal(self) -> None:
        """Have what was recovered saved, and keep no journal: for a command, which is done when all is saved."""
        self._settle(self._safe.end_journal())

    def _settle(self, result: Saved | UserError | None) -> None:
        """Take in a result whose message may still be waiting in the queue of `post`."""
        if result is not None:
            self._saved(result)

    def _saved_on_thread(self, result: Saved | UserError) -> None:
        self._held.arrive(result)
        self._post(lambda: self._saved(result))

    def _saved(self, result: Saved | UserError) -> None:
        """Take in all results up to this one, in the order they came; one that was taken in already does nothing."""
        for each, ready in self._held.arrived(result):
            self.broken = isinstance(each, BrokenSidecarError)
            self._failed = each if isinstance(each, UserError) else None
            if not isinstance(each, UserError):
                self.vanished = False
                self._elsewhere = each.elsewhere
                applied = self._held.adopt(each, ready)
                if applied is not None:
                    self._tell(applied)
            if self._failed is not None or not self._safe.pending:
                self._set_status(self._resting_status())
            elif self._status.state in (SaveState.SAFE, SaveState.NOT_SAVED):
                self._set_status(SaveStatus(SaveState.SAVING))

    def _journal_told(self) -> None:
        """The journal cannot be written, or can again."""
        if self._status.state not in (SaveState.SAVING, SaveState.LOADING):
            self._set_status(self._resting_status())

    def _resting_status(self) -> SaveStatus:
        """While nothing is being saved."""
        if self.loading:
            return SaveStatus(SaveState.LOADING)
        if self.read_only is not None:
            return SaveStatus(SaveState.READ_ONLY, (self.read_only,))
        no_journal = self._safe.journal_problem
        if self._failed is None:
            return saved(self._elsewhere, no_journal, self.store.backing_up.not_kept)
        return not_saved(self._failed, in_journal=self._safe.has_journal, no_journal=no_journal)

    def _set_status(self, status: SaveStatus) -> None:
        if status != self._status:
            self._status = status
            for listener in tuple(self._status_listeners):
                listener(status)
