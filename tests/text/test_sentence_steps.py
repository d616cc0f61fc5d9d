"""Stepping from sentence to sentence: every one is met, in both directions, over paragraph ends."""

from __future__ import annotations

import pytest

from reader.text.open import article_from_text
from reader.text.sentence_steps import next_sentence, previous_sentence

TEXT = "Dr. Lee came. She left.\n\nIt rained! Did it?\nYes."
SENTENCES = ["Dr. Lee came.", "She left.", "It rained!", "Did it?", "Yes."]


@pytest.fixture
def article():
    return article_from_text(TEXT, "text", "a.txt")


def test_forward(article):
    met, at = [], -1
    while (sentence := next_sentence(article, at)) is not None:
        met.append(sentence.of(TEXT))
        at = sentence.start
    assert met == SENTENCES


def test_backward(article):
    met, at = [], len(TEXT)
    while (sentence := previous_sentence(article, at)) is not None:
        met.append(sentence.of(TEXT))
        at = sentence.start
    assert met == SENTENCES[::-1]
