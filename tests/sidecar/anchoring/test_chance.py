"""What words prove about their place depends on the text: where sentences are all alike, they prove next to nothing."""

from __future__ import annotations

from random import Random

from reader.annotations.model import Lost, Placed
from reader.annotations.quoting import quote_at
from reader.sidecar.anchoring.chance import Chance
from reader.sidecar.anchoring.earlier import EarlierTexts
from reader.sidecar.anchoring.reanchoring import Reanchorer
from reader.text.spans import Span
from tests.benchmarks.edited import article, made_of_names


def chance_of(text: str) -> Chance:
    return Chance(text.split())


def test_the_same_number_of_words_proves_more_where_words_are_many() -> None:
    prose, names = chance_of(article(Random(1), 20_000)), chance_of(made_of_names(Random(1), 20_000))
    assert all(prose.bits(at, at + 6) > names.bits(at, at + 6) for at in range(500, 600))
    assert all(prose.proves(at, at + 6, 3000) for at in range(500, 600))
    assert not any(names.proves(at, at + 6, 3000) for at in range(500, 600))


def test_more_words_never_prove_less_and_fewer_places_are_proved_sooner() -> None:
    chance = chance_of(made_of_names(Random(2), 20_000))
    assert all(chance.bits(9, behind) <= chance.bits(9, behind + 1) for behind in range(9, 60))
    bits = chance.bits(9, 15)
    assert chance.proves(9, 15, 1) is (bits >= 14)
    assert not chance.proves(9, 15, 2**30)
    assert chance.bits(9, 9) == 0


def test_in_a_text_of_a_few_patterns_words_that_are_gone_are_not_found_far_away() -> None:
    sentences = made_of_names(Random(3), 20_000).replace("\n\n", " ").split(". ")
    old = ". ".join(sentences)
    wrong = 0
    for number in range(40, len(sentences) - 40, 6):
        start = len(". ".join(sentences[:number])) + 2
        words = sentences[number].split(" ")
        at = start + len(" ".join(words[:3])) + 1
        span = Span(at, at + len(words[3]))
        new = ". ".join(sentences[:number] + sentences[number + 1 :])
        found = Reanchorer(new, EarlierTexts(new), old_length=len(old)).place(quote_at(old, span), span)
        wrong += isinstance(found, Placed)
    assert wrong <= 1


def test_in_prose_a_sentence_that_went_far_is_found_by_what_it_says() -> None:
    sentences = article(Random(4), 20_000).replace("\n\n", " ").split(". ")
    old = ". ".join(sentences)
    number, far = 20, 90
    start = len(". ".join(sentences[:number])) + 2
    words = sentences[number].split(" ")
    at = start + len(" ".join(words[:4])) + 1
    span = Span(at, at + len(words[4]))
    rest = sentences[:number] + sentences[number + 1 :]
    new = ". ".join([*rest[:far], sentences[number], *rest[far:]])
    found = Reanchorer(new, EarlierTexts(new), old_length=len(old)).place(quote_at(old, span), span)
    assert not isinstance(found, Lost) and found is not None
    assert found.span.of(new) == span.of(old) and found.span.start > span.start + 2000
