"""Merging documents: generated edits on two sides, and what must hold whatever they were."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.annotations.collection import AnnotationSet
from reader.annotations.quoting import quote_at
from reader.annotations.tagset_file import default_tagset
from reader.errors import UserError
from reader.sidecar.anchoring.anchoring import Anchorer
from reader.sidecar.format.check import check_sidecar
from reader.sidecar.format.conflicts import conflicts_of, theirs_taken
from reader.sidecar.format.document import DocumentWriter, new_document
from reader.sidecar.format.json_text import encoded, parse_object, write_lines, write_record, write_value
from reader.sidecar.format.w3c_read import read_document
from reader.sidecar.format.w3c_write import GENERATOR
from reader.sidecar.merging.documents import MergedDocument, Source, merge_documents
from reader.sidecar.merging.sets import Merger
from reader.text.open import article_from_text
from reader.text.spans import Span
from tests.published_format import expanded, lost_keys, properties, schema_problems

TEXT = "Kim Jong Un met Sergei Shoigu in Pyongyang. Kim praised Moscow. Moscow thanked Pyongyang and Kim.\n" * 2
ARTICLE = article_from_text(TEXT, name="article.txt")
HEAD = new_document(ARTICLE, default_tagset())
HEAD["article"] = {"name": "article.txt", "format": "text/plain", "encoding": "utf-8", "length": len(TEXT),
                   "sha256": ARTICLE.sha256, "textSha256": ARTICLE.text_sha256}  # fmt: skip
Json = dict[str, Any]


def target(start: int, end: int, **more: Any) -> Json:
    quote = quote_at(TEXT, Span(start, end))
    return {"type": "SpecificResource", "source": "article.txt", **more, "selector": [
        {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix},
        {"type": "TextPositionSelector", "start": start, "end": end}]}  # fmt: skip


def mention(key: str, start: int, end: int, entity: str = "e1", tag: str = "PER", **more: Any) -> Json:
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": tag},
              {"type": "SpecificResource", "purpose": "identifying", "source": entity}]  # fmt: skip
    return {"id": key, "type": ["Annotation", "Mention"], "motivation": "identifying",
            "created": "2025-01-01T00:00:00Z", "modified": "2025-01-01T00:00:00Z", "generator": GENERATOR, **more,
            "body": bodies, "target": [target(start, end)]}  # fmt: skip


def claim(key: str, start: int, end: int, **facts: Any) -> Json:
    return {"id": key, "type": ["Annotation", "Claim"], "motivation": "assessing", "created": "2025-01-01T00:00:00Z",
            "generator": GENERATOR, "claim": facts, "target": [target(start, end)]}  # fmt: skip


def entity(key: str, name: str, tag: str = "PER", **more: Any) -> Json:
    return {"id": key, "type": "Entity", "tag": tag, "name": name, **more}


def document(items: list[Any], entities: list[Any], **head: Any) -> Json:
    made = copy.deepcopy(HEAD) | head | {"entities": entities, "total": len(items)}
    made["first"]["items"] = items
    return made


def as_bytes(made: Json) -> bytes:
    """In the layout that we write."""
    items = made["first"]["items"]
    rows = {
        "entities": [encoded(write_value(e)) for e in made["entities"]],
        "first.items": [encoded(write_record(i) if isinstance(i, dict) else write_value(i)) for i in items],
    }
    return write_lines(made | {"entities": [], "first": made["first"] | {"items": []}}, "first", rows)


def merged(base: Json | None, ours: Json, theirs: Json) -> MergedDocument:
    base_data = b"" if base is None else as_bytes(base)
    return merge_documents(
        Source("base", base_data), Source("ours", as_bytes(ours)), Source("theirs", as_bytes(theirs))
    )


def result(base: Json | None, ours: Json, theirs: Json) -> Json:
    made: Json = json.loads(merged(base, ours, theirs).data)
    return made


def by_id(made: Json) -> dict[str, Json]:
    both = [*made["first"]["items"], *made["entities"]]
    return {record["id"]: record for record in both if isinstance(record, dict) and "id" in record}


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from (f"{key}: {leaf}" for leaf in leaves(one))
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one)
    else:
        yield json.dumps(value)


# -- generated edits -------------------------------------------------------------------------------

BASE = document(
    [
        mention("a1", 0, 11),
        claim("c1", 0, 42, verdict="false", attribution=[{"role": "speaker", "name": "KCNA"}], about=["e1"],
              evidence=[{"question": "Who?", "answer": "Kim"}, {"url": "https://example.org/1"}]),
        mention("a2", 16, 29, "e2"),
        mention("a3", 33, 42, "e3", "LOC"),
        {"id": "r1", "type": ["Annotation", "Relation"], "motivation": "linking", "generator": GENERATOR,
         "body": [{"type": "TextualBody", "purpose": "tagging", "value": "supports"},
                  {"type": "SpecificResource", "purpose": "linking", "source": "c1"}],
         "target": [{"id": "c2", "type": "Annotation"}]},
        claim("c2", 44, 63),
        {"id": "f1", "type": "Annotation", "motivation": "commenting", "body": "https://example.org/b",
         "target": "https://example.org/x", "x:deep": {"a": [1, 2], "b": {"c": 1}}},
        {"type": "Annotation", "target": "https://example.org/no-id"},
    ],
    [entity("e1", "Kim Jong Un", aliases=["Kim"]), entity("e2", "Sergei Shoigu"), entity("e3", "Pyongyang", "LOC")],
)  # fmt: skip
texts = st.sampled_from(["A", "B", "C"])
Edit = Callable[[Json], None]


def edit(number: int, value: str, which: int, side: str) -> Edit:
    """One of the things people and programs do to a sidecar."""

    def claims(made: Json) -> Json | None:
        found = [i for i in made["first"]["items"] if isinstance(i, dict) and "Claim" in i.get("type", ())]
        return found[which % len(found)] if found else None

    def record(made: Json) -> Json | None:
        found = [i for i in made["first"]["items"] if isinstance(i, dict) and "id" in i]
        return found[which % len(found)] if found else None

    def do(made: Json) -> None:
        items, entities = made["first"]["items"], made["entities"]
        facts = (claims(made) or {}).get("claim")
        one = record(made)
        match number:
            case 0 if facts is not None:
                facts["verdict"] = value
            case 1 if facts is not None:
                facts.pop("verdict", None)
            case 2 if facts is not None:
                facts.setdefault("evidence", []).append({"question": value, "answer": side})
            case 3 if facts is not None and facts.get("evidence"):
                facts["evidence"][which % len(facts["evidence"])]["answer"] = value
            case 4 if facts is not None and facts.get("evidence"):
                facts["evidence"].pop(which % len(facts["evidence"]))
                facts["evidence"] or facts.pop("evidence")
            case 5 if facts is not None:
                facts["attribution"] = [{"role": "speaker", "name": value}]
            case 6 if facts is not None:
                facts.setdefault("attribution", []).append({"role": "relay", "name": value})
            case 7 if one is not None and one.get("type") != "Annotation":
                bodies = [b for b in one.get("body", []) if b.get("purpose") != "commenting"]
                one["body"] = [*bodies, {"type": "TextualBody", "purpose": "commenting", "value": value}]
            case 8 if one is not None and one.get("type") != "Annotation":
                one["body"] = [b for b in one.get("body", []) if b.get("purpose") != "commenting"]
                one["body"] or one.pop("body")
            case 9 if one is not None:
                items.remove(one)
            case 10 if one is not None:
                one["x:foreign"] = value
            case 11 if one is not None and isinstance(one.get("body"), list):
                one["body"].append({"id": f"https://example.org/{value}", "x": side})
            case 12 if entities:
                entities[which % len(entities)]["name"] = value
            case 13 if entities:
                chosen = entities[which % len(entities)]
                chosen["aliases"] = sorted({*chosen.get("aliases", ()), value})
            case 14:
                items.insert(0, mention(f"n-{side}-{value}", 44, 47, "e1") | {"modified": "2025-02-02T00:00:00Z"})
            case 15:
                new = entity(f"e-{side}-{value}", f"New {value}")
                if new["id"] not in {e.get("id") for e in entities}:
                    entities.append(new)
                    items.append(mention(f"m-{side}-{value}", 64, 70, new["id"]))
            case 16 if one is not None and one.get("type") == ["Annotation", "Mention"]:
                one["body"][0]["value"], one["body"][1]["source"] = {"A": "ORG", "B": "LOC", "C": "PER"}[value], "e3"
            case 17 if one is not None and isinstance(one["target"], list) and "selector" in one["target"][0]:
                start = {"A": 0, "B": 16, "C": 33}[value]
                one["target"] = [target(start, start + 5 + which)]
            case 18:
                made["x:top"] = value
            case 19:
                items.append({"id": f"f-{value}", "type": "Annotation", "target": "https://example.org/t", "by": side})
            case 20 if facts is not None and len(facts.get("evidence", ())) > 1:
                facts["evidence"].reverse()
            case 21 if one is not None and "modified" in one:
                one["modified"] = {"A": "2025-03-03T00:00:00Z", "B": "2025-04-04T00:00:00+02:00", "C": "2026-01-01"}[
                    value
                ]
            case 22:
                made["article"]["language"] = value.lower()
        twice = [i["id"] for i in items if isinstance(i, dict) and "id" in i]
        made["first"]["items"] = [i for n, i in enumerate(items) if not isinstance(i, dict) or "id" not in i
                                  or i["id"] not in twice[: sum(isinstance(j, dict) and "id" in j
                                                               for j in items[:n])]]  # fmt: skip
        made["total"] = len(made["first"]["items"])

    return do


@st.composite
def sides(draw: st.DrawFn, side: str) -> Json:
    made = copy.deepcopy(BASE)
    for _ in range(draw(st.integers(0, 5))):
        edit(draw(st.integers(0, 22)), draw(texts), draw(st.integers(0, 7)), side)(made)
    used = {value for i in made["first"]["items"] for value in leaves(i)}
    made["entities"] = [e for e in made["entities"] if e["id"] in ("e1", "e2", "e3") or f'source: "{e["id"]}"' in used]
    return made


pairs = given(ours=sides("o"), theirs=sides("t"))
often = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pairs
@often
def test_which_side_is_ours_decides_only_which_value_stands_first(ours: Json, theirs: Json) -> None:
    one, other = merged(BASE, ours, theirs), merged(BASE, theirs, ours)
    assert sorted(one.conflicts) == sorted(other.conflicts)
    left, right = by_id(json.loads(one.data)), by_id(json.loads(other.data))
    assert left.keys() == right.keys()
    for key, record in left.items():
        turned = {k: v for k, v in right[key].items() if k != "conflict"}
        assert sorted(leaves(theirs_taken(record))) == sorted(leaves(turned)), key
        assert conflicts_of(record).keys() == conflicts_of(right[key]).keys()


@pairs
@often
def test_merging_again_changes_nothing(ours: Json, theirs: Json) -> None:
    once = merged(BASE, ours, theirs)
    made = Source("made", once.data)
    base, other = Source("base", as_bytes(BASE)), Source("theirs", as_bytes(theirs))
    again = merge_documents(base, made, other)
    assert again.data == once.data
    assert merge_documents(base, made, made)[:2] == (once.data, ())
    assert merge_documents(made, made, made)[:2] == (once.data, ())


@pairs
@often
def test_one_side_alone_is_that_side(ours: Json, theirs: Json) -> None:
    assert merged(BASE, ours, BASE)[:2] == (as_bytes(ours), ())
    there = merged(theirs, ours, theirs)
    assert (json.loads(there.data), there.conflicts) == (ours, ())
    alone = result(BASE, BASE, theirs)
    assert by_id(alone) == by_id(theirs)
    assert {k: v for k, v in alone.items() if k not in ("first", "entities")} == {
        k: v for k, v in theirs.items() if k not in ("first", "entities")
    }


@pairs
@often
def test_nothing_is_lost(ours: Json, theirs: Json) -> None:
    before, mine, other = by_id(BASE), by_id(ours), by_id(theirs)
    made = by_id(result(BASE, ours, theirs))
    for side, opposite in ((mine, other), (other, mine)):
        for key, record in side.items():
            old = before.get(key)
            if key in made:
                new = set(leaves(record)) - set(leaves(old or {}))
                kept = {leaf.removeprefix("conflict: ") for leaf in leaves(made[key])}
                flat = {leaf.rsplit(": ", 1)[-1] for leaf in kept}
                lost = {leaf for leaf in new if leaf.rsplit(": ", 1)[-1] not in flat}
                assert not {leaf for leaf in lost if not leaf.startswith(("modified", "id", "body: source"))}, key
            elif old is None:
                what = record.get("target") or record.get("name")
                twins = [one for one in made.values() if what in (one.get("target"), one.get("name"))]
                assert twins, "what a side made is there, or the same thing that the other side made"
            else:
                assert record == old, "only what a side left as it was"
                assert key not in opposite, "and the other removed"


@pairs
@often
def test_the_result_is_a_valid_sidecar(tmp_path_factory: pytest.TempPathFactory, ours: Json, theirs: Json) -> None:
    data = merged(BASE, ours, theirs).data
    path = tmp_path_factory.mktemp("merged") / "article.txt.annotations.json"
    for made in (as_bytes(ours), data):
        path.write_bytes(made)
        problems = [
            p for p in check_sidecar(path) if "there is no entity" not in p.reason and "modified" not in p.place
        ]
        assert problems == []
    read = read_document(parse_object(data), Anchorer(TEXT, unchanged=True), "article.txt")
    assert read.problems == ()
    assert len(read.annotations) == json.loads(data)["total"]
    assert all(a.anchor == "exact" for a in read.annotations)


@pairs
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_window_that_holds_ours_comes_to_the_same(ours: Json, theirs: Json) -> None:
    def read(made: Json) -> AnnotationSet:
        data = as_bytes(made)
        return read_document(parse_object(data), Anchorer(TEXT, unchanged=True), "article.txt").annotations

    held = Merger(ARTICLE).merge(read(BASE), read(ours), read(theirs))
    written = DocumentWriter(ARTICLE).write(parse_object(as_bytes(ours)), held)
    left, right = by_id(json.loads(written)), by_id(result(BASE, ours, theirs))
    assert left.keys() == right.keys()
    for key, record in left.items():
        assert sorted(leaves(record)) == sorted(leaves(right[key])), key


@given(order=st.permutations(range(6)), ours=sides("o"), theirs=sides("t"))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_file_that_others_laid_out_is_merged_as_well(order: list[int], ours: Json, theirs: Json) -> None:
    keys = list(theirs)
    other = {keys[n]: theirs[keys[n]] for n in order} | theirs
    there = merge_documents(
        Source("b", json.dumps(BASE).encode()),
        Source("o", json.dumps(ours, indent=3).encode()),
        Source("t", json.dumps(other).encode()),
    )
    assert by_id(json.loads(there.data)) == by_id(result(BASE, ours, theirs))


# -- what a fact-checker sees ----------------------------------------------------------------------


def with_claim(**facts: Any) -> Json:
    return document([claim("c", 0, 42, **facts)], [entity("e1", "Kim"), entity("e2", "Lee")])


def the_claim(made: Json) -> Json:
    (found,) = made["first"]["items"]
    assert isinstance(found, dict)
    return found


def test_edits_of_different_facts_both_live() -> None:
    base = with_claim(verdict="false", evidence=[{"question": "Who?", "answer": ""}, {"url": "u"}], about=["e1"])
    ours = with_claim(
        verdict="true", evidence=[{"question": "Who?", "answer": "Kim"}, {"url": "u"}], about=["e1", "e2"]
    )
    theirs = with_claim(verdict="false", check="high", evidence=[{"question": "Who?", "answer": ""}, {"url": "v"}])
    made = merged(base, ours, theirs)
    assert made.conflicts == ()
    assert the_claim(json.loads(made.data))["claim"] == {
        "verdict": "true",
        "evidence": [{"question": "Who?", "answer": "Kim"}, {"url": "v"}],
        "about": ["e2"],
        "check": "high",
    }


def test_a_real_conflict_keeps_both_and_says_so() -> None:
    base, ours, theirs = (with_claim(verdict=verdict) for verdict in ("false", "true", "mixture"))
    made = merged(base, ours, theirs)
    record = the_claim(json.loads(made.data))
    assert (record["claim"], record["conflict"]) == ({"verdict": "true"}, {"verdict": "mixture"})
    assert made.conflicts == ("c",)
    assert list(record).index("conflict") == list(record).index("target") - 1


def test_a_conflict_is_valid_and_kept_whole_by_json_ld() -> None:
    def side(verdict: str, who: str, name: str, start: int) -> Json:
        made = with_claim(
            verdict=verdict, attribution=[{"role": "speaker", "name": who}], evidence=[{"url": f"{who}/x"}]
        )
        the_claim(made)["target"] = [target(start, 42)]
        the_claim(made)["body"] = [{"type": "TextualBody", "purpose": "commenting", "value": f"{who} said it"}]
        made["entities"][0]["name"] = name
        made["tagset"] = who
        return made

    base = side("false", "Kim", "Kim", 0)
    data = merged(base, side("true", "Lee", "K. J. U.", 4), side("mixture", "Park", "Kim Jong Un", 12)).data
    made = json.loads(data)
    assert the_claim(made)["conflict"].keys() == {"verdict", "attribution", "evidence", "target", "note"}
    assert made["conflict"] == {"tagset": "Park"}
    assert schema_problems(made) == []
    assert not lost_keys(made)
    assert all(key.startswith("http") for key in properties(expanded(made)))


def test_a_settled_conflict_stays_settled_and_an_open_one_is_not_reported_again() -> None:
    base, ours, theirs = (with_claim(verdict=verdict) for verdict in ("false", "true", "mixture"))
    open_ = result(base, ours, theirs)
    settled = copy.deepcopy(ours)
    assert the_claim(result(open_, settled, open_)) == the_claim(settled)
    later = copy.deepcopy(theirs)
    the_claim(later)["claim"]["check"] = "high"
    made = merged(theirs, open_, later)
    assert made.conflicts == ()
    assert the_claim(json.loads(made.data))["conflict"] == {"verdict": "mixture"}


def test_who_said_it_is_taken_whole_from_one_side() -> None:
    def said(name: str, key: str) -> Json:
        return with_claim(attribution=[{"role": "speaker", "name": name, "entity": key, "words": target(0, 3)}])

    base, ours, theirs = said("Kim", "e1"), said("Kim Jong Un", "e1"), said("Kim", "e2")
    record = the_claim(result(base, ours, theirs))
    assert record["claim"]["attribution"][0]["name"] == "Kim Jong Un"
    assert record["claim"]["attribution"][0]["entity"] == "e1"
    assert record["conflict"]["attribution"][0]["entity"] == "e2"
    assert record["conflict"]["attribution"][0]["name"] == "Kim"


def test_two_that_name_the_speaker_disagree_and_two_relays_are_two() -> None:
    def said(*names: str, role: str = "speaker", **more: Any) -> Json:
        return with_claim(attribution=[{"role": role, "name": name, **more} for name in names])

    record = the_claim(result(with_claim(), said("Kim"), said("Lee")))
    assert [one["name"] for one in record["claim"]["attribution"]] == ["Kim"]
    assert [one["name"] for one in record["conflict"]["attribution"]] == ["Lee"]
    record = the_claim(result(with_claim(), said("Kim"), said("Kim", entity="e1")))
    assert (record["claim"]["attribution"][0]["entity"], "conflict" in record) == ("e1", False)
    relays = the_claim(result(with_claim(), said("A", role="relay"), said("B", role="relay")))
    assert [one["name"] for one in relays["claim"]["attribution"]] == ["A", "B"]
    more = the_claim(result(said("Kim"), said("Kim", "Lee"), said("Kim", "Park")))
    assert [one["name"] for one in more["claim"]["attribution"]] == ["Kim", "Lee", "Park"]


def test_type_and_entity_of_a_mention_go_together() -> None:
    entities = [entity("e1", "Kim"), entity("e2", "Kim", "ORG"), entity("e3", "Lee")]
    base, ours, theirs = (
        document([mention("m", 0, 3, *what)], entities) for what in (("e1", "PER"), ("e2", "ORG"), ("e3", "PER"))
    )
    record = the_claim(result(base, ours, theirs))
    assert [body.get("value", body.get("source")) for body in record["body"]] == ["ORG", "e2"]
    assert record["conflict"] == {"tag": "PER", "entity": "e3"}


def test_a_change_beats_a_removal_and_marks_nothing() -> None:
    base, changed, gone = with_claim(verdict="false"), with_claim(verdict="true"), document([], [])
    for ours, theirs in ((changed, gone), (gone, changed)):
        made = merged(base, ours, theirs)
        assert made.conflicts == ()
        assert the_claim(json.loads(made.data))["claim"] == {"verdict": "true"}
    assert result(base, base, gone)["first"]["items"] == []
    without = with_claim()
    assert the_claim(result(base, changed, without))["claim"] == {"verdict": "true"}


def test_an_entity_that_one_side_dropped_stays_when_the_other_uses_it() -> None:
    base = document([mention("m", 0, 3)], [entity("e1", "Kim")])
    ours = document([mention("m", 0, 3), mention("n", 44, 47)], [entity("e1", "Kim")])
    for one, other in ((ours, document([], [])), (document([], []), ours)):
        made = result(base, one, other)
        assert [e["id"] for e in made["entities"]] == ["e1"]
        assert [i["id"] for i in made["first"]["items"]] == ["n"]


def test_a_claim_that_one_side_dropped_stays_when_the_other_relates_to_it() -> None:
    relation = {"id": "r", "type": ["Annotation", "Relation"], "body": [
        {"type": "TextualBody", "purpose": "tagging", "value": "supports"},
        {"type": "SpecificResource", "purpose": "linking", "source": "c"}],
        "target": [{"id": "d", "type": "Annotation"}]}  # fmt: skip
    base = document([claim("c", 0, 42), claim("d", 44, 63)], [])
    related = document([claim("c", 0, 42), claim("d", 44, 63), relation], [])
    for ours, theirs in ((document([], []), related), (related, document([], []))):
        assert by_id(result(base, ours, theirs)).keys() == {"c", "d", "r"}
    assert result(related, document([relation], []), related)["first"]["items"] == [relation], "dropped knowingly"


def test_of_three_sides_no_value_is_lost() -> None:
    base, one, two, three = (with_claim(verdict=verdict) for verdict in ("a", "b", "c", "d"))
    first = result(base, two, one)
    last = result(base, three, first)
    record = the_claim(last)
    assert (record["claim"]["verdict"], record["conflict"]) == ("d", {"verdict": "c", "conflict": {"verdict": "b"}})
    assert result(base, last, first) == last
    turned = the_claim(result(base, first, three))
    assert (turned["claim"]["verdict"], turned["conflict"]) == ("c", {"verdict": "d", "conflict": {"verdict": "b"}})
    assert schema_problems(last) == []
    assert not lost_keys(last)


def test_both_find_the_same_name_and_one_of_them_notes_something() -> None:
    base = document([], [])
    ours = document([mention("m9", 0, 3, "e9")], [entity("e9", "Kim", aliases=["K."])])
    theirs = document([mention("m1", 0, 3, "e1"), mention("m2", 44, 47, "e1")], [entity("e1", "Kim", wikidata="Q1")])
    theirs["first"]["items"][0]["body"].append({"type": "TextualBody", "purpose": "commenting", "value": "look"})
    relation = {"id": "r", "type": ["Annotation", "Relation"], "body": [
        {"type": "TextualBody", "purpose": "tagging", "value": "same_as"},
        {"type": "SpecificResource", "purpose": "linking", "source": "m9"}],
        "target": [{"id": "m9", "type": "Annotation"}]}  # fmt: skip
    ours["first"]["items"].append(relation)
    ours["total"] = 2
    for one, other in ((ours, theirs), (theirs, ours)):
        made = result(base, one, other)
        assert made["entities"] == [entity("e1", "Kim", aliases=["K."], wikidata="Q1")]
        records = by_id(made)
        assert records.keys() == {"m1", "m2", "r", "e1"}
        assert records["m1"]["body"][1]["source"] == "e1"
        assert records["m1"]["body"][2]["value"] == "look"
        assert (records["r"]["target"][0]["id"], records["r"]["body"][1]["source"]) == ("m1", "m1")
        assert made["total"] == 3


def test_a_branch_that_goes_on_after_its_entity_became_one_with_another() -> None:
    ours = document([mention("m1", 0, 3, "e1")], [entity("e1", "Kim")])
    theirs = document([mention("m2", 44, 47, "e2")], [entity("e2", "Kim")])
    made = result(document([], []), ours, theirs)
    assert [e["id"] for e in made["entities"]] == ["e1"]
    later = document([mention("m2", 44, 47, "e2"), mention("m3", 99, 102, "e2")], [entity("e2", "Kim")])
    for one, other in ((made, later), (later, made)):
        again = result(theirs, one, other)
        assert [e["id"] for e in again["entities"]] == ["e1"]
        assert {i["body"][1]["source"] for i in again["first"]["items"]} == {"e1"}
    replaced = document([mention("m9", 44, 47, "e9")], [entity("e9", "Kim")])
    assert by_id(result(theirs, theirs, replaced)) == by_id(replaced)


def test_entities_that_are_surely_others_stay_two() -> None:
    for one, other in (
        ([entity("e1", "Kim", wikidata="Q1")], [entity("e2", "Kim", wikidata="Q2")]),
        ([entity("e1", "Kim")], [entity("e2", "Kim", "ORG")]),
        ([entity("e1", "Kim"), entity("e3", "Kim")], [entity("e2", "Kim")]),
    ):
        sides_ = [
            document([mention(f"m{e['id']}", 44 * n, 44 * n + 3, e["id"]) for n, e in enumerate(own)], own)
            for own in (one, other)
        ]
        assert len(result(document([], []), *sides_)["entities"]) == len(one) + len(other)


@pytest.mark.parametrize("odd", [[[]], {}, 7, ""])
def test_what_has_no_id_is_never_made_one_with_what_has(odd: object) -> None:
    """Two of them would have to be named by the id of one of them."""
    ours = document([mention("a1", 0, 11)], [entity("e1", "Kim Jong Un")])
    theirs = document([mention(odd, 0, 11)], [entity(odd, "Kim Jong Un")])  # type: ignore[arg-type]
    del (without := mention("", 0, 11))["id"], (nameless := entity("", "Kim Jong Un"))["id"]
    for other in (theirs, document([without], [nameless])):
        for sides in ((ours, other), (other, ours)):
            made = result(None, *sides)
            assert all(record in made["first"]["items"] for side in sides for record in side["first"]["items"])
            assert all(record in made["entities"] for side in sides for record in side["entities"])


def test_an_empty_base_is_a_fresh_start_of_both() -> None:
    ours = document([mention("a", 0, 11)], [entity("e1", "Kim Jong Un")], id="urn:1", label="Ours")
    theirs = document([mention("b", 16, 29, "e2")], [entity("e2", "Sergei Shoigu")], id="urn:2", label="Theirs")
    made = merged(None, ours, theirs)
    assert made.conflicts == ()
    assert json.loads(made.data)["id"] == "urn:1"
    assert [i["id"] for i in json.loads(made.data)["first"]["items"]] == ["a", "b"]


# -- places ----------------------------------------------------------------------------------------


def moved(made: Json, by: int, text: str) -> Json:
    """As it is after the article got `by` code points more before its first words."""
    other = copy.deepcopy(made)
    other["article"] |= {"length": len(TEXT) + by, "sha256": text, "textSha256": text}
    for item in other["first"]["items"]:
        position = item["target"][0]["selector"][1]
        position["start"], position["end"] = position["start"] + by, position["end"] + by
    return other


def test_places_are_those_of_one_text_and_the_head_says_which() -> None:
    base = document([mention("m", 0, 11), mention("n", 16, 29, "e2")], [entity("e1", "K"), entity("e2", "S")])
    theirs = moved(base, 5, "new")
    made = result(base, base, theirs)
    assert (made["article"], made["first"]) == (theirs["article"], theirs["first"])
    noted = copy.deepcopy(base)
    noted["first"]["items"][0]["x:note"] = 1
    made = result(base, noted, theirs)
    assert made["article"] == theirs["article"]
    assert [i["target"] for i in made["first"]["items"]] == [i["target"] for i in theirs["first"]["items"]]
    assert made["first"]["items"][0]["x:note"] == 1
    both = merged(base, moved(base, 3, "mine"), theirs)
    assert both.conflicts == ()
    assert json.loads(both.data)["article"]["textSha256"] == "mine"
    assert [i["target"][0]["selector"][1]["start"] for i in json.loads(both.data)["first"]["items"]] == [3, 19]


def test_places_of_two_texts_are_not_called_those_of_one() -> None:
    base = document([mention("m", 0, 11)], [entity("e1", "K")])
    ours = document([mention("m", 0, 11), mention("n", 44, 47)], [entity("e1", "K")])
    made = result(base, ours, moved(base, 5, "new"))
    assert "textSha256" not in made["article"]
    assert made["article"]["sha256"] == "new"
    assert by_id(made)["n"]["target"] == by_id(ours)["n"]["target"]


def test_other_words_beat_another_place_and_other_words_on_both_sides_are_in_conflict() -> None:
    base = document([mention("m", 0, 11)], [entity("e1", "K")])
    wider = document([mention("m", 0, 15)], [entity("e1", "K")])
    record = the_claim(result(base, wider, moved(base, 5, "new")))
    assert record["target"] == the_claim(wider)["target"]
    narrower = document([mention("m", 0, 3)], [entity("e1", "K")])
    record = the_claim(result(base, wider, narrower))
    assert record["target"] == the_claim(wider)["target"]
    assert record["conflict"] == {"target": the_claim(narrower)["target"]}


# -- what is not ours, and what cannot be merged -----------------------------------------------------


def test_others_records_numbers_and_keys_survive_as_they_were_written() -> None:
    def data(more: str, note: str) -> bytes:
        made = as_bytes(document([claim("c", 0, 3), {"type": "Annotation", "n": "<N>"}], []))
        made = made.replace(b'"<N>"', b"1.0e5").replace(b'"claim": {}', f'"claim": {{{more}}},\n   "y": -0'.encode())
        return made.replace(b'"total": 2', f'"total": 2,\n"x:more": {{"b": 1E400, "a": "{note}"}}'.encode())

    base, ours, theirs = data("", ""), data('"verdict": "false"', ""), data("", "said")
    made = merge_documents(Source("b", base), Source("o", ours), Source("t", theirs)).data
    assert made == data('"verdict": "false"', "said")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"{", "not valid JSON"),
        (b'{"a": 1, "a": 2}', "stands twice"),
        (b"[]", "not an object"),
        (b"{}", "another program"),
        (b'{"formatVersion": "2.0"}', "newer than this Postil"),
        (b'{"formatVersion": "1.0", "entities": {}}', "entities is not a list"),
        (b'{"formatVersion": "1.0", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
        (as_bytes(BASE).replace(b'"id": "a2"', b'"id": "a2" "b"'), "not valid JSON"),
        (b"", "not valid JSON"),
    ],
)
def test_what_is_broken_newer_or_somebody_elses_is_not_merged(data: bytes, why: str) -> None:
    good = as_bytes(BASE)
    for turn in range(0 if data else 1, 3):
        three = [Source(f"{n}.json", data if n == turn else good) for n in range(3)]
        with pytest.raises(UserError, match=why) as problem:
            merge_documents(*three)
        assert f"{turn}.json" in str(problem.value)


def test_records_of_two_kinds_under_one_id_do_not_mix() -> None:
    base, ours = document([claim("c", 0, 3)], []), document([claim("c", 0, 3, verdict="true")], [])
    theirs = document([mention("c", 0, 3)], [entity("e1", "K")])
    record = the_claim(result(base, ours, theirs))
    assert record["type"] == ["Annotation", "Claim"]
    assert record["conflict"]["record"] == the_claim(theirs)
