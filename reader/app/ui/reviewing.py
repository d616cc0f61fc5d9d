"""A list of places to choose from, and looking for them. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from reader.app.modes.reviewing import Review

Found = TypeVar("Found")


class Reviewing(Protocol):
    """A list of places to choose from, and looking for them."""

    def show_review(self, review: Review) -> None:
        """Show the list as it is now, and its current place on the page."""

    def close_review(self) -> None:
        """Take the list away; the page has the focus."""

    def look_up(
        self, work: Callable[[], Found], then: Callable[[Found], None], words: str = "", *, is_long: bool | None = None
    ) -> None:
        """Do `work`, which only reads, and give `then` what it found: at once, or later where it `is_long`.

        Unless that is said, it is long where the article is. `words` say meanwhile what is done; `work` raises nothing.
        """

    def means(self, names: Sequence[str]) -> str:
        """The id of the command that a key on the page gives, by the key's names; empty for none."""
