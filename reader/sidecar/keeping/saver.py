"""Saves the newest annotations after a short rest, on a thread of its own. Decides when; the store decides how."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.collection import AnnotationSet
from reader.errors import UserError

if TYPE_CHECKING:
    from reader.sidecar.keeping.results import Saved

MANY, MANY_REST_S = 100_000, 5.0  # a sidecar of so many annotations takes so much longer to write
LONGEST_S = 10.0  # with changes coming all the time: saved at least this often
RETRY_S = 5.0  # after a failure: tried again this often, since disks get space and folders come back


_log = logging.getLogger(__name__)


class _Offer(NamedTuple):
    """Annotations to be saved, with what the caller had taken in when it came to them."""

    annotations: AnnotationSet
    adopted: AnnotationSet | None
    number: int


class Autosaver:
    """Calls `save` with what was offered last, then `done(result)` on the saving thread.

    On demand it calls `look` instead, which writes nothing: when nothing waits to be saved. A failed save stays
    pending and is tried again, a failed look as a save. An error that nobody foresaw is logged and counts as a
    failed save: one bug must not end the saving.
    """

    def __init__(
        self,
        save: Callable[[AnnotationSet, AnnotationSet | None], Saved],
        done: Callable[[Saved | UserError], None],
        *,
        rest_s: float,
        look: Callable[[AnnotationSet, AnnotationSet | None], Saved | None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._save = save
        self._done = done
        self._look = look
        self._wanted: _Offer | None = None  # a look at what others wrote
        self._rest_s = rest_s
        self._clock = clock
        self._condition = threading.Condition()
        self._newest: _Offer | None = None
        self._first_offer = 0.0
        self._due = 0.0
        self._saving = False
        self._busy = False  # saving, or telling how it went
        self._closing = False
        self._attempts = 0
        self.number = 0  # that of the offer which is being saved, for whoever is asked by `save`
        self._last: Saved | UserError | None = None
        self._thread: threading.Thread | None = None

    @property
    def pending(self) -> bool:
        """Whether something was offered that is not in the sidecar yet."""
        with self._condition:
            return self._newest is not None or self._saving

    def offer(self, annotations: AnnotationSet, adopted: AnnotationSet | None, number: int = 0) -> None:
        """Have `annotations` saved soon; returns at once. `adopted` is handed to `save` with them.

        `number` comes back in `Saved`: by it the caller knows which of its changes are in them.
        """
        with self._condition:
            now, waits = self._clock(), self._newest is not None and self._thread is not None
            if self._newest is None:
                self._first_offer = now
            self._newest = _Offer(annotations, adopted, number)
            rest_s = max(self._rest_s, MANY_REST_S) if len(annotations) > MANY else self._rest_s
            before, self._due = self._due, min(now + rest_s, self._first_offer + LONGEST_S)
            # a thread that waits, and not too long, need not be woken: that takes longer than all else of a key press
            if not waits or self._due < before:
                self._begin()

    def look(self, annotations: AnnotationSet, adopted: AnnotationSet | None, number: int = 0) -> None:
        """Have a look at what others wrote since `annotations` were saved; returns at once.

        Not needed while something waits to be saved: saving brings it in.
        """
        with self._condition:
            if self._look is not None and self._newest is None and not self._saving:
                self._wanted = _Offer(annotations, adopted, number)
                self._begin()

    def _begin(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="postil-autosave", daemon=True)
            self._thread.start()
        self._condition.notify_all()

    def hurry(self) -> None:
        """Have what was offered saved without the rest; returns at once."""
        with self._condition:
            self._due = min(self._due, self._clock())
            self._condition.notify_all()

    def flush(self) -> Saved | UserError | None:
        """Return when what was offered has been saved, or has failed once more: how the last attempt went.

        On the saving thread itself, where waiting would be for ever, it returns at once.
        """
        with self._condition:
            if self._thread is threading.current_thread():
                return self._last
            wanted = self._attempts + self._busy + (self._newest is not None)
            if self._newest is not None:  # it may have failed before the thread was ended
                self._begin()
            while self._attempts < wanted and (self._newest is not None or self._busy):
                self._due = min(self._due, self._clock())
                self._condition.notify_all()
                self._condition.wait(0.5)
            return self._last

    def close(self) -> Saved | UserError | None:
        """Flush and end the thread; an offer after that begins anew."""
        result = self.flush()
        with self._condition:
            thread = self._thread
            if thread is None or thread is threading.current_thread():
                return result
            self._closing = True
            self._condition.notify_all()
        thread.join()
        with self._condition:
            if self._thread is thread:
                self._thread, self._closing = None, False
        return result

    def _run(self) -> None:
        while True:
            with self._condition:
                while not self._is_due():
                    if self._closing:
                        return
                    wait = None if self._newest is None else max(0.0, self._due - self._clock())
                    self._condition.wait(wait)
                looking = self._newest is None and self._wanted is not None
                work = self._wanted if looking else self._newest
                self._wanted = None
                if not looking:
                    self._newest = None
                self._saving, self._busy = not looking, True
            assert work is not None  # something is due
            result = self._attempt(work, looking=looking)
            with self._condition:
                self._saving = False
                self._last = result or self._last
                if isinstance(result, UserError) and self._newest is None:
                    self._newest = work
                    self._due = self._clock() + RETRY_S
            if result is not None:
                self._tell(result)
            with self._condition:
                self._busy = False
                self._attempts += 1
                self._condition.notify_all()

    def _is_due(self) -> bool:
        if self._newest is None:
            return self._wanted is not None and not self._closing
        return self._clock() >= self._due

    def _tell(self, result: Saved | UserError) -> None:
        try:
            self._done(result)
        except Exception:
            _log.exception("a listener failed after a save")

    def _attempt(self, work: _Offer, *, looking: bool) -> Saved | UserError | None:
        try:
            if looking and self._look is not None:
                found = self._look(work.annotations, work.adopted)
                return found if found is None else found._replace(number=work.number)
            self.number = work.number
            return self._save(work.annotations, work.adopted)._replace(number=work.number)
        except UserError as problem:
            return problem
        except Exception as error:
            _log.exception("a save failed")
            return UserError("The annotations are not saved", f"{type(error).__name__} {error}".strip())
