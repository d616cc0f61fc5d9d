"""Finding what somebody types into a find bar: forgiving about case and white space, and inside words as well."""

from __future__ import annotations

from reader.text.clusters import is_boundary
from reader.text.patterns import compiled, escaped
from reader.text.quotes import DOUBLE_QUOTES, SINGLE_QUOTES
from reader.text.spans import Span


def find_text(text: str, query: str) -> list[Span]:
    """All places of `query`, code points of `text`, left to right and not overlapping.

    Case is ignored unless the query holds a capital letter; any white space equals any other, and quotation marks of
    one kind equal each other. No hit begins or ends inside a grapheme cluster.
    """
    words = query.split()
    if not words:
        return []
    pattern = compiled(
        "(?V1)" + r"\s+".join("".join(map(_character, word)) for word in words), ignore_case=query == query.lower()
    )
    spans = (Span(*match.span()) for match in pattern.finditer(text))
    return [span for span in spans if is_boundary(text, span.start) and is_boundary(text, span.end)]


def _character(character: str) -> str:
    for alike in (SINGLE_QUOTES, DOUBLE_QUOTES):
        if character in alike:
            return f"[{alike}]"
    return escaped(character)
