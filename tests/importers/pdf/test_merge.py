"""What is here and what comes back in a PDF as one: places that somebody looked at here stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Anchor, Highlight, Placed
from reader.text.open import article_from_text
from reader.text.spans import Span

Make = Callable[..., Any]
TEXT = "".join(f"Sentence {n} says that the harbour is closed, and nobody knows why.\n" for n in range(1, 20))
OLD, NEW = "Sentence 7 says that the harbour is closed", "Sentence 7 says that the harbours are closed"


def highlight(text: str, words: str) -> Highlight:
    start = text.index(words)
    place = Placed(Span(start, start + len(words)))
    when = "2025-07-01T09:14:03Z"
    return Highlight(
        id="urn:uuid:00000000-0000-7000-8000-000000000001", fragments=(place,), created=when, modified=when
    )


def test_an_uncertain_place_that_was_accepted_here_stays_accepted(pdf_with: Make, take_in: Make) -> None:
    data = pdf_with(article_from_text(TEXT, name="a.txt"), [highlight(TEXT, OLD)])
    text = TEXT.replace(OLD, NEW)
    now = article_from_text(text, name="a.txt")
    came = take_in(now, data)
    assert [a.anchor for _, a in came.change.annotations] == [Anchor.FUZZY]
    assert came.uncertain == 1
    accepted = AnnotationSet.of([highlight(text, NEW)])
    assert not take_in(now, data, accepted).change
