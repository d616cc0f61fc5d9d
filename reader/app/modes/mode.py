"""`Mode`: what has the page's keys for a while - labels to jump to, an end that is held. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from reader.app.keyboard.hint import Hint


class Mode(Protocol):
    """Something between two key presses that the page's keys go to first. `Desk.enter` begins it, `Esc` ends it."""

    @property
    def words(self) -> str:
        """What the status line says while it lasts."""

    def hints(self) -> Sequence[Hint]:
        """The keys that do something in it."""

    def press(self, names: Sequence[str]) -> bool:
        """Take a key by its names, the likeliest first. False: it is none of its own, and means what it always means.

        A mode that is done calls `Desk.leave_mode`.
        """

    def ended(self) -> None:
        """Take away what it showed on the page."""
