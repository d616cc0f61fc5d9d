"""`RightMargin`: draws the chip of what is current and notes beside their lines. Finds nothing and places nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from reader.app.keyboard.hint import Hint
from reader.app.look.caps import CAP_HEIGHT, CHIP_HEIGHT, chip_width, draw_chip, draw_hint, hint_width
from reader.app.look.look import Look
from reader.app.page.signs import sign
from reader.app.page.words_laid import LINE, Laid, lay_out, lay_out_title
from reader.app.wording.chip import Chip
from reader.app.wording.telling import Told
from reader.app.wording.tr import tr

PADDING, SIGN = 10, 12


class NoteBox(NamedTuple):
    """A note in the margin: its annotation, its place in the document, and the line of the page it belongs to."""

    id: str
    words: str
    rect: QRectF
    baseline: float


class ChipBox(NamedTuple):
    """The chip and its place in the document."""

    chip: Chip
    rect: QRectF


class RightMargin(QWidget):
    """The margin right of the column. `taken` tells a note's annotation, `opened` one that was clicked twice."""

    taken = Signal(str)
    opened = Signal(str)
    asked = Signal(str)  # the command of a key that was clicked on the chip

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._chip: ChipBox | None = None
        self._notes: tuple[NoteBox, ...] = ()
        self._scrolled = 0.0
        self._current = self._under = ""
        self._keys: list[tuple[QRectF, str]] = []  # where the chip's keys were drawn, and their commands
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Notes and what is current"))

    # -- what is shown -----------------------------------------------------------------------------

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._look = look
        self.update()

    def show_boxes(self, chip: ChipBox | None, notes: Sequence[NoteBox], current: str) -> None:
        """Show these; the note of the annotation `current` is in ink."""
        self._chip, self._notes, self._current = chip, tuple(notes), current
        self.setAccessibleDescription(
            ". ".join([*([chip.chip.told.spoken] if chip else []), *(n.words for n in notes)])
        )
        self.update()

    def scroll_to(self, value: float) -> None:
        """Show what stands beside the lines from `value` (document) on."""
        if value != self._scrolled:
            self._scrolled = value
            self.update()

    @property
    def boxes(self) -> tuple[ChipBox | None, tuple[NoteBox, ...]]:
        """What is shown."""
        return self._chip, self._notes

    # -- measures ----------------------------------------------------------------------------------

    def note_height(self, words: str, width: float) -> float:
        """How high a note is when `width` wide."""
        return self._laid(words, width).height

    def chip_height(self, chip: Chip, width: float) -> float:
        """How high the chip is when `width` wide."""
        px = self._look.px
        inner = width - 2 * px(PADDING)
        lines = sum(self._laid(line, inner).height for line in chip.told.lines)
        rows = len(self._rows(chip.hints, inner))
        title = lay_out_title(chip.told.title, inner - self._before_title(chip.told), self._look).height
        return px(8) + max(title, px(CHIP_HEIGHT)) + px(2) + lines + (rows * px(CAP_HEIGHT + 6) + px(3)) + px(7)

    def _before_title(self, told: Told) -> float:
        """How much room a chip's code or sign takes before its title."""
        if told.type is not None and told.type.label != told.title:
            return chip_width(self._look, told.type) + self._look.px(7)
        return self._look.px(SIGN) + self._look.px(6) if told.sign else 0.0

    def _laid(self, words: str, width: float) -> Laid:
        return lay_out(words, width, self._look)

    def _rows(self, hints: Sequence[Hint], width: float) -> list[list[Hint]]:
        """Hints in as many rows as they need."""
        rows: list[list[Hint]] = []
        used = 0.0
        for hint in hints:
            wide = hint_width(self._look, hint)
            if not rows or used + wide - self._look.px(14) > width:
                rows.append([])
                used = 0.0
            rows[-1].append(hint)
            used += wide
        return rows

    # -- painting ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, hairlines, notes, chip."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._look.theme.page))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -self._scrolled)
        self._keys = []
        for note in self._notes:
            self._paint_note(painter, note)
        if self._chip is not None:
            self._paint_chip(painter, self._chip)
        painter.end()

    def _paint_note(self, painter: QPainter, note: NoteBox) -> None:
        look, laid = self._look, self._laid(note.words, note.rect.width())
        first = note.rect.top() + look.px(LINE) * 0.75
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(look.colour("edge"), 1))
        left = note.rect.left() - look.px(8)
        painter.drawLine(QLineF(left, round(note.rect.top() + 2), left, round(note.rect.bottom() - look.px(2))))
        if abs(first - note.baseline) > look.px(6):  # it was pushed down: join it to its line
            line, own, x = round(note.baseline - look.px(5)), round(first - look.px(5)), left - look.px(5)
            painter.drawLines([QLineF(0, line, x, line), QLineF(x, line, x, own), QLineF(x, own, left, own)])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.colour("ink" if note.id in (self._current, self._under) else "soft"))
        laid.layout.draw(painter, note.rect.topLeft())

    def _paint_chip(self, painter: QPainter, box: ChipBox) -> None:
        look, px, told = self._look, self._look.px, box.chip.told
        edge = QRectF(box.rect).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(look.colour("accent"), 2))
        painter.setBrush(look.colour("field" if not look.theme.outlines else "page"))
        painter.drawRoundedRect(edge, px(4), px(4))
        left, right = box.rect.left() + px(PADDING), box.rect.right() - px(PADDING)
        top = box.rect.top() + px(8)
        middle = top + px(CHIP_HEIGHT) / 2
        title_left = left + self._before_title(told)
        if told.type is not None and told.type.label != told.title:
            draw_chip(painter, look, told.type, left, middle)
        elif told.sign:
            size = px(SIGN)
            picture = sign(told.sign, size, look.theme.ink, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPointF(left, round(middle - size / 2)), picture)
        painter.setPen(look.colour("ink"))
        title = lay_out_title(told.title, right - title_left, look)
        title.layout.draw(painter, QPointF(title_left, top))
        top += max(title.height, px(CHIP_HEIGHT)) + px(2)
        painter.setPen(look.colour("soft"))
        for line in told.lines:
            laid = self._laid(line, right - left)
            laid.layout.draw(painter, QPointF(left, top))
            top += laid.height
        top += px(3)
        commands = dict(zip(box.chip.hints, box.chip.commands, strict=False))
        for row in self._rows(box.chip.hints, right - left):
            self._paint_hints(painter, row, left, top + px(CAP_HEIGHT + 6) / 2, commands)
            top += px(CAP_HEIGHT + 6)

    def _paint_hints(
        self, painter: QPainter, hints: Sequence[Hint], left: float, middle: float, commands: Mapping[Hint, str]
    ) -> None:
        height = self._look.px(CAP_HEIGHT)
        for hint in hints:
            after = draw_hint(painter, self._look, left, middle, hint)[-1]
            self._keys.append((QRectF(left, middle - height / 2 - 3, after - left, height + 6), commands[hint]))
            left = after

    # -- the mouse ---------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A note that can be clicked is in ink."""
        self._show_under(self._note_at(event.position()) or self._key_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """No note is under the mouse any more."""
        super().leaveEvent(event)
        self._show_under("")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the words of a note, or do what a key of the chip does."""
        command = self._key_at(event.position())
        if command and event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit(command)
            return
        found = self._note_at(event.position())
        if found and event.button() == Qt.MouseButton.LeftButton:
            self.taken.emit(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Change a note."""
        found = self._note_at(event.position())
        if found and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(found)

    def _show_under(self, found: str) -> None:
        if found != self._under:
            self._under = found
            self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
            self.update()

    def _key_at(self, point: QPointF) -> str:
        place = point + QPointF(0, self._scrolled)
        return next((command for rect, command in self._keys if rect.contains(place)), "")

    def _note_at(self, point: QPointF) -> str:
        place = point + QPointF(0, self._scrolled)
        return next((note.id for note in self._notes if note.rect.contains(place)), "")
