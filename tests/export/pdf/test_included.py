"""What is left out of a PDF by choice is in none of its parts; the attached sidecar stays whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reader.annotations.model import Attribution, Entity, Highlight, Placed
from reader.export.pdf.included import included
from reader.export.pdf.options import PAPERS, PdfOptions
from reader.text.spans import Span

Make = Callable[..., Any]
TEXT = "Ada Lovelace went to Paris. The bridge is safe, she said. A rainy day."
SIDECAR = b'{"note": "all of it"}'


@pytest.fixture(scope="module")
def annotated(make_job: Make, mention: Make, claim: Make) -> Any:
    annotations = [
        mention(TEXT, "Ada Lovelace", "m1", entity="e1", note="mathematician"),
        mention(TEXT, "Paris", "m2", "GPE", entity="e2"),
        claim(
            TEXT, ["The bridge is safe"], "c1", attribution=(Attribution("Ada", entity="e1"),),
            verdict="false", credibility="5", note="seen it",
        ),
        Highlight(id="h1", fragments=(Placed(Span(58, 69)),)),
    ]  # fmt: skip
    return make_job(TEXT, annotations, [Entity("e1", "PER", "Ada Lovelace"), Entity("e2", "GPE", "Paris")])


def test_by_default_it_is_the_very_same_set(annotated: Any) -> None:
    assert included(annotated.annotations, PdfOptions()) is annotated.annotations
    assert included(annotated.annotations, PdfOptions(appendix=False, paper="a5")) is annotated.annotations


@pytest.mark.parametrize(
    ("options", "ids", "entities"),
    [
        (PdfOptions(types=("PER",)), {"m1", "c1", "h1"}, {"e1"}),
        (PdfOptions(types=()), {"c1", "h1"}, set()),
        (PdfOptions(mentions=False), {"c1", "h1"}, set()),
        (PdfOptions(claims=False), {"m1", "m2", "h1"}, {"e1", "e2"}),
        (PdfOptions(highlights=False), {"m1", "m2", "c1"}, {"e1", "e2"}),
        (PdfOptions(mentions=False, claims=False, highlights=False), set(), set()),
    ],
)
def test_kinds_and_types(annotated: Any, options: PdfOptions, ids: set[str], entities: set[str]) -> None:
    found = included(annotated.annotations, options)
    assert set(found.annotations) == ids and set(found.entities) == entities


def all_words(paper: Any) -> str:
    pages = " ".join(page.get_textpage().get_text_range() for page in paper.pdfium)
    return " ".join([pages, *(str(mark.dict.Contents) for mark in paper.marks)])


@pytest.mark.parametrize(
    ("options", "gone", "stays"),
    [
        (PdfOptions(notes=False), ["mathematician", "seen it", "Notes"], ["Person", "False", "Claim by Ada"]),
        (PdfOptions(verdicts=False), ["False", "erdict", "Improbable"], ["seen it", "Claim by Ada"]),
        (PdfOptions(mentions=False), ["Person", "Entities", "mathematician"], ["Claims", "seen it", "Highlight"]),
        (PdfOptions(claims=False), ["Claim", "seen it"], ["Person", "Paris", "Highlight"]),
        (PdfOptions(types=("PER",)), ["Country", "Entities\nParis"], ["Person", "Claims"]),
        (PdfOptions(appendix=False), ["Legend", "Entities"], ["Person: Ada Lovelace", "seen it"]),
    ],
)
def test_what_is_left_out_is_nowhere(
    annotated: Any, make_paper: Make, options: PdfOptions, gone: list[str], stays: list[str]
) -> None:
    job = annotated
    paper = make_paper(TEXT, job.annotations, job.annotations.entities.values(), sidecar_bytes=SIDECAR, options=options)
    words = all_words(paper)
    assert not [word for word in gone if word in words]
    assert not [word for word in stays if word not in words]
    assert " ".join(paper.body()) == TEXT
    sidecar = next(v for k, v in paper.pikepdf.attachments.items() if k.endswith(".annotations.json"))
    assert sidecar.get_file().read_bytes() == SIDECAR


@pytest.mark.parametrize(
    ("options", "kinds", "parts"),
    [
        (PdfOptions(), {"m1", "m2", "c1", "h1"}, ["Legend", "Claims", "Entities", "Notes"]),
        (PdfOptions(mentions=False), {"c1", "h1"}, ["Legend", "Claims"]),
        (PdfOptions(claims=False), {"m1", "m2", "h1"}, ["Legend", "Entities", "Notes"]),
        (PdfOptions(notes=False), {"m1", "m2", "c1", "h1"}, ["Legend", "Claims", "Entities"]),
        (PdfOptions(types=(), highlights=False, claims=False), set(), None),
        (PdfOptions(appendix=False), {"m1", "m2", "c1", "h1"}, None),
    ],
)
def test_parts_that_are_left_out_or_empty_have_no_bookmark_and_lead_nowhere(
    annotated: Any, make_paper: Make, options: PdfOptions, kinds: set[str], parts: list[str] | None
) -> None:
    job = annotated
    paper = make_paper(TEXT, job.annotations, job.annotations.entities.values(), options=options)
    assert {mark.name for mark in paper.marks} == kinds
    with paper.pikepdf.open_outline() as outline:
        found = {item.title: [child.title for child in item.children] for item in outline.root}
    assert found == ({} if parts is None else {"Annotations": parts})
    inner = [a for page in paper.pikepdf.pages for a in page.get("/Annots", []) if "/Dest" in a]
    assert bool(inner) == (parts is not None)


def test_numbers_in_the_margin_can_be_left_out(annotated: Any, make_paper: Make) -> None:
    def left_of_the_column(options: PdfOptions) -> str:
        paper = make_paper(TEXT, annotated.annotations, options=options)
        return paper.pdfium[0].get_textpage().get_text_bounded(0, 90, 120, 800).strip()

    assert left_of_the_column(PdfOptions()) == "1"
    assert left_of_the_column(PdfOptions(appendix=False)) == "1"
    assert left_of_the_column(PdfOptions(numbers=False)) == ""


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_has_its_size_and_its_highlights_on_the_words(
    name: str, annotated: Any, make_paper: Make, letters: Make
) -> None:
    text = f"{TEXT} " * 40
    paper = make_paper(text.strip(), annotated.annotations, options=PdfOptions(paper=name))
    assert paper.pdfium[0].get_size() == pytest.approx((PAPERS[name].width, PAPERS[name].height), abs=0.02)
    assert paper.body() == text.split()
    for annotation in annotated.annotations:
        assert paper.words_of(annotation.id) == letters(annotation.spans[0].of(text))


def test_sepia_fills_the_page_and_paper_does_not(annotated: Any, make_paper: Make) -> None:
    def corner(tone: str) -> tuple[int, ...]:
        paper = make_paper(TEXT, annotated.annotations, options=PdfOptions(tone=tone))
        bitmap = paper.pdfium[0].render()
        return tuple(bytes(bitmap.buffer)[5 * bitmap.stride :][:3])

    assert corner("paper") == (255, 255, 255)
    assert corner("sepia") == (0xD9, 0xEC, 0xF4)  # blue first
