"""What a PDF says itself is in the language that the job speaks: no English is left in it."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2
import pytest

from reader.annotations.model import (
    Anchor,
    Attribution,
    Claim,
    Entity,
    Evidence,
    Highlight,
    Lost,
    Placed,
    Quote,
    Relation,
)
from reader.export.pdf.write import write_pdf
from reader.export.speech import ENGLISH, Speech
from reader.text.spans import Span

# Greek, so that every Latin word is Postil's own
TEXT = "Η Άννα έγραψε στον Κάρολο από το Λονδίνο. Είπε ότι η μηχανή υφαίνει. Εκείνος συμφώνησε.\n"


def bracketed(words: str, /, **values: object) -> str:
    return f"‹{words.format(**values) if values else words}›" if words else ""


def counted(one: str, other: str, count: int, /, **values: object) -> str:
    return bracketed(one if count == 1 else other, count=count, **values)


def without_brackets(text: str) -> str:
    flat = " ".join(text.split())
    while (fewer := re.sub(r"‹[^‹›]*›", " ", flat)) != flat:
        flat = fewer
    return flat


@pytest.fixture(scope="module")
def say(make_job, mention, claim):
    """The PDF of an article about which all is said that an appendix can say, in a language."""

    def made(speech: Speech, **more):
        whole = claim(
            TEXT, ["Είπε ότι η μηχανή υφαίνει"], "c1", verdict="false", source_reliability="B", credibility="2",
            likelihood="likely", check="high", note="Σημείωση", about=("e1",),
            attribution=(Attribution("Άννα"), Attribution("Κάρολος", "relay"), Attribution("", "unnamed")),
            evidence=(Evidence(url="https://a.gr/1", stance="refutes", archived="https://b.gr/1"),),
        )  # fmt: skip
        start = TEXT.index("Εκείνος")
        found = [
            mention(TEXT, "Άννα", "m1", entity="e1"),
            mention(TEXT, "Λονδίνο", "m2", "GPE", metonym=True),
            whole,
            Claim(id="c2", fragments=(Placed(Span(start, start + 7), Anchor.FUZZY),)),
            Claim(id="c3", fragments=(Lost(Quote("χαμένο")),)),
            Highlight(id="h1", fragments=(Placed(Span(7, 13)),), note="Μια σημείωση"),
            Relation(id="r1", type="supports", from_id="c1", to_id="c2"),
        ]
        return write_pdf(make_job(TEXT, found, [Entity("e1", "PER", "Άννα")], speech=speech, **more))

    return made


def test_no_english_is_left_on_the_pages_in_notes_and_in_bookmarks(say):
    data = say(Speech("el", bracketed, counted))
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]
    said = [*pages, *(mark.get_title() for mark in pypdfium2.PdfDocument(data).get_toc())]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            entries = [entry for entry in page.obj.get("/Annots", []) if "/Contents" in entry]
            said += [str(entry[key]) for entry in entries for key in ("/Contents", "/Subj") if key in entry]
    left = [re.sub(r"https?://\S+|[ab]\.gr/1|article(?:\.txt)?", "", without_brackets(text)) for text in said]
    assert [re.findall("[A-Za-z]{2,}", text) for text in left] == [[]] * len(left)
    assert "‹Claims›" in " ".join(pages[-1].split()) and "‹Annotations›" in said


def test_english_says_the_same_without_brackets(say):
    data, other = say(ENGLISH), say(Speech("el", bracketed, counted))
    english, bracket = (
        " ".join(pypdfium2.PdfDocument(each)[1].get_textpage().get_text_bounded().split()) for each in (data, other)
    )
    for words in (
        "Verdict and grades",
        "1 highlight",
        "2 mentions",
        "Spoken",
        "Refutes it",
        "p. 1",
        "an unnamed source",
    ):
        assert (words in english) == (words in re.sub("[‹›]", "", bracket)), words
    assert "2 mentions, 1 entity, 3 claims, 1 highlight, 1 orphan" in english


def test_an_appendix_that_runs_from_right_to_left_begins_on_the_right(say):
    with pypdfium2.PdfDocument(say(Speech("ar", bracketed, counted))) as pdf:
        page = pdf[1]
        text = page.get_textpage()
        left, *_ = text.get_charbox(text.get_text_range().index("Annotations"))
        assert left > page.get_width() / 2
