"""Where a session puts its changes: into the journal within a moment, and into the sidecar after a rest."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations.collection import AnnotationSet, Change
from reader.errors import UserError
from reader.sidecar.keeping.results import Loaded, Saved
from reader.sidecar.keeping.saver import Autosaver
from reader.sidecar.keeping.store import SidecarStore
from reader.text.article import Article

if TYPE_CHECKING:
    from reader.sidecar.format.choices import Choices
    from reader.sidecar.journal.frames import JournalFile
    from reader.sidecar.journal.journal import Journal, Resumed
    from reader.sidecar.journal.recovery import Recovered


class Safe:
    """Keeps what one session changes.

    `done` gets how each save went, `told` why the journal cannot be written (None: it can again), both on a thread of
    ours; when a failed save is told, the journal has had its turn. Without `state` there is no journal.
    """

    def __init__(
        self,
        store: SidecarStore,
        article: Article,
        state: Path | None,
        *,
        done: Callable[[Saved | UserError], None],
        told: Callable[[UserError | None], None],
        rest_s: float,
    ) -> None:
        self._article, self.state = article, state
        self._done, self._told = done, told
        self._saver = Autosaver(store.save, self._saved, rest_s=rest_s, look=store.look)
        store.writer.about_to_write = self._about_to_write
        self._backing_up = store.backing_up
        self.stands_as = ""  # what the sidecar is known to be, see `Loaded`
        self._journal: Journal | None = None
        self._resumed: Resumed | None = None
        self._spent: tuple[JournalFile, ...] = ()
        self._needed_up_to = 0  # the change after which nothing in `_spent` is needed any more

    def begin(self, loaded: Loaded) -> None:
        """Know what the sidecar stands as, and write on what an earlier session left."""
        self.stands_as = loaded.stands_as
        if loaded.recovered is not None:
            self.write_on(loaded.recovered)

    @property
    def can_write_on(self) -> bool:
        """Whether nothing was changed yet."""
        return self._journal is None

    def write_on(self, recovered: Recovered) -> None:
        """Go on with what an earlier session left; only before anything was changed."""
        self._resumed, self._spent = recovered.resumed, recovered.spent

    def change(self, how: str, became: Change, was: Change) -> None:
        """Have a change in the journal ("apply", "undo" or "redo"); returns at once. Then `offer` what it made."""
        journal = self._made()
        if journal is not None:
            journal.add(how, became, was)

    def offer(self, annotations: AnnotationSet, adopted: AnnotationSet | None) -> None:
        """Have these annotations in the sidecar soon; returns at once. For `adopted` see `SidecarStore.save`."""
        self._saver.offer(annotations, adopted, self._last)

    def choose(self, choices: Choices) -> None:
        """Have what was chosen besides them in the journal; returns at once. Then `offer` the annotations."""
        journal = self._made()
        if journal is not None:
            journal.choose(choices)

    def offer_recovered(self, annotations: AnnotationSet) -> None:
        """Have what came from journals in the sidecar at once. What was left of them is taken away after that."""
        self._made()
        self._needed_up_to = self._last
        self._saver.offer(annotations, None, self._last)
        self._saver.hurry()

    def look(self, annotations: AnnotationSet, adopted: AnnotationSet | None) -> None:
        """Have a look at what others wrote; returns at once."""
        self._saver.look(annotations, adopted, self._last)

    @property
    def pending(self) -> bool:
        """Whether something is not in the sidecar yet."""
        return self._saver.pending

    @property
    def has_journal(self) -> bool:
        """Whether all that is not in the sidecar is in the journal, or will be in a moment."""
        return self.state is not None and self.journal_problem is None

    @property
    def journal_problem(self) -> UserError | None:
        """Why the journal cannot be written, None as long as it can, or is not needed."""
        return self._journal.problem if self._journal is not None else None

    def hurry(self) -> None:
        """Have all of it in the sidecar without waiting for a rest; returns at once."""
        self._saver.hurry()

    def flush(self) -> Saved | UserError | None:
        """Return when all is in the sidecar, or that failed once more: how it went."""
        return self._saver.flush()

    def close(self, at_leisure: Callable[[UserError], None] | None = None) -> Saved | UserError | None:
        """Flush and end the threads. What is not in the sidecar then waits in the journal for the next time.

        A backup of how it was left is there on return, or soon after (`at_leisure`): the process waits for it, and
        `at_leisure` is called on a thread when there can be none.
        """
        result = self._saver.close()
        if at_leisure is not None:
            threading.Thread(target=self._backing_up.keep_left, args=(at_leisure,), name="postil-left").start()
        else:
            self._backing_up.keep_left()
        self._let_go(is_saved=not self._saver.pending)
        return result

    def end_journal(self) -> Saved | UserError | None:
        """Save, and keep no journal from now on."""
        result = self._saver.flush()
        self._let_go(is_saved=not self._saver.pending)
        self.state = None
        return result

    # -- the journal -------------------------------------------------------------------------------

    @property
    def _last(self) -> int:
        return self._journal.last if self._journal is not None else 0

    def _made(self) -> Journal | None:
        """The journal, which is begun when it is first needed."""
        if self._journal is None and self.state is not None:
            from reader.sidecar.journal.journal import Journal

            resumed, self._resumed = self._resumed, None
            self._backing_up.keep_next()
            self._journal = Journal(self.state, self._article, self.stands_as, told=self._told, resumed=resumed)
        return self._journal

    def _about_to_write(self, stands_as: str) -> None:
        """On the saving thread: the journal comes first."""
        if self._journal is not None:
            self._journal.saving(self._saver.number, stands_as)
        if self._saver.number >= self._needed_up_to:
            for file in self._spent:  # a crash may come before they are removed
                file.mark(sys.maxsize, stands_as)

    def _saved(self, result: Saved | UserError) -> None:
        """On the saving thread: the journal hears of it first."""
        journal = self._journal
        if isinstance(result, UserError):
            if journal is not None:
                journal.flush()
        else:
            self.stands_as = result.stands_as
            if journal is not None:
                journal.saved(result.number, result.stands_as)
            if result.number >= self._needed_up_to:
                self._remove_spent()
        self._done(result)

    def _let_go(self, *, is_saved: bool) -> None:
        journal, self._journal = self._journal, None
        if journal is not None:
            journal.close()
        if is_saved:
            self._remove_spent()
        for file in self._spent:
            file.close()
        if self._resumed is not None:
            self._resumed.file.close()
        self._spent, self._resumed = (), None

    def _remove_spent(self) -> None:
        spent, self._spent = self._spent, ()
        for file in spent:
            file.remove()
