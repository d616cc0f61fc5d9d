"""Sidecars made of bytes that went wrong: they load or are refused, and what loads is written and read again alike."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest

from reader.annotations import acts
from reader.annotations.collection import AnnotationSet
from reader.annotations.ids import Stamp
from reader.annotations.model import Other
from reader.annotations.tagset_file import default_tagset
from reader.errors import UserError
from reader.sidecar.anchoring.anchoring import Anchorer
from reader.sidecar.format.check import check_sidecar
from reader.sidecar.format.document import DocumentWriter, new_document, text_hash, text_length, why_read_only
from reader.sidecar.format.json_text import (
    BrokenJsonError,
    JsonObject,
    encoded,
    parse_object,
    write_lines,
    write_record,
    write_value,
)
from reader.sidecar.format.limits import why_too_many, why_too_much
from reader.sidecar.format.rows import head_of, part, rows_around
from reader.sidecar.format.w3c_read import Decoded, read_document, read_rows
from reader.sidecar.format.w3c_shape import items_of
from reader.text.open import article_from_text
from reader.text.spans import Span
from tests.fuzz.fuzzing import fuzz, mutated
from tests.sidecar.test_foreign_values import filled
from tests.sidecar.test_published_format import TEXT as OTHER_TEXT
from tests.sidecar.test_published_format import written

pytestmark = pytest.mark.odd_sidecars

TEXT = "Kim Jong Un met Sergei Shoigu in Pyongyang. Kim praised Moscow, and Moscow thanked Kim.\n"
ARTICLE = article_from_text(TEXT, name="a.txt")
TAGSET = default_tagset()
STAMP = Stamp("Ada", lambda: "2030-01-01T00:00:00Z")
MARKS = [
    "{", "}", "[", "]", ",", ":", '"', "null", "true", "false", "-0", "1e400", "-1", "0", "1.5", "NaN", "9" * 20, "\\",
    *(f'"{name}"' for name in (
        "id", "type", "target", "selector", "source", "exact", "prefix", "suffix", "start", "end", "body",
        "purpose", "value",
        "tagging", "commenting", "identifying", "linking", "Annotation", "Mention", "Claim", "Highlight",
        "Relation", "TextQuoteSelector", "TextPositionSelector", "claim", "attribution", "evidence", "entities",
        "first",
        "items", "article", "formatVersion", "1.0", "2.0", "textSha256", "length", "part",
        "postil:rejected", "conflict",
        "words", "cue", "about", "entity", "e1", "m1",
    )),
    '{"a": ', ",\n {", "\n]", '"items": [\n {', '\n"first": {', ',\n"entities": [', "\n   ", "\n    ", '"id": "m1", ',
    "\ufeff", "\u202e", "\\ud800", "\\u0000", "[[[[[[[",
]  # fmt: skip
WORDS = [*(mark.encode() for mark in MARKS), b"\xff", b"\x00", b"\xed\xa0\x80"]
VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 1.5, 10**30, "", "text", "m1", "e1", [], {}, [[]], [{}], ["Annotation", "Mention"], "1.0",
    "\ud800", 44, 99999, {"type": "TextQuoteSelector", "exact": "Kim"}, {"id": "c1"},
    {"type": "TextPositionSelector", "start": 44, "end": 47}, "postil:rejected", "TextQuoteSelector", "Claim",
    {"type": "TextualBody", "purpose": "tagging", "value": "PER"},
)  # fmt: skip
KEYS = ("id", "type", "target", "selector", "source", "body", "claim", "part", "postil:rejected", "x", "created")


def rearranged(data: bytes, other: bytes, words: object, choose: random.Random) -> bytes:
    """The same JSON with some of its values put elsewhere, taken out, doubled or exchanged, in our layout or not."""
    try:
        value, theirs = (json.loads(each, parse_float=_finite, parse_constant=_finite) for each in (data, other))
    except (ValueError, RecursionError):
        return mutated(data, other, WORDS, choose)
    if not isinstance(value, dict) or not isinstance(theirs, dict):
        return mutated(data, other, WORDS, choose)
    for _ in range(choose.choice((1, 1, 2, 4, 8))):
        found, lent = places(value), places(theirs)
        if not found:
            break
        container, key = choose.choice(found)
        inside = [c[k] for c, k in (choose.choice(lent) for _ in range(3))] if lent else [None]
        new = copy.deepcopy(choose.choice((choose.choice(VALUES), choose.choice(inside))))
        match choose.randrange(6):
            case 0:
                del container[key]
            case 1 | 2:
                container[key] = new
            case 3 if isinstance(container, list):
                container.insert(key, new)
            case 4 if isinstance(container, list):
                container.append(copy.deepcopy(container[key]))
            case _ if isinstance(container, dict):
                container[choose.choice(KEYS)] = new
    if choose.random() < 0.5:
        return json.dumps(value).encode()
    page = value.get("first")
    items = page.get("items") if isinstance(page, dict) else None
    rows = {"entities": value["entities"]} if isinstance(value.get("entities"), list) else {}
    rows |= {"first.items": items} if isinstance(items, list) else {}
    written_rows = {
        key: [encoded(write_record(one) if isinstance(one, dict) else write_value(one)) for one in found]
        for key, found in rows.items()
    }
    return write_lines(value, "first", written_rows)


def _finite(text: str) -> float:
    return 1.5


def places(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    inside = [value]
    while inside and len(found) < 2_000:
        one = inside.pop()
        for key in range(len(one)) if isinstance(one, list) else list(one):
            found.append((one, key))
            if isinstance(one[key], dict | list):
                inside.append(one[key])
    return found


def decoded(document: JsonObject, rows: list[Any] | None) -> Decoded:
    unchanged = text_hash(document) == ARTICLE.text_sha256
    anchorer = Anchorer(TEXT, unchanged=unchanged, old_length=text_length(document))
    return read_document(document, anchorer, ARTICLE.name, rows)


def said(state: AnnotationSet) -> list[object]:
    """What a set says, whatever way it was read."""
    return [sorted(map(repr, state.annotations.values())), sorted(map(repr, state.entities.values()))]


def load(data: bytes) -> object:
    """One input, all ways that there are to read it. Answers with what kinds of things came of it."""
    if why_too_much(data):
        return "too much"
    head_of(data[:65_536])
    parted = part(data)
    short: Decoded | None = None
    try:
        if parted is not None:
            short = decoded(parted.document, parted.rows)
            near = rows_around(parted.rows, 0, 100)
            read_rows(near, Anchorer(TEXT, unchanged=True), ARTICLE.name)
    except BrokenJsonError:
        short = None
    try:
        document = parse_object(data)
    except BrokenJsonError as error:
        assert short is None, "taken apart it is JSON, and as a whole it is none"
        return str(error).split("(")[0][:20]
    if why_too_many(len(items_of(document)), 0):
        return "too many"
    whole = decoded(document, None)
    if short is not None and parted is not None:
        assert said(short.annotations) == said(whole.annotations), "taken apart it says something else"
        assert short.problems == whole.problems
    why = why_read_only(document, "a")
    kinds = tuple(sorted({f"{type(a).__name__}{a.anchor}{getattr(a, 'reason', '')[:30]}" for a in whole.annotations}))
    if why is not None:
        return kinds, why.what[:12]
    once = DocumentWriter(ARTICLE).write(document, whole.annotations)
    head = parse_object(once)
    again = decoded(head, None)
    assert len(items_of(head)) == len(items_of(document)) or any(isinstance(a, Other) for a in whole.annotations)
    assert len(again.annotations) == len(whole.annotations)
    twice = DocumentWriter(ARTICLE).write(head, again.annotations)
    third = DocumentWriter(ARTICLE).write(parse_object(twice), decoded(parse_object(twice), None).annotations)
    assert third == twice, "it comes to no rest"
    more = whole.annotations.apply(acts.tag(whole.annotations, TEXT, [Span(33, 42)], "GPE", STAMP)).after
    changed = parse_object(DocumentWriter(ARTICLE).write(document, more))
    assert len(items_of(changed)) == len(more)
    return kinds


def seeds() -> list[bytes]:
    empty = json.dumps(new_document(ARTICLE, TAGSET)).encode()
    state = AnnotationSet()
    for start, end in ((0, 11), (16, 29), (33, 42), (56, 62)):
        state = state.apply(acts.tag(state, TEXT, [Span(start, end)], "PER", STAMP)).after
    state = state.apply(acts.claim(state, [Span(44, 62), Span(68, 74)], STAMP, source="KCNA", note="n\n\u202e")).after
    state = state.apply(acts.highlight(state, [Span(12, 15)], STAMP)).after
    own = DocumentWriter(ARTICLE).write(new_document(ARTICLE, TAGSET), state)
    many = state
    for start in range(80):
        many = many.apply(acts.highlight(many, [Span(start, start + 1)], STAMP)).after
        many = many.apply(acts.tag(many, TEXT, [Span(start, start + 3)], "ORG", STAMP)).after
    rows = DocumentWriter(ARTICLE).write(new_document(ARTICLE, TAGSET), many)  # so many that the short way is taken
    return [b"{}", empty, own, rows, filled("1.0"), filled('{"a": [1e400, -0]}'), written(state), OTHER_TEXT.encode()]


def test_fuzz(capsys: pytest.CaptureFixture[str]) -> None:
    changes = (mutated, rearranged, rearranged)
    tried = fuzz("sidecar", load, seeds(), WORDS, random.SystemRandom().randrange(2**32), changes)
    with capsys.disabled():
        print(f" {tried:,} sidecars", end="")
    assert tried > 50


def test_fuzz_of_validate(tmp_path: Path) -> None:
    """What is loaded can be checked; fewer of these, for each goes through a file."""
    choose, path = random.Random(), tmp_path / "a.annotations.json"
    pool = seeds()
    for _ in range(400):
        data = choose.choice((mutated, rearranged))(choose.choice(pool), choose.choice(pool), WORDS, choose)
        path.write_bytes(data)
        try:
            for problem in check_sidecar(path):
                assert problem.place and problem.reason
        except UserError as error:
            assert error.why
        assert path.read_bytes() == data
