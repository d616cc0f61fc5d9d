"""`ReadingView`: the page. Shows an article with its annotations; changes nothing and knows no keys.

All positions that go in and out are code points of the reading text. Marks are painted under the words for
what shows only, so that a new annotation costs a repaint and never a layout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from reader.annotations.collection import AnnotationSet, Change, reach_of
from reader.annotations.model import Annotation, Claim
from reader.annotations.tagset import TagSet
from reader.app.hidden import hidden_as
from reader.app.page.canvas import Emphasis
from reader.app.page.handled import Handled
from reader.app.page.holding import Holding
from reader.app.page.lines import BASELINE
from reader.app.page.margin import Spot
from reader.app.page.notches import Notches
from reader.app.page.reveal import revealing
from reader.app.page.scrollbar import MarkedScrollBar
from reader.app.page_style import DESIGNED, PageStyle
from reader.app.theme import Theme
from reader.text.article import Article
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.app.chip import Chip
    from reader.app.page.beside import Beside
    from reader.app.page.labels import Labels
    from reader.app.page.suggested import SuggestedWords
    from reader.suggest.suggestion import Suggestion

FEW_HITS = 4  # around so many all lines are found faster than everything is painted
MANY = 200  # spans touched by one change: with more, all that shows is painted again


class ReadingView(Handled):
    """The page of one article.

    Keys go to `key_handler`, see `Pane`.
    """

    selection_changed = Signal(int, int)  # anchor, caret
    note_taken = Signal(str)  # the id of the annotation whose note was clicked in the right margin
    note_opened = Signal(str)  # and of one that was clicked twice
    margin_changed = Signal()  # the right margin has room for notes now, or has no more
    first_frame_painted = Signal()  # once after `show_article`

    def __init__(
        self,
        theme: Theme,
        tagset: TagSet,
        parent: QWidget | None = None,
        *,
        zoom: int = 100,
        style: PageStyle = DESIGNED,
    ) -> None:
        super().__init__(theme, tagset, parent)
        self._zoom, self._style = zoom, style
        self._annotations = AnnotationSet()
        self._anchor = self._caret = 0
        self._emphasis = Emphasis()
        self._hidden: frozenset[str] = frozenset()
        self._true: tuple[AnnotationSet, Span | None] | None = None  # what a preview stands in for
        self._spots: list[Spot] = []
        self._first_frame = False
        self._holding = Holding()
        self._bar = MarkedScrollBar(theme)
        self._notches = Notches(self, self._bar.set_notches)
        self.setVerticalScrollBar(self._bar)
        self.cursorPositionChanged.connect(self._follow)
        self.selectionChanged.connect(self._follow)
        self.set_colours(theme)

    @cached_property
    def _beside(self) -> Beside:
        """The right margin, which the first frame is spared."""
        from reader.app.page.beside import Beside

        made = self.__dict__["_beside"] = Beside(self)
        made.arrange()
        return made

    # -- what is shown -----------------------------------------------------------------------------

    def show_article(self, article: Article) -> None:
        """Show another article, from its start, without annotations."""
        self._article = article
        self._annotations = AnnotationSet()
        self._emphasis = Emphasis()
        self.__dict__.pop("_labels", None)
        self.__dict__.pop("_suggested", None)
        self._anchor = self._caret = 0
        self._first_frame = True
        self._fill()
        self._show_notches()
        self.verticalScrollBar().setValue(0)

    def set_annotations(self, annotations: AnnotationSet, touched: Iterable[Span] | None = None) -> None:
        """Show these annotations; only what lies around `touched` is painted again (None: all that shows)."""
        before, self._annotations, self._true = self._annotations, annotations, None
        self._show_notches()
        self._canvas.forget()
        around = None if touched is None else _around(touched, before, annotations)
        if around is None or not self._canvas.numbers_stay(annotations):
            self._repaints.everything()
        else:
            self._update_around(around)

    def set_tagset(self, tagset: TagSet) -> None:
        """Draw types as this tag set says."""
        self._tagset = tagset
        self._canvas.set_tagset(tagset)
        self._show_notches()
        self._repaints.everything()

    def set_hidden_types(self, hidden: frozenset[str]) -> None:
        """Draw nothing of what is hidden under these ids, see `app.hidden`: neither in the page nor on its bar."""
        if hidden != self._hidden:
            self._hidden = hidden
            self._canvas.set_hidden_types(hidden)
            self._show_notches()
            self._repaints.everything()

    def set_theme(self, theme: Theme) -> None:
        """Draw in these colours; the place on the page stays."""
        self._theme = theme
        self._bar.set_theme(theme)
        self._show_notches()
        self.set_colours(theme)
        self._fill_again()
        self._arrange_beside()

    def set_zoom(self, percent: int) -> None:
        """Scale type and measures; the place on the page stays."""
        self._zoom = percent
        self._fill_again()
        self._arrange_beside()

    def set_style(self, style: PageStyle) -> None:
        """Set the article in this size, width, line height and face; the place on the page stays."""
        self._style = style
        self._fill_again()
        self._arrange_beside()

    def set_current(self, annotation_id: str | None, span: Span | None) -> None:
        """Show which annotation keys act on: an outline around `span`, for a claim a tint under all of it."""
        known = self._annotations.annotations
        is_claim = isinstance(known.get(annotation_id or ""), Claim)
        was, self._emphasis = (
            self._emphasis,
            self._emphasis._replace(current=annotation_id, outlined=None if is_claim else span, current_span=span),
        )
        if was == self._emphasis:
            return
        self._bar.set_current(None if span is None else span.start / max(self._length, 1))
        if is_claim or isinstance(known.get(was.current or ""), Claim):
            self._repaints.everything()
        else:
            self._update_around(s for s in (was.outlined, self._emphasis.outlined) if s is not None)

    def set_chip(self, chip: Chip | None) -> None:
        """Show what is current in the right margin, where there is room, and notes beside their lines."""
        self._beside.set_chip(chip)

    @property
    def current_id(self) -> str | None:
        """The annotation that keys act on."""
        return self._emphasis.current

    @property
    def current_span(self) -> Span | None:
        """The fragment of it that the caret is on."""
        return self._emphasis.current_span

    @property
    def annotations(self) -> AnnotationSet:
        """What is shown, an end that is being dragged where the mouse has it."""
        return self._annotations

    def shown_annotation(self, annotation_id: str) -> Annotation | None:
        """One of them by its id."""
        return self._annotations.annotations.get(annotation_id)

    def preview(self, annotation: Annotation | None, span: Span | None) -> None:
        """Show `annotation` as it would be, `span` being its fragment that changes; None: all as it is again."""
        true, outlined = self._true or (self._annotations, self._emphasis.current_span)
        shown = true
        if annotation is not None:
            shown = true.apply(Change("", ((annotation.id, annotation),))).after
        self.set_annotations(shown)
        self._true = (true, outlined) if annotation is not None else None
        self.set_current(self._emphasis.current, span if annotation is not None else outlined)

    def menu_point(self) -> QPoint:
        """Where on the screen a menu of what is at the caret opens: just below its line."""
        rect = self.caret_rect().toRect()
        low = rect.bottomLeft() + QPoint(0, self.look.px(2))
        return self.viewport().mapToGlobal(QPoint(low.x(), min(max(low.y(), 0), self.viewport().height())))

    def annotations_on(self, span: Span) -> list[tuple[Span, Annotation]]:
        """What stands on these words and is not hidden, by start."""
        found = self._annotations.overlapping(span)
        return [pair for pair in found if hidden_as(pair[1]) not in self._hidden] if self._hidden else found

    def suggested_on(self, span: Span) -> Sequence[Suggestion]:
        """What is suggested on these words."""
        return self._suggested.on(span) if "_suggested" in self.__dict__ else ()

    def set_hits(self, hits: Sequence[Span], current: int | None) -> None:
        """Show what find found; `current` is an index into `hits`, which are in order."""
        were, self._emphasis = self._emphasis, self._emphasis._replace(hits=tuple(hits), current_hit=current)
        if (were.hits, were.current_hit) == (self._emphasis.hits, current):
            return
        around = (*were.hits, *self._emphasis.hits)
        if len(around) > FEW_HITS:
            self._repaints.everything()
        else:
            self._update_around(around)

    @cached_property
    def _labels(self) -> Labels:
        from reader.app.page.labels import Labels

        return Labels()

    @cached_property
    def _suggested(self) -> SuggestedWords:
        from reader.app.page.suggested import SuggestedWords

        return SuggestedWords()

    def set_suggestions(self, source: Callable[[Span], Sequence[Suggestion]], current: Span | None) -> None:
        """Show what `source` suggests for what shows now, and for what is scrolled to; `current` stands out."""
        changed = self._suggested.set(source, current, self._shown_span())
        if changed:
            self._update_around(changed)

    def set_labels(self, labels: Sequence[tuple[Span, str]], typed: int = 0) -> None:
        """Show letters where these spans begin, the first `typed` of each as typed already; none: take them away."""
        self._labels.set(labels, typed)
        self._repaints.everything()

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
        if self._canvas.takes_long(max(anchor, caret)):
            self.works.emit()
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

    def top_position(self) -> int:
        """Where the first line begins that shows whole; 0 at the very top."""
        scrolled = self.verticalScrollBar().value()
        return self._holding.top(scrolled, lambda: self.visible_span().start) if scrolled else 0

    def stand_at(self, caret: int, top: int) -> None:
        """A bare caret at one position, and the line of another one at the top of the view."""
        self.select(caret, caret, reveal=False)
        self._bring_to_top(min(top, self._length))

    def _bring_to_top(self, position: int) -> None:
        bar = self.verticalScrollBar()
        at = self._canvas.line_of(position)[0].baseline - self._canvas.measures.line if position else 0
        bar.setValue(round(at))
        self._holding.put(bar.value(), position)

    def caret_rect(self) -> QRectF:
        """Where the caret stands, in viewport coordinates, as high as its line."""
        line, x = self._canvas.line_of(self._caret, self._caret > self._anchor)
        pitch = line.block.blockFormat().lineHeight()
        return QRectF(x - 1, line.baseline - BASELINE * pitch, 2, pitch).translated(-self._offset())

    @property
    def spots(self) -> list[Spot]:
        """What stands for claims in the margin, in viewport coordinates."""
        offset = self._offset()
        return [Spot(spot.rect.translated(-offset), spot.claim) for spot in self._spots]

    # -- events ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Marks, then the words by Qt, then the caret."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self._offset())
        area = QRectF(event.rect()).translated(self._offset())
        low, high = sorted(self.selection())
        emphasis = self._emphasis._replace(selection=Span(low, high))
        self._spots = self._canvas.paint(painter, self._view(), area, self._annotations, emphasis)
        if "_suggested" in self.__dict__:
            self._suggested.paint(painter, self._canvas, self._theme, self._tagset, area, self._shown_span())
        painter.end()
        super().paintEvent(event)
        self._paint_caret()
        if "_labels" in self.__dict__:
            self._labels.paint(self.viewport(), self._canvas, self._theme, self._view())
        if self._first_frame and self._article is not None:
            self._first_frame = False
            QTimer.singleShot(0, self.first_frame_painted.emit)
        self._repaints.painted()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the column anew; words are laid out again only when it gets wider or narrower."""
        super().resizeEvent(event)
        self._fit()
        self._arrange_beside()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt calls it by this name
        """Move the margin along."""
        super().scrollContentsBy(dx, dy)
        if "_beside" in self.__dict__:
            self._beside.scrolled()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied: the selected reading text, nothing that is only drawn."""
        data = QMimeData()
        low, high = sorted(self.selection())
        data.setText(self.reading_text[low:high])
        return data

    # -- inside ------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """The new document hides what the old one hid."""
        super()._fill()
        self._canvas.set_hidden_types(self._hidden)

    def _fill_again(self) -> None:
        """The same article in other formats; selection and top line stay."""

        def fill() -> None:
            self._fill()
            self.select(self._anchor, self._caret, reveal=False)

        self._keep_top(fill)

    def _keep_top(self, lay_out: Callable[[], None]) -> None:
        """Do what lays out the words anew; the line at the top of the view stays there."""
        top = self.top_position()
        lay_out()
        self._bring_to_top(top)

    def _fit(self) -> None:
        """Follow the widget's width; only another column costs a layout."""
        new, old = self._new_measures(), self._canvas.measures
        if new == old:
            return
        if new._replace(shift=0) != old._replace(shift=0):
            if self._canvas.document.has_pictures:
                self._fill_again()
                return

            def fit() -> None:
                self._canvas.fit(new)
                self.setLineWrapColumnOrWidth(new.width)

            self._keep_top(fit)
        self._canvas.measures = new
        self._place_column()
        self._repaints.everything()

    def _arrange_beside(self) -> None:
        if "_beside" in self.__dict__:
            self._beside.set_look(self.look)
            self._beside.arrange()

    def _follow(self) -> None:
        """Take over what the mouse selected."""
        if self._quiet or self._pointing.selects:
            return
        cursor, offsets = self.textCursor(), self._canvas.offsets
        ends = (int(offsets.from_document(place)) for place in (cursor.anchor(), cursor.position()))
        anchor, caret = self._pointing.selected(*ends)
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
        self._repaints.rows([before, self._row()])
        self.selection_changed.emit(self._anchor, self._caret)

    def _revealing(self, value: int) -> int:
        """Where to scroll from `value` to see the caret."""
        line, _ = self._canvas.line_of(self._caret, self._caret > self._anchor)
        pitch = line.block.blockFormat().lineHeight()
        top = line.baseline - BASELINE * pitch
        return revealing(value, self.viewport().height(), top, pitch, self._canvas.measures.line)

    def _update_around(self, touched: Iterable[Span]) -> None:
        """Ask for a repaint of the lines on which these spans stand, and what reaches out of them."""
        seen, reach = self._shown_span(), self._canvas.measures.line
        found = [strip for span in touched if span.overlaps(seen) for strip in self._canvas.strips(span, seen)]
        self._repaints.rows([(strip.top - reach, strip.bottom + reach) for strip in found])

    def _paint_caret(self) -> None:
        if self._article is None or not self._length:
            return
        painter = QPainter(self.viewport())
        painter.translate(-self._offset())
        self._canvas.paint_caret(painter, self._caret, self._caret > self._anchor, self.hasFocus())
        painter.end()

    def _show_notches(self) -> None:
        self._notches.start(self._annotations, self._tagset, self._theme, self._length, self._hidden)


def _around(touched: Iterable[Span], before: AnnotationSet, after: AnnotationSet) -> set[Span] | None:
    """What has to be painted again around these spans; None: everything, since lanes of claims may have changed.

    What overlaps may change its level, on other lines too.
    """
    spans = set(touched)
    if len(spans) > MANY:
        return None
    claims: tuple[set[object], set[object]] = set(), set()
    for span in tuple(spans):
        for found, state in zip(claims, (before, after), strict=True):
            for other, annotation in state.overlapping(span):
                spans.add(other)
                if isinstance(annotation, Claim):
                    found.add((annotation.id, reach_of(annotation)))
    return spans if claims[0] == claims[1] else None
