"""What people do, and what it does to entities."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest

from reader.annotations import acts
from reader.annotations.acts import AmbiguousEntityError
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
from reader.text.spans import Span

TEXT = (
    "Kim Jong Un met Mr Shoigu. KIM's aide, Kim Jong\nUn's sister, and "
    "Kim\u00a0Jong Un’s guest left Moscow. Moscow’s reply."
)


class World:
    """A set that acts are done to, with ids that count up and a clock that stands."""

    def __init__(self, *annotations: Annotation, entities: tuple[Entity, ...] = ()) -> None:
        numbers = count(1)
        self.stamp = Stamp("Ada", lambda: "2025-07-01T00:00:00Z", lambda: f"id{next(numbers)}")
        self.state = AnnotationSet.of(annotations, entities)

    def do(self, change: Change) -> Change:
        self.state = self.state.apply(change).after
        return change

    def tag(self, words: str, type_id: str, nth: int = 0, entity: Entity | str | None = None) -> Mention:
        change = self.do(acts.tag(self.state, TEXT, [span(words, nth)], type_id, self.stamp, entity=entity))
        made = [a for key, a in change.annotations]
        assert len(made) == 1
        assert isinstance(made[0], Mention)
        return made[0]

    @property
    def names(self) -> dict[tuple[str, str], int]:
        mentions = self.state.mentions_by_entity
        found = {(e.type, e.name): len(mentions.get(e.id, ())) for e in self.state.entities.values()}
        assert len(found) == len(self.state.entities)
        return found

    def mention(self, key: str) -> Mention:
        found = self.state.annotations[key]
        assert isinstance(found, Mention)
        return found


def span(words: str, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(words, at + 1)
    return Span(at, at + len(words))


def test_the_same_words_of_a_type_share_an_entity_whatever_white_space_and_possessive() -> None:
    world = World()
    for words in ("Kim Jong Un", "Kim Jong\nUn's", "Kim\u00a0Jong Un’s"):
        world.tag(words, "PER")
    assert world.names == {("PER", "Kim Jong Un"): 3}


def test_another_case_or_another_type_is_another_entity() -> None:
    world = World()
    world.tag("Kim", "PER")
    world.tag("KIM's", "PER")
    world.tag("Moscow", "LOC")
    world.tag("Moscow", "ORG", 1)
    assert world.names == {("PER", "Kim"): 1, ("PER", "KIM"): 1, ("LOC", "Moscow"): 1, ("ORG", "Moscow"): 1}


def test_words_are_compared_in_one_normal_form() -> None:
    text = "José and Jose\u0301"
    state = AnnotationSet()
    change = acts.tag(state, text, [Span(0, 4), Span(9, 14)], "PER", World().stamp)
    assert len(change.entities) == 1
    assert {m.entity for _, m in change.annotations if isinstance(m, Mention)} == {change.entities[0][0]}


def test_an_alias_is_a_name() -> None:
    world = World(entities=(Entity("e", "PER", "Kim Jong Un", ("Kim",)),))
    assert world.tag("Kim", "PER").entity == "e"


def test_two_candidates_are_never_guessed_between() -> None:
    two = (Entity("e1", "PER", "Kim", wikidata="Q1"), Entity("e2", "PER", "Kim", wikidata="Q2"))
    world = World(entities=two)
    with pytest.raises(AmbiguousEntityError) as caught:
        world.tag("Kim", "PER")
    assert caught.value.candidates == two
    assert caught.value.name == "Kim"
    assert world.tag("Kim", "PER", entity=two[1]).entity == "e2"


def test_a_new_mention_says_who_made_it_when_and_where() -> None:
    world = World()
    made = world.tag("Moscow", "LOC")
    assert (made.creator, made.created, made.modified) == ("Ada", "2025-07-01T00:00:00Z", "2025-07-01T00:00:00Z")
    assert made.spans == (span("Moscow"),)
    assert (made.type, made.kind, made.metonym) == ("LOC", "NAM", False)


def test_tagging_what_carries_that_very_tag_adds_nothing() -> None:
    world = World()
    world.tag("Moscow", "LOC")
    assert not acts.tag(world.state, TEXT, [span("Moscow")], "LOC", world.stamp)
    assert acts.tag(world.state, TEXT, [span("Moscow")], "ORG", world.stamp), "another type is a second mention"
    assert acts.tag(world.state, TEXT, [span("Mosc")], "LOC", world.stamp), "other words are another mention"


def test_the_same_span_twice_is_one_mention() -> None:
    world = World()
    assert len(acts.tag(world.state, TEXT, [span("Moscow")] * 2, "LOC", world.stamp).annotations) == 1
    assert len(acts.highlight(world.state, [span("Moscow")] * 2, world.stamp).annotations) == 1


def test_a_name_given_is_the_name() -> None:
    world = World()
    world.tag("Kim", "PER", entity="  Kim  Jong\tUn ")
    world.tag("Kim Jong Un", "PER")
    assert world.names == {("PER", "Kim Jong Un"): 2}


@pytest.mark.parametrize("blank", [" ", "\n", "\u00a0 \n"])
def test_white_space_is_no_name(blank: str) -> None:
    text = f"a{blank}b"
    stamp = World().stamp
    assert not acts.tag(AnnotationSet(), text, [Span(1, 1 + len(blank))], "PER", stamp)
    made = acts.tag(AnnotationSet(), text, [Span(0, 1)], "PER", stamp, entity=blank)
    assert [e.name for _, e in made.entities if e] == ["a"]


# -- retag -----------------------------------------------------------------------------------------


def test_retagging_moves_the_mention_to_the_entity_of_that_name_and_type() -> None:
    world = World()
    place = world.tag("Moscow", "LOC")
    other = world.tag("Moscow’s", "LOC", 0)
    body = world.tag("Moscow", "ORG", 1)
    world.do(acts.retag(world.state, TEXT, place, "ORG", world.stamp))
    assert world.mention(place.id).entity == body.entity
    assert world.mention(place.id).type == "ORG"
    assert world.mention(other.id) == other
    assert world.names == {("LOC", "Moscow"): 1, ("ORG", "Moscow"): 2}


def test_one_of_several_mentions_leaves_the_entity_behind() -> None:
    world = World()
    first = world.tag("Moscow", "LOC")
    world.tag("Moscow", "LOC", 1)
    world.do(acts.retag(world.state, TEXT, first, "ORG", world.stamp))
    assert world.names == {("LOC", "Moscow"): 1, ("ORG", "Moscow"): 1}


def test_the_only_mention_takes_the_entity_along_with_all_that_is_known_of_it() -> None:
    known = Entity("e", "LOC", "Moscow", ("Moskva",), "Q649", Origin({"id": "e", "founded": 1147}))
    world = World(entities=(known,))
    only = world.tag("Moscow", "LOC")
    change = world.do(acts.retag(world.state, TEXT, only, "ORG", world.stamp))
    assert world.state.entities == {"e": replace(known, type="ORG")}
    assert world.state.entities["e"].origin == known.origin
    assert world.mention(only.id).entity == "e"
    assert change.label == "Retag"


def test_the_only_mention_joins_an_entity_that_is_there_and_a_bare_one_goes() -> None:
    world = World()
    only = world.tag("Moscow", "LOC")
    world.tag("Moscow", "ORG", 1)
    world.do(acts.retag(world.state, TEXT, only, "ORG", world.stamp))
    assert world.names == {("ORG", "Moscow"): 2}


def test_an_entity_with_facts_stays_when_its_only_mention_leaves() -> None:
    world = World(entities=(Entity("e", "LOC", "Moscow", wikidata="Q649"),))
    only = world.tag("Moscow", "LOC")
    world.tag("Moscow", "ORG", 1)
    world.do(acts.retag(world.state, TEXT, only, "ORG", world.stamp))
    assert world.names == {("LOC", "Moscow"): 0, ("ORG", "Moscow"): 2}


def test_retagging_asks_between_two_and_does_as_told() -> None:
    two = (Entity("o1", "ORG", "Moscow", wikidata="Q1"), Entity("o2", "ORG", "Moscow", wikidata="Q2"))
    world = World(entities=two)
    only = world.tag("Moscow", "LOC")
    with pytest.raises(AmbiguousEntityError):
        acts.retag(world.state, TEXT, only, "ORG", world.stamp)
    world.do(acts.retag(world.state, TEXT, only, "ORG", world.stamp, entity=two[1]))
    assert world.mention(only.id).entity == "o2"


def test_retagging_to_an_entity_that_is_new_makes_it() -> None:
    world = World()
    only = world.tag("Moscow", "LOC")
    new = Entity("new", "ORG", "The Kremlin")
    world.do(acts.retag(world.state, TEXT, only, "ORG", world.stamp, entity=new))
    assert world.names == {("ORG", "The Kremlin"): 1}


def test_retagging_to_what_it_is_changes_nothing() -> None:
    world = World()
    only = world.tag("Moscow", "LOC")
    assert not acts.retag(world.state, TEXT, only, "LOC", world.stamp)
    assert not acts.retag(world.state, TEXT, only, "LOC", world.stamp, entity=world.state.entities[only.entity or ""])


def test_an_orphan_is_retagged_by_its_quote() -> None:
    lost = Mention(id="m", fragments=(Lost(Quote("Ulan Bator's")),), type="LOC")
    world = World(lost)
    world.do(acts.retag(world.state, TEXT, lost, "ORG", world.stamp))
    assert world.names == {("ORG", "Ulan Bator"): 1}


# -- link and remove -------------------------------------------------------------------------------


def test_linking_takes_on_the_type_and_leaves_no_bare_entity() -> None:
    world = World(entities=(Entity("e", "PER", "Kim Jong Un"),))
    kim = world.tag("KIM's", "ORG")
    world.do(acts.link(world.state, kim, world.state.entities["e"], world.stamp))
    assert (world.mention(kim.id).entity, world.mention(kim.id).type) == ("e", "PER")
    assert world.names == {("PER", "Kim Jong Un"): 1}
    assert not acts.link(world.state, world.mention(kim.id), world.state.entities["e"], world.stamp)


def test_linking_to_a_new_entity_makes_it() -> None:
    world = World()
    kim = world.tag("KIM's", "PER")
    world.do(acts.link(world.state, kim, Entity("new", "PER", "Kim Jong Un"), world.stamp))
    assert world.names == {("PER", "Kim Jong Un"): 1}


def test_removing_the_last_mention_takes_a_bare_entity_along_and_no_other() -> None:
    world = World()
    one, two = world.tag("Moscow", "LOC"), world.tag("Moscow", "LOC", 1)
    world.do(acts.remove(world.state, [one.id]))
    assert world.names == {("LOC", "Moscow"): 1}
    world.do(acts.remove(world.state, [two.id, "no such id"]))
    assert not world.state.entities
    assert not world.state.annotations


@pytest.mark.parametrize(
    "entity",
    [
        Entity("e", "LOC", "Moscow", aliases=("Moskva",)),
        Entity("e", "LOC", "Moscow", wikidata="Q649"),
        Entity("e", "LOC", "Moscow", origin=Origin({"id": "e", "tag": "LOC", "name": "Moscow", "note": "mine"})),
    ],
)
def test_an_entity_with_facts_is_never_removed(entity: Entity) -> None:
    world = World(entities=(entity,))
    only = world.tag("Moscow", "LOC")
    world.do(acts.remove(world.state, [only.id]))
    assert world.state.entities == {"e": entity}


def test_an_entity_that_a_claim_or_a_relation_names_stays_until_that_goes() -> None:
    world = World()
    kim, moscow, shoigu = world.tag("Kim", "PER"), world.tag("Moscow", "LOC"), world.tag("Shoigu", "PER")
    claim = Claim(
        id="c", fragments=(Placed(Span(0, 25)),), attribution=(Attribution("Kim", entity=kim.entity),),
        about=(moscow.entity or "",),
    )  # fmt: skip
    relation = Relation(id="r", type="same_as", from_id=shoigu.entity or "", to_id="elsewhere")
    world.state = world.state.apply(Change("", (("c", claim), ("r", relation)))).after
    world.do(acts.remove(world.state, [kim.id, moscow.id, shoigu.id]))
    assert set(world.state.entities) == {kim.entity, moscow.entity, shoigu.entity}
    world.do(acts.remove(world.state, ["c", "r"]))
    assert not world.state.entities, "nobody can reach a bare entity that nothing names"


def test_relations_go_with_either_end() -> None:
    world = World()
    for number, words in enumerate(("Kim Jong Un met", "left Moscow", "reply")):
        world.do(acts.claim(world.state, [span(words)], world.stamp, note=str(number)))
    one, two, three = (c.id for c in world.state.claims)
    for key, ends in {"r1": (one, two), "r2": (two, three), "r3": (three, one)}.items():
        relation = Relation(id=key, type="supports", from_id=ends[0], to_id=ends[1])
        world.state = world.state.apply(Change("", ((key, relation),))).after
    applied = world.state.apply(acts.remove(world.state, [two]))
    assert set(applied.after.annotations) == {one, three, "r3"}
    assert applied.after.apply(applied.inverse).after == world.state, "one undo brings all of it back"


# -- claims and highlights -------------------------------------------------------------------------


def test_a_claim_keeps_the_order_of_its_fragments() -> None:
    world = World()
    later, earlier = span("Moscow’s reply"), span("Kim Jong Un met")
    world.do(acts.claim(world.state, [later, earlier], world.stamp, source=" Mr\nShoigu ", verdict="false", note="n"))
    (made,) = world.state.claims
    assert made.spans == (later, earlier)
    assert (made.source, made.verdict, made.note) == ("Mr Shoigu", "false", "n")
    assert not acts.claim(world.state, [later, earlier], world.stamp, source="Mr Shoigu", verdict="false", note="n")
    assert not acts.claim(world.state, [later, earlier], world.stamp, source=" Mr\nShoigu ", verdict="false", note="n")
    assert acts.claim(world.state, [earlier, later], world.stamp, source="Mr Shoigu", verdict="false", note="n")


def test_the_speaker_is_linked_only_when_one_entity_bears_the_name() -> None:
    world = World(entities=(Entity("e1", "PER", "Kim"), Entity("e2", "LOC", "Moscow"), Entity("e3", "ORG", "Moscow")))
    assert acts.speakers(world.state, (), "Kim’s") == (Attribution("Kim’s", entity="e1"),)
    assert acts.speakers(world.state, (), "Moscow")[0].entity is None


def test_another_first_speaker_leaves_the_rest_alone() -> None:
    relay, speaker, second = Attribution("KCNA", "relay"), Attribution("Kim"), Attribution("Shoigu")
    before = (relay, speaker, second)
    state = AnnotationSet()
    assert acts.speakers(state, before, "Putin") == (relay, Attribution("Putin"), second)
    assert acts.speakers(state, before, "Kim") is before
    assert acts.speakers(state, before, "  ") == (relay, second)
    assert acts.speakers(state, (relay,), "Kim")[1:] == (relay,) or acts.speakers(state, (relay,), "Kim")[0] == relay


def test_a_fragment_is_added_once_and_last() -> None:
    world = World()
    world.do(acts.claim(world.state, [span("left Moscow")], world.stamp))
    (made,) = world.state.claims
    world.do(acts.add_fragment(made, span("Kim Jong Un met"), world.stamp))
    (longer,) = world.state.claims
    assert longer.spans == (span("left Moscow"), span("Kim Jong Un met"))
    assert not acts.add_fragment(longer, span("Moscow"), world.stamp), "it is covered already"


def test_a_highlight_stands_once_on_its_words_and_tags_do_not_count() -> None:
    world = World()
    world.tag("Moscow", "LOC")
    change = world.do(acts.highlight(world.state, [span("Moscow")], world.stamp, note="look"))
    (made,) = (a for _, a in change.annotations)
    assert isinstance(made, Highlight)
    assert made.note == "look"
    assert not acts.highlight(world.state, [span("Moscow")], world.stamp)
