"""The document as a whole: its shape, its head, and which documents are not ours to write."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.annotations import acts
from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.ids import Stamp
from reader.annotations.model import Attribution, Claim, Entity, Evidence, Highlight, Placed, Relation
from reader.annotations.tagset_file import default_tagset
from reader.sidecar.anchoring.anchoring import Anchorer
from reader.sidecar.format.document import DocumentWriter, new_document, why_read_only
from reader.sidecar.format.json_text import parse_object
from reader.sidecar.format.w3c_read import read_document
from reader.text.article import Article
from reader.text.open import article_from_text, open_article
from reader.text.quotes import find_quote
from reader.text.spans import Span

TAGSET = default_tagset()
TIME = "2025-07-01T09:14:03Z"


def without_comments(text: str) -> Any:
    kept = re.sub(r'("(?:[^"\\]|\\.)*")|//[^\n]*', lambda m: m[1] or "", text)
    return json.loads(kept)


def shoigu(article: Article) -> AnnotationSet:
    """The example, made by acts."""
    text = article.text
    stamp = Stamp("the name set in settings", lambda: TIME)
    kim = Entity("kim", "PER", "Kim Jong Un", ("Kim",), "Q56226")
    kcna = Entity("kcna", "ORG", "Korean Central News Agency", ("KCNA",))
    state = AnnotationSet.of((), [kim, kcna])

    def place(quote: str, nth: int = 0) -> Span:
        return find_quote(text, quote)[nth]

    def do(change: Change) -> None:
        nonlocal state
        state = state.apply(change).after

    do(acts.tag(state, text, [Span(644, 655)], "PER", stamp, entity=kim))
    do(
        acts.claim(
            state, [place("Pyongyang's 'unconditional support' for Russia")], stamp, note="Only KCNA has the wording."
        )
    )
    (first,) = state.claims
    do(acts.add_fragment(first, place('against the "terrorists Kiev regime"'), stamp))
    do(acts.highlight(state, [place("liberating the Kursk region")], stamp))
    do(
        acts.claim(
            state,
            [place("Russia would reciprocate by defending North Korea in the event of an external attack")],
            stamp,
        )
    )
    first, second = state.claims
    full = replace(
        first, voice="reported", claim_kind="statement", check="high",
        normalized="North Korea supports Russia unconditionally in its war.",
        attribution=(
            Attribution("Kim Jong Un", "speaker", "kim", Placed(Span(644, 655)), Placed(Span(659, 668))),
            Attribution("Korean Central News Agency", "relay", "kcna"),
        ),
        about=("kim",), source_reliability="D", credibility="3", likelihood="likely", verdict="unverified",
        evidence=(Evidence("Did another outlet hear it?", "Not found.", "https://example.org/kcna",
                           "https://example.org/a/1", "full support", "context"),),
    )  # fmt: skip
    relation = Relation(
        id=stamp.new_id(), type="supports", from_id=second.id, to_id=first.id, created=TIME, modified=TIME,
        creator=stamp.creator,
    )  # fmt: skip
    do(Change("Details", ((full.id, full), (relation.id, relation))))
    return state


def anonymous(value: Any, names: dict[str, str]) -> Any:
    """The value with its ids numbered in the order they come, and with the order of keys as part of it."""
    if isinstance(value, dict):
        return [(key, anonymous(inner, names)) for key, inner in value.items()]
    if isinstance(value, list):
        return [anonymous(inner, names) for inner in value]
    if isinstance(value, str) and (value.startswith("urn:uuid:") or value in ("kim", "kcna")):
        return names.setdefault(value, f"id{len(names)}")
    return value


def test_the_shape_is_that_of_the_example(shared: Path) -> None:
    example = without_comments((shared / "sidecar_example.jsonc").read_text(encoding="utf-8"))
    article = open_article(shared / "articles" / "shoigu-in-pyongyang.txt")
    article = replace(article, language="en")
    written = json.loads(DocumentWriter(article).write(new_document(article, TAGSET), shoigu(article)))
    assert list(written) == list(example)
    for key in example:
        if key in ("article", "first", "entities"):
            continue
        assert anonymous(written[key], {}) == anonymous(example[key], {}), key
    assert list(written["article"]) == list(example["article"])
    for fact in ("name", "format", "encoding", "language", "length"):
        assert written["article"][fact] == example["article"][fact]
    ours, theirs = {}, {}
    assert anonymous(written["entities"], ours) == anonymous(example["entities"], theirs)
    del example["first"]["items"][0]["mentionKind"]  # "left out when NAM", as its comment says
    pages = anonymous(written["first"], ours), anonymous(example["first"], theirs)
    for mine, given in zip(dict(pages[0])["items"], dict(pages[1])["items"], strict=True):
        assert mine == given
    assert pages[0] == pages[1]


def test_the_example_reads_as_what_it_says_and_is_written_as_the_same(shared: Path) -> None:
    example = without_comments((shared / "sidecar_example.jsonc").read_text(encoding="utf-8"))
    article = open_article(shared / "articles" / "shoigu-in-pyongyang.txt")
    decoded = read_document(example, Anchorer(article.text, unchanged=True), article.name)
    assert decoded.problems == ()
    first, second = decoded.annotations.claims
    assert [s.of(article.text) for s in first.spans] == [
        "Pyongyang's 'unconditional support' for Russia", 'against the "terrorists Kiev regime"',
    ]  # fmt: skip
    assert (first.source, first.verdict, second.source) == ("Kim Jong Un", "unverified", "")
    written = json.loads(DocumentWriter(article).write(example, decoded.annotations))
    assert anonymous(written["first"], {}) == anonymous(example["first"], {})
    assert anonymous(written["entities"], {}) == anonymous(example["entities"], {})


def test_one_annotation_is_a_block_of_lines_in_reading_order(shared: Path) -> None:
    article = open_article(shared / "articles" / "shoigu-in-pyongyang.txt")
    state = shoigu(article)
    text = DocumentWriter(article).write(new_document(article, TAGSET), state).decode()
    rows = re.findall(r'^ \{"id": "([^"]+)", "type"|^ \{"id": "([^"]+)",$', text, re.MULTILINE)
    assert [b or a for a, b in rows] == ["kim", "kcna", *(a.id for a in state.in_reading_order)]
    assert text.endswith("\n")
    assert max(len(line) for line in text.splitlines() if "@context" not in line) < 1300


def test_the_head_tells_of_the_article_as_it_is_now_and_keeps_the_rest() -> None:
    article = article_from_text("Kim met Ann.\n", name="new.txt")
    document = new_document(article, TAGSET) | {
        "article": {"x": 1, "sha256": "old", "language": "ko"}, "total": 99, "theirs": [1, {"a": None}],
    }  # fmt: skip
    written = json.loads(DocumentWriter(article).write(document, AnnotationSet()))
    assert written["article"] == {
        "x": 1, "sha256": article.sha256, "language": "ko", "name": "new.txt", "format": "text/plain",
        "encoding": "utf-8", "length": 13, "textSha256": article.text_sha256,
    }  # fmt: skip
    assert written["total"] == 0
    assert written["theirs"] == [1, {"a": None}]


@pytest.mark.parametrize("version", ["1.0", "1.7", "1", "0.9"])
def test_versions_that_are_written(version: str) -> None:
    assert why_read_only({"formatVersion": version}, "x.json") is None


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ({}, "another program"),
        ({"formatVersion": "2.0"}, "2.0"),
        ({"formatVersion": "10"}, "10"),
        ({"formatVersion": 1}, "1"),
        ({"formatVersion": ""}, "formatVersion"),
        ({"formatVersion": "one"}, "one"),
        ({"formatVersion": None}, "another program"),
        ({"formatVersion": "1.0", "first": "https://example.org/page1"}, "first"),
        ({"formatVersion": "1.0", "first": {"items": {}}}, "first.items"),
        ({"formatVersion": "1.0", "entities": {"e": 1}}, "entities"),
        ({"formatVersion": "1.0", "article": "a.txt"}, "article"),
    ],
)
def test_what_is_not_ours_to_write(document: dict[str, Any], says: str) -> None:
    why = why_read_only(document, "x.json")
    assert why is not None
    assert says in str(why)
    assert "x.json" in str(why)


def test_a_document_too_deep_to_be_written_is_refused_with_a_sentence() -> None:
    from reader.errors import UserError

    deep: list[Any] = []
    for _ in range(3000):
        deep = [deep]
    article = article_from_text("x")
    with pytest.raises(UserError, match="nested"):
        DocumentWriter(article).write(new_document(article, TAGSET) | {"deep": deep}, AnnotationSet())


POSITION_ONLY = {
    "id": "urn:p", "type": ["Annotation", "Highlight"], "motivation": "highlighting",
    "target": {"source": "a.txt", "selector": {"type": "TextPositionSelector", "start": 0, "end": 3}},
}  # fmt: skip


def save(text: str, document: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Open with this text, save, and what the annotations stood on."""
    article = article_from_text(text, name="a.txt")
    head = document.get("article", {})
    anchorer = Anchorer(text, unchanged=head.get("textSha256") == article.text_sha256)
    decoded = read_document(document, anchorer, "a.txt")
    stood_on = [span.of(text) for a in decoded.annotations for span in a.spans]
    return parse_object(DocumentWriter(article).write(document, decoded.annotations)), stood_on


@pytest.mark.odd_sidecars
@pytest.mark.parametrize("foreign", [False, True])
def test_a_place_without_words_is_never_taken_for_one_in_another_text(foreign: bool) -> None:
    article = article_from_text("Kim met Ann.", name="a.txt")
    record = POSITION_ONLY | ({"type": "Annotation"} if foreign else {})
    document = new_document(article, TAGSET)
    document["first"]["items"] = [record]
    document["article"] = {"textSha256": article.text_sha256}
    document, stood_on = save("Kim met Ann.", document)
    assert stood_on == ["Kim"]
    document, stood_on = save("Yesterday Kim met Ann.", document)
    assert stood_on == []
    document, stood_on = save("Yesterday Kim met Ann.", document)
    assert stood_on == [], "the save before must not have made the old numbers those of the new text"
    document, stood_on = save("Kim met Ann.", document)
    assert stood_on == ["Kim"]


def test_an_entity_keeps_its_record_and_a_claim_its_facts() -> None:
    article = article_from_text("Kim met Ann.", name="a.txt")
    claim = Claim(id="c", fragments=(Placed(Span(0, 12)),), note="n", verdict="false")
    writer = DocumentWriter(article)
    first = writer.write(new_document(article, TAGSET), AnnotationSet.of([claim]))
    assert writer.write(parse_object(first), AnnotationSet.of([claim])) == first
    changed = writer.write(parse_object(first), AnnotationSet.of([replace(claim, note="", verdict="true")]))
    (record,) = json.loads(changed)["first"]["items"]
    assert record["claim"] == {"verdict": "true"}
    assert "body" not in record


def test_words_beside_which_something_changed_are_found_again_after_a_save() -> None:
    text = "Nils Ek met Ann in Oslo."
    article = article_from_text(text, name="a.txt")
    highlight = Highlight(id="urn:h", fragments=(Placed(Span(0, 7)),))
    document = new_document(article, TAGSET)
    document = parse_object(DocumentWriter(article).write(document, AnnotationSet.of([highlight])))
    changed = "Nils Ek saw Ann in Oslo."
    article = article_from_text(changed, name="a.txt")
    decoded = read_document(document, Anchorer(changed, unchanged=False, old_length=len(text)), "a.txt")
    document = parse_object(DocumentWriter(article).write(document, decoded.annotations))
    (target,) = document["first"]["items"][0]["target"]
    assert target["selector"][0]["suffix"] == " saw Ann in Oslo."
    _, stood_on = save(changed, document)
    assert stood_on == ["Nils Ek"]
