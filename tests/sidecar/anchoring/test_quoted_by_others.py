"""What other programs quote, who say neither for which text they wrote nor as much beside the words as we do."""

from __future__ import annotations

import pytest

from reader.annotations.model import Anchor, Lost, Placed, Quote
from reader.folders import Folders
from reader.sidecar.anchoring.placing import finder_for
from reader.text.open import open_article
from reader.text.spans import Span

TEXT = "Ann 😀 wept in Nord. Bo went, and Bo slept."


def placed(tmp_path, quote, position, sha256=""):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    finder = finder_for(open_article(path), Folders.under(tmp_path / "home"), sha256, None)
    finder.know([(quote, position)])
    finder.place(quote, position)
    finder.settle()
    return finder.place(quote, position)


@pytest.mark.parametrize(
    "quote",
    [Quote("wept", "", ""), Quote("wept", " ", " "), Quote("wept", "Ann 😀 ", " in"), Quote("wept in Nord", "", "")],
)
@pytest.mark.parametrize("position", [None, Span(1, 5), Span(400, 404)])
def test_words_that_stand_once_are_found_wherever_they_are_said_to_be(tmp_path, quote, position):
    found = placed(tmp_path, quote, position)
    assert isinstance(found, Placed) and found.anchor is Anchor.MOVED
    assert found.span == Span(6, 6 + len(quote.exact))


@pytest.mark.parametrize("quote", [Quote("Bo", "", ""), Quote("lept", "", ""), Quote("Bo", " ", " ")])
def test_words_that_stand_twice_or_inside_of_others_are_not(tmp_path, quote):
    assert isinstance(placed(tmp_path, quote, Span(1, 3)), Lost)


def test_words_where_they_are_said_to_be_are_exact(tmp_path):
    found = placed(tmp_path, Quote("Bo", "", ""), Span(20, 22))
    assert isinstance(found, Placed) and (found.anchor, found.span) == (Anchor.EXACT, Span(20, 22))


def test_in_a_text_that_has_changed_one_word_alone_says_too_little(tmp_path):
    assert isinstance(placed(tmp_path, Quote("wept", "", ""), Span(1, 5), sha256="0" * 64), Lost)
