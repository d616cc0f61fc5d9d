"""Every sidecar that we write is valid by the published schema and loses nothing as JSON-LD. On generated sets."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import (
    Anchor,
    Annotation,
    Attribution,
    Claim,
    Entity,
    Evidence,
    Fragment,
    Highlight,
    Lost,
    Mention,
    Placed,
    Quote,
    Relation,
)
from reader.annotations.tagset_file import default_tagset
from reader.sidecar.format.check import check_sidecar
from reader.sidecar.format.choices import Choices
from reader.sidecar.format.document import DocumentWriter, context, new_document, with_conflict_term
from reader.sidecar.merging.documents import Source, merge_documents
from reader.text.open import article_from_text
from reader.text.spans import Span
from tests.published_format import expanded, iri_of, lost_keys, properties, published, schema_problems

TEXT = "Kim Jong Un met Sergei Shoigu in Pyongyang, KCNA said 🙂, and praised “unconditional support”.\n" * 2

words = st.text(max_size=12)
some_words = st.text(min_size=1, max_size=12)
times = st.one_of(st.just(""), st.datetimes().map(lambda t: f"{t:%Y-%m-%dT%H:%M:%S}Z".zfill(20)))
ids = st.uuids().map(lambda u: f"urn:uuid:{u}")
spans = st.builds(lambda a, n: Span(a, min(len(TEXT), a + n)), st.integers(0, len(TEXT) - 1), st.integers(1, 40))
quotes = st.builds(Quote, some_words, words, words)
fragments: st.SearchStrategy[Fragment] = st.one_of(
    st.builds(Placed, spans, st.sampled_from([Anchor.EXACT, Anchor.MOVED])),
    st.builds(Placed, spans, st.just(Anchor.FUZZY), quotes),
    st.builds(Lost, quotes, st.none() | spans, st.booleans()),
)
all_fragments = st.lists(fragments, min_size=1, max_size=3).map(tuple)
common = {"created": times, "modified": times, "creator": words, "note": words}
attributions = st.builds(
    Attribution, words, st.sampled_from(["speaker", "relay", "unnamed", "author"]), st.just("e1") | st.none(),
    st.none() | fragments, st.none() | fragments,
)  # fmt: skip
evidence = st.builds(Evidence, words, words, words, words, words, words)
claims = st.builds(
    Claim, id=ids, fragments=all_fragments, **common, voice=words, claim_kind=words, check=words, normalized=words,
    attribution=st.lists(attributions, max_size=2).map(tuple), about=st.sampled_from([(), ("e1",), ("e1", "e2")]),
    source_reliability=words, credibility=words, likelihood=words, verdict=words,
    evidence=st.lists(evidence, max_size=2).map(tuple),
)  # fmt: skip
mentions = st.builds(
    Mention, id=ids, fragments=all_fragments, **common, type=some_words, entity=st.sampled_from([None, "e1", "e2"]),
    kind=st.sampled_from(["NAM", "NOM", "PRO"]), metonym=st.booleans(),
)  # fmt: skip
highlights = st.builds(Highlight, id=ids, fragments=all_fragments, **common)
relations = st.builds(Relation, id=ids, **common, type=some_words, from_id=ids, to_id=ids)
entities = st.tuples(
    *(st.builds(Entity, st.just(key), some_words, some_words, st.lists(some_words, max_size=2).map(tuple), words)
      for key in ("e1", "e2"))
)  # fmt: skip
sets = st.builds(
    AnnotationSet.of,
    st.lists(st.one_of(claims, mentions, highlights, relations), max_size=6, unique_by=lambda a: a.id),
    entities,
)


def _as_name(data: bytes) -> str:
    return data.translate(None, b"/\0").decode("utf-8", "surrogateescape") or "x"


names = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="/\0"), min_size=1, max_size=12),
    st.binary(min_size=1, max_size=12).map(_as_name),
).filter(lambda name: name not in (".", ".."))  # fmt: skip
choices = st.none() | st.builds(Choices, st.sampled_from(["", "cp1251"]), st.sampled_from(["", "ru"]))


def written(annotations: AnnotationSet, name: str = "article.txt", chosen: Choices | None = None) -> bytes:
    article = replace(article_from_text(TEXT), path=Path("/folder") / name)
    writer = DocumentWriter(article)
    writer.choices = chosen
    return writer.write(new_document(article, default_tagset()), annotations)


SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@given(sets, names, choices)
@SETTINGS
def test_every_document_that_we_write_is_valid_and_is_kept_whole_by_json_ld(
    annotations: AnnotationSet, name: str, chosen: Choices | None
) -> None:
    document = json.loads(written(annotations, name, chosen))
    assert schema_problems(document) == []
    assert not lost_keys(document)
    assert all(key.startswith("http") for key in properties(expanded(document)))


# the same few records on both sides, each said differently
sides = st.builds(
    lambda records, both: AnnotationSet.of([r for r in records if r is not None], both),
    st.tuples(*(
        st.none() | kind.map(lambda a, key=key: replace(a, id=key))
        for key, kind in (("m", mentions), ("c", claims), ("h", highlights), ("r", relations), ("x", mentions | claims))
    )),
    entities,
)  # fmt: skip


@given(sides, sides, sides)
@SETTINGS
def test_every_merged_document_is_valid_and_is_kept_whole_by_json_ld(
    base: AnnotationSet, ours: AnnotationSet, theirs: AnnotationSet
) -> None:
    sources = [Source(name, written(side)) for name, side in (("base", base), ("ours", ours), ("theirs", theirs))]
    merged = merge_documents(*sources)
    document = json.loads(merged.data)
    assert schema_problems(document) == []
    assert not lost_keys(document)


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    """A document with every key that we ever write."""
    quote = Quote("gone", "it is ", " now")
    common: dict[str, Any] = {
        "created": "2025-07-01T09:14:03Z",
        "modified": "2025-07-01T10:14:03Z",
        "creator": "Ada",
        "note": "a note",
    }
    records: list[Annotation] = [
        Mention(
            id="m", fragments=(Placed(Span(0, 11)),), type="PER", entity="e1", kind="PRO", metonym=True, **common
        ),
        Claim(
            id="c",
            fragments=(Placed(Span(12, 42)), Lost(quote, Span(1, 2), rejected=True)),
            voice="reported", claim_kind="statement", check="high", normalized="N.",
            attribution=(Attribution("KCNA", "relay", "e1", Placed(Span(44, 48)), Placed(Span(49, 53))),),
            about=("e1",), source_reliability="D", credibility="3", likelihood="likely", verdict="false",
            evidence=(Evidence("Who?", "Nobody.", "https://example.org", "https://example.org/a", "q", "context"),),
            **common,
        ),
        Highlight(id="h", fragments=(Placed(Span(3, 9)),), **common),
        Relation(id="r", type="supports", from_id="c", to_id="c2", **common),
    ]  # fmt: skip
    entity = Entity("e1", "PER", "Kim Jong Un", ("Kim",), "Q56226")
    document: dict[str, Any] = json.loads(written(AnnotationSet.of(records, [entity]), chosen=Choices("cp1251", "ru")))
    return document


def test_the_schema_names_every_key_that_we_write(whole: dict[str, Any]) -> None:
    named: set[str] = set()

    def collect(schema: Any) -> None:
        if isinstance(schema, dict):
            named.update(schema.get("properties", {}))
            for inner in schema.values():
                collect(inner)
        elif isinstance(schema, list):
            for inner in schema:
                collect(inner)

    collect(published("sidecar-1.schema.json"))

    def keys(value: Any, at: str = "") -> set[str]:
        if isinstance(value, list):
            return set().union(*(keys(one, at) for one in value)) if value else set()
        if not isinstance(value, dict) or at == "@context":
            return set()
        return set(value).union(*(keys(inner, key) for key, inner in value.items()))

    unnamed = keys(whole) - named
    assert unnamed <= {"format", "generator", "purpose"}, unnamed


def test_every_part_of_the_schema_is_documented() -> None:
    missing = []

    def look(schema: Any, at: str) -> None:
        for key, inner in schema.get("properties", {}).items():
            documented = "$ref" in inner or "title" in inner or at.endswith("(narrowed)") or not set(inner) - {"const"}
            if not documented:
                missing.append(f"{at}.{key}")

    schema = published("sidecar-1.schema.json")
    look(schema, "")
    narrowed = (
        "isOurs",
        "taggingBody",
        "linkingBody",
        "textTarget",
        "annotationTarget",
        "quoteSelector",
        "positionSelector",
    )
    for name, part in schema["$defs"].items():
        assert part["title"] and part["description"], name
        if name not in narrowed:  # these say no more than what their like has to hold
            look(part, name)
    assert missing == []


def test_the_context_that_ships_is_the_one_that_is_written() -> None:
    """With the term for conflicts, which a sidecar has only when a merge left one."""
    assert [published("postil.jsonld")["@context"]] == with_conflict_term(context()[1:])


def test_no_term_of_the_w3cs_is_redefined() -> None:
    assert not set(published("postil.jsonld")["@context"]) & set(published("anno.jsonld")["@context"])


# -- that the checks can fail ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("formatVersion",), "2.0"), (("formatVersion",), 1.0), (("@context",), ["http://www.w3.org/ns/anno.jsonld"]),
        (("total",), -1), (("article", "sha256"), "abc"), (("entities", 0, "name"), None),
        (("first", "items", 0, "created"), "yesterday"), (("first", "items", 0, "mentionKind"), "NOPE"),
        (("first", "items", 0, "target", 0, "selector", 1, "start"), -1),
        (("first", "items", 0, "target", 0, "selector", 0, "exact"), ""), (("first", "items", 0, "target"), 7),
        (("first", "items", 0, "body"), []), (("first", "items", 0, "type"), ["Annotation", "Mention", "Claim"]),
    ],
)  # fmt: skip
def test_the_schema_refuses_what_is_wrong(whole: dict[str, Any], place: tuple[Any, ...], value: Any) -> None:
    document = copy.deepcopy(whole)
    assert schema_problems(document) == []
    inner: Any = document
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    assert schema_problems(document)


def test_a_key_that_json_ld_drops_is_found(whole: dict[str, Any]) -> None:
    assert not lost_keys(whole)
    document = copy.deepcopy(whole)
    document["first"]["items"][0]["unheardOf"] = 1
    assert lost_keys(document) == {iri_of("unheardOf"): 1}
    document = copy.deepcopy(whole)
    del document["@context"][1]["mentionKind"]
    assert lost_keys(document) == {iri_of("mentionKind"): 1}


# -- `validate` and the schema ---------------------------------------------------------------------

CROSS_REFERENCES = re.compile(r"there is no entity|stands twice|it says \d+, and there are|is not behind the start")
replacements = st.sampled_from([None, True, -1, 0, 10**30, "", "text", [], {}, ["text"], [{}], {"type": "X"}, 1.5])


@given(st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_the_schema_lets_pass_validate_lets_pass(
    whole: dict[str, Any], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """References from one record to another are what a schema cannot say."""
    document = copy.deepcopy(whole)
    places: list[tuple[Any, Any]] = []

    def walk(value: Any) -> None:
        for key in value if isinstance(value, dict) else range(len(value)):
            places.append((value, key))
            if isinstance(value[key], dict | list) and key != "@context":
                walk(value[key])

    walk(document)
    for container, key in data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=2)):
        if isinstance(container, dict) and data.draw(st.booleans()):
            container.pop(key, None)
        else:
            container[key] = data.draw(replacements)
    path = tmp_path_factory.getbasetemp() / "mutated.annotations.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    problems = [p for p in check_sidecar(path) if not CROSS_REFERENCES.search(p.reason)]
    if problems:
        assert schema_problems(document), problems
