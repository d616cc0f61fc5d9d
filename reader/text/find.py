"""Finding what somebody types into a find bar: forgiving about case and white space, and inside words as well."""

from __future__ import annotations

from collections.abc import Iterator

from reader.text.clusters import is_boundary
from reader.text.patterns import compiled, escaped
from reader.text.quotes import DOUBLE_QUOTES, SINGLE_QUOTES, edges
from reader.text.spans import Span


def find_text(text: str, query: str, *, match_case: bool = False, whole_words: bool = False) -> list[Span]:
    """All places of `query`; see `matches`."""
    return list(matches(text, query, match_case=match_case, whole_words=whole_words))


def matches(text: str, query: str, *, match_case: bool = False, whole_words: bool = False) -> Iterator[Span]:
    """The places of `query` one by one, code points of `text`, left to right and not overlapping.

    Case is ignored unless `match_case` is set or the query holds a capital letter; any white space equals any other,
    and quotation marks of one kind equal each other. No hit begins or ends inside a grapheme cluster, with
    `whole_words` none inside a word.
    """
    words = query.split()
    if not words:
        return
    before, after = edges(words[0][0], words[-1][-1]) if whole_words else ("", "")
    body = r"\s+".join("".join(map(_character, word)) for word in words)
    ignore_case = not match_case and query == query.lower()
    for match in compiled(f"(?V1){before}{body}{after}", ignore_case=ignore_case).finditer(text):
        span = Span(*match.span())
        if is_boundary(text, span.start) and is_boundary(text, span.end):
            yield span


def _character(character: str) -> str:
    for alike in (SINGLE_QUOTES, DOUBLE_QUOTES):
        if character in alike:
            return f"[{alike}]"
    return escaped(character)
