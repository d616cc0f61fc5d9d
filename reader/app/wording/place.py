"""Where the caret is, in words: "Paragraph 2 of 9 · word 31 of 402". Knows no Qt."""

from __future__ import annotations

import re
import time
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice

from reader.app.wording.tr import tr
from reader.frozen import dataclass
from reader.text.article import Article

# For counting only, so that a long article is counted at once: letters and digits with what joins them.
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")


PIECE = 4_000  # words: a millisecond or two


@dataclass(frozen=True, slots=True)
class Places:
    """Where paragraphs and words begin, in code points."""

    paragraphs: Sequence[int]
    words: Sequence[int]  # an array: two million of them are 8 MB so, and 70 as a tuple

    @classmethod
    def of(cls, article: Article, rest_s: float = 0.0) -> Places:
        """Those of an article; blocks without words are no paragraphs. A thread may rest between pieces of the work."""
        text = article.text
        paragraphs = (b.start for b in article.blocks if not text[b.start : b.end].isspace() and b.end > b.start)
        words, found = array("L"), _WORD.finditer(text)
        while piece := array("L", (match.start() for match in islice(found, PIECE))):
            words += piece
            if rest_s:
                time.sleep(rest_s)
        return cls(array("L", paragraphs), words)

    def say(self, position: int) -> str:
        """The place in words; empty for an article without any."""
        if not self.paragraphs:
            return tr("This article is empty.")
        paragraph = max(1, bisect_right(self.paragraphs, position))
        found = tr("Paragraph {number} of {all}", number=paragraph, all=len(self.paragraphs))
        if self.words:
            word = max(1, bisect_right(self.words, position))
            found += " · " + tr("word {number} of {all}", number=word, all=len(self.words))
        return found
