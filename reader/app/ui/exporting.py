"""Exports of the article, and the file that came of the last one. Knows no Qt."""

from __future__ import annotations

from typing import Protocol


class Exporting(Protocol):
    """Exports of the article, and the file that came of the last one."""

    def export(self) -> None:
        """Write the annotated PDF."""

    def has_export(self) -> bool:
        """Whether this article was exported since it was opened."""

    def open_export(self) -> None:
        """Open the file in the system's own program for it."""

    def show_export(self) -> None:
        """Show the folder it is in."""
