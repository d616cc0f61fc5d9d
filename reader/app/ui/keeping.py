"""Earlier versions of the annotations, conflict copies of them, and those of a copy of the article. Knows no Qt."""

from __future__ import annotations

from typing import Protocol


class Keeping(Protocol):
    """Earlier versions of the annotations, conflict copies of them, and those of a copy of the article."""

    def restore_version(self) -> None:
        """Let the user choose an earlier version and have it stand again."""

    def merge_copies(self) -> None:
        """Merge the conflict copies that a sync tool left beside the article."""

    def has_copies(self) -> bool:
        """Whether there are any, as far as is known."""

    def take_over(self) -> None:
        """Take over the annotations of an article with the same content."""

    def has_twin(self) -> bool:
        """Whether there is one with annotations, and this one has none."""
