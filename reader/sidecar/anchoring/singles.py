"""Words that stand once in an old text and once in a new one: what has them is known by them, wherever it went."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import NamedTuple, Protocol

ENOUGH_WORDS = 5  # the same in a row, with one among them that stands alone in both texts
LEAST_WORDS = 3  # so many are enough where they are a whole sentence or line


class InWords(Protocol):
    """A text of `words`, each of which stands there so `often`."""

    @property
    def words(self) -> list[str]:
        """Its words in their order."""

    @property
    def often(self) -> Counter[str]:
        """How often each stands there."""


class Same(NamedTuple):
    """New words from `low` to before `high` that are certain old ones."""

    low: int
    high: int


class Singles:
    """Compares two texts by the words that stand once in both."""

    def __init__(self, old: InWords, new: InWords) -> None:
        self._texts = old, new
        self._old, self._new = old.words, new.words

    @cached_property
    def _to(self) -> dict[str, int]:
        """Where the words that both have once stand in the new text."""
        old, new = self._texts
        once = [word for word, count in old.often.items() if count == 1]
        last = dict(zip(self._new, range(len(self._new)), strict=True))
        return {word: last[word] for word in once if new.often[word] == 1}

    def place(self, first: int, behind: int) -> Same | None:
        """Where the old words from `first` to before `behind` stand, as one of them alone says."""
        words = self._old[first:behind]
        for number, word in enumerate(words):
            if word in self._to:
                low = self._to[word] - number
                return Same(low, low + len(words)) if low >= 0 and self._new[low : low + len(words)] == words else None
        return None

    def extended(self, first: int, behind: int, same: Same) -> tuple[int, int]:
        """How many words before and behind those go on being the same."""
        old, new, (low, high) = self._old, self._new, same
        before = after = 0
        while before < min(first, low, ENOUGH_WORDS) and old[first - before - 1] == new[low - before - 1]:
            before += 1
        most = min(len(old) - behind, len(new) - high, ENOUGH_WORDS)
        while after < most and old[behind + after] == new[high + after]:
            after += 1
        return before, after

    def are_exchanged(self, first: int, behind: int, low: int, high: int) -> bool:
        """Whether one of the old words stands beyond `low` to `high` now, and a word of another place in there."""
        mine, theirs = self._old[first:behind], self._new[low:high]
        return any(word in self._to and not low <= self._to[word] < high for word in mine) and any(
            word in self._to and word not in mine for word in theirs
        )
