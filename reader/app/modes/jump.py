"""`Jump`: letters on places of the page, of which those of one are typed. Draws nothing and knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.app.keyboard.hint import Hint
from reader.app.wording.tr import tr
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.app.desk.desk import Desk

LETTERS = "fjdkslaghrueiwoqptyvmcnxbz"  # from the home row outward, the strong fingers first


def codes(count: int) -> list[str]:
    """`count` words of LETTERS, none of which begins another one, the shortest first and as short as can be.

    Where some have to be longer, those begin on the home row: they are the many.
    """
    shorter: list[str] = list(LETTERS)
    longer: list[str] = []
    while len(shorter) + len(longer) < count:
        if not shorter:
            shorter, longer = longer, []
        first = shorter.pop(0)
        longer += [first + letter for letter in LETTERS]
    return [*shorter, *longer][:count]


class Jump:
    """The mode in which each of `targets` has a label of letters; `then` gets the index of the one that was typed.

    A letter counts by its character, else by its place on the keyboard. `shifted` is called instead when Shift is
    held on the last letter, if given. A key that is no letter ends the mode and means what it always means.
    """

    def __init__(
        self,
        desk: Desk,
        targets: Sequence[Span],
        words: str,
        then: Callable[[int], None],
        shifted: Callable[[int], None] | None = None,
    ) -> None:
        self._desk, self._targets, self._then, self._shifted = desk, targets, then, shifted
        self._words, self._typed = words, ""
        nearest = sorted(range(len(targets)), key=lambda n: abs(targets[n].start - desk.caret))
        self._codes = dict(zip(codes(len(targets)), nearest, strict=True))
        self._show()

    @property
    def words(self) -> str:
        """What it is for, and the letters typed so far."""
        return f"{self._words} {self._typed} …" if self._typed else self._words

    def hints(self) -> Sequence[Hint]:
        """A letter can be taken back."""
        return [Hint(("Backspace",), tr("take back"))] if self._typed else []

    def press(self, names: Sequence[str]) -> bool:
        """A letter of a label."""
        if names[0] == "Backspace":
            self._typed = self._typed[:-1]
            self._show()
            return True
        letters = [name.removeprefix("Shift+").lower() for name in names]
        if not any(len(letter) == 1 and letter.isalpha() for letter in letters):
            self._desk.leave_mode()
            return names[0] == "Esc"
        wanted = (self._typed + letter for letter in letters)
        typed = next((each for each in wanted if any(code.startswith(each) for code in self._codes)), None)
        if typed is None:
            return True  # a slip: nothing is lost
        self._typed = typed
        if typed in self._codes:
            chosen, shifted = self._codes[typed], names[0].startswith("Shift+")
            self._desk.leave_mode()
            (self._shifted if shifted and self._shifted is not None else self._then)(chosen)
        else:
            self._show()
        return True

    def give(self) -> None:
        """Whoever selects by mouse needs no labels."""
        self._desk.leave_mode()

    def ended(self) -> None:
        """The labels go."""
        self._desk.page.set_labels(())

    def _show(self) -> None:
        shown = [(self._targets[n], code) for code, n in self._codes.items() if code.startswith(self._typed)]
        self._desk.page.set_labels(shown, len(self._typed))
