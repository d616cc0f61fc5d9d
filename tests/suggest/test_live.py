"""The memory kept up to date bit by bit gives what the engine gives at once."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations import acts
from reader.annotations.collection import AnnotationSet
from reader.annotations.ids import Stamp
from reader.annotations.model import Mention, Placed
from reader.suggest import live as live_module
from reader.suggest import places
from reader.suggest.engine import suggestions
from reader.suggest.live import LiveMemory
from reader.suggest.suggestion import Suggestion
from reader.text.open import article_from_text
from reader.text.quotes import find_quote
from reader.text.spans import Span
from reader.text.words import words_in

TYPES = ("PER", "ORG", "GPE")
STAMP = Stamp()


def tagged(annotations: AnnotationSet, text: str, words: str, type_id: str, nth: int = 0) -> AnnotationSet:
    span = find_quote(text, words)[nth]
    return annotations.apply(acts.tag(annotations, text, [span], type_id, STAMP)).after


def said(found: list[Suggestion], text: str) -> list[tuple[str, str, int]]:
    return [(each.type, each.span.of(text), each.span.start) for each in found]


def all_of(memory: LiveMemory, text: str) -> list[Suggestion]:
    return memory.overlapping(Span(0, len(text)))


def done(memory: LiveMemory) -> LiveMemory:
    while memory.work(0.001):
        pass
    return memory


def live(text: str, annotations: AnnotationSet) -> LiveMemory:
    return done(LiveMemory(text, annotations, lambda type_id: type_id in TYPES))


def engine(text: str, annotations: AnnotationSet) -> list[Suggestion]:
    found = suggestions(article_from_text(text), annotations, TYPES)
    return [each for each in found if each.layer == "memory"]


def test_a_name_is_suggested_where_it_stands_untagged_as_a_word():
    text = "Korea met Korea's envoy. A Korean left; North Korea stayed. KOREA and korea."
    memory = live(text, tagged(AnnotationSet(), text, "Korea", "GPE"))
    assert [each.span.start for each in all_of(memory, text)] == [10, text.index("Korea stayed")]
    assert {each.type for each in all_of(memory, text)} == {"GPE"}
    assert memory.count == 2


def test_changes_are_followed():
    text = "Ada met Bob. Ada left. Bob stayed with Ada."
    annotations = AnnotationSet()
    memory = live(text, annotations)
    assert all_of(memory, text) == []
    applied = annotations.apply(acts.tag(annotations, text, [Span(0, 3)], "PER", STAMP))
    memory.changed(applied)
    assert memory.works and memory.count is None
    done(memory)
    assert said(all_of(memory, text), text) == [("PER", "Ada", 13), ("PER", "Ada", 39)]
    second = applied.after.apply(acts.tag(applied.after, text, [Span(13, 16)], "PER", STAMP))
    memory.changed(second)
    assert said(all_of(memory, text), text) == [("PER", "Ada", 39)], "at once, without any work"
    memory.changed(second.after.apply(second.inverse))
    memory.changed(applied.after.apply(applied.inverse))
    assert all_of(memory, text) == []
    memory.changed(annotations.apply(applied.change))
    assert len(all_of(memory, text)) == 2, "where it stands is known still"


def test_the_type_used_most_is_suggested():
    text = "Paris saw Paris in Paris, and Paris."
    annotations = tagged(AnnotationSet(), text, "Paris", "GPE")
    annotations = tagged(annotations, text, "Paris", "PER", 1)
    memory = live(text, annotations)
    assert {each.type for each in all_of(memory, text)} == {"PER"}, "of two used as often, as the engine chooses"
    applied = annotations.apply(acts.tag(annotations, text, [find_quote(text, "Paris")[2]], "GPE", STAMP))
    memory.changed(applied)
    assert {each.type for each in all_of(memory, text)} == {"GPE"}


def test_a_rejected_place_is_left_alone_until_it_is_allowed_again():
    text = "North Korea, Korea. North Korea again."
    annotations = tagged(AnnotationSet(), text, "North Korea", "GPE")
    annotations = tagged(annotations, text, "Korea", "GPE", 1)
    memory = live(text, annotations)
    (one,) = all_of(memory, text)
    assert one.span.of(text) == "North Korea"
    memory.reject(one.span)
    assert all_of(memory, text) == [], "the shorter name in it neither"
    memory.allow(one.span)
    assert all_of(memory, text) == [one]


def test_steps_and_numbers():
    text = ("word " * 900 + "Ada. ") * 5
    memory = live(text, tagged(AnnotationSet(), text, "Ada", "PER"))
    found = all_of(memory, text)
    assert len(found) == 4 and [memory.ordinal(each) for each in found] == [1, 2, 3, 4]
    assert memory.after(-1) == found[0] and memory.after(found[0].span.start) == found[1]
    assert memory.after(found[-1].span.start) is None
    assert memory.before(len(text)) == found[-1] and memory.before(found[0].span.start) is None
    assert memory.at(found[2].span.start + 2) == found[2] and memory.at(found[2].span.end) is None


def test_a_type_that_is_no_longer_in_use_is_not_suggested():
    text = "Ada met Ada."
    types = {"PER"}
    memory = done(LiveMemory(text, tagged(AnnotationSet(), text, "Ada", "PER"), types.__contains__))
    assert memory.count == 1
    types.clear()
    memory.types_changed()
    assert all_of(memory, text) == []


def test_what_is_removed_before_it_was_read_in_is_not_remembered():
    text = "Ada met Ada."
    annotations = tagged(AnnotationSet(), text, "Ada", "PER")
    memory = LiveMemory(text, annotations, lambda _: True)
    (mention,) = annotations
    memory.changed(annotations.apply(acts.remove(annotations, [mention.id])))
    assert all_of(done(memory), text) == []


ALPHABET = st.sampled_from(
    ["ha", "Ha", "ha's", "ha’s", "Zoë", "Zoe\u0308", "金", "正", ",", "\n", "O'Ha", "O’Ha", "haha"]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(ALPHABET, min_size=1, max_size=40), st.data(), st.sampled_from([7, 40, 16_000]), st.booleans())
def test_it_says_what_the_engine_says(words, data, chunk, counts_later):
    text = " ".join(words)
    annotations = AnnotationSet()
    spans = words_in(text, Span(0, len(text)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "CHUNK_CP", chunk)
        if counts_later:
            patch.setattr(live_module, "MANY", 0)
        memory = LiveMemory(text, annotations, TYPES.__contains__)
        for _ in range(data.draw(st.integers(0, 6)) if spans else 0):
            first = data.draw(st.integers(0, len(spans) - 1))
            last = min(first + data.draw(st.integers(0, 1)), len(spans) - 1)
            span = Span(spans[first].start, spans[last].end)
            change = acts.tag(annotations, text, [span], data.draw(st.sampled_from(TYPES)), STAMP)
            applied = annotations.apply(change)
            memory.changed(applied)
            if data.draw(st.booleans()):
                memory.changed(applied.after.apply(applied.inverse))
            else:
                annotations = applied.after
        done(memory)
    ours, theirs = said(all_of(memory, text), text), said(engine(text, annotations), text)
    alike = {each[1].replace("’", "'") for each in theirs}
    if len({each[1] for each in theirs}) == len(alike):  # of two spellings that are alike either may be taken
        assert ours == theirs
    assert memory.count == len(ours)


def test_one_word_that_names_thousands_is_read_in_as_fast_as_one_that_names_one():
    count = 3_000
    text = "Kim " * count

    def read_in(entities: int) -> float:
        mentions = [
            Mention(id=f"m{n}", fragments=(Placed(Span(4 * n, 4 * n + 3)),), type="PER", entity=f"e{n % entities}")
            for n in range(count)
        ]
        memory = LiveMemory(text, AnnotationSet.of(mentions), lambda _: True)
        began = time.process_time()
        memory.seek(60.0)
        return time.process_time() - began

    one, many = (min(read_in(entities) for _ in range(3)) for entities in (1, count))
    assert many < 5 * one
