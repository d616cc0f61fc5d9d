"""Puts changed blocks of an article into a document that holds the others, so that those stay laid out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtGui import QTextBlock, QTextCursor

from reader.app.page.differing import Hunk
from reader.app.page.document import PageDocument
from reader.app.page.fill import Filler
from reader.app.page.hunks import Hunks
from reader.app.page.offsets import MapBuilder, OffsetMap, Piece, joined
from reader.app.page.sheet import Sheet
from reader.text.article import Article
from reader.text.blocks import Block


def patch(document: PageDocument, offsets: OffsetMap, hunks: Hunks, sheet: Sheet) -> OffsetMap:
    """Make the edits in the document that holds `hunks.old`, and say where the code points of `hunks.new` stand."""
    made = hunks.edits or ()
    patcher = _Patcher(document, offsets, hunks, sheet)
    for group in made:
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        for hunk in group:
            patcher.replace(hunk)
        cursor.endEditBlock()
    now = patcher.done()
    if hunks.new.format == "markdown":  # of a text nobody asks for numbers
        _renumber(document, now, hunks.new, [hunk for group in made for hunk in group])
    return now


class _Patcher:
    def __init__(self, document: PageDocument, offsets: OffsetMap, hunks: Hunks, sheet: Sheet) -> None:
        self._document, self._offsets, self._sheet = document, offsets, sheet
        self._old, self._new, self._set_as = hunks.old, hunks.new, hunks.set_as
        self._pieces: list[Piece] = []
        self._kept_from = 0  # what of the old text is still to be mapped
        self._moved_cp = self._moved_u16 = 0

    def replace(self, hunk: Hunk) -> None:
        """Take the old blocks out, put the new ones in."""
        old, new = self._old.blocks, self._new.blocks
        start, end = self._start_of(old[hunk.old_from]), self._end_of(old[hunk.old_to - 1])
        cursor = QTextCursor(self._document)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.block().setUserState(-1)
        builder = MapBuilder(start - 1 if hunk.new_from else 0)
        filler = Filler(self._document, self._new, self._sheet, self._set_as, cursor, builder)
        if hunk.new_from:
            self._keep(old[hunk.old_from - 1].end)
            filler.last_end = new[hunk.new_from - 1].end
        for _ in filler.fill(hunk.new_from, hunk.new_to):
            pass
        self._moved_u16 += filler.cursor.position() - end
        self._kept_from = len(self._old.text) + 1
        if hunk.new_to < len(new):
            filler.join(new[hunk.new_to].start)
            self._kept_from = old[hunk.old_to].start
            self._moved_cp = new[hunk.new_to].start - self._kept_from
        self._pieces += filler.map.done().pieces

    def done(self) -> OffsetMap:
        """Where everything stands now."""
        self._keep(len(self._old.text))
        return joined(self._pieces)

    def _keep(self, end: int) -> None:
        """Map what stands as it stood, up to `end` of the old text."""
        self._pieces += self._offsets.part(self._kept_from, end, self._moved_cp, self._moved_u16)

    def _start_of(self, block: Block) -> int:
        return int(self._document_block(block.start).position())

    def _end_of(self, block: Block) -> int:
        found = self._document_block(block.end)
        return int(found.position() + found.length() - 1)

    def _document_block(self, position: int) -> QTextBlock:
        return self._document.findBlock(self._offsets.to_document(position) + self._moved_u16)


def _renumber(document: PageDocument, offsets: OffsetMap, new: Article, made: Sequence[Hunk]) -> None:
    """Blocks behind a hunk have other numbers in the article now."""
    for hunk, following in pairwise([*made, None]):
        assert hunk is not None  # only the last one is
        moved = hunk.new_to - hunk.old_to
        if not moved or hunk.new_to >= len(new.blocks):
            continue
        block = document.findBlock(offsets.to_document(new.blocks[hunk.new_to].start))
        end = offsets.to_document(new.blocks[following.new_from].start) if following else document.characterCount()
        while block.isValid() and block.position() < end:
            if block.userState() >= 0:
                block.setUserState(block.userState() + moved)
            block = block.next()
