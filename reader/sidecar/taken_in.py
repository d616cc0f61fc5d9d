"""What came in from others while saves were under way: for a save, or a result of one, that did not know of it yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.annotations.collection import AnnotationSet

if TYPE_CHECKING:
    from reader.sidecar.store import Saved


class TakenIn:
    """The latest results, in their order. Which of them somebody has taken in is said by its `annotations`."""

    def __init__(self, merge: Callable[[AnnotationSet, AnnotationSet, AnnotationSet], AnnotationSet]) -> None:
        self._merge = merge
        self._results: list[Saved] = []

    def add(self, result: Saved) -> None:
        """A new one. What its sender had taken in before he sent it is needed no more."""
        del self._results[: self._after(result.adopted)]
        self._results.append(result)

    def clear(self) -> None:
        """Forget all of them."""
        self._results.clear()

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
