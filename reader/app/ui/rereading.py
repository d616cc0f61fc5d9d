"""The article as a file, as commands see it: read again, in another encoding, counted, copied, printed. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from reader.text.encoding_choice import Candidate


class Rereading(Protocol):
    """The article as a file."""

    def reread(self, encoding: str | None = None) -> None:
        """Show article and annotations as they are on disk now, in another `encoding` if the user chose one.

        An empty one has it guessed again. What is unsaved is saved first; what is shown stays if that cannot be done.
        """

    def encodings(self, then: Callable[[Sequence[Candidate]], None]) -> None:
        """Find out what the file can be read as, and call `then` with it."""

    def count_words(self) -> tuple[int, int] | None:
        """How many paragraphs and words the article has; None while they are being counted."""

    def copy(self, words: str) -> None:
        """Put a text into the clipboard."""

    def print_article(self) -> None:
        """Print the annotated article."""
