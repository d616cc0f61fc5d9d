"""Fills a QTextDocument from an article's blocks with a cursor, and says where each code point came to stand.

Never HTML, never Markdown: Qt's readers of those fetch pictures and count other characters than we do.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Generator, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextImageFormat

from reader.app.page.cuts import LONGEST, cut_places
from reader.app.page.document import PageDocument
from reader.app.page.offsets import MapBuilder, OffsetMap, shown, shown_lines
from reader.app.page.plan import Setting, settings
from reader.app.page.sheet import Sheet
from reader.text.article import Article
from reader.text.blocks import Block, Style

LARGEST_TABLE = 4_000  # cells; QTextTable takes seconds for more, so those are shown one cell a line
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


class Stretch(NamedTuple):
    """A stretch of one block in one style; `mark` is drawn after it, `picture` above it."""

    start: int
    end: int
    style: Style = Style.PLAIN
    mark: str = ""
    picture: str = ""


def fill(document: PageDocument, article: Article, sheet: Sheet) -> OffsetMap:
    """Put `article` into the empty `document`. The user state of a block is the number of the article's block."""
    steps = fill_in_steps(document, article, sheet)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            offsets: OffsetMap = end.value
            return offsets


def fill_in_steps(document: PageDocument, article: Article, sheet: Sheet) -> Generator[None, None, OffsetMap]:
    """The same a block at a time, or as many as go in at once. No view may show the document before all is in it."""
    document.setDefaultFont(sheet.font)
    document.setDefaultTextOption(sheet.option())
    document.rootFrame().setFrameFormat(sheet.frame())
    cursor = QTextCursor(document)
    filler = Filler(document, article, sheet, settings(article), cursor, MapBuilder())
    cursor.beginEditBlock()
    yield from filler.fill(0, len(article.blocks))
    cursor.endEditBlock()
    return filler.map.done()


class Filler:
    """Puts blocks of an article, set as `set_as` says, in where `cursor` stands, which is an empty block."""

    def __init__(
        self,
        document: PageDocument,
        article: Article,
        sheet: Sheet,
        set_as: Sequence[Setting],
        cursor: QTextCursor,
        builder: MapBuilder,
    ) -> None:
        self.document = document
        self.cursor = cursor
        self.article = article
        self.sheet = sheet
        self.map = builder
        self.fresh = True  # the cursor stands in an empty block that nothing has been put into yet
        self.last_end: int | None = None  # where the block before ended
        self._settings = set_as

    def fill(self, first: int, end: int) -> Iterator[None]:
        """Put in the blocks `[first, end)`, with a rest after some. No table may go on before or after them."""
        blocks, set_as = self.article.blocks[:end], self._settings
        at = first
        while at < len(blocks):
            to = at + 1
            cell = blocks[at].cell
            if cell is not None:
                while to < len(blocks) and (other := blocks[to].cell) is not None and other.table == cell.table:
                    to += 1
                if _is_whole(blocks[at:to]):
                    below = set_as[to].top if to < len(blocks) and blocks[to].cell is None else 0
                    self._table(blocks[at:to], set_as[at:to], at, below)
                else:
                    for number in range(at, to):
                        self._block(blocks[number], set_as[number], number)
            elif self.article.format == "text" and not _is_long(blocks[at]):
                while to < len(blocks) and set_as[to] == set_as[at] and not _is_long(blocks[to]):
                    to += 1
                self._lines(blocks[at].start, blocks[to - 1].end, set_as[at])
            else:
                self._block(blocks[at], set_as[at], at)
            at = to
            yield

    def _lines(self, start: int, end: int, setting: Setting) -> None:
        """Lines of a text file that are set alike go in as one string: a hundred times as fast as one by one."""
        self._begin(start, setting)
        words = self.article.text[start:end]
        self.cursor.insertText(shown_lines(words), self.sheet.char(setting))
        self.map.text(start, words)
        self.last_end = end

    def _begin(self, start: int, setting: Setting) -> None:
        """Go into a new block, or take the empty one in which the cursor stands."""
        block_format, char_format = self.sheet.block(setting), self.sheet.char(setting)
        if self.fresh:
            self.cursor.setBlockFormat(block_format)
            self.cursor.setBlockCharFormat(char_format)
            self.fresh = False
        else:
            self.cursor.insertBlock(block_format, char_format)
        self.join(start)

    def join(self, start: int) -> None:
        """Count the end of the block before; it is the reading text's line end if that is all there is between."""
        if self.last_end is not None and self.last_end + 1 == start:
            self.map.text(self.last_end, "\n")
        elif self.last_end is not None:
            self.map.extra()

    def _block(self, block: Block, setting: Setting, number: int) -> None:
        self._begin(block.start, setting)
        self.cursor.block().setUserState(number)
        self.map.text(block.start, "")
        cuts = _cuts(self.article, block)
        follow = setting._replace(top=0) if cuts else setting
        for stretch in _stretches(block, cuts):
            if stretch.start in cuts and stretch.start < stretch.end:
                self.cursor.insertBlock(self.sheet.block(follow), self.sheet.char(setting))
                self.map.extra()
                self.cursor.block().setUserState(number)
            self._stretch(stretch, setting)
        self.last_end = block.end

    def _stretch(self, stretch: Stretch, setting: Setting) -> None:
        if stretch.picture:
            self._picture(stretch.picture)
        words = self.article.text[stretch.start : stretch.end]
        if words:
            self.cursor.insertText(shown(words), self.sheet.char(setting, stretch.style))
            self.map.text(stretch.start, words)
        if stretch.mark:
            before = self.cursor.position()
            self.cursor.insertText(shown(stretch.mark), self.sheet.mark(setting))
            self.map.extra(self.cursor.position() - before)

    def _picture(self, href: str) -> None:
        """The picture on a line of its own above its alt text, if it lies in the article's folder."""
        from reader.app.page.pictures import picture_size  # brings names along that other articles spare

        size = picture_size(self.article.path.parent, href, self.sheet.measures.column, self.sheet.measures.scale)
        if size is None:
            return
        image = QTextImageFormat()
        image.setName(self.document.add_picture(href, round(size[0])))
        image.setWidth(size[0])
        image.setHeight(size[1])
        before = self.cursor.position()
        self.cursor.insertImage(image)
        self.cursor.insertText("\u2028")
        self.map.extra(self.cursor.position() - before)

    def _table(self, cells: Sequence[Block], set_as: Sequence[Setting], number: int, gap: int) -> None:
        """A QTextTable, whose cells are blocks that take one unit each to part, as our line ends do.

        `gap` is the space below: Qt leaves out the one above a block that follows a table.
        """
        self.join(cells[0].start)
        if self.fresh:  # at the document's start or right after a table: the empty block stays, out of sight
            self.cursor.setBlockFormat(self.sheet.filler())
            self.map.extra()
        columns = cells[0].cell.columns if cells[0].cell else 1
        from reader.app.page import mirrored  # most articles have no table

        table_format, widths = self.sheet.table(set_as[0].top, gap), self._mirrored(cells, set_as, columns)
        if widths:
            mirrored.set_columns(table_format, widths, self.sheet.measures.column)
            self.document.has_fixed_columns = True
        table = self.cursor.insertTable(len(cells) // columns, columns, table_format)
        for place, (block, setting) in enumerate(zip(cells, set_as, strict=True)):
            cell = table.cellAt(place // columns, place % columns)
            self.cursor = cell.firstCursorPosition()
            if place:
                self.join(block.start)
            block_format = QTextBlockFormat(self.sheet.block(setting))
            align = block.cell.align if block.cell else "left"
            centred = align == "center"
            block_format.setAlignment(mirrored.LEADING if widths and not centred else _ALIGN[align])
            self.cursor.setBlockFormat(block_format)
            cell_format = self.sheet.cell(head=place < columns)
            cell_format.merge(self.sheet.char(setting))
            if widths:
                mirrored.move_cell(cell_format, place % columns, widths)
            cell.setFormat(cell_format)  # this is its first block's format of characters, too
            self.cursor.block().setUserState(number + place)
            self.map.text(block.start, "")
            for stretch in _stretches(block, ()):
                self._stretch(stretch, setting)
            self.last_end = block.end
        self.cursor = QTextCursor(self.document)
        self.cursor.movePosition(QTextCursor.MoveOperation.End)
        self.cursor.setBlockFormat(self.sheet.filler())
        self.fresh = True

    def _mirrored(self, cells: Sequence[Block], set_as: Sequence[Setting], columns: int) -> list[float]:
        """How wide columns that run from the right are; none where they run from the left."""
        from reader.app.page import mirrored

        text = self.article.text
        if text.isascii() or not mirrored.reads_leftwards(text, cells):
            return []
        words = [text[cell.start : cell.end] for cell in cells]
        fonts = [self.sheet.char(setting).font() for setting in set_as]
        gap = self.sheet.cell(head=False).rightPadding()
        return mirrored.widths(words, fonts, columns, self.sheet.measures.column, gap)


def _is_long(block: Block) -> bool:
    return block.end - block.start > LONGEST


def _cuts(article: Article, block: Block) -> Sequence[int]:
    if not _is_long(block):
        return ()
    return [block.start + place for place in cut_places(article.text[block.start : block.end])]


def _is_whole(cells: Sequence[Block]) -> bool:
    """Whether every cell is there, in rows of equal length, and there are not too many for a QTextTable."""
    columns = cells[0].cell.columns if cells[0].cell else 0
    if columns < 1 or len(cells) % columns or len(cells) > LARGEST_TABLE:
        return False
    places = [(cell.row, cell.column) for block in cells if (cell := block.cell) is not None]
    return places == [(n // columns, n % columns) for n in range(len(cells))]


def _stretches(block: Block, cuts: Sequence[int]) -> Iterator[Stretch]:
    """The block's runs and the plain characters between them, cut at `cuts`."""
    if not cuts:
        yield from _whole_stretches(block)
        return
    for whole in _whole_stretches(block):
        edges = [whole.start, *cuts[bisect_right(cuts, whole.start) : bisect_left(cuts, whole.end)], whole.end]
        for start, end in pairwise(edges):
            picture = whole.picture if start == whole.start else ""
            yield Stretch(start, end, whole.style, whole.mark if end == whole.end else "", picture)


def _whole_stretches(block: Block) -> Iterator[Stretch]:
    at = block.start
    for run in block.runs:
        if at < run.start:
            yield Stretch(at, run.start)
        picture = run.href if Style.IMAGE in run.style and Style.LINK not in run.style else ""
        yield Stretch(run.start, run.end, run.style, run.mark, picture)
        at = run.end
    if at < block.end:
        yield Stretch(at, block.end)
