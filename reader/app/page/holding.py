"""`Holding`: which words stand at the top of a view, so that they stay there however the page is set anew."""

from __future__ import annotations

from collections.abc import Callable


class Holding:
    """One place that is held. Set anew ten times, the page does not creep: the place is found again only when moved."""

    def __init__(self) -> None:
        self._position = 0
        self._scrolled: int | None = None

    def top(self, scrolled: int, find: Callable[[], int]) -> int:
        """What to keep at the top of a view scrolled so far; `find` is asked when that is not where it was put."""
        if scrolled != self._scrolled:
            self._position = find()
        return self._position

    def put(self, scrolled: int, position: int) -> None:
        """The position was brought to the top, which took scrolling so far."""
        self._scrolled, self._position = scrolled, position
