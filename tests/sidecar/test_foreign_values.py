"""A stranger's key anywhere in a sidecar keeps its very value, whatever is edited beside it or in the same record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.annotations import acts, anchor_acts, claim_parts, ends, entity_acts
from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.fields import set_fields
from reader.annotations.ids import Stamp
from reader.annotations.model import Annotation, Claim, Mention
from reader.annotations.quoting import quote_at
from reader.annotations.tagset_file import default_tagset
from reader.sidecar.anchoring.anchoring import Anchorer
from reader.sidecar.format.document import DocumentWriter, new_document
from reader.sidecar.format.json_text import BrokenJsonError, parse_object, parse_value, write_value
from reader.sidecar.format.w3c_read import read_document
from reader.text.open import article_from_text
from reader.text.spans import Span

pytestmark = pytest.mark.odd_sidecars

TEXT = "Kim Jong Un met Sergei Shoigu in Pyongyang. Kim praised Moscow, and Moscow thanked Kim.\n"
ARTICLE = article_from_text(TEXT, name="a.txt")
TAGSET = default_tagset()
STAMP = Stamp("Ada", lambda: "2030-01-01T00:00:00Z")
KEY = "\u202ex:\u00e9e\u0301\u0435"  # as many keys that look alike as fit in one


def target(start: int, end: int, **more: Any) -> dict[str, Any]:
    quote = quote_at(TEXT, Span(start, end))
    return {"type": "SpecificResource", "source": "a.txt", KEY: 0, **more, "selector": [
        {"type": "TextQuoteSelector", "exact": quote.exact, KEY: 0, "prefix": quote.prefix, "suffix": quote.suffix},
        {KEY: 0, "type": "TextPositionSelector", "start": start, "end": end},
        {"type": "FragmentSelector", "value": "x", KEY: 0, "refinedBy": {KEY: 0}}]}  # fmt: skip


def document() -> dict[str, Any]:
    """Every object in it that is of our making has a stranger's key, and there are a stranger's objects too."""
    tag = {"type": "TextualBody", KEY: 0, "purpose": "tagging", "value": "PER"}
    link = {"type": "SpecificResource", "purpose": "identifying", "source": "e1", KEY: 0}
    note = {"type": "TextualBody", "purpose": "commenting", KEY: 0, "value": "a note", "format": "text/plain"}
    theirs = {"type": "Dataset", "purpose": "describing", KEY: 0, "inner": [{KEY: 0}, [{KEY: 0}]]}
    creator = {"type": "Person", "name": "Bo", KEY: 0}
    common = {"creator": creator, "generator": {"id": "x:", KEY: 0}, KEY: 0, "created": "2020-01-01T00:00:00Z"}
    items = [
        {"id": "m1", **common, "type": ["Annotation", "Mention"], "motivation": ["identifying", "x:theirs"],
         "body": [theirs, tag, link, note], "target": [target(0, 11), {"id": "https://example.org", KEY: 0}]},
        {"id": "m2", "type": ["Mention", "Annotation", "x:Theirs"], **common, "body": [tag, link],
         "target": target(33, 42)},
        {"id": "c1", "type": ["Annotation", "Claim"], **common, "body": note, "claim": {
            KEY: 0, "verdict": "false", "about": ["e1"],
            "attribution": [{"role": "speaker", KEY: 0, "name": "Kim", "entity": "e1", "words": target(44, 47),
                             "cue": target(48, 55)},
                            {"role": "relay", "name": "KCNA", KEY: 0}],
            "evidence": [{"question": "Who?", KEY: 0}, {KEY: 0, "question": "Why?"}]},
         "target": [target(44, 62, part=1), target(68, 74, part=2)]},
        {"id": "c2", "type": ["Annotation", "Claim"], **common, "claim": {KEY: 0}, "target": [target(68, 86)]},
        {"id": "h1", "type": ["Annotation", "Highlight"], **common, "target": [target(12, 15)]},
        {"id": "r1", "type": ["Annotation", "Relation"], **common,
         "target": [{"id": "c1", "type": "Annotation", KEY: 0}],
         "body": [{"type": "TextualBody", "purpose": "tagging", "value": "supports", KEY: 0},
                  {"purpose": "linking", "source": "c2", KEY: 0}]},
        {"id": "x:o1", "type": "Annotation", "motivation": "x:theirs", KEY: 0, "body": {KEY: 0},
         "target": target(0, 3)},
        {KEY: 0, "type": "x:Theirs"},
    ]  # fmt: skip
    entities = [
        {"id": "e1", "type": "Entity", KEY: 0, "tag": "PER", "name": "Kim Jong Un", "aliases": ["Kim"]},
        {KEY: 0, "id": "e2", "tag": "ORG", "name": "KCNA"},
        {"id": "bad", KEY: 0},
    ]
    head = new_document(ARTICLE, TAGSET) | {"entities": entities, KEY: 0}
    head["article"] = {"name": "old", KEY: 0, "textSha256": ARTICLE.text_sha256}
    head["first"] = {"type": "AnnotationPage", KEY: 0, "items": items}
    return head


WITH_ZERO = write_value(document())


def filled(raw: str) -> bytes:
    """The document with `raw` as the value of each key of the stranger."""
    key = json.dumps(KEY, ensure_ascii=False)
    assert f"{key}: 0" in WITH_ZERO
    return WITH_ZERO.replace(f"{key}: 0", f"{key}: {raw}").encode("utf-8", "surrogatepass")


def places(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Each place of the key, and how its value is written; records go by their ids."""
    if isinstance(value, dict):
        here = f"{at}<{value['id']}>" if isinstance(value.get("id"), str) else at
        for key, inner in value.items():
            if key == KEY:
                yield here, write_value(inner)
            else:
                yield from places(inner, f"{here}.{key}")
    elif isinstance(value, list):
        for inner in value:
            named = isinstance(inner, dict) and isinstance(inner.get("id"), str)
            yield from places(inner, at if named else f"{at}[]")


def load(data: bytes) -> tuple[dict[str, Any], AnnotationSet]:
    head = parse_object(data)
    return head, read_document(head, Anchorer(TEXT, unchanged=True), "a.txt").annotations


def claim_of(state: AnnotationSet, key: str = "c1") -> Claim:
    found = state.annotations[key]
    assert isinstance(found, Claim)
    return found


def mention_of(state: AnnotationSet) -> Mention:
    found = state.annotations["m1"]
    assert isinstance(found, Mention)
    return found


def field(key: str, name: str, value: str) -> Callable[[AnnotationSet], Change]:
    def edit(state: AnnotationSet) -> Change:
        return set_fields(state, TEXT, state.annotations[key], {name: value}, TAGSET, STAMP)

    return edit


EDITS: dict[str, Callable[[AnnotationSet], Change]] = {
    "nothing": lambda s: Change(""),
    **{f"note of {key}": field(key, "note", "another note\n\u2028 \u202e") for key in ("m1", "m2", "c1", "c2", "h1")},
    "type of m1": field("m1", "type", "ORG"),
    "kind of m1": field("m1", "mentionKind", "PRO"),
    "metonym of m1": field("m1", "metonym", "true"),
    **{f"{name} of c1": field("c1", name, value) for name, value in (
        ("verdict", "true"), ("voice", "reported"), ("check", "high"), ("normalized", "N."), ("sourceReliability", "A"),
        ("credibility", "1"), ("likelihood", "likely"), ("source", "Somebody"), ("claimKind", "statement"))},
    "verdict of c2": field("c2", "verdict", "true"),
    "rename e1": lambda s: entity_acts.rename(s, TEXT, s.entities["e1"], "Kim", STAMP),
    "alias of e1": lambda s: entity_acts.add_alias(s.entities["e1"], "The leader"),
    "wikidata of e2": lambda s: entity_acts.set_wikidata(s.entities["e2"], "Q1"),
    "type of e1": lambda s: entity_acts.set_type(s, s.entities["e1"], "ORG", STAMP, "Type"),
    "evidence": lambda s: claim_parts.set_evidence(claim_of(s), 0, "answer", "Nobody.", STAMP),
    "more evidence": lambda s: claim_parts.set_evidence(claim_of(s), 2, "question", "When?", STAMP),
    "order of evidence": lambda s: claim_parts.move_part(claim_of(s), "evidence", 0, 1, STAMP),
    "order of sources": lambda s: claim_parts.move_part(claim_of(s), "attribution", 0, 1, STAMP),
    "role": lambda s: claim_parts.set_role(claim_of(s), 1, "author", STAMP),
    "cue": lambda s: claim_parts.set_cue(claim_of(s), 0, Span(63, 66), STAMP),
    "about": lambda s: claim_parts.add_about(claim_of(s), "e2", STAMP),
    "one fragment more": lambda s: acts.add_fragment(claim_of(s), Span(80, 86), STAMP),
    "order of fragments": lambda s: claim_parts.move_part(claim_of(s), "fragments", 0, 1, STAMP),
    "ends of m1": lambda s: ends.set_ends(s, TEXT, mention_of(s), 0, Span(0, 8), STAMP),
    "ends of h1": lambda s: ends.set_ends(s, TEXT, s.annotations["h1"], 0, Span(12, 22), STAMP),
    "m1 on other words": lambda s: anchor_acts.attach(mention_of(s), Span(16, 29), STAMP, 0),
    "tag something": lambda s: acts.tag(s, TEXT, [Span(56, 62)], "GPE", STAMP),
    "remove h1": lambda s: acts.remove(s, ["h1"]),
}  # fmt: skip


def check(raw: str, name: str) -> None:
    data = filled(raw)
    head, state = load(data)
    assert not [a for a in state if getattr(a, "reason", "") and a.id in ("m1", "m2", "c1", "c2", "h1", "r1")]
    edit = EDITS[name]
    after = state.apply(edit(state)).after
    written = parse_object(DocumentWriter(ARTICLE).write(head, after))
    before_places, after_places = sorted(places(parse_object(data))), sorted(places(written))
    if name == "remove h1":
        before_places = [place for place in before_places if "<h1>" not in place[0]]
    assert before_places == after_places
    again = DocumentWriter(ARTICLE).write(*load(DocumentWriter(ARTICLE).write(head, after)))
    assert sorted(places(parse_object(again))) == after_places, "and again after the next load"


VALUES = [
    "1.0", "1e400", "-0", "-0.0", "-1E-400", "1" * 400, "0.1e+00001", "1E5", "100000000000000000000000.0",
    '"\\ud83d"', '"\\u0000\\u001f\u2028\u202e\\/"', '"<written-number>"', "null", "true", "[]", "{}", '""',
    '{"a": 1, "A": 2, "\u00e9": 3, "e\u0301": 4, "\u0430": 5, "a\u200b": 6, "": 7, "id": 8, "type": 9, "@id": 10}',
    '{"z": 1, "a": {"z": 1.50, "a": [1.0, [2.00, {"b": 1e1, "a": 0}]]}}', "[" * 200 + "]" * 200,
]  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_it_survives_each_edit_as_it_was_written(name: str) -> None:
    for raw in VALUES:
        check(raw, name)


def test_the_check_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(state: AnnotationSet) -> Change:
        from dataclasses import replace

        claim: Annotation = replace(claim_of(state), evidence=(), note="x")
        return Change("", ((claim.id, claim),))

    monkeypatch.setitem(EDITS, "forgetful", forgetful)
    with pytest.raises(AssertionError):
        check("1.0", "forgetful")


def test_every_value_of_the_json_test_suite_survives(shared: Path) -> None:
    tried = 0
    for path in sorted((shared / "fixtures/json-test-suite/test_parsing").glob("[yi]_*.json")):
        raw = path.read_bytes()
        try:
            parse_value(raw)
            text = raw.decode("utf-8")
        except (BrokenJsonError, UnicodeDecodeError):
            continue
        check(text, "note of m1")
        check(text, "verdict of c1")
        tried += 1
    assert tried > 90


numbers = st.from_regex(r"-?(0|[1-9][0-9]{0,25})(\.[0-9]{1,25})?([eE][+-]?[0-9]{1,4})?", fullmatch=True)
texts = st.text(st.characters(exclude_categories=()), max_size=8).map(json.dumps)
raw_values = st.recursive(
    st.one_of(numbers, texts, st.sampled_from(["null", "true", "false"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda found: f"[{', '.join(found)}]"),
        st.dictionaries(st.text(max_size=4).filter(lambda k: k != KEY).map(json.dumps), inner, max_size=3).map(
            lambda found: "{" + ", ".join(f"{k}: {v}" for k, v in found.items()) + "}"
        ),
    ),
    max_leaves=10,
)


@given(raw_values, st.sampled_from(sorted(EDITS)))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_value_survives_any_edit(raw: str, name: str) -> None:
    check(raw, name)
