"""What a command may say to the user and ask of them. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from reader.annotations.model import Entity
from reader.app.asking.choice import Question


class Asking(Protocol):
    """What a command may say to the user and ask of them."""

    def tell(self, message: str) -> None:
        """Say one sentence that needs no answer."""

    def pick(self, question: Question) -> None:
        """Let the user choose by typing, by number or by mouse. Esc changes nothing."""

    def show_palette(self) -> None:
        """Let the user choose among the commands that do something now, and give the one chosen."""

    def choose_entity(self, name: str, candidates: Sequence[Entity], then: Callable[[Entity], None]) -> None:
        """Ask which of `candidates`, all called `name`, is meant."""

    def ask_note(self, title: str, note: str, then: Callable[[str], None], *, draft_of: str = "") -> None:
        """Let the user edit a note. What is typed and not kept is there again when the same `draft_of` is asked for."""
