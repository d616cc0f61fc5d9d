"""What we write is W3C Web Annotation: by the W3C's own assertions, and by what a JSON-LD processor makes of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.annotations import acts
from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.ids import Stamp
from reader.annotations.model import Attribution, Evidence, Lost, Mention, Placed, Quote, Relation
from reader.annotations.tagset_file import default_tagset
from reader.sidecar.format.document import NAMESPACE, W3C_CONTEXT, DocumentWriter, new_document
from reader.text.open import article_from_text
from reader.text.spans import Span
from tests.published_format import expanded, iri_of, properties

TEXT = "Kim Jong Un met Sergei Shoigu in Pyongyang, KCNA said, and praised “unconditional support” for Russia.\n"
NAME = "news #1 (50%): é.txt"

OA, AS = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """Every kind of record with every fact it may have, and as few as it may have."""
    article = replace(article_from_text(TEXT), path=Path(NAME), language="en")
    stamp = Stamp("Ada Vale", lambda: "2025-07-01T09:14:03Z")
    state = AnnotationSet()

    def do(change: Change) -> None:
        nonlocal state
        state = state.apply(change).after

    do(acts.tag(state, TEXT, [Span(0, 11), Span(16, 29)], "PER", stamp))
    mention = next(a for a in state if isinstance(a, Mention))
    full = replace(mention, kind="PRO", metonym=True, note="a note\nof two lines")
    do(Change("", ((full.id, full),)))
    entity = state.entities[mention.entity or ""]
    do(Change("", (), ((entity.id, replace(entity, aliases=("Kim",), wikidata="Q56226")),)))
    do(acts.highlight(state, [Span(44, 48)], stamp))
    do(acts.claim(state, [Span(0, 42), Span(59, 101)], stamp, source="KCNA", verdict="unverified", note="n"))
    do(acts.claim(state, [Span(33, 42)], stamp))
    first, second = state.claims
    speaker = Attribution("KCNA", "speaker", entity.id, Placed(Span(44, 48)), Placed(Span(49, 53)))
    first = replace(
        first, attribution=(speaker, Attribution("an aide", "unnamed")), about=(entity.id,), voice="reported",
        check="high", normalized="N.", source_reliability="D", credibility="3", likelihood="likely",
        claim_kind="statement",
        evidence=(
            Evidence("Who?", "Nobody.", "https://example.org", "https://example.org/a", "q", "context"),
            Evidence("Why?"),
        ),
        fragments=(*first.fragments, Lost(Quote("gone", "it is ", " now"))),
    )  # fmt: skip
    relation = Relation(id=stamp.new_id(), type="supports", from_id=second.id, to_id=first.id, created=stamp.now())
    do(Change("", ((first.id, first), (relation.id, relation))))
    written: dict[str, Any] = json.loads(DocumentWriter(article).write(new_document(article, default_tagset()), state))
    return written


# -- the assertions --------------------------------------------------------------------------------


def failures(shared: Path, test: str, value: Any) -> list[str]:
    """The W3C's assertions of one of its tests that `value` does not meet."""
    from jsonschema import Draft4Validator
    from referencing import Registry
    from referencing.jsonschema import DRAFT4

    root = shared / "fixtures" / "web-annotation"
    definitions = [(p.name, json.loads(p.read_bytes())) for p in sorted((root / "definitions").glob("*.json"))]
    registry: Any = Registry().with_resources((name, DRAFT4.create_resource(d)) for name, d in definitions)
    failed = []
    assertions = json.loads((root / test).read_bytes())["assertions"]
    assert assertions
    for name in assertions:
        schema = json.loads((root / name).read_bytes())
        valid = Draft4Validator(schema, registry=registry).is_valid(value)
        if valid != (schema.get("expectedResult", "valid") == "valid"):
            failed.append(name)
    return failed


def test_the_check_can_fail(shared: Path, document: dict[str, Any]) -> None:
    assert failures(shared, "collections/collectionMusts.test", document | {"type": "Something"})
    annotation = document["first"]["items"][0] | {"@context": W3C_CONTEXT}
    assert failures(shared, "annotations/annotationMusts.test", {k: v for k, v in annotation.items() if k != "target"})
    assert failures(shared, "annotations/annotationMusts.test", annotation | {"created": ["2025", "2026"]})


def test_collection_and_page_meet_every_must(shared: Path, document: dict[str, Any]) -> None:
    assert failures(shared, "collections/collectionMusts.test", document) == []
    page = document["first"] | {"@context": W3C_CONTEXT}
    assert failures(shared, "collections/pages/pageMusts.test", page) == []


def test_each_annotation_meets_every_must(shared: Path, document: dict[str, Any]) -> None:
    items = document["first"]["items"]
    assert {kind for item in items for kind in item["type"]} == {
        "Annotation",
        "Mention",
        "Claim",
        "Highlight",
        "Relation",
    }
    for item in items:
        annotation = item | {"@context": document["@context"]}
        assert failures(shared, "annotations/annotationMusts.test", annotation) == [], item


# -- JSON-LD ---------------------------------------------------------------------------------------


def annotations(document: dict[str, Any], kind: str) -> list[Any]:
    (page,) = expanded(document)[AS + "first"]
    return [a for a in page[AS + "items"][0]["@list"] if NAMESPACE + kind in a["@type"]]


def test_no_key_of_ours_is_lost_or_relative(document: dict[str, Any]) -> None:
    found = set(properties(expanded(document)))
    assert all(key.startswith("http") for key in found)
    for term in ("formatVersion", "tagset", "tagsetVersion", "article", "entities", "textSha256", "claim", "verdict",
                 "evidence", "question", "mentionKind", "metonym", "part", "attribution", "sourceReliability",
                 "wikidata"):  # fmt: skip
        assert NAMESPACE + term in found, term


def test_a_claim_is_a_graph_that_means_what_it_says(document: dict[str, Any]) -> None:
    full = next(a for a in annotations(document, "Claim") if len(a[OA + "hasTarget"]) > 1)
    assert full["@type"] == [OA + "Annotation", NAMESPACE + "Claim"]
    (facts,) = full[NAMESPACE + "claim"]
    speakers = facts[NAMESPACE + "attribution"][0]["@list"]
    assert [s[iri_of("name")][0]["@value"] for s in speakers] == ["KCNA", "an aide"], "in their order"
    assert speakers[0][NAMESPACE + "entity"] == facts[NAMESPACE + "about"]
    assert facts[NAMESPACE + "about"][0]["@id"].startswith("urn:uuid:"), "an entity is a node, not a text"
    parts = [t[NAMESPACE + "part"][0]["@value"] for t in full[OA + "hasTarget"]]
    assert sorted(parts) == [1, 2, 3]


def test_a_target_is_the_article_beside_the_sidecar_whatever_its_name(document: dict[str, Any]) -> None:
    from urllib.parse import unquote, urlsplit

    for annotation in [*annotations(document, "Mention"), *annotations(document, "Highlight")]:
        (target,) = annotation[OA + "hasTarget"]
        (source,) = target[OA + "hasSource"]
        parts = urlsplit(source["@id"])
        assert (parts.netloc, unquote(parts.path), parts.query, parts.fragment) == (
            "example.org",
            f"/articles/{NAME}",
            "",
            "",
        )
        kinds = [s["@type"][0] for s in target[OA + "hasSelector"]]
        assert kinds == [OA + "TextQuoteSelector", OA + "TextPositionSelector"]


def test_a_strangers_keys_never_become_ours(document: dict[str, Any]) -> None:
    known = {"id": "urn:theirs", "type": "Annotation", "target": "https://example.org/x"}
    stranger = known | {"verdict": "false", "question": "?"}
    page = document["first"] | {"items": [stranger]}
    (annotation,) = expanded(document | {"first": page})[AS + "first"][0][AS + "items"][0]["@list"]
    assert set(annotation) == {"@id", "@type", OA + "hasTarget"}
