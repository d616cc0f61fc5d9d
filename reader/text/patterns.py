"""Patterns of the `regex` module, compiled when first needed: together they take as long as a window to appear."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex


@lru_cache(maxsize=512)
def compiled(pattern: str, *, ignore_case: bool = False) -> regex.Pattern[str]:
    """The compiled pattern; with `ignore_case` letters equal by full case folding."""
    import regex

    return regex.compile(pattern, regex.IGNORECASE | regex.FULLCASE if ignore_case else 0)


def escaped(character: str) -> str:
    """A character as a pattern that means just it."""
    import regex

    return str(regex.escape(character, special_only=True))
