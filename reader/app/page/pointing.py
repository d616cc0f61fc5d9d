"""`Pointing`: what the mouse does on the page. Draws nothing and changes no annotation."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from reader.annotations.model import Annotation, Mention
from reader.app.page.auto_scroll import AutoScroll
from reader.app.page.drag import dragged
from reader.app.page.grips import Grips
from reader.app.page.hover import Hover
from reader.text.spans import Span
from reader.text.words import word_at

if TYPE_CHECKING:
    from reader.app.page.margin import Spot
    from reader.app.page.view import ReadingView

_NEAR, _STILL = 6, 2  # px between clicks that belong together, and that a hand trembles
_ESC = 0x01000000


class Pointing:
    """The mouse over one page. A method that answers True has dealt with its event.

    Two clicks take the word, or the mention it is part of; a third one takes the sentence and a fourth the paragraph.
    """

    def __init__(self, view: ReadingView) -> None:
        self._view = view
        self._exact_drag = False
        self._grips = Grips(view)
        self._hover = Hover(view)
        self._clicks, self._clicked_at, self._clicked = 0, 0.0, QPointF()
        self._word: Span | None = None  # that two clicks took, while the button is held
        self._pressed: QPointF | None = None  # where a drag over words began, while the button is held
        self._from: int | None = None
        self._scroll = AutoScroll(view, self._drag)

    def press(self, event: QMouseEvent) -> bool:
        """A click on a claim's number or bar, an end of what is current, or a third click."""
        self._hover.leave()
        self._exact_drag = _has_alt(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        point = event.position()
        spot = self._spot_at(point)
        if spot is not None:
            event.accept()
            self._view.margin_clicked.emit(spot.claim)
            return True
        if self._goes_on(point) and self._clicks >= 2:
            event.accept()
            self._take_more(point)
            return True
        self._clicks = 0
        self._pressed, self._from = point, None
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if shift:
            event.accept()
            self._from = self._view.selection()[0]
            self._view.select(*self.selected(self._from, self._view.nearest_position(point)), reveal=False)
            return True
        grip = self._grips.at(point)
        if grip is not None:
            event.accept()
            self._pressed = None
            self._grips.take(grip, point)
        return grip is not None

    def move(self, event: QMouseEvent) -> bool:
        """Drag an end that is held, or the word that two clicks took; without a button, see what is there."""
        point, self._exact_drag = event.position(), _has_alt(event)
        if self._grips.held:
            event.accept()
            self._grips.drag(point, self._exact_drag)
            return True
        if self._word is not None or self._pressed is not None:
            event.accept()
            self._scroll.at(point)
            self._drag(point)
            return True
        if not event.buttons():
            self._show_shape(point)
            self._hover.move(point)
        return False

    def release(self, event: QMouseEvent) -> bool:
        """Let go of an end; one that was not moved was a click on the words."""
        was_word, self._word, self._pressed = self._word is not None, None, None
        self._scroll.stop()
        if not self._grips.held:
            return was_word
        event.accept()
        clicked = not self._grips.dragging
        self._grips.drop()
        if clicked:
            at = dragged(self._view.reading_text, *(self._view.nearest_position(event.position()),) * 2)
            self._view.select(*at, reveal=False)
        self._show_shape(event.position())
        return True

    @property
    def on_end(self) -> bool:
        """Whether an end is held."""
        return self._grips.held

    def tell_selected(self) -> None:
        """The button was let go: what is selected now, was."""
        anchor, caret = self._view.selection()
        if anchor != caret:
            self._view.selected.emit()

    def double(self, event: QMouseEvent) -> bool:
        """Take the word under the mouse, or the mention it is part of; what stands on it becomes current."""
        if event.button() != Qt.MouseButton.LeftButton or self._spot_at(event.position()) is not None:
            return True
        self._grips.forget()
        event.accept()
        at = self._view.character_at(event.position())
        word = word_at(self._view.reading_text, at) if at is not None else None
        if word is None:
            return False
        self._clicks, self._clicked_at, self._clicked = 2, monotonic(), event.position()
        here = self._innermost(word)
        mention = next((span for span, a in here if isinstance(a, Mention)), None)
        suggested = self._view.suggested_on(word)
        self._word = mention or (suggested[0].span if suggested else word)
        self._view.select(self._word.start, self._word.end, reveal=False)
        if here:
            chosen = next((a for span, a in here if span == mention), here[0][1])
            self._view.taken.emit(chosen.id)
        return True

    def leave(self) -> None:
        """The mouse has left the page."""
        self._hover.leave()

    @property
    def selects(self) -> bool:
        """Whether what is selected is our own doing since the last press, whatever Qt makes of its release."""
        return self._from is not None or self._clicks >= 2

    def key(self, event: QKeyEvent) -> bool:
        """Esc puts an end that is being dragged back; any key takes the tip away."""
        self._hover.leave()
        if event.key() == _ESC and self._grips.held:
            self._grips.forget()
            return True
        return False

    def menu(self, event: QContextMenuEvent) -> None:
        """Ask for a menu: of what is under the mouse, or of what is at the caret."""
        self._hover.leave()
        point = QPointF(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._view.menu_wanted.emit(self._view.menu_point(), -1)
            return
        at = self._view.character_at(point)
        nearest = self._view.position_at(event.pos())
        position = at if at is not None else nearest if nearest is not None else -1
        self._view.menu_wanted.emit(event.globalPos(), position)

    def selected(self, anchor: int, caret: int) -> tuple[int, int]:
        """What Qt selected by the mouse, grown to whole words; with Alt held, to whole clusters."""
        return dragged(self._view.reading_text, anchor, caret, exact=self._exact_drag)

    def forget(self) -> None:
        """Other annotations or another article are shown: nothing is held any more."""
        self._grips.forget()
        self._hover.leave()

    # -- inside ------------------------------------------------------------------------------------

    def _innermost(self, word: Span) -> list[tuple[Span, Annotation]]:
        """What covers the word, the shortest first."""
        found = [(s, a) for s, a in self._view.annotations_on(word) if s.covers(word)]
        return sorted(found, key=lambda pair: len(pair[0]))

    def _goes_on(self, point: QPointF) -> bool:
        """Whether a click here and now belongs to the one before."""
        soon = monotonic() - self._clicked_at <= QApplication.doubleClickInterval() / 1000
        return soon and (point - self._clicked).manhattanLength() <= _NEAR

    def _take_more(self, point: QPointF) -> None:
        from reader.text.paragraphs import paragraph_at
        from reader.text.sentences import sentence_at

        article, at = self._view.article, self._view.character_at(point)
        self._clicks, self._clicked_at = self._clicks + 1, monotonic()
        if article is not None and at is not None:
            span = (sentence_at if self._clicks == 3 else paragraph_at)(article, at)
            self._view.select(span.start, span.end, reveal=False)

    def _drag(self, point: QPointF) -> None:
        """Select as far as a point. Not Qt's doing: in a table that takes whole cells only."""
        position = self._view.nearest_position(point)
        if self._word is not None:
            self._extend(self._word, position)
            return
        if self._pressed is None or (point - self._pressed).manhattanLength() < _STILL:
            return
        if self._from is None:
            self._from = self._view.nearest_position(self._pressed)
        self._view.select(*self.selected(self._from, position), reveal=False)

    def _extend(self, word: Span, position: int) -> None:
        if position >= word.start:
            self._view.select(word.start, max(self.selected(word.start, position)[1], word.end), reveal=False)
        else:
            self._view.select(word.end, min(self.selected(word.end, position)[1], word.start), reveal=False)

    def _show_shape(self, point: QPointF) -> None:
        """What can be clicked or dragged shows in the mouse's shape."""
        shape = Qt.CursorShape.IBeamCursor
        if self._spot_at(point) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif self._grips.at(point) is not None:
            shape = Qt.CursorShape.SizeHorCursor
        viewport = self._view.viewport()
        if viewport.cursor().shape() != shape:
            viewport.setCursor(shape)

    def _spot_at(self, point: QPointF) -> Spot | None:
        return next((spot for spot in reversed(self._view.spots) if spot.rect.contains(point)), None)


def _has_alt(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
