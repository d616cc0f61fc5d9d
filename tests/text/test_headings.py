"""Headings and sections."""

from __future__ import annotations

from reader.text.headings import section_at
from reader.text.open import article_from_text

MARKDOWN = "Before.\n\n# One *two*\n\nText.\n\n### Three\n\n#\n\nMore.\n\nSetext\n------\n\nEnd.\n"


def test_headings_with_words_in_order():
    article = article_from_text(MARKDOWN, "markdown")
    assert [(h.level, h.words) for h in article.headings] == [(1, "One two"), (3, "Three"), (2, "Setext")]
    assert all(article.text.startswith(h.words, h.start) for h in article.headings)
    assert article.headings is article.headings


def test_a_text_file_has_none():
    assert article_from_text("# One\n\nText.\n", "text").headings == ()


def test_the_section_of_a_position():
    article = article_from_text(MARKDOWN, "markdown")
    places = [article.text.index(words) for words in ("Before", "One", "Text", "Three", "More", "End")]
    assert [section_at(article.headings, place) for place in places] == [-1, 0, 0, 1, 1, 2]
    assert section_at((), 5) == -1
