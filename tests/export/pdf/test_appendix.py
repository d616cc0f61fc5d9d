"""The pages after the article."""

from __future__ import annotations

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import (
    Anchor,
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
    assert group["rows"] == [
        {
            "name": "Kim",
            "aliases": "Kim Jong Un",
            "wikidata": "Q56226",
            "url": "https://www.wikidata.org/wiki/Q56226",
            "count": 2,
            "pages": [[(1, 3)], [(2, 1)]],
            "whole": True,
        }
    ]
    assert found["summary"] == "2 mentions, 1 entity"
    assert [(entry["label"], entry["count"]) for entry in found["legend"]] == [("Person", "2")]


def test_a_page_with_several_mentions_is_named_once() -> None:
    annotations = AnnotationSet.of([mention("a", 0, 3), mention("b", 15, 18)], [KIM])
    found = appendix_of(TEXT, annotations, TAGS, {"a": (1, 1), "b": (1, 3)})
    assert found is not None
    assert found["entities"][0]["rows"][0]["pages"] == [[(1, 1)]]


def test_of_neighbouring_pages_the_first_and_the_last_are_named() -> None:
    pages = (3, 12, 5, 6, 7, 13, 20)
    annotations = AnnotationSet.of([mention(str(page), n, n + 1) for n, page in enumerate(pages)], [KIM])
    found = appendix_of(TEXT, annotations, TAGS, {str(page): (page, 100 + page) for page in pages})
    assert found is not None
    assert found["entities"][0]["rows"][0]["pages"] == [
        [(3, 103)],
        [(5, 105), (7, 107)],
        [(12, 112)],
        [(13, 113)],
        [(20, 120)],
    ]


def test_names_without_an_entity_are_in_the_index_by_their_words() -> None:
    loose = [
        Mention(id="a", type="PER", fragments=(Placed(Span(0, 3)),)),
        Mention(id="b", type="PER", entity="gone", fragments=(Placed(Span(15, 18)),)),
        Mention(id="c", type="PER", kind="PRO", fragments=(Placed(Span(4, 7)),)),
        Mention(id="d", type="PER", fragments=(Lost(Quote("Shoigu")),)),
    ]
    found = appendix_of(TEXT, AnnotationSet.of(loose), TAGS, {"a": (1, 1), "b": (2, 2)})
    assert found is not None
    ((row,),) = [group["rows"] for group in found["entities"]]
    assert (row["name"], row["count"], row["pages"]) == ("Kim", 2, [[(1, 1)], [(2, 2)]])


def test_only_what_looks_like_an_item_of_wikidata_is_linked_there() -> None:
    odd = Entity("e2", "PER", "Putin", (), "javascript:1")
    found = appendix_of(TEXT, AnnotationSet.of([], [KIM, odd]), TAGS, {})
    assert found is not None
    assert [row["url"] for row in found["entities"][0]["rows"]] == ["https://www.wikidata.org/wiki/Q56226", ""]


def test_what_is_uncertain_or_lost_is_marked_and_in_the_legend() -> None:
    unsure = Claim(id="c1", fragments=(Placed(Span(0, 3), Anchor.FUZZY),))
    sure, lost = Claim(id="c2", fragments=(Placed(Span(4, 7)),)), Claim(id="c3", fragments=(Lost(Quote("Why")),))
    found = appendix_of(TEXT, AnnotationSet.of([unsure, sure, lost]), TAGS, {"c1": (1, 1), "c2": (1, 2)})
    assert found is not None
    assert {row["words"]: (row["unsure"], row["lost"]) for row in found["claims"]} == {
        "Kim": (True, False),
        "met": (False, False),
        "Why": (False, True),
    }
    lost_number = next(row["n"] for row in found["claims"] if row["lost"])
    assert [(row["words"], row["what"]) for row in found["orphans"]] == [("Why", f"Claim {lost_number}")]
    assert [(e["label"], e["count"], e["bar"], e["unsure"]) for e in found["legend"]] == [
        ("Claim", "2", True, False),
        ("Uncertain: its words have changed", "1", False, True),
    ]
    assert found["summary"] == "3 claims, 1 orphan"


def test_an_index_of_many_or_long_rows_is_not_short() -> None:
    def short(entities: list[Entity]) -> object:
        found = appendix_of(TEXT, AnnotationSet.of([], entities), TAGS, {})
        assert found is not None
        return found["short"]

    assert short([KIM]) is True
    assert short([Entity(f"e{n}", "PER", str(n)) for n in range(500)]) is False
    assert short([Entity("e", "PER", "Kim", ("also called so",) * 100)]) is False


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
    assert (first["pages"], second["pages"]) == ([[(4, 2)]], [])
    assert first["grades"] == ["Source D: not usually reliable"]
    assert first["evidence"] == [
        [
            {"text": "Really? No", "soft": False},
            {"text": "“so”", "soft": False},
            {"text": "Refutes it", "soft": True},
            {"text": "", "parts": ["https://", "x.", "org"], "url": "https://x.org"},
            {"text": "Archived: ", "parts": ["javascript:", "x"], "url": ""},
        ]
    ]
    assert second["relations"] == [{"text": "Speaks against claim 1", "to": 1}]
    assert first["relations"] == [  # the other claim has no place in the article, so there is no link on its row
        {"text": "Spoken against by claim 2", "to": 0},
        {"text": "About Kim", "to": 0},
    ]


def test_notes_and_orphans() -> None:
    marked = Highlight(id="h", fragments=(Placed(Span(4, 7)),), note="Why?")
    lost = Mention(id="m", type="PER", fragments=(Lost(Quote("Shoigu")),), note="gone")
    found = appendix_of(TEXT, AnnotationSet.of([marked, lost]), TAGS, {"h": (7, 1)})
    assert found is not None
    assert found["notes"] == [{"words": "met", "what": "Highlight", "note": "Why?", "pages": [[(7, 1)]], "whole": True}]
    assert found["orphans"] == [{"words": "Shoigu", "what": "Person", "note": "gone", "whole": True}]
    assert [entry["label"] for entry in found["legend"]] == ["Highlight"]
