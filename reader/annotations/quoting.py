"""The words of a span with what stands beside them, as a quote that finds them again."""

from __future__ import annotations

from reader.annotations.model import Quote
from reader.text.spans import Span

CONTEXT_CP = 32  # code points of prefix and suffix that a quote is written with


def quote_at(text: str, span: Span) -> Quote:
    """The words of `span` with what stands beside them."""
    return Quote(
        span.of(text), text[max(0, span.start - CONTEXT_CP) : span.start], text[span.end : span.end + CONTEXT_CP]
    )
