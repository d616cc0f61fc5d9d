"""The annotations that a session has now, for two threads: one that changes them, and one that saves them.

What saves bring in from others is worked out on the saving thread, and taken in on the other.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator

from reader.annotations.collection import AnnotationSet, Applied, Change
from reader.errors import UserError
from reader.sidecar.format.limits import require_storable
from reader.sidecar.keeping.results import Saved
from reader.sidecar.keeping.taken_in import Adoption, Merging, TakenIn

MOST_TRIES = 3  # to work out what others wrote while somebody goes on changing things


class Held:
    """The annotations, and what came in from others that they have in them already."""

    def __init__(self, annotations: AnnotationSet, merge: Merging) -> None:
        self.annotations = annotations
        self._adopted: AnnotationSet | None = None
        self._taken_in = TakenIn(merge)
        self._arrived: deque[tuple[Saved | UserError, Adoption | None]] = deque()
        # a result may come in on the saving thread while the owner is changing things, or be taken in right there
        self._lock = threading.RLock()

    def replace(self, annotations: AnnotationSet) -> AnnotationSet:
        """Hold these from now on; returns those that were held."""
        with self._lock:
            before, self.annotations = self.annotations, annotations
        return before

    def change(self, change: Change, ready: Applied | None = None) -> Applied:
        """Make `change`. `ready` is what a thread made of it; of no use if something else was changed since.

        Raises UserError when there would be too many.
        """
        with self._lock:
            is_good = ready is not None and ready.before is self.annotations and ready.change is change
            applied = ready if ready is not None and is_good else self.annotations.apply(change)
            if len(applied.after) > len(self.annotations):
                require_storable(len(applied.after))
            self.annotations = applied.after
        return applied

    def hand_to(self, keep: Callable[[AnnotationSet, AnnotationSet | None], None]) -> None:
        """Call `keep` with the annotations and with what of others they have in them, for one moment."""
        with self._lock:
            keep(self.annotations, self._adopted)

    def arrive(self, result: Saved | UserError) -> None:
        """A save ended: what it makes of the annotations is worked out, and anew when they are changed meanwhile."""
        ready = None
        for _ in range(MOST_TRIES):
            if isinstance(result, Saved) and (ready is None or not self._is_good(ready)):
                ready = self._taken_in.adoption(result, self.annotations, self._adopted)
        with self._lock:
            self._arrived.append((result, ready))

    def arrived(self, last: Saved | UserError) -> Iterator[tuple[Saved | UserError, Adoption | None]]:
        """All results up to this one, in the order they came; none when it was given out already."""
        while True:
            with self._lock:
                if not any(waiting is last for waiting, _ in self._arrived):
                    return
                first = self._arrived.popleft()
            yield first

    def adopt(self, saved: Saved, ready: Adoption | None) -> Applied | None:
        """Take in what a save brought from others; None when that changes nothing."""
        with self._lock:
            if ready is None or not self._is_good(ready):
                ready = self._taken_in.adoption(saved, self.annotations, self._adopted)
            if ready.applied is not None:
                self.annotations = ready.applied.after
            self._adopted = saved.annotations
            self._taken_in.add(saved)
        return ready.applied if ready.applied is not None and ready.applied.change else None

    def _is_good(self, ready: Adoption) -> bool:
        return ready.ours is self.annotations and ready.had is self._adopted
