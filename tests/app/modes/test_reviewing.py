"""What a list of places says of each: its context, and what its words are tagged as."""

from __future__ import annotations

import pytest

from reader.annotations import acts
from reader.annotations.collection import AnnotationSet
from reader.annotations.ids import Stamp
from reader.annotations.tagset_file import default_tagset
from reader.app.modes.reviewing import AFTER_CP, BEFORE_CP, Hit, context_of, hits_of
from reader.text.spans import Span

TEXT = "First line.\nThe Korea Times wrote of Korea at some length, and much else besides that nobody would read.\nEnd"


def span(words: str, nth: int = 1) -> Span:
    at = -1
    for _ in range(nth):
        at = TEXT.index(words, at + 1)
    return Span(at, at + len(words))


@pytest.mark.parametrize(
    ("place", "begins", "ends"),
    [
        (span("First"), "First line.", "line."),
        (span("Korea"), "The Korea Times", "at some length"),
        (span("nobody"), "… much else besides that nobody", "read."),
        (span("End"), "End", "End"),
    ],
)
def test_the_context_stays_on_the_line_and_begins_with_a_whole_word(place, begins, ends):
    words, start, end = context_of(TEXT, place)
    assert words[start:end] == place.of(TEXT)
    assert (words.startswith(begins) and words.rstrip().endswith(ends)) or ends in words
    assert len(words) <= BEFORE_CP + 2 + len(place) + AFTER_CP and "\n" not in words


def test_a_name_over_two_lines_is_shown_in_one():
    words, start, end = context_of("Kim\nJong\tUn came", Span(0, 11))
    assert words[start:end] == "Kim Jong Un"


def test_what_stands_on_the_words_is_said_and_what_is_the_entitys_own_left_out():
    tagset, stamp = default_tagset(), Stamp()
    annotations = AnnotationSet().apply(acts.tag(AnnotationSet(), TEXT, [span("The Korea Times")], "ORG", stamp)).after
    annotations = annotations.apply(acts.tag(annotations, TEXT, [span("Korea", 2)], "GPE", stamp)).after
    korea = next(e for e in annotations.entities.values() if e.name == "Korea")
    places = [span("Korea"), span("Korea", 2), span("length")]
    inside, exact, free = hits_of(annotations, tagset, TEXT, places)
    assert inside == Hit(span("Korea"), "in The Korea Times (Organisation)")
    assert exact.taken == "Country/state/city: Korea" and free.taken == ""
    assert [hit.span for hit in hits_of(annotations, tagset, TEXT, places, korea)] == [inside.span, free.span]
