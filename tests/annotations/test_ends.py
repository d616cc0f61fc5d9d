"""Ends of fragments: where they may go, and what happens to the entity of a name that grows or shrinks."""

from __future__ import annotations

from reader.annotations import acts
from reader.annotations.collection import AnnotationSet
from reader.annotations.ends import free_around, set_ends
from reader.annotations.ids import Stamp
from reader.annotations.model import Anchor, Claim, Entity, Lost, Mention, Placed, Quote
from reader.text.spans import Span

TEXT = "Kim Jong Un met Kim Jong Un. Kim said so."
STAMP = Stamp("Ada", lambda: "2025-07-01T00:00:00Z", iter([f"id{n}" for n in range(99)]).__next__)


def moved(state: AnnotationSet, annotation, span: Span, fragment: int = 0) -> AnnotationSet:
    change = set_ends(state, TEXT, annotation, fragment, span, STAMP)
    applied = state.apply(change)
    assert applied.after.apply(applied.inverse).after == state
    return applied.after


def tagged(*spans: Span) -> AnnotationSet:
    state = AnnotationSet()
    for span in spans:
        state = state.apply(acts.tag(state, TEXT, [span], "PER", STAMP)).after
    return state


def names(state: AnnotationSet) -> list[tuple[str, int]]:
    return sorted((e.name, len(state.mentions_by_entity.get(key, ()))) for key, e in state.entities.items())


def test_a_name_that_grows_takes_its_entity_along() -> None:
    state = tagged(Span(0, 3))
    (mention,) = state
    after = moved(state, mention, Span(0, 11))
    assert names(after) == [("Kim Jong Un", 1)]
    assert after.annotations[mention.id].spans == (Span(0, 11),)
    assert after.annotations[mention.id].modified


def test_it_moves_to_the_entity_of_that_name_when_there_is_one() -> None:
    state = tagged(Span(16, 27), Span(0, 3))
    short = next(a for a in state if a.start == 0)
    assert names(state) == [("Kim", 1), ("Kim Jong Un", 1)]
    assert names(moved(state, short, Span(0, 11))) == [("Kim Jong Un", 2)]


def test_a_mention_among_others_and_a_name_given_by_hand_keep_their_entity() -> None:
    state = tagged(Span(0, 3), Span(29, 32))
    first = next(a for a in state if a.start == 0)
    assert names(moved(state, first, Span(0, 11))) == [("Kim", 2)]
    other = Mention(id="m", fragments=(Placed(Span(29, 32)),), type="PER", entity="e")
    state = AnnotationSet.of([other], [Entity("e", "PER", "The leader")])
    assert names(moved(state, other, Span(29, 37))) == [("The leader", 1)]


def test_a_fragment_of_a_claim_moves_alone_and_is_sure_of_its_place() -> None:
    parts = (Placed(Span(0, 3), Anchor.FUZZY, Quote("Kin")), Lost(Quote("gone")), Placed(Span(16, 20)))
    claim = Claim(id="c", fragments=parts)
    state = AnnotationSet.of([claim])
    after = moved(state, claim, Span(0, 8)).annotations["c"]
    assert after.fragments == (Placed(Span(0, 8)), *parts[1:])
    assert free_around(claim, 0, len(TEXT)) == Span(0, 16)
    assert free_around(claim, 2, len(TEXT)) == Span(3, len(TEXT))


def test_nothing_happens_without_words_or_where_it_stands_already() -> None:
    state = tagged(Span(0, 3))
    (mention,) = state
    assert not set_ends(state, TEXT, mention, 0, Span(0, 3), STAMP)
    assert not set_ends(state, TEXT, mention, 0, Span(3, 3), STAMP)
