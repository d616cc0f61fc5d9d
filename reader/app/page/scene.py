"""Works out what is to be drawn around the visible words: marks on their levels, claims in their lanes.

Gives values with document coordinates and paints nothing. Asks the annotations only for what shows.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QTextDocument

from reader.annotations.collection import AnnotationSet, reading_order
from reader.annotations.model import Anchor, Annotation, Claim, Highlight, Mention
from reader.annotations.tagset import TagSet
from reader.app.desk.hidden import CLAIMS, hidden_as
from reader.app.look.theme import Theme, TypeColours
from reader.app.page.layers import Layer, lanes, layers
from reader.app.page.lines import Strip, line_at, strips
from reader.app.page.measures import BAR_ABOVE, Measures
from reader.app.page.offsets import OffsetMap
from reader.text.spans import Span

BESIDE_CP = 90  # two claims further apart never share a line
ROUNDS = 4  # how often the look-out for neighbours is widened
KEPT = 4_000
FARTHEST_CP = 20_000  # and how far: a mark over the whole article must not bring in all others


class Mark(NamedTuple):
    """A mention or a plain highlight. `pattern` is one of UNDERLINES, empty for no line; `code` its type.

    `unsure`: whether these are its words is uncertain.
    """

    layer: Layer
    strips: tuple[Strip, ...]
    colours: TypeColours
    pattern: str
    code: str
    unsure: bool = False


class ClaimMark(NamedTuple):
    """A claim: underlined strips, and bars `(top, bottom)` in its lane, one a fragment, in order of place."""

    key: str
    number: int
    verdict: str
    lane: int
    strips: tuple[Strip, ...]
    bars: tuple[tuple[float, float], ...]
    unsure: bool = False


class Scene(NamedTuple):
    """All that is drawn around the words `[span)`: marks outermost first, claims in reading order."""

    span: Span
    marks: tuple[Mark, ...] = ()
    claims: tuple[ClaimMark, ...] = ()


class Stage:
    """Makes scenes for one filled document."""

    def __init__(
        self,
        document: QTextDocument,
        offsets: OffsetMap,
        tagset: TagSet,
        theme: Theme,
        measures: Measures,
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        self._document = document
        self._hidden = hidden
        self._offsets = offsets
        self._tagset = tagset
        self._theme = theme
        self._measures = measures
        self._kept: dict[tuple[Span, Span], tuple[Strip, ...]] = {}

    def scene(self, span: Span, annotations: AnnotationSet) -> Scene:
        """What is drawn around the words of `span`."""
        claims = () if CLAIMS in self._hidden else self._claims(span, annotations)
        return Scene(span, self._marks(span, annotations), claims)

    def strips(self, span: Span, within: Span) -> tuple[Strip, ...]:
        """The strips of the part of `span` that lies in `within`; ends cut off there are not first or last.

        Answers are kept: words never move while a stage lives.
        """
        key = (span, within)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            found = self._kept[key] = self._measured(span, within)
        return found

    def _measured(self, span: Span, within: Span) -> tuple[Strip, ...]:
        low, high = max(span.start, within.start), min(span.end, within.end)
        if low >= high:
            return ()
        # What is only drawn between the words (the mark of a footnote) is covered, too.
        found = strips(self._document, self._offsets.to_document(low), self._offsets.end_to_document(high))
        if low > span.start and found:
            found[0] = found[0]._replace(first=False)
        if high < span.end and found:
            found[-1] = found[-1]._replace(last=False)
        return tuple(found)

    def _marks(self, span: Span, annotations: AnnotationSet) -> tuple[Mark, ...]:
        by_key: dict[str, Annotation] = {}
        wide = span
        for _ in range(ROUNDS):  # a level depends on all that overlaps, be it out of sight
            found = [(s, a) for s, a in annotations.overlapping(wide) if self._is_marked(a)]
            reach = Span(
                min((s.start for s, _ in found), default=wide.start), max((s.end for s, _ in found), default=wide.end)
            )
            by_key = {a.id: a for _, a in found}
            if wide.covers(reach):
                break
            wide = Span(
                max(min(wide.start, reach.start), span.start - FARTHEST_CP, 0),
                min(max(wide.end, reach.end), span.end + FARTHEST_CP),
            )
        marks = [
            self._mark(layer, by_key[layer.key], span)
            for layer in layers((s, a.id) for s, a in found)
            if layer.span.overlaps(span)
        ]
        return tuple(mark for mark in marks if mark.strips)

    def _is_marked(self, annotation: Annotation) -> bool:
        return isinstance(annotation, Mention | Highlight) and hidden_as(annotation) not in self._hidden

    def _mark(self, layer: Layer, annotation: Annotation, within: Span) -> Mark:
        placed, unsure = self.strips(layer.span, within), annotation.anchor is Anchor.FUZZY
        if isinstance(annotation, Mention):
            kind = self._tagset.type(annotation.type)
            return Mark(layer, placed, self._theme.of_type(kind), kind.underline, kind.id, unsure)
        return Mark(layer, placed, self._theme.highlight, "", "", unsure)

    def _claims(self, span: Span, annotations: AnnotationSet) -> tuple[ClaimMark, ...]:
        near: list[tuple[Span, str]] = []
        wide = span
        for _ in range(ROUNDS):
            near = annotations.claim_reaches.overlapping(Span(max(wide.start - BESIDE_CP, 0), wide.end + BESIDE_CP))
            reach = Span(min([wide.start, *(r.start for r, _ in near)]), max([wide.end, *(r.end for r, _ in near)]))
            if reach == wide:
                break
            wide = reach
        reaches = {key: reach for reach, key in near}
        claims = sorted(
            (a for key in reaches if isinstance(a := annotations.annotations[key], Claim)), key=reading_order
        )
        bars = [self._bars(claim) for claim in claims]
        chosen = lanes([(spans[0][0], max(bottom for _, bottom in spans)) for spans in bars])
        made = []
        for claim, lane, ranges in zip(claims, chosen, bars, strict=True):
            if reaches[claim.id].overlaps(span):
                placed = [strip for s in sorted(claim.spans) for strip in self.strips(s, span)]
                number = annotations.number_of(claim)
                unsure = claim.anchor is Anchor.FUZZY
                made.append(ClaimMark(claim.id, number, claim.verdict, lane, tuple(placed), ranges, unsure))
        return tuple(made)

    def _bars(self, claim: Claim) -> tuple[tuple[float, float], ...]:
        above, below = self._measures.px(BAR_ABOVE), self._measures.px(self._measures.bar_below)
        merged: list[tuple[float, float]] = []
        for span in sorted(claim.spans):
            first = line_at(self._document, self._offsets.to_document(span.start)).baseline - above
            last = line_at(self._document, self._offsets.end_to_document(span.end - 1)).baseline + below
            if merged and first <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(merged[-1][1], last))
            else:
                merged.append((first, last))
        return tuple(merged)
