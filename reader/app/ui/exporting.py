"""Exports of the article, and the file that came of the last one. Knows no Qt."""

from __future__ import annotations

from typing import Protocol


class Exporting(Protocol):
    """Exports of the article, and the file that came of the last one."""

    def ask_export(self) -> None:
        """Show what can be chosen for the PDF; where that is shown, write it."""

    def write_export(self) -> None:
        """Write the PDF as it is chosen, and go back to the page."""

    def export_step(self, by: int) -> None:
        """Make the choice that stands `by` further current."""

    def export_turn(self, by: int) -> None:
        """Give the current choice the value `by` steps further."""

    def export_page_turn(self, by: int) -> None:
        """Show the page of the preview that is `by` further."""

    def export_reset(self) -> None:
        """Give the current choice the value that it has unless told."""

    def ask_export_target(self) -> None:
        """Ask for the name of the file."""

    def has_export(self) -> bool:
        """Whether this article was exported since it was opened."""

    def open_export(self) -> None:
        """Open the file in the system's own program for it."""

    def show_export(self) -> None:
        """Show the folder it is in."""
