"""What came in from others while saves were under way: for a save, or a result of one, that did not know of it yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.collection import AnnotationSet, Applied
from reader.sidecar.merging.difference import difference

if TYPE_CHECKING:
    from reader.sidecar.keeping.results import Saved

Merging = Callable[[AnnotationSet, AnnotationSet, AnnotationSet], AnnotationSet]  # of a base and two sides


class Adoption(NamedTuple):
    """What a result of a save makes of the annotations `ours` of one who had taken in `had`: None when nothing."""

    ours: AnnotationSet
    had: AnnotationSet | None
    applied: Applied | None


class TakenIn:
    """The latest results, in their order. Which of them somebody has taken in is said by its `annotations`."""

    def __init__(self, merge: Merging) -> None:
        self._merge = merge
        self._results: list[Saved] = []

    def add(self, result: Saved) -> None:
        """A new one. What its sender had taken in before he sent it is needed no more."""
        del self._results[: self._after(result.adopted)]
        self._results.append(result)

    def clear(self) -> None:
        """Forget all of them."""
        self._results.clear()

    def adoption(self, result: Saved, ours: AnnotationSet, had: AnnotationSet | None) -> Adoption:
        """Take in what others wrote, field by field: what was changed since the save was begun stays.

        May be asked on another thread than `add`; it then holds only as long as `had` is what was taken in last.
        """
        sent = self.caught_up(result.sent, result.adopted, had)
        if not result.from_others and sent is result.sent:
            return Adoption(ours, had, None)
        brought_together = self._merge(sent, ours, result.annotations)
        theirs = difference(ours, brought_together, result.from_others.label)
        return Adoption(ours, had, ours.apply(theirs))

    def caught_up(self, sent: AnnotationSet, had: AnnotationSet | None, has: AnnotationSet | None) -> AnnotationSet:
        """`sent` by one who had taken in `had`, with what came in after that up to `has`.

        Without that, what others added would be taken for the sender's own, and come back when they remove it.
        """
        for result in self._results[self._after(had) : self._after(has)]:
            if result.from_others:
                sent = self._merge(result.sent, sent, result.annotations)
        return sent

    def _after(self, taken: AnnotationSet | None) -> int:
        found = (number for number, each in enumerate(self._results, 1) if each.annotations is taken)
        return max(found, default=0)
