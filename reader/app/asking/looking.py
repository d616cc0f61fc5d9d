"""Looking for words in a long article on a thread of its own, so that the window stays live. Knows no Qt."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import NamedTuple

from reader.text.find import matches
from reader.text.spans import Span

MOST_HITS = 100_000  # more are not looked through by anybody, and a million of "e" would fill 100 MB
STEP = 256  # matches between two looks at whether to stop


class Wanted(NamedTuple):
    """What is looked for."""

    query: str
    match_case: bool = False
    whole_words: bool = False


class Found(NamedTuple):
    """Where it was found; `is_cut` when there are more than MOST_HITS."""

    hits: tuple[Span, ...] = ()
    is_cut: bool = False


def look_through(text: str, wanted: Wanted, stop: Callable[[], bool] = lambda: False) -> Found:
    """All places of what is wanted, up to MOST_HITS. What is stopped has found nothing."""
    hits: list[Span] = []
    for span in matches(text, wanted.query, match_case=wanted.match_case, whole_words=wanted.whole_words):
        if len(hits) == MOST_HITS:
            return Found(tuple(hits), is_cut=True)
        hits.append(span)
        if len(hits) % STEP == 0 and stop():
            return Found()
    return Found(tuple(hits))


class Looking:
    """One look through `text`. `done` is called on its thread at the end, unless it was stopped."""

    def __init__(self, text: str, wanted: Wanted, done: Callable[[Looking], None]) -> None:
        self.wanted, self._stopped, self._found = wanted, False, Found()

        def look() -> None:
            self._found = look_through(text, wanted, lambda: self._stopped)
            if not self._stopped:
                done(self)

        self._thread = threading.Thread(target=look, name="postil-find", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._stopped = True

    def wait(self) -> Found:
        """What it found, once it has ended."""
        self._thread.join()
        return self._found
