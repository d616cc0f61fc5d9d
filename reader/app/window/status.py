"""The status line: how safe the annotations are, where the caret is, and keys that do something now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from reader.app.keyboard.hint import Hint
from reader.app.look.caps import KeyCaps
from reader.app.look.look import SMALL_PX, Look
from reader.app.look.plain_tip import plain_tip
from reader.app.wording.tr import tr
from reader.session import SaveState
from reader.visible import shown

HEIGHT = 30
KEYS_SHARE, KEYS_LEAST = 0.66, 0.25  # of the line, at most; and what a long sentence leaves them
STEADY = (SaveState.SAVED, SaveState.SAVING)  # they take turns while one annotates
_SIGNS = {
    SaveState.SAVED: "true",
    SaveState.SAFE: "warning",
    SaveState.NOT_SAVED: "warning",
    SaveState.READ_ONLY: "warning",
}


class StatusLine(QWidget):
    """Shows what it is told; decides nothing."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state: SaveState | None = None
        self._sign = QLabel(self)
        self._word = QLabel(self)
        self._word.setAccessibleName(tr("Save state"))
        self._rule = QLabel(self)
        self._place = Elided(self)
        self._place.setProperty("soft", True)
        self.caps = KeyCaps(look, self, clickable=True)
        self._row = QHBoxLayout(self)
        for widget in (self._sign, self._word, self._rule):
            self._row.addWidget(widget)
        self._row.addWidget(self._place, 1)
        self._row.addWidget(self.caps, 0)
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._look = look
        self.setFixedHeight(look.px(HEIGHT))
        self._row.setContentsMargins(look.px(16), 0, look.px(16), 0)
        self._row.setSpacing(look.px(7))
        for label in (self._word, self._place):
            label.setFont(look.text(SMALL_PX))
            label.setStyleSheet(f"font-size: {look.px(SMALL_PX)}px")
        self._sign.setFixedWidth(look.px(14))
        words = [QFontMetrics(look.text(SMALL_PX)).horizontalAdvance(tr(each.value)) for each in STEADY]
        self._word.setMinimumWidth(max(words) + 1)
        self._rule.setFixedSize(1, look.px(14))
        self._rule.setStyleSheet(f"background: {look.theme.rule}")
        self.caps.set_look(look)
        self._show_sign()

    def set_state(self, state: SaveState | None) -> None:
        """The save state; None while there is no article."""
        self._state = state
        self._word.setText(tr(state.value) if state else "")
        self._show_sign()

    def _show_sign(self) -> None:
        name = _SIGNS.get(self._state, "") if self._state else ""
        self._sign.setVisible(self._state is not None)  # while it is saved the words beside it stay where they are
        if not name:
            self._sign.clear()
        self._rule.setVisible(self._state is not None)
        if name:
            from reader.app.page.signs import sign  # needs QtSvg, which the first frame does not

            size = self._look.px(14)
            self._sign.setPixmap(sign(name, size, self._look.theme.ink, self.devicePixelRatioF()))

    def set_place(self, words: str) -> None:
        """Where the caret is, or what has just happened."""
        words = shown(words)
        self._place.setText(words)
        self._place.setAccessibleName(words)
        self._place.setToolTip(plain_tip(words))
        self._share_out()

    def announce(self, words: str) -> None:
        """Have a screen reader say it, if one is running."""
        if not words:
            return
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # 160 names that the first frame spares

        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The place keeps a part of a narrow line; keys that find no room are left out."""
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """A sentence is read before keys, of which the most useful are left beside it."""
        words = QFontMetrics(self._look.text(SMALL_PX)).horizontalAdvance(self._place.text())
        rest = self.width() - self._place.x() - words - 2 * self._look.px(16)
        most = max(round(self.width() * KEYS_LEAST), min(round(self.width() * KEYS_SHARE), rest))
        if most != self.caps.most:
            self.caps.most = most
            self.caps.updateGeometry()

    @property
    def place(self) -> str:
        """What `set_place` said last."""
        return self._place.text()

    @property
    def word(self) -> str:
        """The word of the save state."""
        return self._word.text()

    def set_hints(self, hints: Sequence[Hint]) -> None:
        """Keys that do something now, the most useful first; as many are shown as there is room for."""
        self.caps.set_hints(hints)


class Elided(QLabel):
    """A label of one line that ends in dots where it is too long, and asks for no width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw as much of the text as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
