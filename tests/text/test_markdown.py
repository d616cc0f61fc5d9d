"""The reading text and the blocks of Markdown, one rule of the contract a test."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.blocks import Block, BlockKind, Cell, Run, Style
from reader.text.open import article_from_text, open_article


def read(source: str) -> str:
    return article_from_text(source, "markdown", "a.md").text


def blocks(source: str) -> tuple[Block, ...]:
    return article_from_text(source, "markdown", "a.md").blocks


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("", ""),
        ("one\ntwo  \nthree\\\nfour\n\nfive\n", "one two\nthree\nfour\nfive"),
        ("a *b* **c** ~~d~~ `e` un**bold**ed", "a b c d e unbolded"),
        ("`` a`b `` ` `", "a`b  "),
        ("&amp; &nbsp;&#40;&#x29; &nope; \\* \\a", "& \u00a0() &nope; * \\a"),
        ("`&amp;`\n\n    &amp; <b>\n", "&amp;\n&amp; <b>"),
        ("<div>\n<b>x</b> <!-- c -->\n</div>", "<div> <b>x</b> <!-- c --> </div>"),
        ("- a\n- b\n  1. c\n\n     d\n- [ ] e\n- [x] *f*", "a\nb\nc\nd\ne\nf"),
        ("- [ ]\n- [y] z\n- [x]z", "[ ]\n[y] z\n[x]z"),
        ("> a\nb\n> > c", "a b\nc"),
        ("# A #\n\nB\n===\n#\n\n##\n", "A\nB"),
        ("```py\na\n\n  b\n```\n\n~~~\n~~~\nend", "a\n\n  b\nend"),
        ("```\nopen", "open"),
        ("| a | b |\n|---|---|\n| c |   |\n| | d \\| e |", "a\nb\nc\n\n\nd | e"),
        ("| a | b |\n|---|---|\n|   |   |", "a\nb\n\n"),
        (
            "one[^1] two^[in *line*] three[^1].\n\n[^1]: Words,\n    more.\n\n    Two.\n\nlast",
            "one two three.\nlast\nWords, more.\nTwo.\nin line",
        ),
        ("[^no] x", "[^no] x"),
        ("![a^[in *alt*]](p.png) ![^[only]](q.png)", "a \nin alt\nonly"),
        ("a\n\n[^left]: nobody calls\n\nb", "a\nb\nnobody calls"),
        ("*a[^1]*\n\n[^1]: b[^2]\n[^2]: c", "a\nb\nc"),
        ("![alt *text*\nhere](p.png) ![](q.png)x", "alt text here x"),
        ('[text](http://x.y/a(b)c "title") <http://a.b/%20> http://bare.org', "text http://a.b/%20 http://bare.org"),
        ("[a][r] [r]\n\n[r]: http://x.y 'z'", "a r"),
        ("a\n\n---\n\nb\n***", "a\nb"),
        ("a\n\n<!-- -->\n\nb", "a\n<!-- -->\nb"),
        ("-\n- a\n-", "a"),
        ("a\x0cb\u2028c\u0085d", "a\x0cb\u2028c\u0085d"),
        ('"quotes" -- (c) ...', '"quotes" -- (c) ...'),
    ],
)
def test_reading_text(source: str, text: str) -> None:
    assert read(source) == text


def test_markers_are_drawn_and_not_text() -> None:
    found = [
        (b.marker, b.list_depth)
        for b in blocks("- a\n\n  more\n- [x] b\n\n  7. c\n\n  8) d\n\n3. [ ] e\n- - f\n-\n- g")
    ]
    assert found == [
        ("•", 1), ("", 1), ("☑", 1), ("7.", 2), ("8)", 2), ("3. ☐", 1), ("• ◦", 2), ("•", 1),
    ]  # fmt: skip


def test_headings_quotes_code_and_rules() -> None:
    found = blocks("# a\n\n> > b\n\n***\n\n### c\n\n```\nd\n```")
    assert [(b.kind, b.level, b.quote_depth, b.rule_before) for b in found] == [
        (BlockKind.HEADING, 1, 0, False),
        (BlockKind.PARAGRAPH, 0, 2, False),
        (BlockKind.HEADING, 3, 0, True),
        (BlockKind.CODE, 0, 0, False),
    ]


def test_cells() -> None:
    found = blocks("| a | b |\n|:-:|--:|\n| c | d |\n\nx\n\n|e|\n|-|")
    assert [b.cell for b in found] == [
        Cell(0, 0, 0, 2, "center"),
        Cell(0, 0, 1, 2, "right"),
        Cell(0, 1, 0, 2, "center"),
        Cell(0, 1, 1, 2, "right"),
        None,
        Cell(1, 0, 0, 1, "left"),
    ]


def test_runs() -> None:
    (block,) = blocks("a **b *c*** `d` [e *f*](http://x.y) ~~g~~")
    assert block.runs == (
        Run(2, 4, Style.STRONG),
        Run(4, 5, Style.STRONG | Style.EMPHASIS),
        Run(6, 7, Style.CODE),
        Run(8, 10, Style.LINK, "http://x.y"),
        Run(10, 11, Style.LINK | Style.EMPHASIS, "http://x.y"),
        Run(12, 13, Style.STRIKE),
    )


def test_footnote_marks() -> None:
    first, note = blocks("a[^x] b\n\n[^x]: c")
    assert first.runs == (Run(1, 1, Style.NOTE_REF, mark="1"),)
    assert (note.marker, note.footnote) == ("1", True)


@pytest.mark.parametrize("href", ["http://a.b", "HTTPS://a.b/c?d", "mailto:a@b.c"])
def test_addresses_that_may_be_followed(href: str) -> None:
    assert blocks(f"[x]({href})")[0].runs == (Run(0, 1, Style.LINK, href),)


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "smb://h/s",
        "ms-msdt:/id",
        "search-ms:query",
        "file:///etc/passwd",
        "//host/x",
        "\\\\\\\\host",
        "#part",
        "other.md",
        "data:text/html,x",
        "&#x6a;avascript:x",
        "vbscript:x",
        "x-http://a",
        "<java script:x>",
        "httpss:x",
    ],
)
def test_addresses_that_may_not_keep_their_words(href: str) -> None:
    (block,) = blocks(f"[x]({href})")
    assert block.runs == ()
    assert block.end - block.start == 1


def test_images_keep_their_address_as_written() -> None:
    (block,) = blocks("![Alt](my%20pics/ä.png) ![](b.png)")
    assert block.runs == (Run(0, 3, Style.IMAGE, "my%20pics/ä.png"), Run(4, 4, Style.IMAGE, "b.png"))


def test_deep_nesting_loses_no_words() -> None:
    assert "word" in read("> " * 500 + "word")
    assert read("".join("  " * depth + f"- w{depth}\n" for depth in range(120))).count("w") == 120
    assert "word" in read("[" * 500 + "word" + "](x)" * 500)
    assert "word" in read("![" * 300 + "word" + "](x)" * 300)


def test_the_words_of_the_shared_cases(shared: Path) -> None:
    assert open_article(shared / "cases/10-bold-inside-the-quote/article.md").text == (
        "Pier notes\nThe board of Harbour Trust said it had never paid the unlicensed diver Milo Brandt. He was paid "
        "in cash, some say the clerk Rosa Quill said.\nA name_with_underscores stays as it is, and 2 * 3 * 4 too."
    )
    assert open_article(shared / "cases/12-html-entities/article.md").text == (
        "Fisher & Sons paid 40\u00a0000 kr — or so the ledger says (page 7).\nThe code &amp; stays, and a bare & too."
    )
    for name in ("plain.md", "titled.md"):
        text = open_article(shared / "cases/11-rule-is-not-front-matter" / name).text
        assert text.endswith(
            "The first part names Ulla Brask.\nKeeper: in the middle part it is Dora Sund who kept the log.\n"
            "The last part names Per Holm."
        )


PARTS = st.sampled_from(
    [
        "a",
        "b ",
        "*",
        "**",
        "_",
        "`",
        "```",
        "~~",
        "[",
        "](",
        ")",
        "![",
        "[^1]",
        "[^1]: ",
        "^[",
        "]",
        "<",
        ">",
        "&amp;",
        "\\",
        "\n",
        "\n\n",
        "# ",
        "> ",
        "- ",
        "1. ",
        "- [ ] ",
        "|",
        "|-|-|\n",
        "---\n",
        "    ",
        "\t",
        "é",
        "😀",
        "http://a.b",
        "k: v\n",
    ]
)


@given(st.lists(PARTS, max_size=40).map("".join))
def test_blocks_tile_the_text(source: str) -> None:
    article = article_from_text(source, "markdown", "a.md")
    position = 0
    for block in article.blocks:
        assert block.start == position
        assert block.end >= block.start
        position = block.end + 1
        last = block.start
        for run in block.runs:
            assert last <= run.start <= run.end <= block.end
            assert run.end > run.start or run.mark or Style.IMAGE in run.style
            last = run.end
    assert len(article.text) == max(position - 1, 0)
    assert all(article.text[block.end] == "\n" for block in article.blocks[:-1])


HOSTILE = {
    "nested strong": "*a **a ",
    "closers": "a** b* ",
    "brackets": "[",
    "images": "![",
    "image pairs": "![[]()",
    "notes": "[^",
    "inline notes": "^[a",
    "link heads": "[a](<b",
    "titles": '[a](b "c',
    "quotes": "> ",
    "bullets": "- ",
    "stars": "*",
    "tildes": "~~a ",
    "backticks": "`a``",
    "less than": "<",
    "comments": "<!-- ",
    "bars": "|a",
    "underscores": "_a ",
    "number signs": "# ",
    "spaces": "   ",
    "backslashes": "\\",
    "footnotes": "x[^a]\n\n[^a]: b\n\n",
    # what else cmark tries
    "mismatched": "*a_ ",
    "link openers": "[a",
    "link closers": "a]",
    "links and emphasis": "[ a_",
    "open pairs": "[ (](",
    "link ends": "[a](b",
    "declarations": "<!A ",
    "instructions": "a<?",
    "cdata": "<![CDATA[",
    "references": "[a]: u\n",
    "reference titles": '[a]: b "\n',
    "lists in turn": "- a\n* b\n",
    "hard breaks": "a  \n",
    "underlined": "a\n=\n",
    "fences": "```\n",
    "quoted lists": "> - ",
    "entities": "&amp;",
    "combining": "\u0301",
    "joiners": "\u200d",
    "turned": "\u202e",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_takes_time_in_proportion(name: str) -> None:
    """Eight times the input: far less than the sixty-four times of a quadratic parser."""

    def seconds(times: int) -> float:
        began = time.process_time()
        read(HOSTILE[name] * times)
        return time.process_time() - began

    seconds(100)
    assert seconds(8_000) < 28 * max(seconds(1_000), seconds(1_000), 0.02)
