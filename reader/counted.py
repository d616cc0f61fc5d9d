"""Counts in English words, for what lower floors and the command line say; the window has forms for each language."""

from __future__ import annotations


def counted(count: int, one: str, many: str = "") -> str:
    """ "1 mention", "1,200 mentions", "2 entities": `many` is for what takes more than an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
