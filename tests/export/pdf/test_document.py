"""The article becomes blocks, runs and numbered marks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Annotation, Claim, Highlight, Other, Placed
from reader.export.pdf.document import DEEPEST, LONG_CP, ZWJ, Body, body_of, printable
from reader.text.open import article_from_text
from reader.text.spans import Span


def highlight(key: str, start: int, end: int) -> Annotation:
    return Highlight(id=key, fragments=(Placed(Span(start, end)),))


def body(text: str, *annotations: Annotation, markdown: bool = False) -> Body:
    return body_of(article_from_text(text, "markdown" if markdown else "text"), AnnotationSet.of(annotations))


def words(blocks: list[dict[str, Any]]) -> str:
    """The text of blocks, what is drawn but is no text left out."""
    found = []
    for block in blocks:
        if "b" in block:
            found.append(words(block["b"]))
        elif "c" in block:
            found += [words([cell | {"k": "p"}]) for cell in block["c"]]
        else:
            runs = [r if isinstance(r, str) else "" if r[2] == "n" else r[0] for r in block["t"]]
            found.append("".join(runs))
    return "\n".join(found)


def test_marks_are_numbered_in_the_order_of_the_text() -> None:
    found = body("Kim met Kim.\nThen", highlight("b", 4, 11), highlight("a", 0, 7), highlight("c", 11, 16))
    assert [(m.start, m.end, m.keys) for m in found.marks] == [
        (0, 4, ("a",)),
        (4, 7, ("a", "b")),
        (7, 11, ("b",)),
        (11, 12, ("c",)),
        (13, 16, ("c",)),  # the line end between is nobody's
    ]
    assert found.blocks[0]["t"] == [["Kim ", 1, ""], ["met", 2, ""], [" Kim", 3, ""], [".", 4, ""]]
    assert found.blocks[1]["t"] == [["The", 5, ""], "n"]


def test_styles_and_links_cut_runs_too() -> None:
    found = body("a **b [c](https://x.org) d**[e](javascript:alert)", highlight("h", 2, 6), markdown=True)
    assert found.blocks[0]["t"] == [
        "a ",
        ["b ", 1, "b"],
        ["c", 2, "bu"],
        [" ", 3, "b"],
        ["d", 0, "b"],
        "e",
    ]
    assert [m.href for m in found.marks] == ["", "https://x.org", ""]


def test_arabic_is_told_to_join_across_a_cut_and_nothing_else_is() -> None:
    found = body("لروسيا قال", highlight("a", 1, 6))
    assert found.blocks[0]["t"][:2] == ["ل" + ZWJ, [ZWJ + "روسيا", 1, ""]]
    assert found.joined
    assert not body("قال روسيا Kim", highlight("a", 4, 9), highlight("b", 10, 12)).joined
    assert not body("دار", highlight("a", 1, 3)).joined  # dal joins nothing after it


def test_right_to_left_blocks_are_marked() -> None:
    assert [b.get("d", 0) for b in body("Kim\n«נמל» Kim\n12").blocks] == [0, 1, 0]


def test_odd_characters_are_made_harmless() -> None:
    assert printable("a\x00b\x07\x1bc") == "abc"
    assert printable("a\u2028b\x0bc\x85d") == "a\nb\nc\nd"
    assert printable("a\tb\ud800\uffff") == "a b\ufffd\ufffd"


def test_lines_of_a_poem_stay_together() -> None:
    assert [b["k"] for b in body("one\ntwo\n\nthree").blocks] == ["tight", "tight", "gap", "tight"]
    assert [b["k"] for b in body("one\ntwo").blocks] == ["p", "p"]


def test_tables_quotes_and_footnotes() -> None:
    source = "> q\n>\n> > r\n\n| a | b |\n| --- | ---: |\n| 1 | |\n\n- x[^1]\n\n[^1]: note\n"
    blocks = body(source, markdown=True).blocks
    assert [b["k"] for b in blocks] == ["quote", "table", "p", "foot"]
    assert [b["k"] for b in blocks[0]["b"]] == ["p", "quote"]
    assert (blocks[1]["n"], blocks[1]["a"], len(blocks[1]["c"])) == (2, ["left", "right"], 4)
    assert blocks[2]["l"] == 1 and blocks[2]["m"] and blocks[2]["t"][-1][2] == "n"
    assert blocks[3]["first"] == 1


def test_a_picture_alone_has_its_words_as_caption(tmp_path: Path) -> None:
    from dataclasses import replace

    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    article = article_from_text("![A map](a.png)\n\nSee ![it](a.png)", "markdown")
    found = body_of(replace(article, path=tmp_path / "x.md"), AnnotationSet())
    assert [(b["k"], len(b["i"])) for b in found.blocks] == [("caption", 1), ("p", 1)]
    assert len(found.pictures) == 2


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ab*_`[]()#>|-\n \\1."), max_size=80), spans)
def test_no_word_is_lost_or_doubled(source: str, places: list[tuple[int, int]]) -> None:
    article = article_from_text(source, "markdown")
    marks = [highlight(f"h{n}", a, min(a + k, len(article.text))) for n, (a, k) in enumerate(places)]
    found = body_of(article, AnnotationSet.of(m for m in marks if m.spans[0].start < m.spans[0].end))
    assert words(found.blocks).split() == printable(article.text).split()


def test_a_giant_paragraph_is_set_in_pieces_that_end_with_sentences() -> None:
    text = "A sentence of some words about Kim. " * 800
    found = body(text, highlight("h", 0, len(text) - 1), Claim(id="c", fragments=(Placed(Span(9, 20)),)))
    assert len(found.blocks) > 3
    assert [b.get("e", 0) for b in found.blocks] == [1] * (len(found.blocks) - 1) + [0]
    pieces = ["".join(r if isinstance(r, str) else r[0] for r in b["t"]) for b in found.blocks]
    assert "".join(pieces) == text
    assert all(piece.rstrip().endswith(".") and len(piece) <= LONG_CP for piece in pieces)
    assert sum(m.end - m.start for m in found.marks if "h" in m.keys) == len(text) - 1


def test_giant_words_and_listings_are_cut_too() -> None:
    word = body("e\u0301" * 10_000)
    assert all(len(b["t"][0]) % 2 == 0 for b in word.blocks)
    listing = body("- " + "x" * 20_000 + "\n\n```\n" + "line of code\n" * 2_000 + "```\n", markdown=True)
    marked = [b for b in listing.blocks if b.get("m")]
    assert len(marked) == 1
    code = [b for b in listing.blocks if b["k"] == "code"]
    assert len(code) > 1 and all(b["t"][0].endswith("\n") for b in code[:-1])


def test_the_deepest_nesting_still_leaves_a_column() -> None:
    def depth(blocks: list[dict[str, Any]]) -> int:
        return max((1 + depth(b["b"]) if "b" in b else 0 for b in blocks), default=0)

    assert depth(body("> " * 40 + "deep", markdown=True).blocks) == DEEPEST
    lists = body("".join("  " * n + "- item\n" for n in range(20)), markdown=True)
    assert max(b["l"] for b in lists.blocks) == DEEPEST


def test_what_others_made_is_not_marked_as_ours() -> None:
    stranger = Other(id="o", fragments=(Placed(Span(0, 3)),), reason="not ours")
    assert body("Kim said", stranger).marks == []
