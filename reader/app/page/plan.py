"""Decides how each block of an article is set: size, line, space above, indents. Numbers at 100 %, no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import bidirectional

from reader.text.article import Article
from reader.text.blocks import Block, BlockKind, Style

PARAGRAPH_GAP, TITLE_GAP, ITEM_GAP, HEADING_GAP, RULE_GAP = 14, 20, 6, 30, 30
INDENT, QUOTE, CODE_PADDING = 26, 22, 12
HEADINGS = {1: (28, 36), 2: (22, 30), 3: (19, 28)}
HAND_WRAPPED = 100  # a text file whose lines are all shorter, with blank ones between, was wrapped by hand
LONGEST_TITLE = 110
MANY_LINES = 20_000  # with more, a blank line is as high as any other: lines set alike fill a hundred times as fast
_SENTENCE_ENDS = (".", ";", ":", ",", "…", "”", '"')


class Setting(NamedTuple):
    """How one block is set, in pixels at 100 %. `top` is the space above it, `left` and `right` indents."""

    size: int = 18
    line: int = 28
    top: int = 0
    left: int = 0
    right: int = 0
    bold: bool = False
    code: bool = False
    pictures: bool = False


def settings(article: Article) -> list[Setting]:
    """The setting of each block of `article`, in their order."""
    return _of_text(article) if article.format == "text" else _of_markdown(article)


def _of_text(article: Article) -> list[Setting]:
    """Lines of a text file: paragraphs, unless blank lines say that a paragraph is several lines."""
    blocks = article.blocks
    lengths = [block.end - block.start for block in blocks]
    if len(lengths) > MANY_LINES:
        return [Setting()] * len(lengths)
    wrapped = 0 in lengths and max(lengths, default=0) <= HAND_WRAPPED
    paragraph, joined = Setting(top=PARAGRAPH_GAP), Setting()
    found = []
    before = 0
    for length in lengths:
        if not length:
            found.append(Setting(line=PARAGRAPH_GAP))
        else:
            found.append(joined if wrapped or not before else paragraph)
        before = length
    if _has_title(article, lengths):
        found[0] = Setting(28, 36, bold=True)
        if lengths[1]:
            found[1] = Setting(top=TITLE_GAP)
    return found


def _has_title(article: Article, lengths: Sequence[int]) -> bool:
    """Whether the first line looks like a headline: short, no end of a sentence, something longer to follow."""
    if len(lengths) < 2 or not 0 < lengths[0] <= LONGEST_TITLE:
        return False
    following = next((length for length in lengths[1:] if length), 0)
    first = article.text[: lengths[0]].rstrip()
    return following > lengths[0] and bool(first) and not first.endswith(_SENTENCE_ENDS)


def _of_markdown(article: Article) -> list[Setting]:
    found: list[Setting] = []
    before: Block | None = None
    for block in article.blocks:
        setting = _setting(block, before)
        if setting.left != setting.right and not setting.code and is_rtl(article.text, block.start, block.end):
            setting = setting._replace(left=setting.right, right=setting.left)
        found.append(setting)
        before = block
    return found


def is_rtl(text: str, start: int, end: int) -> bool:
    """Whether the first letter there that has a direction is read from right to left, as Qt sets its blocks."""
    for at in range(start, end):
        direction = bidirectional(text[at])
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _setting(block: Block, before: Block | None) -> Setting:
    left = block.quote_depth * QUOTE + block.list_depth * INDENT
    top = 0 if before is None else _gap(block, before)
    if block.kind is BlockKind.HEADING:
        size, line = HEADINGS.get(block.level, (18, 28))
        return Setting(size, line, top, left, bold=True)
    if block.kind is BlockKind.CODE:
        return Setting(15, 22, top, left + CODE_PADDING, CODE_PADDING, code=True)
    if block.kind is BlockKind.CELL:
        return Setting(16, 24, top, bold=bool(block.cell and block.cell.row == 0))
    pictures = any(run.href and Style.IMAGE in run.style for run in block.runs)
    if block.footnote:
        return Setting(15, 23, top, left or INDENT, pictures=pictures)
    return Setting(top=top, left=left, pictures=pictures)


def _gap(block: Block, before: Block) -> int:
    if block.rule_before:
        return 2 * RULE_GAP
    if block.footnote and not before.footnote:
        return RULE_GAP + PARAGRAPH_GAP
    if block.kind is BlockKind.HEADING:
        return HEADING_GAP
    gap = PARAGRAPH_GAP
    if before.kind is BlockKind.HEADING:
        gap = TITLE_GAP if before.level == 1 else ITEM_GAP
    elif (block.list_depth and before.list_depth and block.marker) or (block.footnote and before.footnote):
        gap = ITEM_GAP
    for neighbour in (block, before):
        gap += CODE_PADDING if neighbour.kind is BlockKind.CODE else 0
        gap += ITEM_GAP if neighbour.kind is BlockKind.CELL else 0
    return gap
