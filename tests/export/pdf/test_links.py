"""Every link and bookmark leads to what it says: the words at its destination are read by pypdfium2."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pytest

from reader.annotations.model import Anchor, Attribution, Claim, Entity, Lost, Placed, Quote, Relation
from reader.export.pdf.options import PdfOptions
from reader.text.open import article_from_text
from reader.text.spans import Span

Make = Callable[..., Any]
NAMES = {"e1": "Ilse Marrowby", "e2": "Tobin Ashgrove", "e3": "رأفت الحسيني"}
LENGTH = 120  # paragraphs, some seven pages


def _article() -> Any:
    parts = ["# The ferry"]
    for n in range(LENGTH):
        if n % 40 == 0:
            parts.append(f"## Part {n // 40 + 1}\n\n### Chapter {n + 1}")
        name = list(NAMES.values())[0 if n % 2 else 1 if n < 20 or n > 90 else 2]
        parts.append(
            f"It was {name} who said so. Statement {n} is that the ferry sails in spring, in summer and so on."
        )
    return article_from_text("\n\n".join(parts), "markdown", "ferry.md")


@pytest.fixture(scope="module", params=["none", "a-3a", "ua-1"])
def linked(request: pytest.FixtureRequest, make_paper: Make) -> Any:
    """Three people on many pages, claims of which one is uncertain, relations between them."""
    article = _article()
    text, annotations = article.text, []
    for key, name in NAMES.items():
        at = text.find(name)
        while at >= 0:
            annotations.append(_mention(len(annotations), key, at, at + len(name)))
            at = text.find(name, at + 1)
    for n in range(0, LENGTH, 3):
        at = text.index(f"Statement {n} is")
        anchor = Anchor.FUZZY if n == 33 else Anchor.EXACT
        fragments = (Placed(Span(at, at + len(f"Statement {n} is that the ferry")), anchor),)
        who = (Attribution("Ilse Marrowby", entity="e1"),)
        annotations.append(Claim(id=f"c{n}", fragments=fragments, attribution=who, verdict="false"))
    annotations += [
        Relation(id=f"r{n}", type="supports", from_id=f"c{n}", to_id=f"c{LENGTH - 3 - n}") for n in range(0, 30, 6)
    ]
    entities = [Entity(key, "PER", name) for key, name in NAMES.items()]
    return make_paper(article, annotations, entities, options=PdfOptions(standard=request.param))


def _mention(n: int, key: str, start: int, end: int) -> Any:
    from reader.annotations.model import Mention

    return Mention(id=f"m{n}", type="PER", entity=key, fragments=(Placed(Span(start, end)),))


@dataclass
class Inner:
    """A link within the document: its words, what it says of itself, the page it is on, where it leads."""

    words: str
    says: str
    page: int
    to_page: int
    to_words: str  # what stands at the destination, to the right of it


def inner_links(paper: Any) -> Iterator[Inner]:
    pages = [page.obj.objgen for page in paper.pikepdf.pages]
    texts = [page.get_textpage() for page in paper.pdfium]
    for n, page in enumerate(paper.pikepdf.pages):
        for link in page.obj.get("/Annots", []):
            if str(link.Subtype) == "/Link" and "/Dest" in link:
                left, bottom, right, top = map(float, link.Rect)
                there = pages.index(link.Dest[0].objgen)
                x, y = float(link.Dest[2]), float(link.Dest[3])
                yield Inner(
                    " ".join(texts[n].get_text_bounded(left + 0.5, bottom, right - 0.5, top).split()).strip("–, "),
                    str(link.get("/Contents", "")),
                    n,
                    there,
                    " ".join(texts[there].get_text_bounded(x - 1, y - 34, 600, y).split()),
                )


def appendix_of(paper: Any) -> int:
    pages = [page.obj.objgen for page in paper.pikepdf.pages]
    return pages.index(dict(pikepdf.NameTree(paper.pikepdf.Root.Names.Dests).items())["postil-appendix"][0].objgen)


def test_numbers_in_the_margin_lead_to_their_rows(linked: Any) -> None:
    appendix = appendix_of(linked)
    margin = [link for link in inner_links(linked) if link.page < appendix]
    assert [link.words for link in margin] == [f"{n}?" if n == 12 else str(n) for n in range(1, LENGTH // 3 + 1)]
    for number, link in enumerate(margin):
        assert link.to_page >= appendix
        assert f"Statement {3 * number} is" in link.to_words


def test_rows_lead_back_to_where_claims_begin(linked: Any) -> None:
    rows = [link for link in inner_links(linked) if link.says.endswith(", in the article")]
    assert [link.words for link in rows] == [str(n) for n in range(1, LENGTH // 3 + 1)]
    for number, link in enumerate(rows):
        assert f"Statement {3 * number} is" in link.to_words


def test_pages_of_rows_are_where_claims_begin(linked: Any) -> None:
    rows = [link for link in inner_links(linked) if link.words.startswith("p. ")]
    assert len(rows) == LENGTH // 3
    for number, link in enumerate(rows):
        assert link.words == f"p. {link.to_page + 1}"
        assert f"Statement {3 * number} is" in link.to_words


def test_pages_of_the_index_lead_to_the_first_mention_there(linked: Any) -> None:
    appendix = appendix_of(linked)
    index = [link for link in inner_links(linked) if link.page >= appendix and link.words.isdigit()]
    pages = [link for link in index if not link.says.startswith("Claim")]
    assert 5 <= len(pages) <= 9  # of neighbours the first and the last one
    assert all(link.words == str(link.to_page + 1) and "said so" in link.to_words for link in pages)
    assert {(link.to_page, "Ilse Marrowby who" in link.to_words) for link in pages} >= {(0, True), (appendix - 1, True)}
    assert sum("Tobin Ashgrove who" in link.to_words for link in pages) >= 2


def test_relations_lead_to_the_other_claim(linked: Any) -> None:
    relations = [link for link in inner_links(linked) if "upport" in link.words]
    assert len(relations) == 10
    for link in relations:
        assert f"Statement {3 * (int(link.words.split()[-1]) - 1)} is" in link.to_words


def test_bookmarks_are_nested_and_lead_to_their_headings(linked: Any) -> None:
    def titles(items: Any) -> Any:
        return [(item.title, titles(item.children)) for item in items]

    parts = [(f"Part {n + 1}", [(f"Chapter {40 * n + 1}", [])]) for n in range(3)]
    after = [(title, []) for title in ("Legend", "Claims", "Entities")]
    with linked.pikepdf.open_outline() as outline:
        assert titles(outline.root) == [("The ferry", parts), ("Annotations", after)]
    found = 0
    for mark in linked.pdfium.get_toc():
        place = mark.get_dest()
        x, y = place.get_view()[1][:2]
        page = linked.pdfium[place.get_index()]
        assert mark.get_title() in page.get_textpage().get_text_bounded(x - 2, y - 45, 600, y + 2)
        found += 1
    assert found == 11


def test_pages_are_called_as_the_number_at_their_foot(linked: Any) -> None:
    assert len(linked.pdfium) > 6
    for n, page in enumerate(linked.pdfium):
        label = linked.pdfium.get_page_label(n)
        assert label == str(n + 1)
        assert label in page.get_textpage().get_text_bounded(200, 20, 400, 70).split()


@pytest.mark.parametrize("standard", ["none", "ua-1"])
def test_a_claim_whose_words_are_gone_is_named_and_not_linked(make_paper: Make, standard: str) -> None:
    article = article_from_text("The dam is safe, said the keeper. It will hold.", "text", "dam.txt")
    annotations = [
        Claim(id="c1", fragments=(Placed(Span(0, 15)),)),
        Claim(id="c2", fragments=(Lost(Quote("The keeper lied")),)),
        Claim(id="c3", fragments=(Placed(Span(34, 47)),)),
        *(
            Relation(id=f"r{one}{other}", type="attacks", from_id=one, to_id=other)
            for one, other in (("c1", "c2"), ("c2", "c3"), ("c1", "c3"))
        ),
    ]
    paper = make_paper(article, annotations, [], options=PdfOptions(standard=standard))
    with pikepdf.open(io.BytesIO(paper.data)) as pdf:
        links = [a for page in pdf.pages for a in page.get("/Annots", []) if a.Subtype == "/Link"]
        said = [str(link.get("/Contents", "")) for link in links]
        assert all("/Dest" in link for link in links)
    assert {words for words in said if words.startswith("Claim ") and "," not in words} == {"Claim 1", "Claim 2"}
