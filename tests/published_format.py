"""The format as it is published in `resources/schema`: what a document lacks of it, and what JSON-LD makes of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Other
from reader.resources import resource
from reader.sidecar.format.document import NAMESPACE, W3C_CONTEXT
from reader.sidecar.format.w3c_entities import read_entities


def published(name: str) -> Any:
    """A file of `resources/schema`, read."""
    return json.loads(resource(f"schema/{name}").read_text(encoding="utf-8"))


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator

    schema = published("sidecar-1.schema.json")
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def schema_problems(document: Any) -> list[str]:
    """What the schema finds wrong in a document, each with its place."""
    return [f"{error.json_path}: {error.message[:300]}" for error in _validator().iter_errors(document)]


def sound_part(data: bytes, before: dict[str, Any], annotations: AnnotationSet) -> Any:
    """The document in `data` without the records that were damaged when they were read.

    None when the document that was written anew, `before`, had a head that is not of our making.
    """
    document = json.loads(data)
    head = before | {"entities": [], "article": document["article"]}
    if schema_problems(head | {"first": {"type": "AnnotationPage", "items": []}}):
        return None
    damaged = [a.origin.record for a in annotations if isinstance(a, Other) and a.reason and a.origin is not None]
    unread = read_entities(before.get("entities", []))[1]
    document["first"]["items"] = [r for r in document["first"]["items"] if r not in damaged]
    document["entities"] = [e for e in document["entities"] if e not in unread]
    return document


@cache
def w3c_context() -> dict[str, Any]:
    """The W3C's context, as it ships."""
    context: dict[str, Any] = published("anno.jsonld")
    return context


def expanded(document: Any) -> Any:
    """The document as a JSON-LD processor expands it, with the contexts that ship and nothing from a network."""
    from pyld import jsonld

    def load(url: str, options: Any = None) -> dict[str, Any]:
        assert url == W3C_CONTEXT, "nothing but the W3C's context is ever asked for"
        return {"contextUrl": None, "documentUrl": url, "document": w3c_context(), "contentType": "application/ld+json"}

    (result,) = jsonld.expand(document, {"documentLoader": load, "base": "https://example.org/articles/"})
    return result


def properties(value: Any) -> Iterator[str]:
    """Each property of an expanded document, as often as it stands there."""
    if isinstance(value, list):
        for one in value:
            yield from properties(one)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not key.startswith("@"):
                yield key
            yield from properties(inner)


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _keys(one)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("@context", "id", "type") and inner is not None:  # null says nothing in JSON-LD
                yield key
            if key != "@context":
                yield from _keys(inner)


def iri_of(key: str) -> str:
    """What a key of ours means: a term of the W3C's context, or one of our namespace."""
    terms = w3c_context()["@context"]
    if key not in terms:
        return NAMESPACE + key.removeprefix("postil:")
    term = terms[key] if isinstance(terms[key], str) else terms[key]["@id"]
    prefix, _, rest = term.partition(":")
    return f"{terms[prefix]}{rest}"


def lost_keys(document: Any) -> Counter[str]:
    """What JSON-LD drops of a document that holds nothing of anybody else's: each property, and how often."""
    return Counter(map(iri_of, _keys(document))) - Counter(properties(expanded(document)))
