"""Sets of annotations: the laws of apply and inverse, and the orders that people see."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations.collection import _DERIVED, AnnotationSet, Change
from reader.annotations.model import Annotation, Claim, Entity, Highlight, Lost, Mention, Placed, Quote, Relation
from reader.text.spans import Span

IDS = st.sampled_from([f"a{n}" for n in range(8)])
ENTITY_IDS = st.sampled_from(["e0", "e1", "e2"])
EVERYWHERE = Span(0, 8000)  # no further: an index looks into each bucket of what it is asked about
SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 5000), st.integers(1, 2500))
FRAGMENTS = st.lists(
    st.one_of(st.builds(Placed, SPANS), st.builds(Lost, st.builds(Quote, st.just("gone")), st.none() | SPANS)),
    min_size=1, max_size=3,
).map(tuple)  # fmt: skip


@st.composite
def annotations(draw: st.DrawFn, key: str) -> Annotation:
    kind = draw(st.sampled_from("mhcr"))
    if kind == "r":
        return Relation(id=key, type="supports", from_id=draw(IDS), to_id=draw(IDS))
    fragments, note = draw(FRAGMENTS), draw(st.sampled_from(["", "a note"]))
    if kind == "m":
        return Mention(id=key, fragments=fragments, type=draw(st.sampled_from(["PER", "LOC"])), entity=draw(ENTITY_IDS))
    if kind == "h":
        return Highlight(id=key, fragments=fragments, note=note)
    return Claim(id=key, fragments=fragments, note=note, verdict=draw(st.sampled_from(["", "false"])))


@st.composite
def changes(draw: st.DrawFn) -> Change:
    keys = draw(st.lists(IDS, unique=True, max_size=4))
    put = tuple((key, draw(st.none() | annotations(key))) for key in keys)
    entity_keys = draw(st.lists(ENTITY_IDS, unique=True, max_size=2))
    entities = tuple(
        (key, draw(st.none() | st.builds(Entity, st.just(key), st.just("PER"), st.sampled_from(["Ada", "Bob"]))))
        for key in entity_keys
    )
    return Change("anything", put, entities)


def built_anew(state: AnnotationSet) -> AnnotationSet:
    return AnnotationSet.of(state.annotations.values(), state.entities.values())


def answers(state: AnnotationSet) -> list[list[tuple[Span, str]]]:
    return [[(s, a.id) for s, a in state.overlapping(Span(at, at + 500))] for at in range(0, EVERYWHERE.end, 500)]


@given(st.lists(changes(), max_size=6), changes())
def test_apply_then_inverse_gives_back_an_equal_set_with_equal_answers(before: list[Change], change: Change) -> None:
    state = AnnotationSet()
    for earlier in before:
        state = state.apply(earlier).after
    applied = state.apply(change)
    back = applied.after.apply(applied.inverse)
    assert back.after == state
    assert answers(back.after) == answers(state)
    again = back.after.apply(back.inverse)
    assert again.after == applied.after
    assert answers(again.after) == answers(applied.after)


@given(st.lists(changes(), max_size=6))
def test_the_index_of_a_changed_set_is_that_of_one_built_anew(steps: list[Change]) -> None:
    state = AnnotationSet()
    for change in steps:
        state = state.apply(change).after
    assert answers(state) == answers(built_anew(state))


@given(changes(), changes())
def test_touched_are_exactly_the_spans_before_and_after(first: Change, change: Change) -> None:
    state = AnnotationSet().apply(first).after
    applied = state.apply(change)
    keys = [key for key, _ in change.annotations]
    wanted = {
        s for key in keys for where in (state, applied.after) if (a := where.annotations.get(key)) for s in a.spans
    }
    assert set(applied.touched) == wanted
    assert list(applied.touched) == sorted(applied.touched)
    assert state == AnnotationSet().apply(first).after, "the set before is never changed"


def test_an_id_twice_in_a_change_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        Change("x", (("a", None), ("a", None)))
    with pytest.raises(ValueError, match="twice"):
        Change("x", (), (("e", None), ("e", None)))
    assert not Change("nothing")


def mark(key: str, *spans: tuple[int, int]) -> Highlight:
    return Highlight(id=key, fragments=tuple(Placed(Span(*s)) for s in spans))


def test_reading_order_is_by_start_then_longer_then_id_and_what_stands_nowhere_last() -> None:
    lost = Highlight(id="lost", fragments=(Lost(Quote("gone"), Span(0, 4)),))
    relation = Relation(id="relation", type="supports", from_id="x", to_id="y")
    made = [lost, relation, mark("c", (5, 9)), mark("b", (5, 9)), mark("long", (5, 30)), mark("late", (40, 41), (1, 2))]
    order = [a.id for a in AnnotationSet.of(made).in_reading_order]
    assert order[:4] == ["late", "long", "b", "c"]
    assert set(order[4:]) == {"lost", "relation"}


def test_innermost_first_at_a_position() -> None:
    state = AnnotationSet.of([mark("sentence", (0, 50)), mark("word", (10, 14)), mark("phrase", (8, 20))])
    assert [a.id for a in state.at(12)] == ["word", "phrase", "sentence"]
    assert [a.id for a in state.at(14)] == ["phrase", "sentence"]


def test_replacing_keeps_the_place_in_the_order_of_entities() -> None:
    state = AnnotationSet.of((), [Entity("e1", "PER", "Ada"), Entity("e2", "PER", "Bob")])
    after = state.apply(Change("Rename", (), (("e1", Entity("e1", "PER", "Ada Lovelace")),))).after
    assert list(after.entities) == ["e1", "e2"], "the list in the file is not to jump about in a diff"


def test_a_mention_counts_for_its_entity_in_reading_order() -> None:
    one = Mention(id="one", fragments=(Placed(Span(50, 53)),), type="PER", entity="e")
    two = Mention(id="two", fragments=(Placed(Span(5, 8)),), type="PER", entity="e")
    alone = Mention(id="alone", fragments=(Placed(Span(60, 63)),), type="PER")
    state = AnnotationSet.of([one, two, alone])
    assert {key: [m.id for m in found] for key, found in state.mentions_by_entity.items()} == {"e": ["two", "one"]}


@given(st.lists(changes(), max_size=5))
def test_the_reading_order_goes_along_with_changes(made: list[Change]) -> None:
    state = AnnotationSet()
    for change in made:
        assert len(state.in_reading_order) == len(state)  # known before, so that it is not worked out anew
        state = state.apply(change).after
        assert "in_reading_order" in vars(state)
        assert state.in_reading_order == AnnotationSet.of(state).in_reading_order


@settings(deadline=None)
@given(st.lists(changes(), max_size=3), st.lists(changes(), max_size=8))
def test_what_was_worked_out_is_kept_up_by_every_change(before: list[Change], then: list[Change]) -> None:
    state = AnnotationSet()
    for change in before:
        state = state.apply(change).after
    state.prepare()
    for change in then:
        state = state.apply(change).after
        assert all(name in vars(state) for name in _DERIVED)
        fresh = built_anew(state)
        assert state.in_reading_order == fresh.in_reading_order
        assert state.claims == fresh.claims
        assert state.mentions_by_entity == fresh.mentions_by_entity
        assert state._uses == fresh._uses
        assert {k: set(v) for k, v in state._related.items()} == {k: set(v) for k, v in fresh._related.items()}
        assert set(state.relations) == set(fresh.relations)
        assert {k: set(v) for k, v in state._names.items()} == {k: set(v) for k, v in fresh._names.items()}
        assert state.claim_reaches.overlapping(EVERYWHERE) == fresh.claim_reaches.overlapping(EVERYWHERE)
        assert [state.number_of(claim) for claim in state.claims] == list(range(1, len(state.claims) + 1))
