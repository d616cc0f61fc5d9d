"""What finds the places of quotes, as those who ask it see it. Only for types: nothing imports it when running."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from reader.annotations.model import Fragment, Quote
from reader.sidecar.anchoring.anchoring import Asked
from reader.text.spans import Span


class Finder(Protocol):
    """What reads records asks where their words stand."""

    @property
    def unchanged(self) -> bool:
        """Whether the positions are those of this very text: then most words simply stand there."""

    @property
    def moved(self) -> int:
        """How often a quote did not simply stand where it stood."""

    @property
    def wants_all(self) -> bool:
        """Whether it looks at all quotes together (`know`) before it is asked for one."""

    def know(self, asked: Iterable[Asked]) -> None:
        """Take in all quotes there are, with their old places."""

    def place(self, quote: Quote | None, position: Span | None) -> Fragment | None:
        """Where the words stand now; None when there is neither quote nor position to go by."""

    def place_apart(self, quote: Quote | None, position: Span | None) -> Fragment | None:
        """`place` for a stranger's record: it takes no place from anybody."""

    def stands(self, exact: str, prefix: str, suffix: str, span: Span, asked: Callable[[], tuple[Quote, Span]]) -> bool:
        """Whether just these words stand at `span` of an unchanged text: the short way."""

    def settle(self) -> bool:
        """Decide what could not be decided before all was asked; whether an answer differs from one given before."""


class Later(Protocol):
    """Finds what does not stand where it stood in an unchanged text: words that were lost before, or are uncertain."""

    def hold(self, spans: Iterable[Span]) -> None:
        """These places are taken."""

    def know(self, asked: Iterable[Asked]) -> None:
        """Decide where all of these stand."""

    def place(self, quote: Quote | None, position: Span | None) -> Fragment | None:
        """What was decided."""
