"""All mentions of an entity at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import acts, bulk
from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.ids import Stamp
from reader.text.quotes import find_quote

TEXT = "Kim met Kim. Kim Jong Un left. UN agreed, the UN said."
STAMP = Stamp()


def tagged(*pairs: tuple[str, str]) -> AnnotationSet:
    found = AnnotationSet()
    for type_id, words in pairs:
        found = found.apply(acts.tag(found, TEXT, find_quote(TEXT, words), type_id, STAMP)).after
    return found


def named(annotations: AnnotationSet, name: str):
    return next(e for e in annotations.entities.values() if e.name == name)


def marks(annotations: AnnotationSet) -> list[tuple[str, str, str]]:
    return [(a.type, a.spans[0].of(TEXT), annotations.entities[a.entity].name) for a in annotations.in_reading_order]


def test_removes_all_mentions_and_names_what_it_did():
    before = tagged(("PER", "Kim"), ("ORG", "UN"))
    change = bulk.remove_mentions(before, named(before, "Kim"))
    assert change.label == "Remove 3 mentions of Kim"
    applied = before.apply(change)
    assert marks(applied.after) == [("ORG", "UN", "UN")] * 2 and len(applied.after.entities) == 1
    assert applied.after.apply(applied.inverse).after == before


def test_an_entity_of_which_more_is_known_stays_without_mentions():
    before = tagged(("ORG", "UN"))
    un = named(before, "UN")
    before = before.apply(Change("Id", (), ((un.id, replace(un, wikidata="Q1065")),))).after
    after = before.apply(bulk.remove_mentions(before, named(before, "UN"))).after
    assert not len(after) and named(after, "UN").wikidata == "Q1065"


def test_retags_all_and_takes_the_entity_along():
    before = tagged(("PER", "Kim"))
    kim = named(before, "Kim")
    before = before.apply(Change("Alias", (), ((kim.id, replace(kim, aliases=("Jong",))),))).after
    change = bulk.retag_mentions(before, named(before, "Kim"), "ORG", STAMP, type_label="Organization")
    assert change.label == "Retag 3 mentions of Kim as Organization"
    after = before.apply(change).after
    assert {m[0] for m in marks(after)} == {"ORG"}
    assert (named(after, "Kim").id, named(after, "Kim").type, named(after, "Kim").aliases) == (kim.id, "ORG", ("Jong",))


def test_retagging_joins_the_entity_of_that_name_and_type():
    before = tagged(("PER", "Kim Jong Un"))
    other = acts.tag(before, TEXT, find_quote(TEXT, "UN"), "ORG", STAMP, entity="Kim Jong Un")
    before = before.apply(other).after
    person = next(e for e in before.entities.values() if e.type == "PER")
    after = before.apply(bulk.retag_mentions(before, person, "ORG", STAMP)).after
    assert len(after.entities) == 1 and len(after) == 3
    assert {m.entity for m in after} == set(after.entities)


def test_two_entities_of_that_name_and_type_are_asked_about():
    before = tagged(("PER", "Kim"), ("ORG", "UN"))
    un = named(before, "UN")
    twin = replace(un, id="urn:uuid:0197c4a0-7a10-7000-8000-0000000000e9")
    before = before.apply(Change("Twin", (), ((twin.id, twin), (un.id, replace(un, aliases=("Kim",)))))).after
    before = before.apply(Change("Alias", (), ((twin.id, replace(twin, aliases=("Kim",))),))).after
    with pytest.raises(acts.AmbiguousEntityError):
        bulk.retag_mentions(before, named(before, "Kim"), "ORG", STAMP)
    after = before.apply(
        bulk.retag_mentions(before, named(before, "Kim"), "ORG", STAMP, into=before.entities[twin.id])
    ).after
    assert len(after.mentions_by_entity[twin.id]) == 3


def test_the_same_type_again_changes_nothing():
    before = tagged(("PER", "Kim"))
    assert not bulk.retag_mentions(before, named(before, "Kim"), "PER", STAMP)


def test_the_same_type_again_joins_no_namesake():
    before = tagged(("PER", "Kim"))
    twin = replace(named(before, "Kim"), id="urn:uuid:0197c4a0-7a10-7000-8000-0000000000e9")
    kim = named(before, "Kim")
    before = before.apply(Change("Twin", (), ((twin.id, twin),))).after
    assert not bulk.retag_mentions(before, kim, "PER", STAMP)


def test_tags_all_of_them_once():
    before = tagged(("PER", "Kim Jong Un"))
    kim = named(before, "Kim Jong Un")
    spans = find_quote(TEXT, "Kim")
    change = bulk.tag_all(before, TEXT, spans, kim, STAMP)
    assert change.label == "Tag 3 mentions of Kim Jong Un"
    after = before.apply(change).after
    assert len(after.mentions_by_entity[kim.id]) == 4
    assert not bulk.tag_all(after, TEXT, spans, kim, STAMP)


def test_the_same_words_of_another_entity_change_hands():
    before = tagged(("PER", "Kim"), ("ORG", "UN"))
    spans = find_quote(TEXT, "UN")
    change = bulk.tag_all(before, TEXT, spans, named(before, "Kim"), STAMP)
    assert change.label == "Tag 2 mentions of Kim"
    after = before.apply(change).after
    assert len(after) == len(before) and len(after.entities) == 1
    assert after.apply(before.apply(change).inverse).after == before


PAIRS = st.lists(st.tuples(st.sampled_from(["PER", "ORG", "GPE"]), st.sampled_from(["Kim", "UN", "Kim Jong Un"])))


@given(PAIRS, st.data())
def test_whatever_is_tagged_all_of_an_entity_and_nothing_else_is_touched(pairs, data):
    before = tagged(*pairs, ("PER", "met"))
    entity = data.draw(st.sampled_from(sorted(before.entities.values(), key=lambda e: (e.type, e.name))))
    own = {m.id for m in before.mentions_by_entity[entity.id]}
    others = {key: a for key, a in before.annotations.items() if key not in own}

    removed = before.apply(bulk.remove_mentions(before, entity))
    assert dict(removed.after.annotations) == others and entity.id not in removed.after.entities
    assert removed.after.apply(removed.inverse).after == before

    type_id = data.draw(st.sampled_from(["PER", "ORG", "GPE"]))
    retagged = before.apply(bulk.retag_mentions(before, entity, type_id, STAMP))
    after = retagged.after
    assert {after.annotations[key].type for key in own} == {type_id}
    assert {after.entities[after.annotations[key].entity].type for key in own} == {type_id}
    assert {key: after.annotations[key] for key in others} == others
    assert after.apply(retagged.inverse).after == before

    hits = find_quote(TEXT, data.draw(st.sampled_from(["Kim", "UN", "the"])))
    chosen = data.draw(st.lists(st.sampled_from(hits), unique=True)) if hits else []
    tagged_all = before.apply(bulk.tag_all(before, TEXT, chosen, entity, STAMP))
    carried = {s for m in tagged_all.after.mentions_by_entity[entity.id] for s in m.spans}
    assert set(chosen) <= carried and own <= set(tagged_all.after.annotations)
    assert tagged_all.after.apply(tagged_all.inverse).after == before
