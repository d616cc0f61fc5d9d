"""Words with their source, as they are pasted elsewhere."""

from __future__ import annotations

import pytest

from reader.annotations.model import Attribution, Claim, Placed
from reader.annotations.tagset_file import default_tagset
from reader.app.wording.quoting import markdown_quote, number_of_paragraph, plain_quote
from reader.text.open import article_from_text
from reader.text.spans import Span

FULL = article_from_text(
    "---\ntitle: The Ferry\nauthor: Ida Nord\npublication: Harbour Times\ndate: 2025-07-01\n"
    "url: https://example.org/ferry\n---\n# The Ferry\n\nIt *sank* at 5. “Nobody” saw it.\n\nNot `one`.\n",
    "markdown", "ferry.md",
)  # fmt: skip
PLAIN = article_from_text('One line.\n\nAnother "line" *here*.\n# no heading\n', name="a.txt")


def span(article, words: str) -> Span:
    at = article.text.index(words)
    return Span(at, at + len(words))


def test_plain_words_name_all_that_is_known_of_the_source() -> None:
    assert plain_quote(FULL, [span(FULL, "It sank at 5. “Nobody” saw it.")]) == (
        "“It sank at 5. ‘Nobody’ saw it.”\n"
        "The Ferry, Ida Nord, Harbour Times, 2025-07-01, https://example.org/ferry, ferry.md, paragraph 2\n"
    )


def test_of_a_bare_text_file_the_name_and_the_paragraph() -> None:
    assert (
        plain_quote(PLAIN, [span(PLAIN, 'Another "line" *here*.')]) == "“Another ‘line’ *here*.”\na.txt, paragraph 2\n"
    )
    both = Span(0, PLAIN.text.index("*"))
    assert plain_quote(PLAIN, [both]).endswith("a.txt, paragraphs 1–2\n")


def test_markdown_keeps_lines_and_means_nothing_else_than_the_words() -> None:
    quoted = markdown_quote(PLAIN, [Span(PLAIN.text.index("Another"), len(PLAIN.text))])
    assert quoted == ('> Another "line" \\*here\\*.  \n> \\# no heading\n>\n> — *a.txt*, paragraphs 2–3\n')
    assert markdown_quote(FULL, [span(FULL, "sank")]) == (
        "> sank\n>\n> — [The Ferry](<https://example.org/ferry>), Ida Nord, Harbour Times, 2025-07-01, ferry.md, "
        "paragraph 2\n"
    )


@pytest.mark.parametrize(
    "words", ["# a", "- a", "1. a", "2) a", "> a", "*a*", "<b>a</b>", "[x](y)", "a | b", "`c`", "+ a", "===", "---"]
)
def test_markdown_gives_the_same_words_back(words: str) -> None:
    article = article_from_text(words, name="a.txt")
    quoted = markdown_quote(article, [Span(0, len(words))])
    back = article_from_text(quoted, "markdown", "b.md")
    assert back.text.split("\n")[0] == words


def test_a_claim_brings_its_speaker_its_verdict_and_its_note() -> None:
    claim = Claim(
        id="c", fragments=(Placed(span(FULL, "It sank")), Placed(span(FULL, "Not one"))),
        attribution=(Attribution("Ida Nord"),), verdict="false", note="Seen\nlater.",
    )  # fmt: skip
    plain = plain_quote(FULL, claim.spans, claim, default_tagset()).split("\n")
    assert plain[0] == "“It sank … Not one”"
    assert plain[1] == "Claim by Ida Nord. Verdict: False. Note: Seen later"
    assert plain[2].endswith("ferry.md, paragraphs 2–3")
    assert "> Claim by Ida Nord. Verdict: False. Note: Seen later\n" in markdown_quote(
        FULL, claim.spans, claim, default_tagset()
    )


def test_paragraphs_are_counted_as_the_status_line_counts_them() -> None:
    from reader.app.wording.place import Places

    for article in (FULL, PLAIN):
        for position in range(len(article.text)):
            assert Places.of(article).say(position).startswith(f"Paragraph {number_of_paragraph(article, position)} of")
