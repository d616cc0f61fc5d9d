"""Several articles at once, as commands see them. Knows no Qt."""

from __future__ import annotations

from typing import Protocol


class Tabs(Protocol):
    """The tabs of this window, and other windows."""

    def tab_count(self) -> int:
        """How many are in this window."""

    def frame_count(self) -> int:
        """How many windows there are."""

    def step_tab(self, by: int) -> None:
        """Show the one that stands `by` further, round the end."""

    def show_tab(self, nth: int) -> None:
        """Show the n-th, from 1."""

    def list_tabs(self) -> None:
        """Let the user choose from all articles that are open."""

    def move_tab(self, by: int) -> None:
        """Put this one further on among the others."""

    def move_tab_out(self) -> None:
        """Give this one a window of its own."""

    def merge_windows(self) -> None:
        """Bring all articles into this window."""

    def close_other_tabs(self) -> None:
        """Close all in this window but this one."""

    def close_all_tabs(self) -> None:
        """Close this window."""

    def has_closed(self) -> bool:
        """Whether something was closed that can be opened again."""

    def reopen_closed(self) -> None:
        """Open it again."""

    def new_window(self) -> None:
        """An empty one."""

    def show_article_folder(self) -> None:
        """In the system's file manager."""
