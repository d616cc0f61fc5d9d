"""`Hover`: says what stands on the words under a mouse that rests there. Never the only place that says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, QTimer

from reader.annotations.model import Annotation
from reader.app.page.tip import Tip
from reader.app.panels.rows import Said
from reader.app.wording.telling import Told, told_of, told_suggested
from reader.suggest.suggestion import Suggestion
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.app.page.view import ReadingView

REST_MS = 450
AWAY = 6  # px between words and tip


class Hover:
    """The tip of one page."""

    def __init__(self, view: ReadingView) -> None:
        self._view = view
        self._tip = Tip(view)
        self._at: int | None = None
        self._rest = QTimer(view, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._show)
        view.verticalScrollBar().valueChanged.connect(self.leave)

    def move(self, point: QPointF) -> None:
        """The mouse is over this point of the viewport, no button held."""
        at = self._view.character_at(point)
        if at == self._at:
            return
        here = self._spans(at)
        if self._tip.isVisible() and here and here == self._spans(self._at):
            self._at = at  # the same words still
            return
        self.leave()
        self._at = at
        if here:
            self._rest.start()

    def leave(self) -> None:
        """Take the tip away."""
        self._at = None
        self._rest.stop()
        self._tip.hide()

    def _spans(self, at: int | None) -> list[tuple[Span, Annotation | Suggestion]]:
        """What stands at a position, or is suggested there, the shortest first."""
        if at is None:
            return []
        here = Span(at, at + 1)
        found: list[tuple[Span, Annotation | Suggestion]] = [*self._view.annotations_on(here)]
        found += [(suggestion.span, suggestion) for suggestion in self._view.suggested_on(here)]
        return sorted(found, key=lambda pair: len(pair[0]))

    def told(self, at: int) -> list[Told]:
        """What stands at a position, in words, innermost first."""
        said = Said(self._view.annotations, self._view.reading_text, self._view.tagset)
        found = (what for _, what in self._spans(at))
        return [told_of(said, it) if isinstance(it, Annotation) else told_suggested(said, it) for it in found]

    def _show(self) -> None:
        spans = self._spans(self._at)
        if self._at is None or not spans:
            return
        size = self._tip.say(self._view.look, self.told(self._at))
        self._tip.setGeometry(self._place(size, [rect for span, _ in spans[:1] for rect in self._view.rects_of(span)]))
        self._tip.raise_()
        self._tip.show()

    def _place(self, size: QSizeF, words: Sequence[QRectF]) -> QRect:
        """Below the words, else above them, else beside the column: never over them."""
        view, away = self._view, self._view.look.px(AWAY)
        viewport = view.viewport()
        seen = QRectF(viewport.rect())
        shown = [rect for rect in words if rect.intersects(seen)] or list(words)
        top, bottom = min(r.top() for r in shown), max(r.bottom() for r in shown)
        left = min(r.left() for r in shown)
        y = bottom + away
        if y + size.height() > seen.bottom():
            y = top - away - size.height()
        if y < 0:  # no room above either
            y, left = max(seen.bottom() - size.height(), 0), max(r.right() for r in shown) + away
        corner = viewport.mapTo(view, QPointF(left, y).toPoint())
        x = min(max(corner.x(), 0), max(view.width() - round(size.width()), 0))
        return QRect(x, corner.y(), round(size.width()), round(size.height()))
