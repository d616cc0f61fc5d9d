"""How much words say about their place: in how many places of a text as many would be the same by chance.

A model of pairs of words that is made of the text itself. In ordinary prose five words in a row hardly ever come again;
where sentences of a few patterns are full of the same names they do all the time, and so they prove nothing there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from functools import cached_property
from itertools import pairwise
from math import log2

SURE_BITS = 14  # beyond what chance does. Of accidents in texts full of the same names 95 % had less, of others 2 %


class Chance:
    """Knows the words of a text. What is asked in bits: each halves the number of places that words may stand at."""

    def __init__(self, words: Sequence[Hashable]) -> None:
        self._words = words

    @cached_property
    def _often(self) -> Counter[Hashable]:
        return Counter(self._words)

    @cached_property
    def _pairs(self) -> Counter[tuple[Hashable, Hashable]]:
        return Counter(pairwise(self._words))

    def bits(self, first: int, behind: int) -> float:
        """How rare the words from `first` to before `behind` are in their order.

        This one place counts for nothing: what stands only here is as rare as what stands nowhere.
        """
        words, often, pairs = self._words[first:behind], self._often, self._pairs
        every = len(self._words) + 1
        bits = 0.0
        last: Hashable = None
        for number, word in enumerate(words):
            alone = often[word] / every  # one too many stands for what was never seen
            bits -= log2((pairs[last, word] - 1 + alone) / often[last]) if number else log2(alone)
            last = word
        return bits

    def proves(self, first: int, behind: int, places: float) -> bool:
        """Whether so many words are hardly ever the same by chance, in any of so many `places`."""
        return self.bits(first, behind) >= SURE_BITS + log2(max(1.0, places))
