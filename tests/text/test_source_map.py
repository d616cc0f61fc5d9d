"""Every reading character knows the stretch of the source that it stands for."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.article import Article
from reader.text.open import article_from_text
from reader.text.source_map import source_map
from reader.text.spans import Span


def markdown(source: str) -> Article:
    return article_from_text(source, "markdown", "a.md")


def shown_by(source: str, words: str) -> str:
    article = markdown(source)
    start = article.text.index(words)
    return source_map(article).source_range(Span(start, start + len(words))).of(source)


@pytest.mark.parametrize(
    ("source", "words", "written"),
    [
        ("a **b** c", "b", "b"),
        ("a **b** c", "a b c", "a **b** c"),
        ("un**lic**ensed", "unlicensed", "un**lic**ensed"),
        ("x &amp; y", "&", "&amp;"),
        ("x \\* y", "* y", "\\* y"),
        ("&ngE;", "≧̸", "&ngE;"),
        ("[b](b) b", " b", " b"),
        ("[b](b 'b b') b", " b", " b"),
        ("![b](b) **b**", " b", " **b"),
        ("`` ` `` x", "`", "`"),
        ("` a ` a", "a a", "a ` a"),
        ("> one\n> two\nthree", "two three", "two\nthree"),
        ("- one\n  two  \n  three", "two\nthree", "two  \n  three"),
        ("---\ntitle: a\n---\n\na", "a", "a"),
        ("## a a ##", "a a", "a a"),
        ("> # a", "a", "a"),
        ("a\n=\n\na b", "a b", "a b"),
        ("| a | \\| | a b |\n|-|-|-|\n| a | | b |", "a b", "a b"),
        ("| a | b \\| c |\n|-|-|", "b | c", "b \\| c"),
        ("```\na\n\n  b\n```", "a\n\n  b", "a\n\n  b"),
        ("- ```\n  a\n    b\n  ```", "a\n  b", "a\n    b"),
        ("    x\n\n    y", "x\n\ny", "x\n\n    y"),
        ("\tx\n\t  y", "  y", "  y"),
        ("one^[in *side*] two", "in side", "in *side"),
        ("one[^1] two\n\n[^1]: a note\n    goes on", "note goes", "note\n    goes"),
        ("one[^1] two", "[^1]", "[^1]"),
        ("one[^1] two\n\n[^1]: x", "one two", "one[^1] two"),
        ("- [x] *done* it", "done it", "done* it"),
        ("<http://a.b> c", "http://a.b c", "http://a.b> c"),
        ("x ~~~a~~~ b", "~ b", "~ b"),
        ("\u3000\n&amp; b", "& b", "&amp; b"),
        ("> \x0c\n> \u3000\n> a *b*", "a b", "a *b"),
        ("1. \xa0\n   a", "a", "a"),
        ("~~a~~~ b", "a~ b", "a~~~ b"),
    ],
)  # fmt: skip
def test_ranges(source: str, words: str, written: str) -> None:
    assert shown_by(source, words) == written


def test_text_files_are_their_source() -> None:
    article = article_from_text("a\n*b*\n")
    assert source_map(article).source_range(Span(1, 4)) == Span(1, 4)
    assert source_map(article).source_range(Span(6, 6)) == Span(6, 6)


def test_empty_spans() -> None:
    assert source_map(markdown("")).source_range(Span(0, 0)) == Span(0, 0)
    found = source_map(markdown("**a** b"))
    assert found.source_range(Span(0, 0)) == Span(2, 2)
    assert found.source_range(Span(3, 3)) == Span(7, 7)


PARTS = st.sampled_from(
    [
        "a",
        "b ",
        " c",
        "*",
        "**",
        "_",
        "`",
        "~~",
        "[",
        "](u)",
        "![",
        "]",
        "[^1]",
        "\n\n[^1]: ",
        "^[",
        "<http://x>",
        "&amp;",
        "\\*",
        "\\",
        "\n",
        "\n\n",
        "# ",
        "#",
        "> ",
        "- ",
        "1. ",
        "- [ ] ",
        "|",
        "\n\n|a|b|\n|-|-|\n|",
        "\\|",
        "\n---\n",
        "    ",
        "\n```\n",
        "é",
        "😀",
        "  \n",
        "\n\n[r]: u\n\n",
        "[r]",
    ]
)


@given(st.lists(PARTS, max_size=30).map("".join))
def test_each_character_is_written_where_the_map_says(source: str) -> None:
    article = markdown(source)
    found = source_map(article)
    assert len(found.starts) == len(found.ends) == len(article.text)
    joints = {block.end for block in article.blocks[:-1]}
    for at, character in enumerate(article.text):
        written = source[found.starts[at] : found.ends[at]]
        if at in joints:
            assert written == ""
        elif character.isspace():
            assert written.replace("\\\n", "\n").isspace() or written == ""
        else:
            assert written in (character, f"\\{character}") or html.unescape(written) == character, (at, written)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[^1]: ^[](u)", "(u)"),
        ("[^1]: ^[x](u)", "x\n(u)"),
        ("[^1]: a ^[x]\n\nSee[^1]", "See\nx\na "),
        ("[^1]: ^[a ^[b]]\n\nSee[^1]", "See\na \nb\n"),
        ("[^2]: c ^[d]\n\n[^1]: a ^[b]\n\nOne[^1] two[^2]", "One two\nd\nb\na \nc "),
        ("One[^1]\n\n[^1]: a ^[b ^[c]]\n\n[^9]: e ^[f]", "One\na \nb \nc\nf\ne "),
    ],
)
def test_inline_notes_inside_definitions_open_and_keep_their_words(source: str, text: str) -> None:
    article = markdown(source)
    assert article.text == text
    assert len(source_map(article).starts) == len(text)


@pytest.mark.parametrize(
    "source", ["[&amp;[ ] [ ] **\n](u)> \n", "[[^1]: # &amp;**    ](u)", "[a &lt; \\* b](https://x.y) c"]
)
def test_entities_and_escapes_in_the_label_of_a_link_stand_where_they_are_written(source: str) -> None:
    article = markdown(source)
    found = source_map(article)
    assert len(found.starts) == len(article.text)
    for at, character in enumerate(article.text):
        written = source[found.starts[at] : found.ends[at]]
        assert html.unescape(written).removeprefix("\\") == character or (character == " " and written == "\n")


PARTS = (
    "[^1]", "[^1]: ", "[^2]: ", "^[", "]", "[", "](u)", "](https://x.y)", "![", "\n", "\n\n", "    ", "- ", "> ", "# ",
    "|", "|---|\n", "```\n", "`", "*", "**", "~~", "&amp;", "\\", "\\*", "<b>", "a", "b c", "é", "[ ] ", "---\n",
    "👩‍🚀",
)  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), min_size=2, max_size=22).map("".join))
def test_pieces_of_markup_in_any_order_make_an_article_with_a_whole_map(source: str) -> None:
    article = markdown(source)
    assert len(source_map(article).starts) == len(article.text)
    position = 0
    for block in article.blocks:
        assert block.start == position
        position = block.end + 1
