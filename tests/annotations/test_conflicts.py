"""Settling what two sides stated differently."""

from __future__ import annotations

from dataclasses import replace

from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.conflicts import (
    conflicts_of,
    is_in_conflict,
    keep_mine,
    next_in_conflict,
    take_theirs,
)
from reader.annotations.fields import set_fields
from reader.annotations.ids import Stamp
from reader.annotations.model import Claim, Entity, Mention, Placed
from reader.annotations.tagset_file import default_tagset
from reader.text.spans import Span

STAMP = Stamp("Ada", lambda: "2030-01-01T00:00:00Z")
CLAIM = Claim(
    id="c", fragments=(Placed(Span(0, 3)),), verdict="true", conflict=(("verdict", "false"), ("record.x", "theirs"))
)
MENTION = Mention(id="m", fragments=(Placed(Span(4, 7)),), type="PER", entity="e")
STATE = AnnotationSet.of([CLAIM, MENTION], [Entity("e", "PER", "Kim", conflict=(("name", "Lee"),))])
PLAIN = AnnotationSet.of([replace(CLAIM, conflict=()), MENTION], [Entity("e", "PER", "Kim")])


def test_mine_stays_and_theirs_is_let_go() -> None:
    after = STATE.apply(keep_mine(STATE, CLAIM, STAMP)).after.annotations["c"]
    assert after == replace(CLAIM, conflict=(), modified=STAMP.now())


def test_theirs_takes_the_place_and_so_does_what_only_its_writer_knows() -> None:
    claim = replace(CLAIM, conflict=(*CLAIM.conflict, ("record", "{}"), ("record.x", "third")))
    state = AnnotationSet.of([claim])
    after = state.apply(take_theirs(state, claim, STAMP)).after.annotations["c"]
    assert after == replace(
        CLAIM,
        verdict="false",
        conflict=(("record", "{}"), ("record.x", "third")),
        taken=(("record.x", "theirs"),),
        modified=STAMP.now(),
    )
    again = state.apply(take_theirs(state, after, STAMP)).after.annotations["c"]
    assert again.conflict == (("record", "{}"),) and not take_theirs(state, again, STAMP)


def test_a_mention_is_in_conflict_when_its_entity_is() -> None:
    assert is_in_conflict(STATE, MENTION)
    assert conflicts_of(STATE, MENTION) == [("name", "Lee")]
    taken = STATE.apply(take_theirs(STATE, MENTION, STAMP)).after
    assert taken.entities["e"] == Entity("e", "PER", "Lee")
    assert taken.annotations["m"] is MENTION, "nothing of its own was changed"
    kept = STATE.apply(keep_mine(STATE, MENTION, STAMP)).after
    assert kept.entities["e"] == Entity("e", "PER", "Kim")


def test_of_several_other_values_the_first_is_taken_and_the_rest_stays() -> None:
    claim = replace(CLAIM, conflict=(("verdict", "false"), ("note", "n"), ("verdict", "mixture")))
    state = AnnotationSet.of([claim])
    after = state.apply(take_theirs(state, claim, STAMP)).after.annotations["c"]
    assert isinstance(after, Claim)
    assert (after.verdict, after.note, after.conflict) == ("false", "n", (("verdict", "mixture"),))
    assert state.apply(keep_mine(state, claim, STAMP)).after.annotations["c"].conflict == ()


def test_they_are_found_one_after_the_other_and_round() -> None:
    assert next_in_conflict(STATE, (0, "")) == CLAIM
    assert next_in_conflict(STATE, (0, "c")) == MENTION
    assert next_in_conflict(STATE, (4, "m")) == CLAIM
    assert next_in_conflict(PLAIN, (0, "")) is None
    assert keep_mine(PLAIN, MENTION, STAMP) == Change("Keep mine")


def test_whoever_sets_a_fact_has_decided() -> None:
    tagset = default_tagset()
    verdict = tagset.verdicts[1].id
    change = set_fields(STATE, "Kim Kim Kim", CLAIM, {"verdict": verdict}, tagset, STAMP)
    after = STATE.apply(change).after.annotations["c"]
    assert isinstance(after, Claim)
    assert (after.verdict, after.conflict) == (verdict, (("record.x", "theirs"),))
    noted = STATE.apply(set_fields(STATE, "Kim Kim Kim", CLAIM, {"note": "n"}, tagset, STAMP)).after
    assert noted.annotations["c"].conflict == CLAIM.conflict
    same = AnnotationSet.of([replace(CLAIM, verdict=verdict)])
    decided = same.apply(set_fields(same, "", same.annotations["c"], {"verdict": verdict}, tagset, STAMP)).after
    assert decided.annotations["c"].conflict == (("record.x", "theirs"),), "that it is right is a decision too"
