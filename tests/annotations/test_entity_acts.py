"""What people do to entities: nothing is lost by it, and undo is exact."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import entity_acts as acts
from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.ids import Stamp
from reader.annotations.model import (
    Annotation,
    Attribution,
    Claim,
    Entity,
    Highlight,
    Lost,
    Mention,
    Origin,
    Placed,
    Quote,
    Relation,
)
from reader.annotations.names import name_key
from reader.sidecar.format.w3c_write import entity_record
from reader.text.spans import Span

TEXT = "Kim met Kim Jong Un, and Kim Jong-un met Moon. Moscow said so, and Moscow was right."
ENTITIES = ["e0", "e1", "e2"]
NAMES = st.sampled_from(["Kim", "Kim Jong Un", "Moscow", "Moon", "Kim ", "金", "كيم"])


def stamp() -> Stamp:
    numbers = count(1)
    return Stamp("Ada", lambda: "2026-01-01T00:00:00Z", lambda: f"new{next(numbers)}")


SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(1, 20))
FRAGMENTS = st.one_of(st.builds(Placed, SPANS), st.builds(Lost, st.builds(Quote, st.just("gone")))).map(lambda f: (f,))
NAMED = st.sampled_from(ENTITIES)


@st.composite
def annotations(draw: st.DrawFn, key: str) -> Annotation:
    kind = draw(st.sampled_from("mmmchr"))
    if kind == "m":
        entity = draw(st.none() | NAMED)
        return Mention(id=key, fragments=draw(FRAGMENTS), type=draw(st.sampled_from(["PER", "GPE"])), entity=entity)
    if kind == "c":
        speakers = draw(st.lists(st.builds(Attribution, NAMES, st.just("speaker"), st.none() | NAMED), max_size=2))
        about = draw(st.lists(NAMED, unique=True).map(tuple))
        return Claim(id=key, fragments=draw(FRAGMENTS), attribution=tuple(speakers), about=about)
    if kind == "r":
        return Relation(id=key, type="supports", from_id=draw(NAMED), to_id=draw(NAMED))
    return Highlight(id=key, fragments=draw(FRAGMENTS), note="kept")


@st.composite
def sets(draw: st.DrawFn) -> AnnotationSet:
    entities = [
        Entity(
            key,
            draw(st.sampled_from(["PER", "GPE"])),
            draw(NAMES),
            draw(st.lists(NAMES, max_size=2).map(tuple)),
            draw(st.sampled_from(["", "Q1", "Q2", "Q1, Q2"])),
            Origin({"id": key, "iso": draw(st.sampled_from(["a", "b"]))}) if draw(st.booleans()) else None,
        )
        for key in ENTITIES
    ]
    return AnnotationSet.of([draw(annotations(f"a{n}")) for n in range(draw(st.integers(0, 8)))], entities)


def check(state: AnnotationSet, change: Change) -> AnnotationSet:
    """Undo is exact, and what the change says nothing of is what it was."""
    applied = state.apply(change)
    back = applied.after.apply(applied.inverse).after
    assert back == state
    assert [back.entities[k].origin for k in ENTITIES] == [state.entities[k].origin for k in ENTITIES]
    assert applied.after.annotations.keys() == state.annotations.keys()
    said = {key for key, _ in change.annotations}
    assert all(applied.after.annotations[a.id] is a for a in state if a.id not in said)
    for old in state:
        new = applied.after.annotations[old.id]
        assert (new.fragments, new.note, type(new)) == (old.fragments, old.note, type(old))
    return applied.after


def names(entity: Entity) -> set[str]:
    return {name_key(name) for name in (entity.name, *entity.aliases)}


def links(state: AnnotationSet) -> list[tuple[str, str]]:
    """(what, entity) for every place where an entity is named."""
    found = [(a.id, a.entity) for a in state if isinstance(a, Mention) and a.entity]
    for a in state:
        if isinstance(a, Claim):
            found += [(f"{a.id}-{n}", each.entity) for n, each in enumerate(a.attribution) if each.entity]
            found += [(f"{a.id}+{each}", each) for each in a.about]
        if isinstance(a, Relation):
            found += [(f"{a.id}<", a.from_id), (f"{a.id}>", a.to_id)]
    return found


@given(sets(), NAMED, NAMED, st.sampled_from(["PER", "GPE"]))
def test_a_merge_loses_nothing(state, kept_id, other_id, type_id):
    kept, other = state.entities[kept_id], state.entities[other_id]
    after = check(state, acts.merge(state, kept, other, type_id, stamp()))
    if kept_id == other_id:
        assert after == state
        return
    one = after.entities[kept_id]
    assert other_id not in after.entities and len(after.entities) == len(ENTITIES) - 1
    assert one.name == kept.name and names(one) == names(kept) | names(other)
    assert len(one.aliases) == len({name_key(a) for a in one.aliases})
    assert set(filter(None, one.wikidata.split(", "))) == {
        part for each in (kept, other) for part in each.wikidata.split(", ") if part
    }
    wanted = {(what, kept_id if entity == other_id else entity) for what, entity in links(state) if "+" not in what}
    assert {pair for pair in links(after) if "+" not in pair[0]} == wanted
    for claim in state.claims:
        now = after.annotations[claim.id]
        assert isinstance(now, Claim)
        assert set(now.about) == {kept_id if each == other_id else each for each in claim.about}
        assert [a.name for a in now.attribution] == [a.name for a in claim.attribution]
    assert {m.type for m in after.mentions_by_entity.get(kept_id, ())} <= {type_id}
    written, values = entity_record(one), [e.origin.record["iso"] for e in (kept, other) if e.origin]
    said = [written.get("iso"), *(each["iso"] for each in written.get("mergedFrom", []))]
    assert set(filter(None, said)) == set(values)


@given(sets(), NAMED, st.sets(st.sampled_from([f"a{n}" for n in range(8)])))
def test_a_split_parts_the_chosen_ones_and_no_others(state, entity_id, chosen):
    entity = state.entities[entity_id]
    before = [m.id for m in state.mentions_by_entity.get(entity_id, ())]
    own = [key for key in before if key in chosen]
    after = check(state, acts.split(state, TEXT, entity, chosen, stamp()))
    if not own or len(own) == len(before):
        assert after == state
        return
    assert after.entities[entity_id] == entity
    made = after.entities["new1"]
    assert made.type == entity.type and made.name
    assert [m.id for m in after.mentions_by_entity["new1"]] == own
    assert [m.id for m in after.mentions_by_entity[entity_id]] == [key for key in before if key not in own]


@given(sets(), NAMED, NAMES)
def test_a_rename_keeps_all_mentions_and_every_name_that_words_bear(state, entity_id, name):
    entity = state.entities[entity_id]
    after = check(state, acts.rename(state, TEXT, entity, name, stamp()))
    now = after.entities[entity_id]
    assert now.name == name.strip() or now == entity
    assert links(after) == links(state)
    borne = {name_key(words) for words in acts.words_of_mentions(state, TEXT, entity_id)}
    assert names(entity) & borne <= names(now)
    assert names(now) <= names(entity) | {name_key(name)}


@given(sets(), NAMED, NAMES)
def test_an_alias_comes_and_goes(state, entity_id, alias):
    entity = state.entities[entity_id]
    after = check(state, acts.add_alias(entity, alias))
    now = after.entities[entity_id]
    assert names(now) == names(entity) | {name_key(alias)}
    if now != entity:
        back = check(after, acts.remove_alias(now, now.aliases[-1])) if len(after.entities) == 3 else after
        assert back == state
    assert not acts.remove_alias(entity, "nobody's")


@given(sets(), NAMED, st.sampled_from(["PER", "GPE"]))
def test_another_type_is_that_of_all_mentions(state, entity_id, type_id):
    change = acts.set_type(state, state.entities[entity_id], type_id, stamp(), "Retag")
    after = check(state, change)
    assert after.entities[entity_id].type == type_id
    assert {m.type for m in after.mentions_by_entity.get(entity_id, ())} <= {type_id}
    assert not acts.set_type(after, after.entities[entity_id], type_id, stamp(), "Retag")


def test_a_name_that_words_bear_stays_as_an_alias():
    entity = Entity("e0", "PER", "Kim", ("K.",))
    mention = Mention(id="a0", fragments=(Placed(Span(0, 3)),), type="PER", entity="e0")
    state = AnnotationSet.of([mention], [entity])
    renamed = state.apply(acts.rename(state, TEXT, entity, "Kim Jong Un", stamp())).after.entities["e0"]
    assert renamed == Entity("e0", "PER", "Kim Jong Un", ("Kim", "K."))
    typo = Entity("e0", "PER", "Kimm")
    state = AnnotationSet.of([mention], [typo])
    assert state.apply(acts.rename(state, TEXT, typo, "Kim", stamp())).after.entities["e0"] == Entity(
        "e0", "PER", "Kim"
    )


def test_speakers_called_by_the_old_name_get_the_new_one():
    entity = Entity("e0", "PER", "Putn")
    claims = [
        Claim(id="c0", attribution=(Attribution("Putn", entity="e0"), Attribution("Putn"))),
        Claim(id="c1", attribution=(Attribution("the president", entity="e0"),)),
    ]
    state = AnnotationSet.of(claims, [entity])
    after = state.apply(acts.rename(state, TEXT, entity, " Putin ", stamp())).after
    assert [[a.name for a in c.attribution] for c in after.claims] == [["Putin", "Putn"], ["the president"]]
    assert after.entities["e0"] == Entity("e0", "PER", "Putin")


def test_who_uses_it():
    claims = [
        Claim(id="c0", attribution=(Attribution("X", "relay", "e0"),)),
        Claim(id="c1", about=("e1", "e0")),
        Claim(id="c2", attribution=(Attribution("X", entity="e1"),)),
    ]
    found = acts.claims_of(AnnotationSet.of(claims), "e0")
    assert [(claim.id, how) for claim, how in found] == [("c0", "relay"), ("c1", "about")]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://www.wikidata.org/wiki/Q159", "Q159"),
        ("http://wikidata.org/entity/q159", "Q159"),
        ("https://m.wikidata.org/wiki/Q159?uselang=de#P31", "Q159"),
        ("https://www.wikidata.org/wiki/Special:EntityData/Q159.json", "Q159"),
        (" Q159 ", "Q159"),
        ("not there yet", "not there yet"),
        ("https://example.org/wiki/Q159", "https://example.org/wiki/Q159"),
        ("https://www.wikidata.org/wiki/Property:P31", "https://www.wikidata.org/wiki/Property:P31"),
        ("", ""),
    ],
)
def test_an_address_on_wikidata_is_shortened_to_its_id(typed, kept):
    assert acts.wikidata_id(typed) == kept
    entity = Entity("e0", "PER", "Kim", wikidata="Q0")
    assert dict(acts.set_wikidata(entity, typed).entities)["e0"].wikidata == kept
