"""How much words say about their place: in how many places of a text as many would be the same by chance.

A model of pairs of words that is made of the text itself. In ordinary prose ten words in a row never come again; where
sentences of a few patterns are full of the same names they do all the time, and so they prove nothing there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from itertools import pairwise
from math import log2

from reader.sidecar.anchoring.text_map import Text

UNSEEN = 1.0  # how often a word is thought to have stood behind another one, before anything was counted


class Chance:
    """Knows the words of a folded `text`; all places in its code points."""

    def __init__(self, text: Text) -> None:
        self._text = text

    @cached_property
    def _often(self) -> Counter[str]:
        return Counter(self._text.words)

    @cached_property
    def _pairs(self) -> Counter[tuple[str, str]]:
        return Counter(pairwise(self._text.words))

    def bits(self, low: int, high: int) -> float:
        """How rare the words from `low` to `high` are in their order: each bit halves the places they may stand at.

        This one place counts for nothing: what stands only here is as rare as what stands nowhere.
        """
        text, often, pairs = self._text, self._often, self._pairs
        first, behind = bisect_left(text.starts, low), bisect_right(text.ends, high)
        words, every = text.words[first:behind], len(text.words) + 1
        bits = 0.0
        for number, word in enumerate(words):
            alone = often[word] / every  # one too many is once unseen
            if not number:
                bits -= log2(alone)
                continue
            last = words[number - 1]
            bits -= log2((pairs[last, word] - 1 + UNSEEN * alone) / (often[last] - 1 + UNSEEN))
        return bits

    def places(self, reach: int) -> float:
        """How many words begin within `reach` code points of a place, on both sides of it."""
        text = self._text
        return 1 + min(len(text.words), 2 * reach * len(text.words) / max(1, len(text.folded.text)))
