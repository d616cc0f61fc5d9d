"""`ReadingView`: the page. Shows an article with its annotations; changes nothing and knows no keys.

All positions that go in and out are code points of the reading text. Marks are painted under the words for
what shows only, so that a new annotation costs a repaint and never a layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Claim
from reader.annotations.tagset import TagSet
from reader.app.page import steps
from reader.app.page.canvas import Canvas, Emphasis
from reader.app.page.lines import BASELINE, is_rtl
from reader.app.page.margin import Spot
from reader.app.page.measures import COLUMN, Measures, measure
from reader.app.page.pane import Pane
from reader.app.page.scene import Numbered, numbered
from reader.app.page.scrollbar import WIDTH as SCROLL_BAR_WIDTH
from reader.app.page.scrollbar import MarkedScrollBar, notches
from reader.app.theme import Theme
from reader.text.article import Article
from reader.text.spans import Span

REVEAL_LINES = 2  # that stay free above and below a caret that is brought into view
NOTCH_DELAY_MS = 120  # the scroll bar may lag behind a key press
TAB = 9  # px: about a digit


class ReadingView(Pane):
    """The page of one article.

    Keys go to `key_handler`, see `Pane`.
    """

    selection_changed = Signal(int, int)  # anchor, caret
    margin_clicked = Signal(str)  # the id of the claim whose number or bar was clicked
    first_frame_painted = Signal()  # once after `show_article`
    changed_painted = Signal()  # after the paint that shows the last change

    def __init__(self, theme: Theme, tagset: TagSet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._tagset, self._zoom = theme, tagset, 100
        self._article: Article | None = None
        self._annotations = AnnotationSet()
        self._claims: tuple[Numbered, ...] = ()
        self._anchor = self._caret = 0
        self._exact_drag = False
        self._emphasis = Emphasis()
        self._spots: list[Spot] = []
        self._quiet = self._first_frame = self._change_waits = False
        self._notches = QTimer(self, singleShot=True, interval=NOTCH_DELAY_MS)
        self._notches.timeout.connect(self._show_notches)
        self._bar = MarkedScrollBar(theme)
        self.setVerticalScrollBar(self._bar)
        self._canvas = Canvas(None, theme, tagset, measure(COLUMN, 100), 1.0, self)
        self.cursorPositionChanged.connect(self._follow)
        self.selectionChanged.connect(self._follow)
        self.set_colours(theme)

    # -- what is shown -----------------------------------------------------------------------------

    def show_article(self, article: Article) -> None:
        """Show another article, from its start, without annotations."""
        self._article = article
        self._annotations, self._claims = AnnotationSet(), ()
        self._emphasis = Emphasis()
        self._anchor = self._caret = 0
        self._first_frame = True
        self._fill()
        self._notches.start()
        self.verticalScrollBar().setValue(0)

    def set_annotations(self, annotations: AnnotationSet, touched: Iterable[Span] | None = None) -> None:
        """Show these annotations; only what lies around `touched` is painted again (None: all that shows)."""
        claims = numbered(annotations)
        numbers_stay = [(c.claim.id, c.number) for c in claims] == [(c.claim.id, c.number) for c in self._claims]
        before, self._annotations, self._claims = self._annotations, annotations, claims
        self._notches.start()
        self._canvas.forget()
        if touched is None or not numbers_stay:
            self._update()
            return
        spans = set(touched)
        for span in tuple(spans):  # what overlaps may change its level, on other lines too
            spans.update(s for at in (before, annotations) for s, _ in at.overlapping(span))
        self._update_around(spans)

    def set_tagset(self, tagset: TagSet) -> None:
        """Draw types as this tag set says."""
        self._tagset = tagset
        self._canvas.set_tagset(tagset)
        self._notches.start()
        self._update()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours; the place on the page stays."""
        self._theme = theme
        self._bar.set_theme(theme)
        self.set_colours(theme)
        self._fill_again()

    def set_zoom(self, percent: int) -> None:
        """Scale type and measures; the place on the page stays."""
        self._zoom = percent
        self._fill_again()

    def set_current(self, annotation_id: str | None, span: Span | None) -> None:
        """Show which annotation keys act on: an outline around `span`, for a claim a tint under all of it."""
        known = self._annotations.annotations
        is_claim = isinstance(known.get(annotation_id or ""), Claim)
        was, self._emphasis = (
            self._emphasis,
            self._emphasis._replace(current=annotation_id, outlined=None if is_claim else span),
        )
        if was == self._emphasis:
            return
        self._bar.set_current(None if span is None else span.start / max(self._length, 1))
        if is_claim or isinstance(known.get(was.current or ""), Claim):
            self._update()
        else:
            self._update_around(s for s in (was.outlined, self._emphasis.outlined) if s is not None)

    def set_hits(self, hits: Sequence[Span], current: int | None) -> None:
        """Show what find found; `current` is an index into `hits`, which are in order."""
        self._emphasis = self._emphasis._replace(hits=tuple(hits), current_hit=current)
        self._update()

    # -- the selection -----------------------------------------------------------------------------

    def selection(self) -> tuple[int, int]:
        """Anchor and caret; equal when nothing is selected."""
        return self._anchor, self._caret

    def select(self, anchor: int, caret: int, *, reveal: bool = True) -> None:
        """Select from `anchor` to `caret`; with `reveal` the caret comes into view with some lines around it."""
        anchor, caret = (min(max(place, 0), self._length) for place in (anchor, caret))
        before = self._row()
        changed = (anchor, caret) != (self._anchor, self._caret)
        self._anchor, self._caret = anchor, caret
        scrolled = self.verticalScrollBar().value()
        self._quiet = True
        cursor = QTextCursor(self._canvas.document)
        cursor.setPosition(self._canvas.offsets.to_document(anchor))
        if caret != anchor:
            convert = self._canvas.offsets.end_to_document if caret > anchor else self._canvas.offsets.to_document
            cursor.setPosition(convert(caret), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)  # lays out as far as there and scrolls, if only just
        self._quiet = False
        self.verticalScrollBar().setValue(self._revealing(scrolled) if reveal else scrolled)
        if changed:
            self._selection_moved(before)

    def line_step(self, position: int, lines: int, goal_x: float | None) -> tuple[int, float]:
        """The position `lines` lines further down (negative: up) nearest to `goal_x`, and that x."""
        offsets = self._canvas.offsets
        place, goal = steps.step(self._canvas.document, offsets.to_document(position), lines, goal_x)
        return offsets.from_document(place), goal

    def line_ends(self, position: int) -> tuple[int, int]:
        """Start and end of the laid-out line at `position`; the space at which it wraps is left out."""
        offsets = self._canvas.offsets
        start, end = steps.line_ends(self._canvas.document, offsets.to_document(position))
        return offsets.from_document(start), offsets.from_document(end)

    def page_lines(self) -> int:
        """How many lines a page step moves: what shows, less two to keep the thread."""
        return max(int(self.viewport().height() / self._canvas.measures.line) - 2, 1)

    def is_rtl_at(self, position: int) -> bool:
        """Whether the character at `position` is read from right to left."""
        line, _ = self._canvas.line_of(position)
        return is_rtl(line, self._canvas.offsets.to_document(position))

    # -- places ------------------------------------------------------------------------------------

    def visible_span(self) -> Span:
        """The words of all blocks that show at least in part."""
        return self._canvas.span_of(self._canvas.shown(self._view()))

    def rects_of(self, span: Span) -> list[QRectF]:
        """Where `span` stands, in viewport coordinates: one rectangle a line, several where directions mix."""
        offset = self._offset()
        found = self._canvas.strips(span, span)
        return [QRectF(s.x1, s.top, s.x2 - s.x1, s.bottom - s.top).translated(-offset) for s in found]

    def caret_rect(self) -> QRectF:
        """Where the caret stands, in viewport coordinates, as high as its line."""
        line, x = self._canvas.line_of(self._caret, self._caret > self._anchor)
        pitch = line.block.blockFormat().lineHeight()
        return QRectF(x - 1, line.baseline - BASELINE * pitch, 2, pitch).translated(-self._offset())

    def position_at(self, point: QPoint) -> int | None:
        """The position nearest to a point of the viewport, None where no words are."""
        return self._canvas.position_at(QPointF(point) + self._offset())

    # -- events ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Marks, then the words by Qt, then the caret."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self._offset())
        area = QRectF(event.rect()).translated(self._offset())
        low, high = sorted(self.selection())
        emphasis = self._emphasis._replace(selection=Span(low, high))
        self._spots = self._canvas.paint(painter, self._view(), area, self._annotations, self._claims, emphasis)
        painter.end()
        super().paintEvent(event)
        self._paint_caret()
        if self._first_frame and self._article is not None:
            self._first_frame = False
            QTimer.singleShot(0, self.first_frame_painted.emit)
        self._painted()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the column anew; words are laid out again only when it gets wider or narrower."""
        super().resizeEvent(event)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a claim's number or bar chooses it, any other goes to the words."""
        spot = self._spot_at(event.position())
        if spot is not None and event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self.margin_clicked.emit(spot.claim)
            return
        self._exact_drag = _has_alt(event)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be clicked; a drag selects."""
        self._exact_drag = _has_alt(event)
        super().mouseMoveEvent(event)
        over = self._spot_at(event.position()) is not None and not event.buttons()
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied: the selected reading text, nothing that is only drawn."""
        data = QMimeData()
        low, high = sorted(self.selection())
        data.setText(self._text[low:high])
        return data

    # -- inside ------------------------------------------------------------------------------------

    @property
    def _text(self) -> str:
        return self._article.text if self._article is not None else ""

    @property
    def _length(self) -> int:
        return len(self._text)

    def _offset(self) -> QPointF:
        """The document's point at the viewport's top left corner."""
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _view(self) -> QRectF:
        """What shows, in the document's coordinates."""
        return QRectF(self.viewport().rect()).translated(self._offset())

    def _new_measures(self) -> Measures:
        return measure(self.width() - SCROLL_BAR_WIDTH, self._zoom, tall_lines=self._theme.outlines)

    def _fill(self) -> None:
        """Make a new document of the article."""
        old, measures = self._canvas.document, self._new_measures()
        self._canvas = Canvas(self._article, self._theme, self._tagset, measures, self.devicePixelRatioF(), self)
        self._quiet = True
        self.setFont(self._canvas.sheet.font)
        self.setTabStopDistance(4 * measures.px(TAB))
        self.setLineWrapColumnOrWidth(measures.width)
        self.setDocument(self._canvas.document)
        self._quiet = False
        old.deleteLater()
        self.setViewportMargins(measures.shift, 0, 0, 0)
        self._update()

    def _fill_again(self) -> None:
        """The same article in other formats; selection and top line stay."""
        top = self.visible_span().start
        at_top = self.verticalScrollBar().value() == 0
        self._fill()
        self.select(self._anchor, self._caret, reveal=False)
        line, _ = self._canvas.line_of(top)
        self.verticalScrollBar().setValue(0 if at_top else round(line.baseline - self._canvas.measures.line))

    def _fit(self) -> None:
        """Follow the widget's width; only another column costs a layout."""
        new, old = self._new_measures(), self._canvas.measures
        if new == old:
            return
        if new._replace(shift=0) != old._replace(shift=0):
            if self._canvas.document.has_pictures:
                self._fill_again()
                return
            self._canvas.fit(new)
            self.setLineWrapColumnOrWidth(new.width)
        self._canvas.measures = new
        self.setViewportMargins(new.shift, 0, 0, 0)
        self._update()

    def _follow(self) -> None:
        """Take over what the mouse selected, grown to whole words; with Alt held, to whole clusters."""
        if self._quiet:
            return
        from reader.app.page.drag import dragged  # imports regex: 20 ms that the first frame need not wait for

        cursor, offsets = self.textCursor(), self._canvas.offsets
        ends = (int(offsets.from_document(place)) for place in (cursor.anchor(), cursor.position()))
        anchor, caret = dragged(self._text, *ends, exact=self._exact_drag)
        if (anchor, caret) != (self._anchor, self._caret):
            before = self._row()
            self._anchor, self._caret = anchor, caret
            self._selection_moved(before)

    def _row(self) -> tuple[float, float]:
        """Top and bottom of the lines from the anchor to the caret, in the document."""
        ends = (self._canvas.line_of(position)[0] for position in (self._anchor, self._caret))
        tops = [(line.baseline, line.block.blockFormat().lineHeight()) for line in ends]
        return min(y - pitch for y, pitch in tops), max(y + pitch / 2 for y, pitch in tops)

    def _selection_moved(self, before: tuple[float, float]) -> None:
        self._update_rows([before, self._row()])
        self.selection_changed.emit(self._anchor, self._caret)

    def _update(self) -> None:
        self._change_waits = True
        self.viewport().update()

    def _revealing(self, value: int) -> int:
        """Where to scroll from `value`: only as far as needed; after a far jump the caret is in the upper third."""
        line, _ = self._canvas.line_of(self._caret, self._caret > self._anchor)
        pitch, height = line.block.blockFormat().lineHeight(), self.viewport().height()
        top = line.baseline - BASELINE * pitch
        free = min(REVEAL_LINES * self._canvas.measures.line, height / 4)
        if top - free < value:
            return round(top - free if top > value - height else top - height / 3)
        if top + pitch + free > value + height:
            return round(top + pitch + free - height if top < value + 2 * height else top - height / 3)
        return value

    def _update_around(self, touched: Iterable[Span]) -> None:
        """Ask for a repaint of the lines on which these spans stand, and what reaches out of them."""
        seen, reach = self.visible_span(), self._canvas.measures.line
        found = [strip for span in touched if span.overlaps(seen) for strip in self._canvas.strips(span, seen)]
        self._update_rows([(strip.top - reach, strip.bottom + reach) for strip in found])

    def _update_rows(self, rows: Sequence[tuple[float, float]]) -> None:
        """Ask for a repaint of these stretches `(top, bottom)` of the document, as wide as the viewport."""
        view = self._view()
        shown = [(top, bottom) for top, bottom in rows if top < view.bottom() and view.top() < bottom]
        self._change_waits = True
        for top, bottom in shown:
            self.viewport().update(QRect(0, int(top - view.top()), int(view.width()), int(bottom - top) + 2))
        if not shown:  # the change is out of sight: what shows, shows it already
            self._painted()

    def _painted(self) -> None:
        if self._change_waits:
            self._change_waits = False
            QTimer.singleShot(0, self.changed_painted.emit)

    def _spot_at(self, point: QPointF) -> Spot | None:
        place = point + self._offset()
        return next((spot for spot in reversed(self._spots) if spot.rect.contains(place)), None)

    def _paint_caret(self) -> None:
        if self._article is None or not self._length:
            return
        painter = QPainter(self.viewport())
        painter.translate(-self._offset())
        self._canvas.paint_caret(painter, self._caret, self._caret > self._anchor, self.hasFocus())
        painter.end()

    def _show_notches(self) -> None:
        self._bar.set_notches(notches(self._annotations, self._tagset, self._theme, self._length))


def _has_alt(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
