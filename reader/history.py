"""The steps by which changes are taken back and made again, in their order. Makes none of them itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.collection import Change

if TYPE_CHECKING:
    from reader.sidecar.anchoring.carried import Carried, Ways
    from reader.sidecar.journal.recovery import Past, Recovered
    from reader.text.article import Article

    Step = Change | Past | Carried


class History:
    """What undo and redo would do. A step of an earlier session, or of other words, is read when it is its turn."""

    def __init__(self) -> None:
        self._undo: list[Step] = []
        self._redo: list[Step] = []

    @property
    def undo_label(self) -> str:
        """What undo would take back ("Tag Person"); empty when nothing."""
        return self._undo[-1].label if self._undo else ""

    @property
    def redo_label(self) -> str:
        """What redo would make again; empty when nothing."""
        return self._redo[-1].label if self._redo else ""

    @property
    def undo_depth(self) -> int:
        """How many changes undo can take back."""
        return len(self._undo)

    def next_step(self, *, redo: bool) -> Step | None:
        """What undo, or redo, would do now."""
        steps = self._redo if redo else self._undo
        return steps[-1] if steps else None

    def did(self, inverse: Change) -> None:
        """Something was changed, which `inverse` takes back: what was undone before cannot be made again."""
        self._undo.append(inverse)
        self._redo.clear()

    def moved(self, inverse: Change, *, redo: bool) -> None:
        """The `next_step` was made; `inverse` is the way back."""
        source, target = (self._redo, self._undo) if redo else (self._undo, self._redo)
        source.pop()
        target.append(inverse)

    def drop(self, *, redo: bool) -> None:
        """No step on this side can be made any more."""
        (self._redo if redo else self._undo).clear()

    def recover(self, recovered: Recovered) -> None:
        """Have the steps that were found in journals, and no others."""
        self._undo, self._redo = list(recovered.undo), list(recovered.redo)

    def go_on_from(self, before: History) -> None:
        """What could be undone and redone in `before`, a session on the same words, comes before all of this."""
        if not self._undo and not self._redo:
            self._redo = list(before._redo)
        self._undo = [*before._undo, *self._undo]

    def carry_from(self, before: History, article: Article, ways: Ways) -> None:
        """Take over the steps of `before`, a session on other words of the same article.

        What was done in those words is done to these when it is undone; `ways` lead here from earlier texts.
        """
        from reader.sidecar.anchoring.carried import carried

        self._undo = [*carried(before._undo, article, ways)]
        self._redo = [*carried(before._redo, article, ways)]
