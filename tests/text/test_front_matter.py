"""Front matter is metadata at the very start, and nothing else is."""

from __future__ import annotations

import pytest

from reader.text.front_matter import FrontMatter, read_front_matter
from reader.text.open import article_from_text


def test_values() -> None:
    source = (
        "---\ntitle: 'The \"Night\" shift'\ndate: 2025-11-03 # draft\nurl: https://a.b/#x\n"
        'author:\n  - Ida\n  - "Per Holm"\n'
        "# a comment\n\nsummary: >\n  Two\n  lines\nkey.with-more_1: a: b\nempty:\n---\nText\n"
    )
    front = read_front_matter(source)
    assert front.lines == 15
    assert front.values == {
        "title": 'The "Night" shift',
        "date": "2025-11-03",
        "url": "https://a.b/#x",
        "author": "Ida, Per Holm",
        "summary": "Two lines",
        "key.with-more_1": "a: b",
        "empty": "",
    }


@pytest.mark.parametrize(
    "source",
    [
        "",
        "---",
        "---\ntitle: never closed\n",
        "---\n\nKeeper: it is Dora Sund.\n\n---\n",
        "---\nDora Sund kept the log.\n---\n",
        "---\nKeeper: it is Dora\n\nPlain words here.\n---\n",
        "---\n---\n",
        "\n---\ntitle: x\n---\n",
        " ---\ntitle: x\n---\n",
        "----\ntitle: x\n----\n",
        "--- x\ntitle: x\n---\n",
        "text\n---\ntitle: x\n---\n",
    ],
)
def test_what_is_none(source: str) -> None:
    assert read_front_matter(source) == FrontMatter()


def test_words_between_rules_at_the_start_are_text() -> None:
    article = article_from_text("---\n\nKeeper: it is Dora Sund.\n\n---\n\nEnd.", "markdown")
    assert article.text == "Keeper: it is Dora Sund.\nEnd."
    assert [block.rule_before for block in article.blocks] == [True, True]


def test_title_and_language() -> None:
    article = article_from_text("---\ntitle: Shift\nlang: de\n...\n# Other\n", "markdown", "a.md")
    assert (article.title, article.language, article.text) == ("Shift", "de", "Other")
    assert article_from_text("## Two\n\n# *One* &amp; all\n", "markdown", "a.md").title == "One & all"
    assert article_from_text("text", "markdown", "a.md").title == "a.md"
