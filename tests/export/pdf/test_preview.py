"""The first page as a picture is the first page of the PDF, and a long article takes no longer than a short one."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from reader.export.job import Cancelled
from reader.export.pdf.options import PdfOptions
from reader.export.pdf.preview import MOST_CP, _beginning, _within, first_page
from reader.export.pdf.write import write_pdf
from reader.text.open import article_from_text

PROSE = "\n".join(
    f"Paragraph {n} tells that Ada wrote to Kim about the engine, and what became of it in the end. " * 4
    for n in range(1, 80)
)


@pytest.fixture(scope="module")
def job(make_job, mention, claim):
    article = article_from_text(PROSE, "markdown")
    marks = [mention(PROSE, "Ada", f"m{n}", nth=n) for n in range(1, 40)]
    claims = [claim(PROSE, [f"Paragraph {n} tells"], f"c{n}") for n in range(1, 80, 3)]
    return make_job(article, [*marks, *claims])


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of colour: letters have none, and two programs draw them each in its own way."""
    small = [each.convert("RGB").resize((300, 424), Image.Resampling.BOX).convert("YCbCr") for each in (one, other)]
    return sum(ImageStat.Stat(ImageChops.difference(*small)).mean[1:])


@pytest.mark.parametrize("options", [PdfOptions(), PdfOptions(tone="sepia", paper="letter", numbers=False)])
def test_it_is_what_pdfium_shows_of_the_whole_document(job, options):
    job = replace(job, options=options)
    picture = Image.open(io.BytesIO(first_page(job, 800)))
    assert picture.width == pytest.approx(800, abs=1)
    page = pypdfium2.PdfDocument(write_pdf(job))[0]
    whole = page.render(scale=800 / page.get_width(), may_draw_forms=True).to_pil()
    near = difference(picture, whole)
    bare = replace(job, options=replace(options, mentions=False, claims=False))
    far = difference(Image.open(io.BytesIO(first_page(bare, 800))), whole)
    assert near < far / 2.5


def test_only_the_beginning_is_looked_at(job):
    short = _beginning(job.article)
    assert len(short.text) <= MOST_CP < len(job.article.text) and job.article.text.startswith(short.text)
    assert short.blocks[-1].end == len(short.text)
    kept = _within(job.annotations, len(short.text))
    numbers = {each.id: n for n, each in enumerate(job.annotations.claims)}
    assert [numbers[each.id] for each in kept.claims] == list(range(len(kept.claims)))  # numbered as in the whole
    assert 0 < len(kept) < len(job.annotations)


def test_one_paragraph_and_nothing_at_all_can_be_shown(make_job):
    for text in ("", "word " * 40_000):
        article = article_from_text(text, "text")
        assert first_page(make_job(article), 300).startswith(b"\x89PNG")


def test_it_can_be_stopped(job):
    with pytest.raises(Cancelled):
        first_page(replace(job, cancelled=lambda: True), 300)
