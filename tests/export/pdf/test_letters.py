"""Joiners that were put in for the shapes of Arabic letters leave the PDF's text again."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from reader.export.pdf.glyph_font import without_joiners
from reader.text.spans import Span

Make = Callable[..., Any]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ق\u200d", "ق"),
        ("\u200dق\u200d", "ق"),
        ("لا", "لا"),
        ("👨\u200d👩", "👨\u200d👩"),  # a family is one by its joiner
        ("क्\u200d", "क्\u200d"),  # a half form of Devanagari
        ("\u200d", "\u200d"),
    ],
)
def test_only_arabic_loses_its_joiners(before: str, after: str) -> None:
    assert without_joiners(before) == after


def test_cut_words_can_be_found_and_each_letter_is_under_its_quad(make_paper: Make, mention: Make) -> None:
    text = "قبقب العلاقات ققق لروسيا"
    spans = [Span(1, 2), Span(2, 3), Span(5, 9), Span(8, 12), Span(15, 16), Span(19, 24)]
    paper = make_paper(text, [mention(text, span, f"m{n}") for n, span in enumerate(spans)])
    page = paper.pdfium[0].get_textpage().get_text_range()
    assert "\u200d" not in page
    assert all(word in page for word in text.split())
    for n, span in enumerate(spans):
        assert sorted(paper.words_of(f"m{n}")) == sorted(span.of(text))


def test_where_nothing_was_cut_nothing_is_changed(make_paper: Make) -> None:
    assert "\u200d" in make_paper("👩\u200d👩\u200d👧 می\u200dخواهم").pdfium[0].get_textpage().get_text_range()


def test_it_can_be_stopped(make_job: Make) -> None:
    """Pages whose syllables are mended take their time; what cancels is asked before each."""
    from reader.export.job import Cancelled
    from reader.export.pdf.write import write_pdf

    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return stop and "letters" in sys._getframe(2).f_code.co_filename

    stop = False
    job = make_job("बंदरगाह प्राधिकरण ने बुधवार को कहा कि पुर्ज़े पहुँच जाएँगे", cancelled=cancelled)
    assert write_pdf(job) and asked
    stop = True
    with pytest.raises(Cancelled):
        write_pdf(job)
