"""The article as data for the template: blocks, runs, and the numbered marks that highlights are found by again.

Pure but for pictures, which it asks `pictures` for. Does not know how anything looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Other, Relation
from reader.export.pdf.breaks import with_breaks
from reader.export.pdf.measure import LEAD, lead_of
from reader.export.pdf.pictures import local_picture, picture_kind
from reader.export.pdf.scripts import foreign, right_to_left
from reader.export.pdf.segments import Segment, flatten
from reader.text.article import Article
from reader.text.blocks import Block, BlockKind, Run, Style
from reader.text.clusters import is_boundary
from reader.text.languages import is_right_to_left

Json = dict[str, Any]
SIMPLE_CP = 3_000  # a longer paragraph's lines are broken one by one: all at once took 0.3 s for 8,000 characters
LONG_CP = 8_000  # a longer paragraph is set in pieces: the typesetter's time grows with the square of the length
ROOM_CP = 24  # a longer word may be broken behind its signs
CODE_ROOM_CP = 40
TABLE_CP = 60  # letters that all columns of a table have together
DEEPEST = 8  # quotes and lists within each other: deeper ones are set like these, or nothing of the column is left
_LETTERS = ((Style.STRONG, "b"), (Style.EMPHASIS, "i"), (Style.STRIKE, "s"), (Style.CODE, "c"), (Style.LINK, "u"))
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_ODD: dict[int, str | None] = {c: None for c in (*range(32), *range(127, 160)) if c not in (9, 10)}
_ODD.update(dict.fromkeys((0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029), "\n"))  # these end lines, as str knows
_ODD.update(dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd"))
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_JOINING = re.compile(
    r"[\u0620\u0626\u0628\u062a-\u062e\u0633-\u063f\u0641-\u0647\u0649\u064a\u066e\u0678-\u0687\u069a-\u06bf\u06cc]"
)
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")
ZWJ = "\u200d"
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A run that must be found again on the page: `[start, end)`, the annotations on it, the address it leads to."""

    start: int
    end: int
    keys: tuple[str, ...]
    href: str = ""


@dataclass
class Body:
    """The article's blocks as the template wants them; mark number n (from 1) is `marks[n - 1]`."""

    blocks: list[Json] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)  # of pictures, as the article has them
    absent: list[str] = field(default_factory=list)  # addresses of pictures that cannot be shown
    lead: float = LEAD  # of the article's language
    rtl: bool = False  # its language is written from right to left
    languages: set[str] = field(default_factory=set)  # of blocks that need faces of their own
    joined: bool = False  # a word was cut between letters that join: `joins` has to clean up


def body_of(article: Article, annotations: AnnotationSet, language: str = "") -> Body:
    """The body of the document; `language` is the article's."""
    return _Builder(article, annotations, language).build()


def first_marks(marks: Sequence[Mark]) -> dict[str, int]:
    """The number of the first mark of each annotation."""
    found: dict[str, int] = {}
    for number, mark in enumerate(marks, start=1):
        for key in mark.keys:
            found.setdefault(key, number)
    return found


def printable(words: str, tabs: str = " ") -> str:
    """`words` without what has no place on paper: control characters go, odd line ends become `\\n`."""
    clean = words.translate(_ODD).replace("\t", tabs)
    return _SURROGATES.sub("\ufffd", clean)


def without_private(data: Any) -> Any:
    """`data` with U+FFFD for characters of private use, which mean nothing to anybody else: PDF/A refuses them."""
    if isinstance(data, str):
        return data if data.isascii() else PRIVATE.sub("\ufffd", data)
    if isinstance(data, dict):
        return {key: without_private(value) for key, value in data.items()}
    return [without_private(value) for value in data] if isinstance(data, (list, tuple)) else data


class _Builder:
    def __init__(self, article: Article, annotations: AnnotationSet, language: str) -> None:
        self.article = article
        self.language = language
        self.text = article.text
        self.body = Body(lead=lead_of(language), rtl=is_right_to_left(language))
        ours = [a for a in annotations.in_reading_order if not isinstance(a, (Other, Relation))]
        self.segments = flatten((span, a.id) for a in ours for span in a.spans)
        self.at = 0  # the first segment that may still matter: blocks come in order, so this only grows
        self.continued: set[int] = set()  # where pieces start that the next piece goes on from

    def build(self) -> Body:
        blocks = [piece for block in self.article.blocks for piece in self._pieces_of(block)]
        tight = self.article.format == "text" and any(b.start == b.end for b in blocks[1:-1])
        self.body.blocks = self._nested(blocks, 0, tight)
        return self.body

    def _pieces_of(self, block: Block) -> Iterator[Block]:
        """A paragraph or a stretch of code in pieces that end at a sentence, a line or at least a word."""
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.CODE):
            yield block
            return
        start = block.start
        while block.end - start > LONG_CP:
            end = self._good_end(start, start + LONG_CP, block.kind)
            self.continued.add(start)
            yield _part(block, start, end)
            start = end
        yield _part(block, start, block.end) if start > block.start else block

    def _good_end(self, start: int, limit: int, kind: BlockKind) -> int:
        for stop in ("\n",) if kind is BlockKind.CODE else ("\n", ". ", "。", " "):
            found = self.text.rfind(stop, start + LONG_CP // 2, limit)
            if found >= 0:
                return found + len(stop)
        while limit > start + 1 and not is_boundary(self.text, limit):
            limit -= 1
        return limit

    def _nested(self, blocks: list[Block], depth: int, tight: bool) -> list[Json]:
        found: list[Json] = []
        n = 0
        while n < len(blocks):
            block = blocks[n]
            last = n
            if block.quote_depth > depth and depth < DEEPEST:
                while last + 1 < len(blocks) and blocks[last + 1].quote_depth > depth:
                    last += 1
                quote: Json = {"k": "quote", "b": self._nested(blocks[n : last + 1], depth + 1, tight)}
                self._flags(quote, block)
                if block.list_depth and not block.marker:  # it is part of an item
                    quote["l"] = min(block.list_depth, DEEPEST)
                found.append(quote)
            elif block.cell:
                while last + 1 < len(blocks) and _same_table(blocks[last + 1], block):
                    last += 1
                found.append(self._table(blocks[n : last + 1]))
            else:
                after = blocks[n + 1] if n + 1 < len(blocks) else None
                found.append(self._block(block, blocks[n - 1] if n else None, after, tight))
            n = last + 1
        return found

    def _block(self, block: Block, before: Block | None, after: Block | None, tight: bool) -> Json:
        data: Json = {"k": "p"}
        if block.kind is BlockKind.HEADING:
            data |= {"k": "h", "h": max(1, block.level)}
        elif block.kind is BlockKind.CODE:
            data["k"] = "code"
        elif block.footnote:
            data |= {"k": "foot", "m": block.marker}
            if not (before and before.footnote):
                data["first"] = 1
        elif tight:
            empty = block.start == block.end
            data["k"] = "gap" if empty else "tight"
            if after is None:
                data["last"] = 1
        if block.start in self.continued and block.end > block.start:
            data["e"] = 1
        if block.rule_before:
            data["r"] = 1
        if block.list_depth and not block.footnote:
            data |= {"l": min(block.list_depth, DEEPEST), "m": block.marker}
        self._flags(data, block)
        images = [run for run in block.runs if Style.IMAGE in run.style]
        if data["k"] == "p" and images and sum(run.end - run.start for run in images) == block.end - block.start:
            data["k"] = "caption"
        pictures = [self._picture(run) for run in images]
        pictures = [picture for picture in pictures if picture[0] or data["k"] == "caption"]
        if pictures:
            data["i"] = pictures
        data["t"] = with_breaks(
            list(self._runs(block)), CODE_ROOM_CP if data["k"] == "code" else ROOM_CP, data["k"] == "code"
        )
        return data

    def _flags(self, data: Json, block: Block) -> None:
        words = self.text[block.start : min(block.end, block.start + LONG_CP)]
        if right_to_left(words):
            data["d"] = 1
        if language := foreign(words, self.language):
            data["g"] = language
            self.body.languages.add(language)
        if block.end - block.start > SIMPLE_CP:
            data["x"] = 1

    def _table(self, cells: list[Block]) -> Json:
        first = cells[0].cell
        assert first is not None
        columns = first.columns
        rows = 1 + max(c.cell.row for c in cells if c.cell)
        grid: list[Json] = [{"t": []} for _ in range(rows * columns)]
        align = ["left"] * columns
        for block in cells:
            if block.cell and block.cell.column < columns:
                place: Json = {"t": with_breaks(list(self._runs(block)), max(4, TABLE_CP // columns), code=False)}
                self._flags(place, block)
                pictures = [self._picture(run) for run in block.runs if Style.IMAGE in run.style]
                if shown := [picture for picture in pictures if picture[0]]:
                    place["i"] = shown
                grid[block.cell.row * columns + block.cell.column] = place
                align[block.cell.column] = block.cell.align
        return {"k": "table", "n": columns, "a": align, "c": grid}

    def _picture(self, run: Run) -> list[str]:
        """The name of a picture in the child's folder, empty for one that cannot be shown, and what is said of it."""
        data = local_picture(run.href, self.article.path.parent)
        said = printable(self.text[run.start : run.end])
        if data is None:
            self.body.absent.append(run.href)
            return ["", said]
        name = f"picture-{len(self.body.pictures) + 1}{picture_kind(data)}"
        self.body.pictures[name] = data
        self.body.addresses[name] = run.href
        return [name, said]

    def _runs(self, block: Block) -> Iterator[str | list[Any]]:
        tabs = "    " if block.kind is BlockKind.CODE else " "
        for run in _covered(block):
            for start, end, segment in self._pieces(run):
                yield from self._piece(run, start, end, segment, tabs)
            if run.mark:
                yield [run.mark, 0, "n"]

    def _pieces(self, run: Run) -> Iterator[tuple[int, int, Segment | None]]:
        while self.at < len(self.segments) and self.segments[self.at].end <= run.start:
            self.at += 1
        place, n = run.start, self.at
        while n < len(self.segments) and self.segments[n].start < run.end:
            segment = self.segments[n]
            if place < segment.start:
                yield place, segment.start, None
            place = min(segment.end, run.end)
            yield max(segment.start, run.start), place, segment
            n += 1
        if place < run.end:
            yield place, run.end, None

    def _piece(self, run: Run, start: int, end: int, segment: Segment | None, tabs: str) -> Iterator[str | list[Any]]:
        words = printable(self.text[start:end], tabs)
        words = self._joined(start, end, words)
        style = "".join(letter for flag, letter in _LETTERS if flag in run.style)
        href = run.href if Style.LINK in run.style and _SAFE_LINK.match(run.href) else ""
        number = 0
        if segment or href:
            self.body.marks.append(Mark(start, end, segment.keys if segment else (), href))
            number = len(self.body.marks)
        if number or style:
            yield [words, number, style]
        else:
            yield words

    def _joined(self, start: int, end: int, words: str) -> str:
        """Arabic letters join across a cut only when told so: each run is shaped alone."""
        text = self.text
        if start > 0 and _JOINING.match(text[start - 1]) and _ARABIC.match(text[start]):
            words = ZWJ + words
            self.body.joined = True
        if end < len(text) and _JOINING.match(text[end - 1]) and _ARABIC.match(text[end]):
            words += ZWJ
        return words


def _covered(block: Block) -> Iterator[Run]:
    """The block's runs with plain ones in the gaps."""
    place = block.start
    for run in block.runs:
        if place < run.start:
            yield Run(place, run.start)
        yield run
        place = max(place, run.end)
    if place < block.end:
        yield Run(place, block.end)


def _part(block: Block, start: int, end: int) -> Block:
    """`[start, end)` of a block; what is drawn before a block stands before its first part only."""
    runs = tuple(
        run._replace(start=max(run.start, start), end=min(run.end, end), mark=run.mark if run.end <= end else "")
        for run in block.runs
        if run.start < end and run.end > start
    )
    first = start == block.start
    return block._replace(
        start=start, end=end, runs=runs, marker=block.marker * first, rule_before=block.rule_before and first
    )


def _same_table(block: Block, first: Block) -> bool:
    return bool(block.cell and first.cell and block.cell.table == first.cell.table)
