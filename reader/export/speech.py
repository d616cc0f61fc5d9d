"""`Speech`: the language in which a document says its own words. English is the source; others come from above.

Knows no catalogue. `say` takes English words and fills their `{names}` in, `counted` takes the two English forms.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


def _english(words: str, /, **values: object) -> str:
    return words.format(**values) if values else words


def _counted(one: str, other: str, count: int, /, **values: object) -> str:
    return (one if count == 1 else other).format(count=f"{count:,}", **values)


class Speech(NamedTuple):
    """A language by its BCP 47 tag, and its words."""

    language: str = "en"
    say: Callable[..., str] = _english
    counted: Callable[..., str] = _counted


ENGLISH = Speech()
