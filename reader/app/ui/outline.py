"""The outline of headings, as commands see it. Knows no Qt."""

from __future__ import annotations

from typing import Protocol


class Outlining(Protocol):
    """The outline of headings, as commands see it."""

    def open_outline(self) -> None:
        """Show the article's headings in the panel, with the focus on the one that the caret is below."""
