"""Merges what a sidecar says before its records: context, tag set, and for which text its places were written."""

from __future__ import annotations

from typing import Any, NamedTuple

from reader.sidecar.format.conflicts import nested, values_of
from reader.sidecar.format.document import with_conflict_term
from reader.sidecar.format.json_text import JsonObject
from reader.sidecar.format.w3c_shape import CONFLICT, as_list, conflicts_of
from reader.sidecar.merging.records import Words
from reader.sidecar.merging.three_way import (
    MISSING,
    Outcome,
    as_one,
    by_keys,
    interleaved,
    one_sided,
    same,
    settled,
    three_way,
)

_OF_TEXT = ("format", "encoding", "length", "sha256", "textSha256")  # true together, of one text
_ONCE_GIVEN = ("id", "type", "label", "name", "startIndex", "total")  # nobody states them: one is as good as the other
_TAGSET = ("tagset", "tagsetVersion")


class Head(NamedTuple):
    """The head of a document, with the names of its facts in conflict, and for which text places are to be true."""

    document: JsonObject
    conflicts: tuple[str, ...]
    words: Words


def merge_heads(base: JsonObject, ours: JsonObject, theirs: JsonObject) -> Head:
    """The heads of three documents as one; its lists of records are to be filled in."""
    heads = (base, ours, theirs)
    document: JsonObject = {}
    found: JsonObject = {}
    tagset = as_one(*(_some(head, _TAGSET) for head in heads))
    article, words, in_article = _article(*(_object(head.get("article")) for head in heads))
    for key in interleaved(list(ours), list(theirs)):
        outcome = three_way(*(head.get(key, MISSING) for head in heads))
        if key == "@context":
            outcome = settled(_contexts(*(head.get(key, MISSING) for head in heads)))
        elif key in _TAGSET:
            outcome = Outcome(tagset.value.get(key, MISSING), tagset.other.get(key, MISSING), tagset.is_conflict)
        elif key == "formatVersion":
            outcome = settled(max(ours.get(key, ""), theirs.get(key, ""), key=_version))
        elif key == "article":
            outcome = settled(article)
        elif key == "first":
            outcome = settled(_page(*(_object(head.get(key)) for head in heads)))
        elif key in ("entities", CONFLICT):
            outcome = settled([] if key == "entities" else {})
        if outcome.value is not MISSING:
            document[key] = outcome.value
        if outcome.is_conflict and key not in _ONCE_GIVEN and not same(outcome.value, outcome.other):
            found[key] = outcome.other
    document.setdefault("entities", [])
    document.setdefault("first", {"type": "AnnotationPage"})
    known = _with_known(found, heads)
    document = {k: known if k == CONFLICT else v for k, v in document.items() if k != CONFLICT or known}
    document |= {CONFLICT: known} if known else {}
    return Head(document, (*found, *in_article), words)


def with_term(document: JsonObject) -> JsonObject:
    """The document with `conflict` among the terms of our context."""
    return document | {"@context": with_conflict_term(document.get("@context"))}


def _with_known(found: JsonObject, sides: tuple[JsonObject, JsonObject, JsonObject]) -> JsonObject:
    known = by_keys(*map(conflicts_of, sides))
    return nested(values_of(found, known.value, known.other))


def _object(value: Any) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _some(value: JsonObject, keys: tuple[str, ...]) -> JsonObject:
    return {key: value[key] for key in keys if key in value}


def _version(value: Any) -> list[int]:
    return [int(part) for part in str(value).split(".") if part.isdecimal()]


def _contexts(base: Any, ours: Any, theirs: Any) -> Any:
    """Ours with what only theirs has; the terms of our own vocabulary in one object."""
    clear = one_sided(base, ours, theirs)
    if clear is not None:
        return clear.value
    merged = list(as_list(ours))
    for context in as_list(theirs):
        own = next((n for n, one in enumerate(merged) if _is_ours(one) and _is_ours(context)), None)
        if own is not None:
            merged[own] = context | merged[own]
        elif not any(same(context, one) for one in merged):
            merged.append(context)
    return merged


def _is_ours(context: Any) -> bool:
    return isinstance(context, dict) and "postil" in context


def _page(base: JsonObject, ours: JsonObject, theirs: JsonObject) -> JsonObject:
    merged: JsonObject = by_keys(base, ours, theirs, {"items": lambda _b, _o, _t: settled([])}).value
    return merged | {"items": []}


def _article(base: JsonObject, ours: JsonObject, theirs: JsonObject) -> tuple[JsonObject, Words, tuple[str, ...]]:
    """The article of both: where they read different texts, one that was new to a side, ours if it was to both."""
    texts = [_some(side, _OF_TEXT) for side in (base, ours, theirs)]
    text = as_one(*texts).value
    words = Words.ALIKE
    if [_which(side) for side in (ours, theirs)] != [_which(ours)] * 2:
        words = Words.THEIRS if same(text, texts[2]) else Words.OURS
    merged = by_keys(*(_without(side) for side in (base, ours, theirs)))
    found = {
        key: merged.other[key]
        for key, value in merged.value.items()
        if key not in _ONCE_GIVEN and merged.is_conflict and not same(value, merged.other.get(key))
    }
    known = _with_known(found, (base, ours, theirs))
    every = merged.value | text
    article = {key: every[key] for key in interleaved(list(ours), list(theirs)) if key in every}
    return article | ({CONFLICT: known} if known else {}), words, tuple(f"article.{key}" for key in found)


def _without(article: JsonObject) -> JsonObject:
    return {key: value for key, value in article.items() if key not in _OF_TEXT and key != CONFLICT}


def _which(article: JsonObject) -> JsonObject:
    return _some(article, ("length", "sha256", "textSha256"))
