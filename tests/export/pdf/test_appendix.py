"""The pages after the article."""

from __future__ import annotations

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import (
    Attribution,
    Claim,
    Entity,
    Evidence,
    Highlight,
    Lost,
    Mention,
    Other,
    Placed,
    Quote,
    Relation,
)
from reader.annotations.tagset_file import default_tagset
from reader.export.pdf.appendix import appendix_of
from reader.text.spans import Span

TAGS = default_tagset()
TEXT = "Kim met Putin. Kim said so."
KIM = Entity("e1", "PER", "Kim", ("Kim Jong Un",), "Q56226")


def mention(key: str, start: int, end: int, **more: object) -> Mention:
    return Mention(id=key, type="PER", entity="e1", fragments=(Placed(Span(start, end)),), **more)  # type: ignore[arg-type]


def test_nothing_said_needs_no_appendix() -> None:
    assert appendix_of(TEXT, AnnotationSet(), TAGS, {}) is None
    assert appendix_of(TEXT, AnnotationSet.of([Other(id="o", reason="not ours")]), TAGS, {}) is None


def test_entities_count_their_mentions_and_know_where_they_are() -> None:
    places = {"a": (2, 1), "b": (1, 3)}  # page and run
    found = appendix_of(TEXT, AnnotationSet.of([mention("b", 15, 18), mention("a", 0, 3)], [KIM]), TAGS, places)
    assert found is not None
    (group,) = found["entities"]
    assert group["label"] == "Person"
    row = {"name": "Kim", "aliases": "Kim Jong Un", "ids": "Wikidata Q56226", "count": 2, "pages": [(1, 3), (2, 1)]}
    assert group["rows"] == [row]
    assert found["summary"] == "2 mentions, 1 entity"
    assert [(entry["label"], entry["count"]) for entry in found["legend"]] == [("Person", "2")]


def test_a_page_with_several_mentions_is_named_once() -> None:
    annotations = AnnotationSet.of([mention("a", 0, 3), mention("b", 15, 18)], [KIM])
    found = appendix_of(TEXT, annotations, TAGS, {"a": (1, 1), "b": (1, 3)})
    assert found is not None
    assert found["entities"][0]["rows"][0]["pages"] == [(1, 1)]


def test_claims_carry_all_that_is_known() -> None:
    claim = Claim(
        id="c1",
        fragments=(Placed(Span(19, 23)), Placed(Span(0, 3))),
        attribution=(Attribution("Kim"), Attribution("KCNA", "relay")),
        verdict="false",
        source_reliability="D",
        note="No.",
        about=("e1", "gone"),
        evidence=(Evidence("Really?", "No", "https://x.org", "javascript:x", "so", "refutes"), Evidence()),
    )
    other = Claim(id="c2", fragments=(Placed(Span(8, 13)),))
    relation = Relation(id="r", type="attacks", from_id="c2", to_id="c1")
    found = appendix_of(TEXT, AnnotationSet.of([claim, other, relation], [KIM]), TAGS, {"c1": (4, 2)})
    assert found is not None
    first, second = found["claims"]
    assert (first["n"], first["words"], first["by"], first["verdict"]) == (
        1,
        "said … Kim",
        "Kim, through KCNA",
        "False",
    )
    assert (first["pages"], second["pages"]) == ([(4, 2)], [])
    assert first["grades"] == ["Source D: not usually reliable"]
    assert first["evidence"] == [
        [
            {"text": "Really? No", "url": ""},
            {"text": "“so”", "url": ""},
            {"text": "Refutes it", "url": ""},
            {"text": "https://x.org", "url": "https://x.org"},
            {"text": "javascript:x", "url": ""},
        ]
    ]
    assert second["relations"] == ["Speaks against claim 1"]
    assert first["relations"] == ["Spoken against by claim 2", "About Kim"]


def test_notes_and_orphans() -> None:
    marked = Highlight(id="h", fragments=(Placed(Span(4, 7)),), note="Why?")
    lost = Mention(id="m", type="PER", fragments=(Lost(Quote("Shoigu")),), note="gone")
    found = appendix_of(TEXT, AnnotationSet.of([marked, lost]), TAGS, {"h": (7, 1)})
    assert found is not None
    assert found["notes"] == [{"words": "met", "what": "Highlight", "note": "Why?", "pages": [(7, 1)]}]
    assert found["orphans"] == [{"words": "Shoigu", "what": "Person", "note": "gone"}]
    assert [entry["label"] for entry in found["legend"]] == ["Highlight"]
