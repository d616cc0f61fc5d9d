"""Which blocks of an article differ from those of another version of it, and where places outside them went.

Knows no Qt. Blocks are compared as they are set, so that a block that only looks different differs too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Sequence

from reader.app.page.differing import Hunk, differences
from reader.app.page.edits import edits
from reader.app.page.plan import Setting, settings
from reader.text.article import Article


class Hunks:
    """All that differs between two versions of an article, in order; what lies between two hunks is the same."""

    def __init__(self, old: Article, new: Article) -> None:
        self.old, self.new = old, new
        self.set_as = settings(new)
        self.hunks = differences(_keys(old, settings(old)), _keys(new, self.set_as))
        self.edits = edits(self.hunks, old, new) if old.format == new.format else None
        self._old_starts = [block.start for block in old.blocks]
        self._new_starts = [block.start for block in new.blocks]

    def moved(self, position: int) -> int | None:
        """Where a place in a block that stayed the same is now; None for one in a hunk."""
        number = max(bisect_right(self._old_starts, position) - 1, 0)
        at = bisect_right(self.hunks, number, key=lambda hunk: hunk.old_from)
        hunk = self.hunks[at - 1] if at else Hunk(0, 0, 0, 0)
        if number < hunk.old_to or number >= len(self._old_starts):
            return None
        return position + self._new_starts[number + hunk.new_to - hunk.old_to] - self._old_starts[number]


def _keys(article: Article, set_as: Sequence[Setting]) -> list[Hashable]:
    """Of each block all that decides how it is set and what stands around it."""
    text, found = article.text, list[Hashable]()
    for block, setting in zip(article.blocks, set_as, strict=True):
        start = block.start
        runs = tuple(run._replace(start=run.start - start, end=run.end - start) for run in block.runs)
        found.append((text[start : block.end], setting, block._replace(start=0, end=0, runs=runs)))
    return found
