"""Three-way merge: what either side did holds, and nothing is lost between them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import (
    Annotation,
    Attribution,
    Claim,
    Entity,
    Highlight,
    Mention,
    Origin,
    Placed,
    Relation,
)
from reader.sidecar.merge import difference, merge
from reader.text.spans import Span

EMPTY = AnnotationSet()
WORDS = (Placed(Span(0, 3)),)


def mention(key: str, entity: str = "e", start: int = 0, **facts: str) -> Mention:
    return Mention(id=key, fragments=(Placed(Span(start, start + 3)),), type="PER", entity=entity, **facts)


def claim(key: str = "c", **facts: object) -> Claim:
    return Claim(id=key, fragments=WORDS, modified="1", **facts)  # type: ignore[arg-type]


KIM, ANN = Entity("e", "PER", "Kim"), Entity("f", "PER", "Ann")


@st.composite
def sets(draw: st.DrawFn) -> AnnotationSet:
    keys = draw(st.lists(st.sampled_from("abcde"), unique=True))
    made: list[Annotation] = [
        Claim(
            id=k,
            fragments=WORDS,
            note=draw(st.sampled_from(["", "n"])),
            verdict=draw(st.sampled_from(["", "false", "true"])),
        )
        for k in keys
    ]
    return AnnotationSet.of(made, [KIM] if draw(st.booleans()) else [])


@given(sets(), sets())
def test_with_one_side_unchanged_the_other_holds(base: AnnotationSet, side: AnnotationSet) -> None:
    assert merge(base, side, base) == side
    assert merge(base, base, side) == side
    assert merge(base, side, side) == side
    assert merge(base, side, AnnotationSet.of(base.annotations.values(), base.entities.values())) == side


@given(sets(), sets(), sets())
def test_nothing_that_one_side_changed_or_made_is_lost(
    base: AnnotationSet, ours: AnnotationSet, theirs: AnnotationSet
) -> None:
    merged = merge(base, ours, theirs)
    for side in (ours, theirs):
        for key, annotation in side.annotations.items():
            assert key in merged.annotations or annotation == base.annotations.get(key)
    for key in base.annotations:
        if key in merged.annotations:
            assert key in ours.annotations or key in theirs.annotations, "what both removed is gone"
    for key in merged.annotations:
        assert key in ours.annotations or key in theirs.annotations


@given(sets(), sets())
def test_the_difference_leads_from_one_to_the_other(before: AnnotationSet, after: AnnotationSet) -> None:
    change = difference(before, after, "x")
    assert before.apply(change).after == after
    assert bool(change) == (before != after)


def test_two_fields_of_one_record_both_hold_and_ours_wins_on_the_same() -> None:
    base = AnnotationSet.of([claim(verdict="", note="")])
    ours = AnnotationSet.of([claim(note="mine", check="low")])
    theirs = AnnotationSet.of([claim(verdict="false", check="high")])
    assert merge(base, ours, theirs).annotations["c"] == claim(note="mine", verdict="false", check="low")


def test_a_change_beats_a_removal_on_either_side() -> None:
    base = AnnotationSet.of([claim()])
    changed = AnnotationSet.of([claim(note="n")])
    assert merge(base, changed, EMPTY).annotations == changed.annotations
    assert merge(base, EMPTY, changed).annotations == changed.annotations
    assert not merge(base, EMPTY, base).annotations
    assert not merge(base, base, EMPTY).annotations


def test_both_tag_the_same_words_and_the_name_is_new_to_both() -> None:
    ours = AnnotationSet.of([mention("a", "e1")], [Entity("e1", "PER", "Kim")])
    theirs = AnnotationSet.of([mention("b", "e2"), mention("b2", "e2", 9)], [Entity("e2", "PER", "Kim’s")])
    merged = merge(EMPTY, ours, theirs)
    assert set(merged.annotations) == {"b", "b2"}, "one mention of the twins"
    assert set(merged.entities) == {"e2"}


def test_twins_that_mean_another_entity_or_say_more_both_stay() -> None:
    base = AnnotationSet.of((), [KIM, replace(KIM, id="other", wikidata="Q1")])
    ours = base.apply(difference(EMPTY, AnnotationSet.of([mention("a", "e")]), "")).after
    theirs = base.apply(difference(EMPTY, AnnotationSet.of([mention("b", "other")]), "")).after
    assert set(merge(base, ours, theirs).annotations) == {"a", "b"}
    noted = AnnotationSet.of([mention("a", note="look")], [KIM])
    assert set(merge(base, noted, AnnotationSet.of([mention("b")], [KIM])).annotations) == {"a", "b"}


def test_a_twin_that_a_relation_needs_stays() -> None:
    relation = Relation(id="r", type="same_as", from_id="a", to_id="x")
    ours = AnnotationSet.of([mention("a"), relation], [KIM])
    theirs = AnnotationSet.of([mention("b")], [KIM])
    assert "a" in merge(AnnotationSet.of((), [KIM]), ours, theirs).annotations


def test_an_entity_that_one_side_dropped_and_the_other_uses_stays() -> None:
    base = AnnotationSet.of([mention("m", "f")], [ANN])
    by_mention = AnnotationSet.of([mention("m", "f"), mention("n", "f", 5)], [ANN])
    by_claim = AnnotationSet.of([mention("m", "f"), claim(attribution=(Attribution("Ann", entity="f"),))], [ANN])
    by_subject = AnnotationSet.of([mention("m", "f"), claim(about=("f",))], [ANN])
    for used in (by_mention, by_claim, by_subject):
        for ours, theirs in ((EMPTY, used), (used, EMPTY)):
            merged = merge(base, ours, theirs)
            assert merged.entities == {"f": ANN}
            assert "m" not in merged.annotations


def test_a_new_entity_of_ours_that_is_theirs_too_is_renamed_everywhere() -> None:
    ours = AnnotationSet.of(
        [mention("m", "e1"), claim(about=("e1",), attribution=(Attribution("Kim", entity="e1"),))],
        [Entity("e1", "PER", "Kim")],
    )
    merged = merge(EMPTY, ours, AnnotationSet.of((), [Entity("e2", "PER", "Kim")]))
    assert merged.annotations["m"] == mention("m", "e2")
    assert merged.annotations["c"] == claim(about=("e2",), attribution=(Attribution("Kim", entity="e2"),))
    assert set(merged.entities) == {"e2"}
    of_another_type = merge(EMPTY, ours, AnnotationSet.of((), [Entity("e2", "ORG", "Kim")]))
    assert set(of_another_type.entities) == {"e1", "e2"}


def test_our_change_is_put_on_the_record_that_stands_in_the_file_now() -> None:
    old, new = Origin({"id": "c", "x": 1}), Origin({"id": "c", "x": 2})
    base = AnnotationSet.of([claim(origin=old)])
    ours = AnnotationSet.of([claim(note="n", origin=old)])
    theirs = AnnotationSet.of([claim(origin=new)])
    assert merge(base, ours, theirs).annotations["c"].origin is new
    reread = AnnotationSet.of([claim(origin=new)])
    assert merge(reread, ours, reread).annotations["c"].origin is new


def test_records_of_two_kinds_under_one_id_do_not_mix() -> None:
    base = AnnotationSet.of([claim()])
    ours = AnnotationSet.of([Highlight(id="c", fragments=WORDS, modified="2")])
    theirs = AnnotationSet.of([claim(note="n")])
    assert merge(base, ours, theirs).annotations["c"] == ours.annotations["c"]
