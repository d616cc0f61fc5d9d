"""The history of an article whose text was exchanged while it was open: what was done before can still be undone.

A step holds annotations as they stood in the text it was made in. When somebody goes back to it, they are taken over
from that very text to the one that is shown, by the rules by which all annotations were: words that are gone since
make an orphan, and no step puts anything on other words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.annotations.collection import Change
from reader.sidecar.anchoring.reanchor import Mover
from reader.sidecar.journal.recovery import Past
from reader.text.article import Article

Step = Change | Past


class Ways:
    """The ways from earlier texts to `now`; each is found when it is needed first, which takes a moment."""

    def __init__(self, now: Article, *, exact_only: bool = False) -> None:
        self._now, self._exact_only = now, exact_only
        self._found: dict[str, Mover] = {}

    def prepare(self, origin: Article) -> None:
        """Find the way from this text now: for a thread that has the time."""
        if origin.text != self._now.text:
            self._from(origin).prepare()

    def take_over(self, change: Change, origin: Article) -> Change:
        """A change made in that text, for the one that is shown."""
        if origin.text == self._now.text:
            return change
        mover = self._from(origin)
        mover.know(annotation for _, annotation in change.annotations if annotation is not None)
        moved = tuple((key, None if a is None else mover.moved(a)) for key, a in change.annotations)
        return Change(change.label, moved, change.entities)

    def _from(self, origin: Article) -> Mover:
        found = self._found.get(origin.text_sha256)
        if found is None:
            found = self._found[origin.text_sha256] = Mover(origin, self._now, exact_only=self._exact_only)
        return found


@dataclass(frozen=True, slots=True)
class Carried:
    """A step made in the text of `origin`, good for the text to which the `ways` lead."""

    step: Step
    origin: Article
    ways: Ways

    @property
    def label(self) -> str:
        """What it is called."""
        return self.step.label

    @property
    def size(self) -> int:
        """How much has to be looked at to load it, in code points of the text and bytes of the journal."""
        return len(self.origin.text) + (0 if isinstance(self.step, Change) else self.step.size)

    def load(self) -> Change:
        """The change as it has to be made now. Raises ValueError when it cannot be read any more."""
        change = self.step if isinstance(self.step, Change) else self.step.load()
        return self.ways.take_over(change, self.origin)


def carried(steps: Iterable[Step | Carried], origin: Article, ways: Ways) -> Sequence[Carried]:
    """The same steps for another text. What was carried before goes the whole way at once: no way adds its own loss."""
    return [
        Carried(step.step, step.origin, ways) if isinstance(step, Carried) else Carried(step, origin, ways)
        for step in steps
    ]
