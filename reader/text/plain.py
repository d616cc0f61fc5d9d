"""Blocks of a text file: one a line. The reading text of such a file is its source, unchanged."""

from __future__ import annotations

from reader.text.blocks import Block


def plain_blocks(text: str) -> tuple[Block, ...]:
    """One block a line of `text`; only `\\n` ends a line, an empty line is an empty block, an empty text one block."""
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        blocks.append(Block(start, start + len(line)))
        start += len(line) + 1
    return tuple(blocks)
