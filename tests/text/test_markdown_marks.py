"""Stopping at the marks of the rules in use finds what stopping at all marks does; nothing but marks is words."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.parser_inline import ParserInline
from markdown_it.token import Token

from reader.text.markdown_marks import MARKS as STOPS
from reader.text.markdown_parser import _parser, parse
from reader.text.open import article_from_text
from tests.fuzz.test_markdown_mapping import MARKS
from tests.text.test_commonmark import examples
from tests.text.test_markdown import HOSTILE


def by_its_own_parser(source: str) -> list[Token]:
    """The tokens as markdown-it itself makes them, with our rules."""
    parser = _parser()
    ours = parser.inline
    parser.inline = ParserInline()
    parser.inline.ruler, parser.inline.ruler2 = ours.ruler, ours.ruler2
    try:
        return parser.parse(source, {})
    finally:
        parser.inline = ours


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*MARKS, ":", "@", "{", "%", "=", "a b", "https://x.y "]), max_size=40).map("".join))
def test_pieces_in_any_order(source: str) -> None:
    assert parse(source)[0] == by_its_own_parser(source)


def test_the_examples_of_the_specification(shared: Path) -> None:
    for number, _, markdown, _ in examples((shared / "fixtures/commonmark/spec.txt").read_text(encoding="utf-8")):
        assert parse(markdown)[0] == by_its_own_parser(markdown), number


def test_the_parser_stops_at_each_of_them() -> None:
    for mark in STOPS:
        assert _parser().inline.terminator_re.search(f"a{mark}")
    assert not _parser().inline.terminator_re.search("a - b: c = d > e, 5 % of $6 {f} #g @h + i")


def test_a_stretch_of_nothing_but_marks_is_words() -> None:
    dense = "*a **b ~~c\n[d\\\n" * 2_000
    article = article_from_text(f"# *One*\n\n{dense}\n\n*Two*\n", "markdown", "a.md")
    one, words, two = (article.text[block.start : block.end] for block in article.blocks)
    assert (one, two) == ("One", "Two")
    assert words == " ".join(line.strip() for line in dense.splitlines())
    assert not article.blocks[1].runs


@pytest.mark.parametrize("written", ["**a** bcd efgh ", "[a b](https://example.org/c) and ", "`a_b` is *c*, d; "])
def test_what_somebody_wrote_is_read_however_long_it_is(written: str) -> None:
    article = article_from_text(written * 20_000, "markdown", "a.md")
    assert len(article.blocks[0].runs) >= 20_000


# Lists and headings of a letter each are a hundred thousand blocks, and take 5 s.
MANY_BLOCKS = {"lists in turn", "footnotes", "underlined", "hard breaks", "references"}


@pytest.mark.slow
@pytest.mark.parametrize("name", [*sorted(HOSTILE.keys() - MANY_BLOCKS), "nested"])
def test_half_a_megabyte_takes_two_seconds_at_most(name: str) -> None:
    piece = HOSTILE.get(name, "*a **a ")
    source = piece * (500_000 // len(piece)) + ("b" + " a** a*" * 65_000 if name == "nested" else "")
    began = time.process_time()
    article_from_text(source, "markdown", "a.md")
    assert time.process_time() - began < 2
