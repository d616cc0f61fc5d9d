"""Single facts by the names of `show --json`."""

from __future__ import annotations

import pytest

from reader.annotations.acts import AmbiguousEntityError
from reader.annotations.collection import AnnotationSet
from reader.annotations.fields import field_names, require, set_fields
from reader.annotations.ids import Stamp
from reader.annotations.model import Annotation, Attribution, Claim, Entity, Highlight, Mention, Other, Placed, Relation
from reader.annotations.tagset_file import default_tagset
from reader.errors import UsageError
from reader.text.spans import Span

TEXT = "Kim met Shoigu in Moscow."
KIM = Mention(id="m", fragments=(Placed(Span(0, 3)),), type="PER", entity="e", modified="then")
CLAIM = Claim(id="c", fragments=(Placed(Span(0, 24)),), attribution=(Attribution("KCNA", "relay"),), modified="then")
STATE = AnnotationSet.of([KIM, CLAIM], [Entity("e", "PER", "Kim"), Entity("s", "PER", "Shoigu")])
TAGSET = default_tagset()


def edit(key: str, state: AnnotationSet = STATE, **values: str) -> AnnotationSet:
    stamp = Stamp("Ada", lambda: "now", lambda: "new")
    return state.apply(set_fields(state, TEXT, state.annotations[key], values, TAGSET, stamp)).after


def claim_after(**values: str) -> Claim:
    found = edit("c", **values).annotations["c"]
    assert isinstance(found, Claim)
    return found


def mention_after(state: AnnotationSet = STATE, **values: str) -> Mention:
    found = edit("m", state, **values).annotations["m"]
    assert isinstance(found, Mention)
    return found


def test_several_facts_are_one_change_with_the_time_of_now() -> None:
    after = claim_after(
        verdict="false", note="No.", voice="reported", sourceReliability="D", credibility="3", likelihood="likely",
        claimKind="statement", check="high", normalized="He came.", source="Kim",
    )  # fmt: skip
    assert (after.verdict, after.note, after.voice, after.check) == ("false", "No.", "reported", "high")
    assert (after.source_reliability, after.credibility, after.likelihood) == ("D", "3", "likely")
    assert (after.claim_kind, after.normalized, after.source) == ("statement", "He came.", "Kim")
    assert Attribution("KCNA", "relay") in after.attribution
    assert after.modified == "now"


def test_an_empty_value_takes_a_fact_away() -> None:
    state = edit("c", verdict="false", note="No.", source="Kim")
    after = edit("c", state, verdict="", note="", source="").annotations["c"]
    assert isinstance(after, Claim)
    assert (after.verdict, after.note, after.source) == ("", "", "")
    state = edit("m", mentionKind="PRO", metonym="true")
    after_mention = mention_after(state, mentionKind="", metonym="")
    assert (after_mention.kind, after_mention.metonym) == ("NAM", False)


def test_what_is_so_already_is_no_change() -> None:
    values = {"note": "", "type": "PER", "mentionKind": "NAM", "metonym": "false"}
    assert not set_fields(STATE, TEXT, KIM, values, TAGSET, Stamp())


def test_mention_kind_and_metonym() -> None:
    assert mention_after(mentionKind="NOM", metonym="true").kind == "NOM"
    assert mention_after(metonym="true").metonym is True


def test_type_retags_and_entity_links() -> None:
    assert mention_after(type="LOC").type == "LOC"
    assert edit("m", type="LOC").entities["e"].type == "LOC"
    linked = edit("m", entity="Shoigu")
    assert linked.annotations["m"] == mention_after(entity="s")
    assert "e" not in linked.entities


def test_an_unknown_name_renames_the_entity_and_facts_stay() -> None:
    state = AnnotationSet.of([KIM], [Entity("e", "PER", "Kim", wikidata="Q56226")])
    after = edit("m", state, entity=" Kim  Jong Un ")
    assert after.entities["e"] == Entity("e", "PER", "Kim Jong Un", wikidata="Q56226")


def test_two_entities_of_a_name_need_an_id() -> None:
    twins = (Entity("s1", "PER", "Shoigu"), Entity("s2", "PER", "Shoigu"))
    state = AnnotationSet.of([KIM], [Entity("e", "PER", "Kim"), *twins])
    with pytest.raises(UsageError, match="2 entities"):
        edit("m", state, entity="Shoigu")
    assert mention_after(state, entity="s2").entity == "s2"


def test_retagging_between_two_of_a_name_asks() -> None:
    state = AnnotationSet.of([KIM], [Entity("e", "PER", "Kim"), Entity("x", "ORG", "Kim"), Entity("y", "ORG", "Kim")])
    with pytest.raises(AmbiguousEntityError):
        edit("m", state, type="ORG")


@pytest.mark.parametrize(
    ("key", "name", "value", "says"),
    [
        ("c", "verdict", "fasle", "false"),
        ("c", "voice", "loud", "voice"),
        ("c", "claimKind", "rumour", "claimKind"),
        ("m", "type", "PERS", "PER"),
        ("m", "mentionKind", "nam", "NAM"),
        ("m", "metonym", "yes", "true"),
        ("m", "verdict", "false", "no field 'verdict'"),
        ("m", "id", "x", "no field 'id'"),
        ("m", "entity", "  ", "name"),
    ],
)
def test_what_does_not_exist_is_refused_with_the_nearest(key: str, name: str, value: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        edit(key, **{name: value})
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "annotation",
    [
        KIM,
        CLAIM,
        Highlight(id="h", fragments=(Placed(Span(0, 3)),)),
        Relation(id="r", type="supports", from_id="a", to_id="b"),
        Other(id="o"),
    ],
)
def test_every_field_that_is_offered_can_be_set(annotation: Annotation) -> None:
    values = {
        "note": "x", "type": "LOC", "entity": "New", "mentionKind": "NOM", "metonym": "true", "verdict": "false",
        "sourceReliability": "A", "credibility": "1", "likelihood": "likely", "source": "S", "voice": "reported",
        "claimKind": "statement", "check": "high", "normalized": "N",
    }  # fmt: skip
    state = AnnotationSet.of([annotation], [Entity("e", "PER", "Kim")])
    for name in field_names(annotation):
        assert edit(annotation.id, state, **{name: values[name]}) != state, name


def test_the_nearest_are_found_whatever_the_case() -> None:
    with pytest.raises(UsageError, match="Nearest: PER"):
        require("per", ["PER", "LOC"], "entity type")
    with pytest.raises(UsageError, match="Known: PER, LOC"):
        require("zzzz", ["PER", "LOC"], "entity type")
