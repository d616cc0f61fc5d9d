"""`Hint`: keys and what they do now, in a word."""

from __future__ import annotations

from typing import NamedTuple


class Hint(NamedTuple):
    """Keys and what they do now, in a word."""

    keys: tuple[str, ...]
    words: str
