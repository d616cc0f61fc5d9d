"""The lists that a claim holds, and relations between claims: what each act does, and that undo gives back the same."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import acts, claim_parts, relations
from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.ids import Stamp
from reader.annotations.model import (
    Attribution,
    Claim,
    Entity,
    Evidence,
    Mention,
    Origin,
    Placed,
    Relation,
)
from reader.text.spans import Span

TEXT = "Ada said that the engine weaves. Babbage, via the Times, denied it."
ADA = Entity("e1", "PER", "Ada Lovelace", aliases=("Ada",))
TIMES = Entity("e2", "ORG", "Times")
NAMED = Mention(id="m1", fragments=(Placed(Span(0, 3)),), type="PER", entity="e1")
PIECES = tuple(Evidence(question=f"Q{n}", origin=Origin({"question": f"Q{n}", "theirs": n})) for n in range(3))
SOURCES = (
    Attribution("Ada", entity="e1", words=Placed(Span(0, 3)), origin=Origin({"name": "Ada", "x": 1})),
    Attribution("Times", "relay"),
)
FULL = Claim(
    id="c1",
    fragments=(Placed(Span(9, 31)), Placed(Span(33, 40)), Placed(Span(46, 55))),
    attribution=SOURCES,
    evidence=PIECES,
    about=("e1", "e2"),
)
BARE = Claim(id="c2", fragments=(Placed(Span(57, 66)),))
THIRD = Claim(id="c3", fragments=(Placed(Span(33, 40)),))
STATE = AnnotationSet.of([NAMED, FULL, BARE, THIRD], [ADA, TIMES])


def stamp() -> Stamp:
    numbers = count(1)
    return Stamp("Ada", lambda: "2025-07-01T00:00:00Z", lambda: f"id{next(numbers)}")


def after(change: Change, state: AnnotationSet = STATE) -> AnnotationSet:
    return state.apply(change).after


def full(change: Change) -> Claim:
    found = after(change).annotations["c1"]
    assert isinstance(found, Claim)
    return found


def test_a_field_behind_the_last_piece_makes_a_new_one_and_an_empty_one_does_not() -> None:
    made = full(claim_parts.set_evidence(FULL, 3, "url", "https://example.org", stamp()))
    assert made.evidence == (*PIECES, Evidence(url="https://example.org"))
    assert not claim_parts.set_evidence(FULL, 3, "url", "", stamp())
    assert not claim_parts.set_evidence(FULL, 5, "url", "x", stamp())
    assert not claim_parts.set_evidence(FULL, 0, "colour", "x", stamp())


def test_a_changed_piece_keeps_what_others_wrote_beside_it() -> None:
    piece = full(claim_parts.set_evidence(FULL, 1, "answer", "Yes", stamp())).evidence[1]
    assert (piece.question, piece.answer) == ("Q1", "Yes")
    assert piece.origin is PIECES[1].origin


def test_evidence_is_moved_and_removed() -> None:
    assert [e.question for e in full(claim_parts.move_part(FULL, "evidence", 0, 1, stamp())).evidence] == [
        "Q1",
        "Q0",
        "Q2",
    ]
    assert not claim_parts.move_part(FULL, "evidence", 0, -1, stamp())
    assert [e.question for e in full(claim_parts.remove_part(FULL, "evidence", 1, stamp())).evidence] == ["Q0", "Q2"]


def test_the_last_fragment_stays() -> None:
    one = full(claim_parts.remove_part(FULL, "fragments", 0, stamp()))
    assert [s.start for s in one.spans] == [33, 46]
    assert not claim_parts.remove_part(BARE, "fragments", 0, stamp())
    assert [s.start for s in full(claim_parts.move_part(FULL, "fragments", 2, -2, stamp())).spans] == [46, 9, 33]


def test_a_mention_gives_its_entity_and_bare_words_name_who_is_not_named_yet() -> None:
    made = claim_parts.set_source_words(STATE, TEXT, BARE, 0, NAMED, stamp())
    claim = after(made).annotations["c2"]
    assert isinstance(claim, Claim)
    assert claim.attribution == (Attribution("Ada Lovelace", entity="e1", words=Placed(Span(0, 3))),)
    bare = claim_parts.set_source_words(STATE, TEXT, BARE, 0, Span(33, 40), stamp())
    assert dict(bare.annotations)["c2"].attribution[0].name == "Babbage"  # type: ignore[union-attr]
    named = full(claim_parts.set_source_words(STATE, TEXT, FULL, 0, Span(33, 40), stamp()))
    assert (named.attribution[0].name, named.attribution[0].words) == ("Ada", Placed(Span(33, 40)))


def test_another_name_keeps_the_words_and_what_others_wrote() -> None:
    speaker = full(claim_parts.set_name(STATE, FULL, 0, "Babbage", stamp())).attribution[0]
    assert (speaker.name, speaker.entity, speaker.words) == ("Babbage", None, SOURCES[0].words)
    assert speaker.origin is SOURCES[0].origin
    through_the_field = acts.speakers(STATE, SOURCES, "Babbage")[0]
    assert (through_the_field.words, through_the_field.origin) == (SOURCES[0].words, SOURCES[0].origin)


def test_an_empty_name_takes_a_source_away_unless_words_hold_it() -> None:
    assert full(claim_parts.set_name(STATE, FULL, 1, "", stamp())).attribution == SOURCES[:1]
    assert not claim_parts.set_name(STATE, FULL, 0, "", stamp())


def test_a_cue_without_a_source_makes_one_that_is_not_named() -> None:
    made = dict(claim_parts.set_cue(BARE, 0, Span(4, 8), stamp()).annotations)["c2"]
    assert isinstance(made, Claim)
    assert made.attribution == (Attribution("", "unnamed", cue=Placed(Span(4, 8))),)


def test_what_a_claim_is_about_is_said_once_and_a_bare_entity_goes_with_it() -> None:
    assert not claim_parts.add_about(FULL, "e1", stamp())
    state = after(claim_parts.remove_about(STATE, FULL, "e2", stamp()))
    assert "e2" not in state.entities
    assert "e1" in after(claim_parts.remove_about(STATE, FULL, "e1", stamp())).entities


def test_a_relation_is_said_once_and_never_of_a_claim_to_itself() -> None:
    state = after(relations.relate(STATE, "c1", "c2", "supports", stamp()))
    assert [(r.type, r.from_id, r.to_id, r.creator) for r in state.relations] == [("supports", "c1", "c2", "Ada")]
    assert not relations.relate(state, "c1", "c2", "supports", stamp())
    assert relations.relate(state, "c2", "c1", "supports", stamp())
    assert relations.relate(state, "c1", "c2", "attacks", stamp())
    assert not relations.relate(state, "c1", "c1", "supports", stamp())
    assert not relations.relate(state, "c1", "m1", "supports", stamp())
    same = after(relations.relate(STATE, "c1", "c2", "same_as", stamp()))
    assert not relations.relate(same, "c2", "c1", "same_as", stamp())


def test_relations_are_seen_from_both_ends_and_go_with_their_claim() -> None:
    giver = stamp()
    state = after(relations.relate(STATE, "c1", "c2", "supports", giver))
    state = after(relations.relate(state, "c3", "c1", "attacks", giver), state)
    assert [(r.relation.type, r.other, r.outgoing) for r in relations.related(state, "c1")] == [
        ("supports", "c2", True),
        ("attacks", "c3", False),
    ]
    gone = after(acts.remove(state, ["c2"]), state)
    assert [r.relation.type for r in relations.related(gone, "c1")] == ["attacks"]
    assert relations.related(after(relations.unrelate(gone, "id2"), gone), "c1") == ()
    assert not relations.unrelate(gone, "c1")


numbers = st.integers(-1, 4)
steps = st.integers(-3, 3)
texts = st.sampled_from(["", "Ada", "Times", "Nobody  at all"])
places = st.builds(lambda a, n: Span(a, a + n), st.integers(0, 50), st.integers(1, 9))
claims = st.sampled_from(["c1", "c2", "c3"])
Act = Callable[[AnnotationSet, Claim], Change]
ALL_ACTS = st.one_of(
    st.builds(lambda n: lambda _s, c: claim_parts.remove_part(c, "fragments", n, GIVER), numbers),
    st.builds(lambda n, by: lambda _s, c: claim_parts.move_part(c, "fragments", n, by, GIVER), numbers, steps),
    st.builds(
        lambda n, f, v: lambda _s, c: claim_parts.set_evidence(c, n, f, v, GIVER),
        numbers,
        st.sampled_from(claim_parts.EVIDENCE_FIELDS),
        texts,
    ),
    st.builds(lambda n: lambda _s, c: claim_parts.remove_part(c, "evidence", n, GIVER), numbers),
    st.builds(lambda n, by: lambda _s, c: claim_parts.move_part(c, "evidence", n, by, GIVER), numbers, steps),
    st.builds(lambda n, v: lambda s, c: claim_parts.set_name(s, c, n, v, GIVER), numbers, texts),
    st.builds(
        lambda n, w: lambda s, c: claim_parts.set_source_words(s, TEXT, c, n, w, GIVER),
        numbers,
        st.one_of(places, st.just(NAMED)),
    ),
    st.builds(lambda n, w: lambda _s, c: claim_parts.set_cue(c, n, w, GIVER), numbers, places),
    st.builds(
        lambda n, r: lambda _s, c: claim_parts.set_role(c, n, r, GIVER), numbers, st.sampled_from(["relay", "odd"])
    ),
    st.builds(lambda n: lambda _s, c: claim_parts.remove_part(c, "attribution", n, GIVER), numbers),
    st.builds(lambda n, by: lambda _s, c: claim_parts.move_part(c, "attribution", n, by, GIVER), numbers, steps),
    st.builds(lambda e: lambda _s, c: claim_parts.add_about(c, e, GIVER), st.sampled_from(["e1", "e2"])),
    st.builds(lambda e: lambda s, c: claim_parts.remove_about(s, c, e, GIVER), st.sampled_from(["e1", "e2"])),
    st.builds(
        lambda e, by: lambda _s, c: claim_parts.move_about(c, e, by, GIVER), st.sampled_from(["e1", "e2"]), steps
    ),
    st.builds(
        lambda to, t: lambda s, c: relations.relate(s, c.id, to, t, GIVER),
        claims,
        st.sampled_from(["supports", "same_as"]),
    ),
    st.builds(lambda: lambda s, _c: relations.unrelate(s, next((r.id for r in s.relations), ""))),
    st.just(lambda s, c: acts.remove(s, [c.id])),
)
GIVER = stamp()


@given(st.lists(st.tuples(claims, ALL_ACTS), max_size=12))
def test_undo_gives_back_an_equal_set_and_relations_are_those_of_the_set(chosen: list[tuple[str, Act]]) -> None:
    states, inverses = [STATE], []
    for key, act in chosen:
        claim = states[-1].annotations.get(key)
        if not isinstance(claim, Claim):
            continue
        applied = states[-1].apply(act(states[-1], claim))
        states.append(applied.after)
        inverses.append(applied.inverse)
        fresh = tuple(a for a in applied.after if isinstance(a, Relation))
        assert applied.after.relations == fresh
        assert all(len(c.fragments) >= 1 for c in applied.after.claims)
        assert all(r.from_id != r.to_id for r in fresh)
        ends = {r.from_id for r in fresh} | {r.to_id for r in fresh}
        assert ends <= set(applied.after.annotations)
    for inverse in reversed(inverses):
        state = states.pop()
        assert state.apply(inverse).after == states[-1]
