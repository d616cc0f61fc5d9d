"""`Ahead`: something that is read on a thread of its own while other things are made. Knows no Qt."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Ahead(Generic[T]):
    """Begins to `work` at once."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._found: list[T] = []
        self._thread = threading.Thread(target=lambda: self._found.append(work()), name="postil-ahead", daemon=True)
        self._thread.start()

    @property
    def value(self) -> T:
        """What came of it; waits for it if it has to."""
        self._thread.join()
        return self._found[0]
