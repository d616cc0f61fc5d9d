"""What is open and where: a value that can be kept, and opened from again. Knows no Qt."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from reader.app.window.window_place import LastPlace


class OpenTab(NamedTuple):
    """An article that is open: its resolved path. What else is known of it (zoom, caret) is remembered by its path."""

    path: Path


class OpenFrame(NamedTuple):
    """A window of the desktop: its tabs from the first to the last, which of them is shown, and where it stands.

    A frame without an article has no tabs. `place` None: wherever a new one goes.
    """

    tabs: tuple[OpenTab, ...]
    current: int = 0
    place: LastPlace | None = None

    def without(self, gone: frozenset[Path]) -> OpenFrame:
        """The same without these articles; the one that is shown stays shown, else the one after it is."""
        kept = tuple(tab for tab in self.tabs if tab.path not in gone)
        before = sum(tab.path not in gone for tab in self.tabs[: self.current])
        return self._replace(tabs=kept, current=max(0, min(before, len(kept) - 1)))
