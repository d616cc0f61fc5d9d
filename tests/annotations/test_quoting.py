"""A quote holds the words and 32 code points on each side."""

from __future__ import annotations

from reader.annotations.model import Quote
from reader.annotations.quoting import CONTEXT_CP, quote_at
from reader.text.spans import Span


def test_a_quote_at_the_ends_of_a_text_is_as_long_as_there_are_words():
    text = "Kim met Shoigu." + "x" * 50
    assert quote_at(text, Span(0, 3)) == Quote("Kim", "", text[3 : 3 + CONTEXT_CP])
    assert quote_at(text, Span(8, 14)).prefix == "Kim met "
