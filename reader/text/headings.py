"""The headings of an article, and which section a position is in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.text.blocks import Block, BlockKind


class Heading(NamedTuple):
    """A heading: where it starts (code points), its level from 1 to 6, and its words on one line."""

    start: int
    level: int
    words: str


def headings_in(text: str, blocks: Iterable[Block]) -> tuple[Heading, ...]:
    """Those that have words, in order. A text file has none: nothing in it says what is one."""
    found = []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            words = " ".join(text[block.start : block.end].split())
            if words:
                found.append(Heading(block.start, block.level, words))
    return tuple(found)


def section_at(headings: Sequence[Heading], position: int) -> int:
    """The place of the heading whose section `position` is in; -1 before the first one."""
    return bisect_right(headings, position, key=lambda heading: heading.start) - 1
