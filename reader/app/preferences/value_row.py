"""A row with a value that steps: title and value in one line, what it means below. The settings page is made of them.

It shows a value and tells what is wanted; it changes nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from reader.app.look.look import SMALL_PX, TEXT_PX, Look
from reader.app.wording.tr import tr

STEP = 22  # px at 100 %: the side of a button that steps
EDGE = 2  # px, of the outline
MOST_WORDS = 190  # px at 100 %: a longer value is shortened


class ValueRow(QFrame):
    """One value. `act(name, act)` is told what the mouse wants: "choose", "less", "more", "ask", "reset"."""

    def __init__(
        self, name: str, title: str, says: str, act: Callable[[str, str], None], parent: QWidget, *, steps: bool = True
    ) -> None:
        super().__init__(parent)
        self.name, self.title, self.says, self._act = name, title, says, act
        self.setObjectName("setting")
        self._title, self._says = QLabel(title, self), QLabel(says, self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        for each in (self._title, self._says):
            each.setWordWrap(True)
        self._says.setProperty("soft", True)
        self._value = self._button("", "ask", tr("{title}: any value", title=title))
        self._less = self._button("‹", "less", tr("{title}: less", title=title))
        self._more = self._button("›", "more", tr("{title}: more", title=title))
        self._reset = self._button(tr("as designed"), "reset", tr("{title}: as designed", title=title))
        for button in (self._less, self._more):
            button.setVisible(steps)
        self._says.setVisible(bool(says))
        self._words, self._room, self._radius = "", MOST_WORDS, 4
        self._outline: QPen | None = None
        self._column, self._line = QVBoxLayout(self), QHBoxLayout()
        self._line.addWidget(self._title, 1)
        for button in (self._less, self._value, self._more):
            self._line.addWidget(button)
        self._below = QHBoxLayout()
        self._below.addWidget(self._says, 1)
        self._below.addWidget(self._reset, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(self._line)
        self._column.addLayout(self._below)

    def _button(self, words: str, act: str, name: str) -> QPushButton:
        made = QPushButton(words, self)
        made.setAccessibleName(name)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys stay with the page
        made.clicked.connect(lambda: self._act(self.name, act))
        return made

    def set_look(self, look: Look, indent: int = 0) -> None:
        """Take up theme and scale; `indent` in px at 100 %."""
        px = look.px
        self._radius, above = px(4), px(6) if self.says else px(1)
        self._column.setContentsMargins(px(10 + indent) + EDGE, above + EDGE, px(10) + EDGE, above + 1 + EDGE)
        self._column.setSpacing(px(1))
        self._line.setSpacing(px(2))
        self._below.setSpacing(px(8))
        plain = f"border: 0; padding: 0 {px(4)}px; font-size: "
        for button in (self._less, self._more):
            button.setFixedSize(px(STEP), px(STEP))
            button.setStyleSheet(f"{plain}{px(TEXT_PX + 3)}px")
        self._value.setStyleSheet(f"{plain}{px(TEXT_PX)}px; font-weight: bold")
        self._reset.setStyleSheet(f"{plain}{px(SMALL_PX)}px; color: {look.theme.accent}")
        self._says.setStyleSheet(f"font-size: {px(SMALL_PX)}px")
        self._room = px(MOST_WORDS)
        self._value.ensurePolished()
        self._show_words()

    def show_value(self, words: str, *, as_designed: bool, says: str = "") -> None:
        """Show that it has this value, in words, shortened where they are long; what it `says` may change with it."""
        self.says = says or self.says
        self._says.setText(self.says)
        self._words = words
        self._show_words()
        self._reset.setVisible(not as_designed and bool(self.says))
        self.setAccessibleName(f"{self.title}: {words}." + (f" {self.says}" if self.says else ""))

    def _show_words(self) -> None:
        metrics = self._value.fontMetrics()
        room = max(self._room, metrics.horizontalAdvance("…"))
        short = metrics.elidedText(self._words, Qt.TextElideMode.ElideMiddle, room)
        self._value.setText(short.replace("&", "&&"))

    def set_current(self, current: bool, look: Look) -> None:
        """Whether keys act on it: an outline. A style sheet for it took 2 ms a row."""
        self._outline = QPen(look.colour("accent"), EDGE) if current else None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The outline."""
        super().paintEvent(event)
        if self._outline is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self._outline)
            box = QRectF(self.rect()).adjusted(EDGE / 2, EDGE / 2, -EDGE / 2, -EDGE / 2)
            painter.drawRoundedRect(box, self._radius, self._radius)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click makes it current."""
        self._act(self.name, "choose")
        event.accept()
