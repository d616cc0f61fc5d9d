"""Where any of several names stands in a text, by rules that somebody chose. Knows nothing of what is tagged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reader.text.quotes import find_quote
from reader.text.spans import Span


class Rules(NamedTuple):
    """What is alike beside the very same words: other case, other endings of the same stem."""

    ignore_case: bool = False
    endings: bool = False


def occurrences(
    text: str,
    names: Iterable[str],
    rules: Rules = Rules(),  # noqa: B008 - a value
    language: str = "",
    within: Span | None = None,
) -> list[Span]:
    """The places of `names` in `text`, in order; of two that overlap the one that begins first, then the longer.

    `language` (BCP 47, may be empty) is the one whose endings count. `within` bounds the search: a hit lies inside it.
    """
    found: set[Span] = set()
    for name in dict.fromkeys(names):
        endings = language if rules.endings else None
        found.update(find_quote(text, name, ignore_case=rules.ignore_case, endings=endings, within=within))
    kept: list[Span] = []
    for span in sorted(found, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
