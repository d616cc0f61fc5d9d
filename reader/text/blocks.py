"""What a page is made of: blocks of lines with style runs. Values only; readers of files make them, views draw them."""

from __future__ import annotations

from enum import Enum, Flag, auto
from typing import NamedTuple


class Style(Flag):
    """How a run of characters is set."""

    PLAIN = 0
    EMPHASIS = auto()
    STRONG = auto()
    STRIKE = auto()
    CODE = auto()
    LINK = auto()
    IMAGE = auto()  # the run's characters are the alt text
    NOTE_REF = auto()  # stands before a footnote mark, which is drawn but is not text


class Run(NamedTuple):
    """Characters `[start, end)` of the reading text set in one style.

    `href` is the address of a link, or of an image as written in the source; empty otherwise. `mark` is
    drawn after the run and is no text (the number of a footnote); such a run may be empty.
    """

    start: int
    end: int
    style: Style = Style.PLAIN
    href: str = ""
    mark: str = ""


class BlockKind(Enum):
    """What a block is to its reader."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CODE = "code"
    CELL = "cell"


class Cell(NamedTuple):
    """Where a cell stands: `table` counts the article's tables from 0, `row` 0 is the header row."""

    table: int
    row: int
    column: int
    columns: int
    align: str = "left"  # left | center | right


class Block(NamedTuple):
    """One block: `[start, end)` of the reading text, its line end left out.

    Blocks follow each other in order and are joined by exactly one `\\n`. A `\\n` inside a block is a line
    end of its own (hard break, line of code). `runs` are in order, do not overlap and need not cover
    plain characters. `marker` is drawn before the block and is no text (bullet, number, check box,
    footnote number). `rule_before` draws a horizontal rule above it.
    """

    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH
    runs: tuple[Run, ...] = ()
    level: int = 0  # of a heading, 1 to 6
    quote_depth: int = 0
    list_depth: int = 0
    marker: str = ""
    cell: Cell | None = None
    rule_before: bool = False
    footnote: bool = False
