"""`SuggestedWords`: paints what is suggested - a dotted outline and the type's line, thin; the current one filled.

Asks its source only for what shows, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from reader.annotations.tagset import EntityType, TagSet
from reader.app.look.theme import Theme
from reader.app.page.canvas import Canvas
from reader.app.page.lines import Strip
from reader.app.page.marks import FILL_ABOVE, FILL_BELOW, LINE_BELOW
from reader.suggest.suggestion import Suggestion
from reader.text.spans import Span

BESIDE, BELOW = 1.5, 1.5  # px at 100 %: the outline stands off the words, and keeps clear of the line
DOTS, DASHES = [1.0, 2.0], [3.0, 1.5]  # in widths of the pen
_PATTERNS = {"dash": [6.0, 3.0], "dot": [2.0, 2.0], "dashdot": [6.0, 3.0, 2.0, 2.0], "wave": [1.0, 1.0]}  # 1 px wide
_MANY = 40  # lines that change: then all that shows is painted again


class SuggestedWords:
    """The suggestions of one page."""

    def __init__(self) -> None:
        self._source: Callable[[Span], Sequence[Suggestion]] = lambda _span: ()
        self._current: Span | None = None
        self._seen: tuple[Suggestion, ...] = ()
        self._asked = Span(0, 0)  # what was asked for them

    def set(self, source: Callable[[Span], Sequence[Suggestion]], current: Span | None, shown: Span) -> Sequence[Span]:
        """Take another source and another current one; the places in `shown` that are drawn otherwise now."""
        before, was = set(self._seen), self._current
        self._source, self._current = source, current
        self._seen, self._asked = tuple(source(shown)), shown
        changed = [each.span for each in before.symmetric_difference(self._seen)]
        if current != was:
            changed += [span for span in (was, current) if span is not None]
        return [shown] if len(changed) > _MANY else changed

    def on(self, span: Span) -> Sequence[Suggestion]:
        """Those that share a code point with `span`."""
        return self._source(span)

    def paint(self, painter: QPainter, canvas: Canvas, theme: Theme, tagset: TagSet, area: QRectF, shown: Span) -> None:
        """Paint those on the words `shown` that lie in `area` of the document."""
        if shown != self._asked:  # scrolled
            self._seen, self._asked = tuple(self._source(shown)), shown
        reach = canvas.measures.line
        for each in self._seen:
            strips = canvas.strips(each.span, shown)
            if not strips or strips[-1].bottom + reach < area.top() or strips[0].top - reach > area.bottom():
                continue
            drawn = SuggestionPainter(painter, theme, canvas.measures.scale)
            for strip in strips:
                drawn.one(strip, tagset.type(each.type), each.span == self._current)


class SuggestionPainter:
    """Paints suggestions with one painter."""

    def __init__(self, painter: QPainter, theme: Theme, scale: float) -> None:
        self._painter, self._theme, self._scale = painter, theme, scale

    def one(self, strip: Strip, kind: EntityType, current: bool) -> None:
        """A strip of a suggestion of a type."""
        painter, theme = self._painter, self._theme
        colours = theme.of_type(kind)
        top = strip.baseline - self._px(FILL_ABOVE * strip.size)
        bottom = strip.baseline + self._px(FILL_BELOW * max(strip.size, 1) + BELOW)
        left, right = strip.x1 - self._px(BESIDE), strip.x2 + self._px(BESIDE)
        box = QRectF(QPointF(round(left), round(top)), QPointF(round(right), round(bottom)))
        width = max(round(self._px(2 if current else 1)), 1)
        pen = QPen(QColor(theme.accent if current else theme.edge), width, c=Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(DASHES if current else DOTS)
        grow = width / 2 if current else -width / 2
        outline = box.adjusted(-grow, -grow, grow, grow)
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.fill or theme.select))
            painter.drawRoundedRect(box, self._px(2), self._px(2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawRoundedRect(outline, self._px(3 if current else 2), self._px(3 if current else 2))
        self._line(kind.underline, QColor(colours.line), strip)

    def _line(self, pattern: str, colour: QColor, strip: Strip) -> None:
        thin = max(round(self._px(1)), 1)
        pen = QPen(colour, thin, c=Qt.PenCapStyle.FlatCap)
        if pattern in _PATTERNS:
            pen.setDashPattern(_PATTERNS[pattern])
        self._painter.setPen(pen)
        y = round(strip.baseline + self._px(LINE_BELOW * max(strip.size, 1))) + thin / 2
        for at in (y, y - 2 * thin) if pattern == "double" else (y,):
            self._painter.drawLine(QLineF(strip.x1, at, strip.x2, at))

    def _px(self, at_full_size: float) -> float:
        return at_full_size * self._scale
