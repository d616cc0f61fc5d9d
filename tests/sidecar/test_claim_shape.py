"""What the acts on a claim make is written in the shape of the format's own example, and read back as the same."""

from __future__ import annotations

import json
import re
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from reader.annotations import acts, claim_parts, relations
from reader.annotations.claim_parts import EVIDENCE_FIELDS
from reader.annotations.collection import AnnotationSet
from reader.annotations.fields import set_fields
from reader.annotations.ids import Stamp
from reader.annotations.model import Claim, Entity, Mention, Placed
from reader.annotations.tagset_file import default_tagset
from reader.sidecar.anchoring.anchoring import Anchorer
from reader.sidecar.format.document import DocumentWriter, new_document
from reader.sidecar.format.json_text import parse_object
from reader.sidecar.format.w3c_read import read_document
from reader.text.article import Article
from reader.text.open import open_article
from reader.text.spans import Span

UUID = "urn:uuid:0197c4a0-7a10-7000-8000-0000000000"
WHEN = "2025-07-01T09:14:03Z"
numbers = count(1)
STAMP = Stamp("the name set in settings", lambda: WHEN, lambda: f"made-{next(numbers)}")
TAGSET = default_tagset()


@pytest.fixture
def example(shared: Path) -> dict[str, Any]:
    """The example without its comments."""
    path = shared / "sidecar_example.jsonc"
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    outside = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\n]*')
    found: dict[str, Any] = json.loads(outside.sub(lambda part: part[1] or "", path.read_text(encoding="utf-8")))
    return found


@pytest.fixture
def article(shared: Path) -> Article:
    path = shared / "articles" / "shoigu-in-pyongyang.txt"
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    return open_article(path)


def as_people_would(article: Article) -> AnnotationSet:
    """The claims of the example, made one fact after the other."""
    text = article.text
    kim = Entity(f"{UUID}e1", "PER", "Kim Jong Un", aliases=("Kim",), wikidata="Q56226")
    kcna = Entity(f"{UUID}e2", "ORG", "Korean Central News Agency", aliases=("KCNA",))
    name = Mention(id=f"{UUID}a1", fragments=(Placed(Span(644, 655)),), type="PER", entity=kim.id)
    claims = [
        Claim(id=f"{UUID}a2", fragments=(Placed(Span(669, 715)),), created=WHEN, modified=WHEN),
        Claim(id=f"{UUID}a4", fragments=(Placed(Span(1523, 1607)),), created=WHEN, modified=WHEN),
    ]
    state = AnnotationSet.of([name, *claims], [kim, kcna])

    def claim() -> Claim:
        found = state.annotations[f"{UUID}a2"]
        assert isinstance(found, Claim)
        return found

    piece = ("Did another outlet hear it?", "Not found.", "https://example.org/kcna", "https://example.org/a/1",
             "full support", "context")  # fmt: skip
    facts = {"voice": "reported", "claimKind": "statement", "check": "high", "sourceReliability": "D",
             "credibility": "3", "likelihood": "likely", "verdict": "unverified", "note": "Only KCNA has the wording.",
             "normalized": "North Korea supports Russia unconditionally in its war."}  # fmt: skip
    steps = [
        lambda: acts.add_fragment(claim(), Span(727, 763), STAMP),
        lambda: claim_parts.set_source_words(state, text, claim(), 0, name, STAMP),
        lambda: claim_parts.set_cue(claim(), 0, Span(659, 668), STAMP),
        lambda: claim_parts.set_name(state, claim(), 1, "KCNA", STAMP, role="relay"),
        lambda: claim_parts.set_name(state, claim(), 1, "Korean Central News Agency", STAMP),
        lambda: claim_parts.add_about(claim(), kim.id, STAMP),
        *(
            lambda field=field, value=value: claim_parts.set_evidence(claim(), 0, field, value, STAMP)
            for field, value in zip(EVIDENCE_FIELDS, piece, strict=True)
        ),
        lambda: set_fields(state, text, claim(), facts, TAGSET, STAMP),
        lambda: relations.relate(state, f"{UUID}a4", f"{UUID}a2", "supports", STAMP),
    ]
    for step in steps:
        change = step()
        assert change, step
        state = state.apply(change).after
    return state


def test_what_acts_make_is_written_as_in_the_example_and_read_back_equal(
    example: dict[str, Any], article: Article
) -> None:
    made = as_people_would(article)
    data = DocumentWriter(article).write(new_document(article, TAGSET), made)
    written = parse_object(data)
    wanted = {item["id"]: item for item in example["first"]["items"]}
    found = {item["id"]: item for item in written["first"]["items"]}
    ours = found[f"{UUID}a2"]
    assert list(ours["claim"]) == list(wanted[f"{UUID}a2"]["claim"])
    for key in ("claim", "target", "body", "type", "motivation"):
        assert ours[key] == wanted[f"{UUID}a2"][key]
    relation = next(item for item in written["first"]["items"] if "Relation" in item["type"])
    for key in ("type", "motivation", "creator", "created", "body", "target"):
        assert relation[key] == wanted[f"{UUID}a5"][key]
    again = read_document(written, Anchorer(article.text, unchanged=True), article.path.name)
    assert not again.problems
    assert again.annotations == made
