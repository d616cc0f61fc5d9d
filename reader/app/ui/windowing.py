"""The window itself and what is open in it. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Windowing(Protocol):
    """The window itself and what is open in it."""

    def open_article(self) -> None:
        """Ask for an article and open it."""

    def open_sample(self) -> None:
        """Open a writable copy of the sample article."""

    def close_article(self) -> None:
        """Close the window of this article."""

    def quit(self) -> None:
        """Close all."""

    def set_aside(self) -> None:
        """Rename an annotations file that cannot be read, so that work can go on without it."""

    def show_keys(self) -> None:
        """Show the key sheet."""

    def about(self) -> Sequence[tuple[str, str]]:
        """What is known of Postil itself: what each thing is called, and its version, its folder or its licence."""

    def zoom(self, step: int) -> None:
        """One step larger (1), smaller (-1) or back to 100 % (0)."""

    def toggle_full_screen(self) -> None:
        """Into full screen and out of it."""

    def is_full_screen(self) -> bool:
        """Whether the window takes the whole screen."""

    def back(self) -> None:
        """One step out of whatever the user is in, at last back to the page."""
