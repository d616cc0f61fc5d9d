"""Where the caret is, in words."""

from __future__ import annotations

from pathlib import Path

from reader.app.wording.place import Places
from reader.text.article import Article
from reader.text.blocks import Block


def article(text: str) -> Article:
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block(start, start + len(line)))
        start += len(line) + 1
    return Article(Path("a.txt"), "text", text, "utf-8", False, "", text, tuple(blocks), "a")


def test_paragraphs_and_words_are_counted_from_one():
    places = Places.of(article("One two.\n\nThree don't 4.5\n  \nfive"))
    assert places.say(0) == "Paragraph 1 of 3 · word 1 of 6"
    assert places.say(5) == "Paragraph 1 of 3 · word 2 of 6"
    assert places.say(10) == "Paragraph 2 of 3 · word 3 of 6"
    assert places.say(10_000) == "Paragraph 3 of 3 · word 6 of 6"


def test_an_article_without_words():
    assert Places.of(article("")).say(0) == "This article is empty."
    assert Places.of(article("...")).say(0) == "Paragraph 1 of 1"
