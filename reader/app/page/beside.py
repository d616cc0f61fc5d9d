"""`Beside`: what stands in the right margin of a page - the chip, notes - and where. Looks only at what shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF

from reader.annotations.model import Annotation
from reader.app.look.look import Look
from reader.app.page.right_margin import ChipBox, NoteBox, RightMargin
from reader.app.page.stacking import stacked
from reader.app.page.words_laid import LINE
from reader.app.wording.chip import Chip
from reader.text.spans import Span
from reader.visible import in_a_line

if TYPE_CHECKING:
    from reader.app.page.view import ReadingView

INSET, FROM_EDGE, WIDEST = 17, 12, 220  # px at 100 %
GAP = 8
BEFORE_CP = 1_500  # a note above what shows may still push one down
CHIP_ABOVE = 31  # px from the baseline of its line to the chip's top


class Beside:
    """Keeps the right margin of one page in step with it."""

    def __init__(self, view: ReadingView) -> None:
        self._view = view
        self._chip: Chip | None = None
        self.shown = True  # whether there is room for it; `arrange` tells when there is not
        self.margin = RightMargin(view.look, view)
        self.margin.taken.connect(view.note_taken)
        self.margin.opened.connect(view.note_opened)
        self.margin.asked.connect(view.command_asked)
        self.margin.hide()

    def set_chip(self, chip: Chip | None) -> None:
        """Show this chip at the line of what is current, and notes anew."""
        self._chip = chip
        if self.shown:
            self._place()

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self.margin.set_look(look)

    def scrolled(self) -> None:
        """The page was scrolled: other notes may show."""
        if self.shown:
            self.margin.scroll_to(self._view.verticalScrollBar().value())
            self._place()

    def arrange(self) -> None:
        """Give the margin its place, or none where the column leaves too little room."""
        room = self._view.right_room
        was, self.shown = self.shown, self._view.has_margin
        self.margin.setVisible(self.shown)
        self._view.give_right(room if self.shown else 0)
        if was != self.shown:
            self._view.margin_changed.emit()
        if not self.shown:
            return
        self.margin.setGeometry(QRect(self._view.document_right, 0, room, self._view.height()))
        self.margin.scroll_to(self._view.verticalScrollBar().value())
        self._place()

    def _place(self) -> None:
        view, px = self._view, self._view.look.px
        left = px(INSET)
        width = min(self.margin.width() - left - px(FROM_EDGE), px(WIDEST))
        chip = self._chip_box(left, width)
        found = self._noted()
        wanted = []
        for annotation, words in found:
            baseline = view.baseline_of(annotation.start)
            wanted.append((baseline - px(LINE) * 0.75, annotation.id, words, baseline))
        wanted.sort(key=lambda each: each[0])
        heights = [self.margin.note_height(words, width) for _, _, words, _ in wanted]
        fixed = (chip.rect.top(), chip.rect.bottom()) if chip else None
        tops = stacked([(w[0], h) for w, h in zip(wanted, heights, strict=True)], px(GAP), fixed)
        notes = [
            NoteBox(key, words, QRectF(left, round(top), width, height), baseline)
            for (_, key, words, baseline), top, height in zip(wanted, tops, heights, strict=True)
        ]
        self.margin.show_boxes(chip, notes, view.current_id or "")

    def _chip_box(self, left: float, width: float) -> ChipBox | None:
        if self._chip is None:
            return None
        span = self._chip.span
        seen = self._view.visible_span()
        if not span.overlaps(seen):
            return None
        baseline = self._view.baseline_of(max(span.start, seen.start))
        height = self.margin.chip_height(self._chip, width)
        scrolled, air = self._view.verticalScrollBar().value(), self._view.look.px(4)
        lowest = scrolled + self.margin.height() - air - height  # its keys have to be read at the foot of the page too
        top = max(min(round(baseline - self._view.look.px(CHIP_ABOVE)), lowest), scrolled + air)
        return ChipBox(self._chip, QRectF(left, top, width, height))

    def _noted(self) -> list[tuple[Annotation, str]]:
        """What shows, or stands a little above it, and has a note."""
        seen = self._view.visible_span()
        near = Span(max(seen.start - BEFORE_CP, 0), seen.end)
        by_id = {a.id: a for _, a in self._view.annotations_on(near) if a.note and a.start >= near.start}
        return [(a, in_a_line(a.note)) for a in by_id.values()]
