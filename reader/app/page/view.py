"""`ReadingView`: the page. Shows an article with its annotations; changes nothing and knows no keys.

All positions that go in and out are code points of the reading text. Marks are painted under the words for
what shows only, so that a new annotation costs a repaint and never a layout.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from reader.annotations.collection import AnnotationSet, Change, reach_of
from reader.annotations.model import Annotation, Claim
from reader.annotations.tagset import TagSet
from reader.app import made
from reader.app.desk.hidden import hidden_as
from reader.app.look.page_style import DESIGNED, PageStyle
from reader.app.look.theme import Theme
from reader.app.page.canvas import Emphasis
from reader.app.page.handled import Handled
from reader.app.page.margin import Spot
from reader.app.page.notches import Notches
from reader.app.page.scrollbar import MarkedScrollBar
from reader.text.article import Article
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.app.page.beside import Beside
    from reader.app.page.hunks import Hunks
    from reader.app.page.labels import Labels
    from reader.app.page.suggested import SuggestedWords
    from reader.app.wording.chip import Chip
    from reader.suggest.suggestion import Suggestion

FEW_HITS = 4  # around so many all lines are found faster than everything is painted
MANY = 200  # spans touched by one change: with more, all that shows is painted again


class ReadingView(Handled):
    """The page of one article.

    Keys go to `key_handler`, see `Pane`.
    """

    note_taken = Signal(str)  # the id of the annotation whose note was clicked in the right margin
    note_opened = Signal(str)  # and of one that was clicked twice
    command_asked = Signal(str)  # the command of a key that was clicked on the chip
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
        self._emphasis = Emphasis()
        self._hidden: frozenset[str] = frozenset()
        self._true: tuple[AnnotationSet, Span | None] | None = None  # what a preview stands in for
        self._spots: list[Spot] = []
        self._first_frame = False
        self._bar = MarkedScrollBar(theme)
        self._notches = Notches(self, self._bar.set_notches)
        self.setVerticalScrollBar(self._bar)
        self.set_colours(theme)

    @cached_property
    def _beside(self) -> Beside:
        """The right margin, which the first frame is spared."""
        from reader.app.page.beside import Beside

        made = self.__dict__["_beside"] = Beside(self)
        made.arrange()
        return made

    # -- what is shown -----------------------------------------------------------------------------

    def show_article(self, article: Article, hunks: Hunks | None = None) -> None:
        """Show another article, from its start, without annotations; `hunks`: how it differs from the one shown."""
        self._article = article
        self._annotations = AnnotationSet()
        self._emphasis = Emphasis()
        self.__dict__.pop("_labels", None)
        self.__dict__.pop("_suggested", None)
        self._anchor = self._caret = 0
        self._first_frame = True
        if not self._patch(hunks):
            self._fill()
        self._show_notches()
        self.verticalScrollBar().setValue(0)

    def set_annotations(self, annotations: AnnotationSet, touched: Collection[Span] | None = None) -> None:
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

    def annotations_on(self, span: Span) -> list[tuple[Span, Annotation]]:
        """What stands on these words and is not hidden, by start."""
        found = self._annotations.overlapping(span)
        return [pair for pair in found if hidden_as(pair[1]) not in self._hidden] if self._hidden else found

    def suggested_on(self, span: Span) -> Sequence[Suggestion]:
        """What is suggested on these words."""
        return self._suggested.on(span) if made(self, "_suggested") else ()

    def set_hits(self, hits: Sequence[Span], current: int | None) -> None:
        """Show what find found; `current` is an index into `hits`, which are in order."""
        were, self._emphasis = self._emphasis, self._emphasis._replace(hits=tuple(hits), current_hit=current)
        if were.current_hit == current and (were.hits is self._emphasis.hits or not (were.hits or hits)):
            return  # equal ones are not compared, since there may be 100,000 of them
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
        if not self.has_margin:
            self._spots += self._note_signs(painter)
        if made(self, "_suggested"):
            self._suggested.paint(painter, self._canvas, self._theme, self._tagset, area, self._shown_span())
        painter.end()
        super().paintEvent(self._canvas.document.event_for(event))
        self._paint_caret()
        if made(self, "_labels"):
            self._labels.paint(self.viewport(), self._canvas, self._theme, self._view())
        if self._first_frame and self._article is not None:
            self._first_frame = False
            QTimer.singleShot(0, self, self.first_frame_painted.emit)
        self._repaints.painted()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the column anew; words are laid out again only when it gets wider or narrower.

        The caret that showed goes on showing in a lower page: what is below may lie where one reads.
        """
        showed = self.shows_caret(event.oldSize().height())
        super().resizeEvent(event)
        self._fit()
        self._arrange_beside()
        if showed and not self.shows_caret(self.viewport().height()):
            self.reveal()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt calls it by this name
        """Move the margin along."""
        super().scrollContentsBy(dx, dy)
        if made(self, "_beside"):
            self._beside.scrolled()

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
            if self._canvas.document.depends_on_column:
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
        if made(self, "_beside"):
            self._beside.set_look(self.look)
            self._beside.arrange()

    def _update_around(self, touched: Iterable[Span]) -> None:
        """Ask for a repaint of the lines on which these spans stand, and what reaches out of them."""
        seen, reach = self._shown_span(), self._canvas.measures.line
        found = [strip for span in touched if span.overlaps(seen) for strip in self._canvas.strips(span, seen)]
        self._repaints.rows([(strip.top - reach, strip.bottom + reach) for strip in found])

    def _note_signs(self, painter: QPainter) -> list[Spot]:
        """Where there are notes that have no room beside the column."""
        shown = {a.id: a for _, a in self.annotations_on(self.visible_span()) if a.note}
        if not shown:
            return []
        from reader.app.page.note_signs import paint_note_signs  # a page without notes does not pay for it

        return paint_note_signs(painter, self._canvas, self._theme, shown.values())

    def _show_notches(self) -> None:
        self._notches.start(self._annotations, self._tagset, self._theme, self._length, self._hidden)


def _around(touched: Collection[Span], before: AnnotationSet, after: AnnotationSet) -> set[Span] | None:
    """What has to be painted again around these spans; None: everything, since lanes of claims may have changed.

    What overlaps may change its level, on other lines too.
    """
    if len(touched) > MANY:
        return None
    spans = set(touched)
    claims: tuple[set[object], set[object]] = set(), set()
    for span in tuple(spans):
        for found, state in zip(claims, (before, after), strict=True):
            for other, annotation in state.overlapping(span):
                spans.add(other)
                if isinstance(annotation, Claim):
                    found.add((annotation.id, reach_of(annotation)))
    return spans if claims[0] == claims[1] else None
