"""`Leaf`: an article laid out on a pane, and where its words stand there. Paints nothing and knows no annotations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import QWidget

from reader.annotations.tagset import TagSet
from reader.app.look.fonts import breadth_of
from reader.app.look.look import Look
from reader.app.look.page_style import DESIGNED
from reader.app.look.theme import Theme
from reader.app.page import steps
from reader.app.page.canvas import Canvas
from reader.app.page.lines import is_rtl
from reader.app.page.measures import COLUMN, NOTES_NEED, Measures, measure
from reader.app.page.pane import Pane
from reader.app.page.repaints import Repaints
from reader.app.page.scrollbar import WIDTH as SCROLL_BAR_WIDTH
from reader.text.article import Article
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.app.page.hunks import Hunks


class Leaf(Pane):
    """An article laid out. Positions are code points of its reading text, places are the viewport's."""

    changed_painted = Signal()  # after the paint that shows the last change
    works = Signal()  # before work that takes longer than anybody waits without a word

    def __init__(self, theme: Theme, tagset: TagSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._tagset, self._zoom, self._style = theme, tagset, 100, DESIGNED
        self._article: Article | None = None
        self._given = 0  # pixels at the right that something else takes
        self._quiet = False  # while Qt's own selection is set, not moved by the mouse
        self._repaints = Repaints(self.viewport(), self._view, self.changed_painted.emit)
        self._canvas = Canvas(None, theme, tagset, measure(COLUMN, 100), 1.0, self)
        self._prepared: Canvas | None = None  # for what is shown next

    @property
    def reading_text(self) -> str:
        """The reading text that is shown."""
        return self._article.text if self._article is not None else ""

    @property
    def article(self) -> Article | None:
        """What is shown."""
        return self._article

    @property
    def tagset(self) -> TagSet:
        """The tag set that types are drawn after."""
        return self._tagset

    # -- places ------------------------------------------------------------------------------------

    def visible_span(self) -> Span:
        """The words of the lines that show whole."""
        return self._canvas.seen_whole(self._view())

    def rects_of(self, span: Span) -> list[QRectF]:
        """Where `span` stands, in viewport coordinates: one rectangle a line, several where directions mix."""
        offset = self._offset()
        found = self._canvas.strips(span, span)
        return [QRectF(s.x1, s.top, s.x2 - s.x1, s.bottom - s.top).translated(-offset) for s in found]

    def position_at(self, point: QPoint) -> int | None:
        """The position nearest to a point of the viewport, None where no words are."""
        return self._canvas.position_at(QPointF(point) + self._offset())

    def line_step(self, position: int, lines: int, goal_x: float | None) -> tuple[int, float]:
        """The position `lines` lines further down (negative: up) nearest to `goal_x`, and that x."""
        offsets = self._canvas.offsets
        place, goal = steps.step(self._canvas.document, offsets.to_document(position), lines, goal_x)
        return self._whole(offsets.from_document(place)), goal

    def line_ends(self, position: int) -> tuple[int, int]:
        """Start and end of the laid-out line at `position`; the space at which it wraps is left out."""
        offsets = self._canvas.offsets
        start, end = steps.line_ends(self._canvas.document, offsets.to_document(position))
        return self._whole(offsets.from_document(start)), self._whole(offsets.from_document(end))

    def is_laid_out(self, position: int) -> bool:
        """Whether Qt has laid out the article as far as there. Asking lays out nothing."""
        block = self._canvas.document.findBlock(self._canvas.offsets.to_document(position))
        return bool(block.layout().lineCount() > 0)

    def page_lines(self) -> int:
        """How many lines a page step moves: what shows, less two to keep the thread."""
        return max(int(self.viewport().height() / self._canvas.measures.line) - 2, 1)

    def is_rtl_at(self, position: int) -> bool:
        """Whether the character at `position` is read from right to left."""
        line, _ = self._canvas.line_of(position)
        return is_rtl(line, self._canvas.offsets.to_document(position))

    def nearest_position(self, point: QPointF) -> int:
        """The position nearest to a point of the viewport, however far from any words; maybe inside a cluster."""
        return self._canvas.nearest(point + self._offset())

    def character_at(self, point: QPointF) -> int | None:
        """Where the character under a point of the viewport begins, None where none is drawn."""
        return self._canvas.character_at(point + self._offset())

    def edges_of(self, span: Span) -> tuple[QRectF, QRectF]:
        """Where `span` begins and ends, in viewport coordinates: lines without width, as high as the words."""
        first, last = (edge.translated(-self._offset()) for edge in self._canvas.edges(span))
        return first, last

    def baseline_of(self, position: int) -> float:
        """y of the baseline on which the character at `position` stands, in the document."""
        return self._canvas.line_of(position)[0].baseline

    # -- the column --------------------------------------------------------------------------------

    @property
    def look(self) -> Look:
        """Theme and scale, for what is drawn around the words."""
        return Look(self._theme, self._zoom, self._style)

    @property
    def document_right(self) -> int:
        """The right edge of column and hairline space, in this widget's coordinates."""
        measures = self._canvas.measures
        return measures.shift + measures.width

    @property
    def right_room(self) -> int:
        """Pixels that stay free right of it."""
        return max(self.width() - SCROLL_BAR_WIDTH - self.document_right, 0)

    @property
    def has_margin(self) -> bool:
        """Whether notes have room beside the column."""
        return self.right_room >= self.look.px(NOTES_NEED)

    def give_right(self, room: int) -> None:
        """Leave `room` pixels at the right to something else."""
        if room != self._given:
            self._given = room
            self._place_column()

    def _place_column(self) -> None:
        self.setViewportMargins(self._canvas.measures.shift, 0, self._given, 0)

    def _whole(self, position: int) -> int:
        """No place of a line is inside a cluster: Qt's own are not always ours, nor is the last one before a wrap."""
        from reader.text.clusters import at_or_before  # imports regex: 20 ms that the first frame need not wait for

        return at_or_before(self.reading_text, position)

    def hold_still(self, still: bool) -> None:
        """Show what is shown now and take no mouse, until it is to be as it is again."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, still)
        self.setUpdatesEnabled(not still)

    def give_way(self, gives: bool) -> None:
        """Lay out what does not show slowly, or as fast as keys allow."""
        self._canvas.document.gives_way = gives

    # -- inside ------------------------------------------------------------------------------------

    @property
    def _length(self) -> int:
        return len(self.reading_text)

    def _offset(self) -> QPointF:
        """The document's point at the viewport's top left corner."""
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _view(self) -> QRectF:
        """What shows, in the document's coordinates."""
        return QRectF(self.viewport().rect()).translated(self._offset())

    def _shown_span(self) -> Span:
        """The words of all blocks that show at least in part."""
        return self._canvas.span_of(self._canvas.shown(self._view()))

    def words_end_at(self, width: int) -> int:
        """Where words end at the right, in pixels from the left, on a page that is `width` pixels wide."""
        measures = self._measures_at(width)
        return measures.shift + measures.left + measures.column

    def _new_measures(self) -> Measures:
        return self._measures_at(self.width())

    def _measures_at(self, width: int) -> Measures:
        return measure(
            width - SCROLL_BAR_WIDTH,
            self._zoom,
            tall_lines=self._theme.outlines,
            style=self._style,
            breadth=breadth_of(self._style.face),
        )

    def _patch(self, hunks: Hunks | None) -> bool:
        """Put what changed into the document that is there, if that can be done soon."""
        if hunks is None or not self._canvas.can_change(hunks):
            return False
        self._quiet = True
        self._canvas.change(hunks)
        self._quiet = False
        self._repaints.everything()
        return True

    def prepare(self, hunks: Hunks) -> Iterator[None]:
        """Get ready, in steps, for the next `show_article` with these hunks: fill a document where one is needed."""
        if not self._canvas.can_change(hunks):
            canvas = self._new_canvas(hunks.new)
            yield from canvas.fill()
            self._prepared = canvas

    def _new_canvas(self, article: Article | None) -> Canvas:
        return Canvas(article, self._theme, self._tagset, self._new_measures(), self.devicePixelRatioF(), self)

    def _filled_canvas(self) -> Canvas:
        """The one that was prepared, if it is still as it has to be; else a new one."""
        new, prepared, self._prepared = self._new_canvas(self._article), self._prepared, None
        if prepared is not None and prepared.is_like(new):
            prepared.set_tagset(self._tagset)
            return prepared
        for _ in new.fill():
            pass
        return new

    def _fill(self) -> None:
        """Make a new document of the article."""
        old, self._canvas = self._canvas.document, self._filled_canvas()
        measures = self._canvas.measures
        self._quiet = True
        self.setFont(self._canvas.sheet.font)
        if self.lineWrapColumnOrWidth() != measures.width:  # it would begin to lay out the old document again
            self.setLineWrapColumnOrWidth(measures.width)
        self.setDocument(self._canvas.document)
        self._canvas.document.lay_out_in_steps()
        self._quiet = False
        old.deleteLater()
        self._place_column()
        self._repaints.everything()
