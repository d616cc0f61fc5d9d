"""Three-way merge: what either side did holds, and nothing is lost between them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.conflicts import take_theirs
from reader.annotations.ids import Stamp
from reader.annotations.model import (
    Annotation,
    Attribution,
    Claim,
    Entity,
    Evidence,
    Highlight,
    Mention,
    Origin,
    Placed,
    Relation,
)
from reader.annotations.tagset_file import default_tagset
from reader.sidecar.anchoring.anchoring import Anchorer
from reader.sidecar.format.document import DocumentWriter, new_document
from reader.sidecar.format.json_text import parse_object
from reader.sidecar.format.w3c_read import read_document
from reader.sidecar.merging.difference import difference
from reader.sidecar.merging.sets import Merger
from reader.text.open import article_from_text
from reader.text.spans import Span

TEXT = "Kim Jong Un met Ann and nobody else."
merge = Merger(article_from_text(TEXT, name="a.txt")).merge
LATER = "2025-01-02T00:00:00Z"
EMPTY = AnnotationSet()
WORDS = (Placed(Span(0, 3)),)


def mention(key: str, entity: str = "e", start: int = 0, **facts: str) -> Mention:
    return Mention(id=key, fragments=(Placed(Span(start, start + 3)),), type="PER", entity=entity, **facts)


def claim(key: str = "c", **facts: object) -> Claim:
    return Claim(id=key, fragments=WORDS, modified="2025-01-01T00:00:00Z", **facts)  # type: ignore[arg-type]


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


def test_two_fields_of_one_record_both_hold_and_of_the_same_both_values() -> None:
    base = AnnotationSet.of([claim(verdict="", note="")])
    ours = AnnotationSet.of([claim(note="mine", check="low")])
    theirs = AnnotationSet.of([claim(verdict="false", check="high")])
    both = claim(note="mine", verdict="false", check="low", conflict=(("check", "high"),))
    assert merge(base, ours, theirs).annotations["c"] == both


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
    assert set(merged.annotations) == {"a", "b2"}, "one mention of the twins"
    assert set(merged.entities) == {"e1"}
    assert merged.annotations["b2"] == mention("b2", "e1", 9)


def test_twins_that_mean_another_entity_or_say_more_both_stay() -> None:
    base = AnnotationSet.of((), [KIM, replace(KIM, id="other", wikidata="Q1")])
    ours = base.apply(difference(EMPTY, AnnotationSet.of([mention("a", "e")]), "")).after
    theirs = base.apply(difference(EMPTY, AnnotationSet.of([mention("b", "other")]), "")).after
    assert set(merge(base, ours, theirs).annotations) == {"a", "b"}
    noted, other = (AnnotationSet.of([mention(key, note=f"look {key}")], [KIM]) for key in "ab")
    assert set(merge(base, noted, other).annotations) == {"a", "b"}
    plain = AnnotationSet.of([mention("b")], [KIM])
    assert merge(base, noted, plain).annotations == merge(base, plain, noted).annotations == noted.annotations


def test_a_relation_of_a_twin_goes_on_to_the_one_that_stays() -> None:
    relation = Relation(id="r", type="same_as", from_id="b", to_id="x")
    ours = AnnotationSet.of([mention("b"), relation], [KIM])
    theirs = AnnotationSet.of([mention("a")], [KIM])
    merged = merge(AnnotationSet.of((), [KIM]), ours, theirs).annotations
    assert merged == {"a": mention("a"), "r": replace(relation, from_id="a")}


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
        [mention("m", "e2"), claim(about=("e2",), attribution=(Attribution("Kim", entity="e2"),))],
        [Entity("e2", "PER", "Kim")],
    )
    merged = merge(EMPTY, ours, AnnotationSet.of((), [Entity("e1", "PER", "Kim")]))
    assert merged.annotations["m"] == mention("m", "e1")
    assert merged.annotations["c"] == claim(about=("e1",), attribution=(Attribution("Kim", entity="e1"),))
    assert set(merged.entities) == {"e1"}
    of_another_type = merge(EMPTY, ours, AnnotationSet.of((), [Entity("e1", "ORG", "Kim")]))
    assert set(of_another_type.entities) == {"e1", "e2"}


def test_our_change_is_put_on_the_record_that_stands_in_the_file_now() -> None:
    old, new = Origin({"id": "c", "x": 1}), Origin({"id": "c", "x": 2})
    base = AnnotationSet.of([claim(origin=old)])
    ours = AnnotationSet.of([claim(note="n", origin=old)])
    theirs = AnnotationSet.of([claim(origin=new)])
    merged = merge(base, ours, theirs).annotations["c"]
    assert merged.note == "n"
    assert merged.origin is not None and isinstance(merged.origin.record, dict)
    assert merged.origin.record["x"] == 2
    reread = AnnotationSet.of([claim(origin=new)])
    assert merge(reread, ours, reread).annotations["c"].origin is new


def test_records_of_two_kinds_under_one_id_do_not_mix() -> None:
    base = AnnotationSet.of([claim()])
    ours = AnnotationSet.of([Highlight(id="c", fragments=WORDS, modified=LATER)])
    theirs = AnnotationSet.of([claim(note="n")])
    merged = merge(base, ours, theirs).annotations["c"]
    assert replace(merged, conflict=()) == ours.annotations["c"]
    assert [name for name, _ in merged.conflict] == ["record"], "theirs is not lost"


def test_a_conflict_is_written_read_settled_and_written_again() -> None:
    article = article_from_text(TEXT, name="a.txt")

    def reread(annotations: AnnotationSet) -> tuple[AnnotationSet, Any]:
        data = DocumentWriter(article).write(new_document(article, default_tagset()), annotations)
        return read_document(parse_object(data), Anchorer(TEXT, unchanged=True), "a.txt").annotations, json.loads(data)

    other_words = (Placed(Span(16, 19)),)
    base = AnnotationSet.of([claim(verdict="x")], [ANN])
    ours = AnnotationSet.of([claim(verdict="true", evidence=(Evidence("Who?"),))], [replace(ANN, name="Anna")])
    theirs = AnnotationSet.of(
        [claim(verdict="false", note="look", evidence=(Evidence("Why?"),))], [replace(ANN, name="Anne")]
    )
    base, ours, theirs = (reread(side)[0] for side in (base, ours, theirs))
    theirs = theirs.apply(Change("", (("c", replace(theirs.annotations["c"], fragments=other_words)),))).after
    merged = merge(base, ours, theirs)
    mine = merged.annotations["c"]
    assert isinstance(mine, Claim)
    assert (mine.verdict, mine.note, mine.fragments) == ("true", "look", other_words)
    assert mine.conflict == (("verdict", "false"),)
    assert merged.entities["f"].conflict == (("name", "Anne"),)
    again, document = reread(merged)
    assert again == merged
    assert document["first"]["items"][0]["conflict"] == {"verdict": "false"}
    assert "conflict" in document["@context"][1]
    settled = replace(mine, conflict=())
    after, document = reread(merged.apply(Change("", (("c", settled),), (("f", replace(ANN, name="Anna")),))).after)
    assert (after.annotations["c"], after.entities["f"]) == (settled, replace(ANN, name="Anna"))
    assert "conflict" not in json.dumps(document)


def test_third_values_are_written_read_and_taken_one_after_the_other() -> None:
    article = article_from_text(TEXT, name="a.txt")
    writer = DocumentWriter(article)

    def reread(annotations: AnnotationSet) -> AnnotationSet:
        data = writer.write(new_document(article, default_tagset()), annotations)
        return read_document(parse_object(data), Anchorer(TEXT, unchanged=True), "a.txt").annotations

    base, one, two, three = (AnnotationSet.of([claim(verdict=v)]) for v in ("a", "b", "c", "d"))
    held = reread(merge(base, three, reread(merge(base, two, one))))
    assert held.annotations["c"].conflict == (("verdict", "c"), ("verdict", "b"))
    taken = take_theirs(held, held.annotations["c"], Stamp("Ada", lambda: LATER))
    left = reread(held.apply(taken).after).annotations["c"]
    assert isinstance(left, Claim)
    assert (left.verdict, left.conflict) == ("c", (("verdict", "b"),))


def test_what_was_set_to_their_value_is_no_conflict_any_more() -> None:
    merged = merge(*(AnnotationSet.of([claim(verdict=verdict)]) for verdict in ("x", "true", "false")))
    mine = merged.annotations["c"]
    assert isinstance(mine, Claim)
    article = article_from_text(TEXT, name="a.txt")
    taken = AnnotationSet.of([replace(mine, verdict="false")])
    data = DocumentWriter(article).write(new_document(article, default_tagset()), taken)
    assert "conflict" not in json.loads(data)["first"]["items"][0]


def test_an_entity_that_only_a_conflict_names_stays() -> None:
    other = Entity("o", "PER", "Lee")
    base = AnnotationSet.of([mention("m", "e")], [KIM, ANN, other])
    ours = AnnotationSet.of([mention("m", "f")], [ANN])
    theirs = AnnotationSet.of([mention("m", "o")], [other])
    merged = merge(base, ours, theirs)
    assert merged.entities.keys() == {"f", "o"}
    assert merged.annotations["m"].conflict == (("entity", "o"),)


def test_of_two_places_the_version_that_was_changed_last_is_taken() -> None:
    union = Merger(article_from_text(TEXT, name="a.txt")).union
    one = AnnotationSet.of([claim("c", verdict="true"), claim("d", note="old")], [KIM])
    other = AnnotationSet.of([claim("c", verdict="x"), replace(claim("d", note="new"), modified=LATER), claim("e")])
    both = union(one, other)
    assert [(a.id, a.note, a.conflict) for a in both] == [("c", "", ()), ("d", "new", ()), ("e", "", ())]
