"""`Grips`: the ends of what is current, as things that the mouse can take hold of and drag. Changes no annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from reader.annotations.ends import free_around, with_ends
from reader.annotations.model import Annotation, Other, Placed
from reader.app.page.auto_scroll import AutoScroll
from reader.app.page.drag import dragged_end
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.app.page.view import ReadingView

REACH, HIGH = 5, 4  # px at 100 % around an end in which it can be taken; above and below its line


class Grip(NamedTuple):
    """One end of one fragment."""

    annotation: Annotation
    fragment: int
    span: Span
    start: bool


class Grips:
    """The ends on one page. From `take` to `drop` or `forget` one of them is held."""

    def __init__(self, view: ReadingView) -> None:
        self._view = view
        self._held: Grip | None = None
        self._from = QPointF()
        self._now: Span | None = None  # None: held, not moved yet
        self._exact = False
        self._scroll = AutoScroll(view, lambda point: self.drag(point, self._exact))

    @property
    def held(self) -> bool:
        """Whether an end is held."""
        return self._held is not None

    @property
    def dragging(self) -> bool:
        """Whether it was moved since it was taken."""
        return self._now is not None

    def at(self, point: QPointF) -> Grip | None:
        """The end at a point of the viewport, the nearest if there are several."""
        current = self._view.shown_annotation(self._view.current_id or "")
        if current is None or isinstance(current, Other):
            return None
        found: list[tuple[float, Grip]] = []
        seen, reach = self._view.visible_span(), self._view.look.px(REACH)
        for number, fragment in enumerate(current.fragments):
            if not isinstance(fragment, Placed) or not fragment.span.overlaps(seen):
                continue
            for start, edge in zip((True, False), self._view.edges_of(fragment.span), strict=True):
                high = self._view.look.px(HIGH)
                if abs(point.x() - edge.x()) <= reach and edge.top() - high <= point.y() <= edge.bottom() + high:
                    found.append((abs(point.x() - edge.x()), Grip(current, number, fragment.span, start)))
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def take(self, grip: Grip, point: QPointF) -> None:
        """Hold an end."""
        self._held, self._from, self._now = grip, point, None

    def drag(self, point: QPointF, exact: bool) -> None:
        """Move the end that is held to a point of the viewport; the page shows it at once."""
        if self._held is None:
            return
        far = (point - self._from).manhattanLength() >= QApplication.startDragDistance() // 2
        if self._now is None and not far:
            return
        self._exact = exact
        self._scroll.at(point)
        held = self._held
        free = free_around(held.annotation, held.fragment, len(self._view.reading_text))
        position = self._view.nearest_position(point)
        now = dragged_end(self._view.reading_text, held.span, position, free, start=held.start, exact=exact)
        if now != self._now:
            self._now = now
            self._view.preview(with_ends(held.annotation, held.fragment, now), now)

    def drop(self) -> None:
        """Let go: the end stays where it is."""
        held, now = self._held, self._now
        self.forget()
        if held is not None and now is not None and now != held.span:
            self._view.end_dragged.emit(held.annotation.id, held.fragment, now.start, now.end)

    def forget(self) -> None:
        """Let go: the end goes back to where it was."""
        moved, self._held, self._now = self._now is not None, None, None
        self._scroll.stop()
        if moved:
            self._view.preview(None, None)
