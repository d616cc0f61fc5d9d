"""`Held`: the mode in which a type is held, so that span after span gets it without its key. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.app.keyboard.hint import Hint
from reader.app.wording.tr import tr

if TYPE_CHECKING:
    from reader.app.desk.desk import Desk

TagAs = Callable[["Desk", str], None]


class Held:
    """Holds `what` (as `Desk.last_tag` says it), called `label`; `tag` does it, `tag_on` goes on to the next word, too.

    What is selected by mouse gets it at once; on the keyboard Enter gives it to the selection or the word.
    """

    def __init__(self, desk: Desk, what: str, label: str, tag: TagAs, tag_on: TagAs) -> None:
        self._desk, self.what, self._label, self._tag, self._tag_on = desk, what, label, tag, tag_on

    @property
    def words(self) -> str:
        """What is held."""
        return tr("Held: {label}. Enter tags the word and goes on.", label=self._label)

    def hints(self) -> Sequence[Hint]:
        """Enter tags; the arrows and labels go elsewhere."""
        return [Hint(("Enter",), self._label.casefold()), Hint(("→",), tr("skip")), Hint(("h",), tr("jump"))]

    def press(self, names: Sequence[str]) -> bool:
        """Enter; every other key means what it always means."""
        if names[0] != "Enter":
            return False
        self._tag_on(self._desk, self.what)
        return True

    def give(self) -> None:
        """What is selected gets it."""
        self._tag(self._desk, self.what)

    def ended(self) -> None:
        """There is nothing to take away."""
