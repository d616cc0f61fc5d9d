"""`Canvas`: an article filled into a document, its map, and the painting around its words. No widget, no events."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtGui import QPainter, QTextBlock

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Claim
from reader.annotations.tagset import TagSet
from reader.app.look.theme import Theme
from reader.app.page.document import PageDocument
from reader.app.page.fill import fill_in_steps
from reader.app.page.furniture import FurniturePainter, inline_code
from reader.app.page.lines import BASELINE, RTL, Line, Strip, hit, is_rtl, line_at, visible_blocks, x_of
from reader.app.page.margin import Spot, paint_margin
from reader.app.page.marks import MarkMaker, MarkPainter, Prepared
from reader.app.page.measures import Measures
from reader.app.page.offsets import OffsetMap
from reader.app.page.scene import ClaimMark, Scene, Stage
from reader.app.page.sheet import Sheet
from reader.app.wording.tr import later, tr
from reader.text.article import Article
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.app.page.hunks import Hunks

EMPTY = later("This article is empty.")
NOTHING = Span(0, 0)
LONG_WORK = 400_000  # UTF-16 units to lay out
AROUND = 40  # px at 100 %: marks and furniture reach so far beyond the lines they belong to


class Emphasis(NamedTuple):
    """What stands out at the moment. `hits` are in order; `outlined` is the current annotation's span, if drawn.

    `current_span` is that span, drawn or not.
    """

    selection: Span = NOTHING
    hits: tuple[Span, ...] = ()
    current_hit: int | None = None
    current: str | None = None
    outlined: Span | None = None
    current_span: Span | None = None


class Canvas:
    """One filled document. Its measures may change, if only the margins do, and blocks of it when the article does."""

    def __init__(
        self, article: Article | None, theme: Theme, tagset: TagSet, measures: Measures, ratio: float, parent: QObject
    ) -> None:
        folder = article.path.parent if article is not None else Path()
        self.document = PageDocument(folder, ratio, parent)
        self.offsets = OffsetMap([])
        self.sheet = Sheet(theme, measures)
        self.measures = measures
        self._article = article
        self._theme = theme
        self._tagset = tagset
        self._hidden: frozenset[str] = frozenset()
        self._scene: Scene | None = None
        self._numbers: tuple[tuple[str, int], ...] = ()  # of the claims that were painted last
        self._prepared = Prepared()
        self._seen: tuple[QRectF, list[tuple[QTextBlock, QRectF]]] | None = None
        self._ratio = ratio
        self.set_tagset(tagset)

    def fill(self) -> Iterator[None]:
        """Put the article into the document, which is empty, in steps."""
        if self._article is not None:
            self.offsets = yield from fill_in_steps(self.document, self._article, self.sheet)
        self.set_tagset(self._tagset)

    def is_like(self, other: Canvas) -> bool:
        """Whether both show the same article in the same way."""
        return (
            self._article is other._article
            and self._theme == other._theme
            and self.measures == other.measures
            and self._ratio == other._ratio
        )

    def set_tagset(self, tagset: TagSet) -> None:
        """Draw types as this tag set says."""
        self._tagset = tagset
        self._stage = Stage(self.document, self.offsets, tagset, self._theme, self.measures, self._hidden)
        self.forget()

    def set_hidden_types(self, hidden: frozenset[str]) -> None:
        """Draw nothing of what is hidden under these ids, see `app.hidden`."""
        self._hidden = hidden
        self.set_tagset(self._tagset)

    def fit(self, measures: Measures) -> None:
        """Take other margins or another column at the same zoom; the words are laid out again."""
        self.measures = measures
        self.sheet = Sheet(self._theme, measures)
        self.document.rootFrame().setFrameFormat(self.sheet.frame())
        self._seen = None
        self.set_tagset(self._tagset)

    def can_change(self, hunks: Hunks) -> bool:
        """Whether the other version of the article can be had by few edits of what is laid out already."""
        if self._article is not hunks.old or self.document.has_pictures:  # which may be others by now
            return False
        return hunks.edits is not None and self._is_laid_out(self.document.characterCount() - 1)

    def change(self, hunks: Hunks) -> None:
        """Make these edits, which it `can_change`."""
        from reader.app.page.patch import patch  # articles seldom change while they are read

        self.offsets = patch(self.document, self.offsets, hunks, self.sheet)
        self._article, self._seen = hunks.new, None
        self.set_tagset(self._tagset)

    def forget(self) -> None:
        """Work out anew what is drawn: annotations or lines have changed."""
        self._scene = None

    def numbers_stay(self, annotations: AnnotationSet) -> bool:
        """Whether the claims that were painted last have the same numbers in `annotations`."""
        for key, number in self._numbers:
            claim = annotations.annotations.get(key)
            if not isinstance(claim, Claim) or annotations.number_of(claim) != number:
                return False
        return True

    # -- places ------------------------------------------------------------------------------------

    def shown(self, area: QRectF) -> list[tuple[QTextBlock, QRectF]]:
        """The blocks in `area` of the document; the last answer is kept, for nothing moves but by `fit`.

        It is not kept while the area is not full: Qt lays a long article out bit by bit, and more may come.
        """
        if self._seen is not None and self._seen[0] == area:
            return self._seen[1]
        found = list(visible_blocks(self.document, area))
        full = bool(found) and found[-1][1].bottom() >= area.bottom()
        self._seen = (area, found) if full else None
        return found

    def takes_long(self, position: int) -> bool:
        """Whether so much has to be laid out before `position` can be shown that it takes over 100 ms.

        Qt lays a long article out bit by bit behind what shows. Measured: 7 characters a microsecond.
        """
        place = self.offsets.to_document(position)
        if place < LONG_WORK:  # nearly always
            return False
        block = self.document.findBlock(place)
        return not block.layout().lineCount() and not self._is_laid_out(place - LONG_WORK)

    def _is_laid_out(self, place: int) -> bool:
        return bool(self.document.findBlock(place).layout().lineCount())

    def span_of(self, shown: Sequence[tuple[QTextBlock, QRectF]]) -> Span:
        """The code points of these blocks."""
        if not shown:
            return Span(0, 0)
        first, last = shown[0][0], shown[-1][0]
        end = last.position() + last.length() - 1
        return Span(self.offsets.from_document(first.position()), self.offsets.from_document(end))

    def seen_whole(self, area: QRectF) -> Span:
        """The code points of the lines that `area` shows whole; where it shows none so, of its blocks."""
        from reader.app.page.sight import whole_lines  # the first frame does not ask

        shown = self.shown(area)
        found = whole_lines(shown, area)
        if found is None:
            return self.span_of(shown)
        return Span(self.offsets.from_document(found[0]), self.offsets.from_document(found[1]))

    def begins_right(self, span: Span) -> bool:
        """Whether the first character of `span` is of a script read from right to left."""
        return self._article is not None and bool(RTL.match(self._article.text, span.start))

    def strips(self, span: Span, within: Span) -> tuple[Strip, ...]:
        """Where the part of `span` inside `within` stands."""
        return self._stage.strips(span, within)

    def line_of(self, position: int, after_selection: bool = False) -> tuple[Line, float]:
        """The line of a caret at `position` and its x; `after_selection`: it belongs to the word before it."""
        convert = self.offsets.end_to_document if after_selection else self.offsets.to_document
        place = convert(position)
        line = line_at(self.document, place)
        return line, x_of(line, place)

    def nearest(self, place: QPointF) -> int:
        """The code point nearest to a point of the document, however far off. It may lie inside a cluster."""
        found = hit(self.document, place)
        return int(self.offsets.from_document(max(found, 0)))

    def character_at(self, place: QPointF) -> int | None:
        """Where the cluster begins that is drawn at a point of the document; a mark between words is none."""
        from reader.text.clusters import next_boundary, previous_boundary

        near = self.position_at(place)
        if near is None or self._article is None:
            return None
        text = self._article.text
        for start in (near, previous_boundary(text, near)):
            span = Span(start, next_boundary(text, start))
            if any(s.x1 <= place.x() <= s.x2 and s.top <= place.y() <= s.bottom for s in self.strips(span, span)):
                return start
        return None

    def edges(self, span: Span) -> tuple[QRectF, QRectF]:
        """Where `span` begins and ends, as lines without width: left and right swap where it reads leftwards."""
        from reader.text.clusters import next_boundary, previous_boundary

        text = self._article.text if self._article is not None else ""
        first = Span(span.start, min(next_boundary(text, span.start), span.end))
        last = Span(max(previous_boundary(text, span.end), span.start), span.end)
        return self._edge(first, before=True), self._edge(last, before=False)

    def _edge(self, cluster: Span, *, before: bool) -> QRectF:
        line, x = self.line_of(cluster.start if before else cluster.end, after_selection=not before)
        placed = self.strips(cluster, cluster)
        if not placed:
            return QRectF(x, line.baseline, 0, 0)
        leftwards = is_rtl(self.line_of(cluster.start)[0], self.offsets.to_document(cluster.start))
        strip = placed[0] if before else placed[-1]
        return QRectF(strip.x2 if leftwards == before else strip.x1, strip.top, 0, strip.bottom - strip.top)

    def position_at(self, place: QPointF) -> int | None:
        """The code point nearest to a point of the document, on a cluster's edge; None where no words are."""
        from reader.text.clusters import (
            previous_boundary,  # imports regex: 20 ms that the first frame need not wait for
        )

        found = hit(self.document, place)
        if found < 0 or self._article is None or not self._article.text:
            return None
        line = line_at(self.document, found)
        words = line.line.naturalTextRect().translated(line.origin)
        pitch, reach = line.block.blockFormat().lineHeight(), self.measures.px(8)
        top = line.baseline - BASELINE * pitch
        box = QRectF(words.left() - reach, top - reach, words.width() + 2 * reach, pitch + 2 * reach)
        if not box.contains(place):
            return None
        return previous_boundary(self._article.text, self.offsets.from_document(found) + 1)

    # -- painting ----------------------------------------------------------------------------------

    def paint(
        self,
        painter: QPainter,
        view: QRectF,
        area: QRectF,
        annotations: AnnotationSet,
        emphasis: Emphasis,
    ) -> list[Spot]:
        """Paint all but the words: `area`, a part of what `view` shows. The spots of the margin in `view`."""
        shown = self.shown(view)
        span = self.span_of(shown)
        if self._scene is None or self._scene.span != span:
            self._scene = self._stage.scene(span, annotations)
            self._numbers = tuple((claim.key, claim.number) for claim in self._scene.claims)
            self._prepared = MarkMaker(self._theme, self.measures).prepare(self._scene.marks)
        near = area.adjusted(0, -self.measures.px(AROUND), 0, self.measures.px(AROUND))
        self._furniture(painter, [pair for pair in shown if _meet(pair[1], near)])
        self._under(painter, near, span, self._scene.claims, emphasis)
        current = annotations.annotations.get(emphasis.current or "")
        if isinstance(current, Claim) and current.attribution:
            from reader.app.page.attributed import paint_attributed  # the first frame has nothing current

            paint_attributed(painter, self._theme, self.measures, current, lambda words: self.strips(words, span))
        return paint_margin(painter, self._theme, self.measures, self._scene.claims, emphasis.current)

    def paint_caret(self, painter: QPainter, position: int, after_selection: bool, focused: bool) -> None:
        """Paint the caret."""
        line, x = self.line_of(position, after_selection)
        size = line.block.blockFormat().lineHeight() * 0.64 / self.measures.spread
        MarkPainter(painter, self._theme, self.measures).caret(x, line.baseline, size, focused)

    def _furniture(self, painter: QPainter, shown: Sequence[tuple[QTextBlock, QRectF]]) -> None:
        if self._article is None:
            return
        furniture = FurniturePainter(painter, self._theme, self.measures, self._article.blocks)
        if not self._article.text:
            furniture.empty(tr(EMPTY))
        elif self._article.format == "markdown":
            furniture.paint(shown)
            states = dict.fromkeys(block.userState() for block, _ in shown)
            blocks = [self._article.blocks[n] for n in states if 0 <= n < len(self._article.blocks)]
            for run in inline_code(blocks):
                furniture.code(self.strips(Span(run.start, run.end), self.span_of(shown)))

    def _under(
        self, painter: QPainter, near: QRectF, span: Span, claims: Sequence[ClaimMark], emphasis: Emphasis
    ) -> None:
        marker = MarkPainter(painter, self._theme, self.measures)
        for claim in claims:
            if claim.key == emphasis.current:
                marker.tint(claim)
        marker.grounds(self._prepared, near)
        hits, current = _hits_in(emphasis, span)
        marker.hits([self.strips(hit, span) for hit in hits], current)
        found = emphasis.hits[emphasis.current_hit] if emphasis.current_hit is not None else None
        if len(emphasis.selection) and emphasis.selection != found:  # a hit has its own ground, and an outline
            marker.selection(self.strips(emphasis.selection, span))
        marker.claim_lines(claims)
        marker.lines(self._prepared)
        if emphasis.outlined is not None and emphasis.outlined.overlaps(span):
            marker.current(self.strips(emphasis.outlined, span))


def _meet(rect: QRectF, area: QRectF) -> bool:
    return rect.top() < area.bottom() and area.top() < rect.bottom()


def _hits_in(emphasis: Emphasis, span: Span) -> tuple[tuple[Span, ...], int | None]:
    """The hits that show, and which of them is the current one."""
    first = bisect_left(emphasis.hits, span.start, key=lambda hit: hit.end)
    last = bisect_left(emphasis.hits, span.end, key=lambda hit: hit.start)
    current = None if emphasis.current_hit is None else emphasis.current_hit - first
    return emphasis.hits[first:last], current
