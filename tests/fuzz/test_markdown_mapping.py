"""Markdown made of pieces in any order: the blocks tile the text, and each character knows where it is written."""

from __future__ import annotations

import html
import os
import random
from pathlib import Path

import pytest

from reader.text.blocks import BlockKind, Style
from reader.text.open import article_from_text
from reader.text.source_map import source_map
from tests.fuzz.fuzzing import MOST_SECONDS, fuzz

MARKS = [
    "a", "b", "*", "**", "***", "_", "__", "`", "``", "```", "~~", "[", "](u)", "](https://x.y", "![", "]", "(", ")",
    "<",
    ">", "[^1]", "[^1]:", "[^2]:", "^[", "<http://x>", "&amp;", "&#0;", "&#x110000;", "&ngE;", "&", "\\",
    "\\*", "#", "-",
    "+", "1.", "10)", "|", "\\|", "---", "===", "<b>", "<!--", "<script>", "[r]", "[r][]", "~~~", "é",
    "😀", "👩‍🚀", "שלום",
    "\n", "\n\n", "\r", "\r\n", "# ", "> ", "- ", "* ", "1. ", "- [ ] ", "- [x] ", "[^1]: ", "|-|-|\n",
    "\n\n|a|b|\n|:-|-:|\n|", "\n---\n", "title: x\n", "k: [\n", "    ", "\t", "  \n", "\n[r]: u\n\n", "e\u0301",
    "\u202e", "\u200b", "\u2028", "\x0b", "\x0c", "\x85", "\u3000", "\ufeff", "\x1b", " 't')", "\xa0", "\ufffd",
]  # fmt: skip
WORDS = [mark.encode() for mark in MARKS]
SEEDS = [
    '# Title\n\nOne *two **three*** `four` [five](https://x.y "six") ![seven](8.png).\n\n> nine\n> - ten\n>   1. x\n',
    "---\ntitle: A\nlang: en\n---\n\n| a | b |\n|---|:-:|\n| `c\\|d` | **e** |\n\nx[^1] y^[z *w*]\n\n[^1]: n\n    m\n",
    "- [ ] a\n- [x] b\n\n  c\n\n```python\nd\n```\n\n~~e~~ \\* &amp; <http://f.g> <h>\n\nS\n===\n\n***\n\ni  \nj\\\n",
]


def mapped(data: bytes) -> object:
    """One input. Answers with what kinds of blocks and runs came of it."""
    source = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    article = article_from_text(source, "markdown", "a.md")
    text, position = article.text, 0
    for block in article.blocks:
        assert block.start == position and block.end >= block.start
        position, last = block.end + 1, block.start
        for run in block.runs:
            assert last <= run.start <= run.end <= block.end
            if Style.LINK in run.style and Style.IMAGE not in run.style:
                assert run.href.lower().startswith(("http:", "https:", "mailto:"))
            last = run.end
    assert len(text) == max(position - 1, 0)
    joints = {block.end for block in article.blocks[:-1]}
    code = {n for b in article.blocks if b.kind is BlockKind.CODE for n in range(b.start, b.end)}
    found = source_map(article)
    assert len(found.starts) == len(found.ends) == len(text)
    for at, character in enumerate(text):
        assert 0 <= found.starts[at] <= found.ends[at] <= len(source)
        written = source[found.starts[at] : found.ends[at]]
        if at in joints:
            assert written == "", (at, written)
        elif at in code:
            assert written == character or character in " \n\ufffd", (at, written, character)
        elif character.isspace():
            blank = written.replace("\\\n", "\n").replace(">", " ")  # a line end in a quotation, with its mark
            assert not blank or blank.isspace() or html.unescape(written) == character, (at, written)
        else:
            read = html.unescape(written)
            same = written in (character, f"\\{character}") or character in read or character == "\ufffd"
            assert same, (at, written, character)
    assert article_from_text(source, "markdown", "a.md").text == text
    kinds = {
        (b.kind, b.level, min(b.quote_depth, 3), min(b.list_depth, 3), bool(b.marker), b.footnote)
        for b in article.blocks
    }
    return frozenset(kinds), frozenset(run.style for b in article.blocks for run in b.runs)


def seeds() -> list[bytes]:
    shared = Path(os.environ.get("POSTIL_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")
    spec = shared / "fixtures" / "commonmark" / "spec.txt"
    found = [seed.encode() for seed in SEEDS]
    if spec.exists():
        fence = "`" * 32
        for example in spec.read_text(encoding="utf-8").split(f"{fence} example\n")[1:]:
            found.append(example.split("\n.\n")[0].replace("→", "\t").encode())
    return found


def test_fuzz(capsys: pytest.CaptureFixture[str]) -> None:
    readings = 3  # of each input
    seed = random.SystemRandom().randrange(2**32)
    tried = fuzz("markdown", mapped, seeds(), WORDS, seed, most=readings * MOST_SECONDS)
    with capsys.disabled():
        print(f" {tried:,} articles", end="")
    assert tried > 50
