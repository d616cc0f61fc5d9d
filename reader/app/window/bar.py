"""The message bar above the page: a sentence that stays until it is answered, and the keys that answer it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from reader.app.look.caps import cap_width, draw_cap
from reader.app.look.look import TEXT_PX, Look
from reader.app.page.signs import sign
from reader.app.window.message import Answer, Message
from reader.app.wording.tr import tr
from reader.visible import in_a_line

HEIGHT = 44
LEAST_WORDS = 340  # px at 100 %: where the answers would leave the sentence less, they stand below it


class AnswerButton(QPushButton):
    """A button that shows its key."""

    def __init__(self, look: Look, answer: Answer, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._answer = look, answer
        self.setAccessibleName(f"{answer.words} ({answer.key})" if answer.key else answer.words)
        self.clicked.connect(lambda: answer.do())

    def sizeHint(self) -> QSize:
        """Room for cap and words."""
        look = self._look
        words = QFontMetricsF(look.text(TEXT_PX)).horizontalAdvance(self._answer.words)
        cap = cap_width(look, self._answer.key) + look.px(7) if self._answer.key else 0
        return QSize(round(cap + words) + look.px(24), look.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame by the style sheet, cap and words by us."""
        super().paintEvent(event)
        look, painter = self._look, QPainter(self)
        left: float = look.px(11)
        if self._answer.key:
            left = draw_cap(painter, look, left, self.height() / 2, self._answer.key) + look.px(7)
        painter.setPen(look.colour("ink"))
        painter.setFont(look.text(TEXT_PX))
        painter.drawText(
            QRectF(left, 0, self.width() - left, self.height()), Qt.AlignmentFlag.AlignVCenter, self._answer.words
        )


class MessageBar(QWidget):
    """Shows one message at a time; hidden without one."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.message: Message | None = None
        self._sign = QLabel(self)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._progress = QProgressBar(self)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(tr("Progress"))
        self._buttons: list[AnswerButton] = []
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self._row, self._below = QHBoxLayout(), QHBoxLayout()
        rows.addLayout(self._row)
        rows.addLayout(self._below)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._progress)
        self._beside = True
        self.hide()
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._look = look
        self.setMinimumHeight(look.px(HEIGHT))
        self._row.setSpacing(look.px(12))
        self._below.setSpacing(look.px(12))
        self._set_margins()
        self._progress.setFixedSize(look.px(120), look.px(8))
        if self.message is not None:
            self.show_message(self.message)

    def show_message(self, message: Message | None) -> None:
        """Show this one instead; None hides the bar."""
        had_focus = any(button.hasFocus() for button in self._buttons)
        for button in self._buttons:
            button.hide()  # one that Qt has still to show would come up as a window, and take the focus
            button.setParent(None)
            button.deleteLater()
        self._buttons = []
        self.message = message
        if message is None:
            self.hide()
            return
        text = in_a_line(message.text)
        self._words.setText(text)
        self._words.setAccessibleName(text)
        self.setAccessibleName(text)
        self.setProperty("error", message.error)
        self.style().unpolish(self)
        self.style().polish(self)
        ink = self._look.theme.errink if message.error else self._look.theme.barink
        name = "warning" if message.error else message.sign
        self._sign.setPixmap(sign(name, self._look.px(16), ink, self.devicePixelRatioF()))
        self._progress.setVisible(message.progress is not None)
        self._progress.setRange(0, 1000 if message.progress else 0)
        self._progress.setValue(round((message.progress or 0) * 1000))
        for answer in message.answers:
            button = AnswerButton(self._look, answer, self)
            (self._row if self._beside else self._below).addWidget(button)
            self._buttons.append(button)
        self._place_answers()
        self.show()
        if had_focus and self._buttons:
            self._buttons[0].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The answers beside the sentence, or below it."""
        super().resizeEvent(event)
        self._place_answers()

    def _place_answers(self) -> None:
        look = self._look
        taken = look.px(16 + 16 + 16 + 12) + (self._progress.width() if self._progress.isVisibleTo(self) else 0)
        taken += sum(button.sizeHint().width() + look.px(12) for button in self._buttons)
        beside = self.width() - taken >= look.px(LEAST_WORDS) or not self._buttons
        if beside == self._beside:
            return
        self._beside = beside
        here, there = (self._row, self._below) if beside else (self._below, self._row)
        for button in self._buttons:
            there.removeWidget(button)
            here.addWidget(button)
        self._set_margins()

    def _set_margins(self) -> None:
        look, inside = self._look, self._look.px(6)
        self._row.setContentsMargins(look.px(16), inside, look.px(16), inside)
        self._below.setContentsMargins(look.px(16), 0, look.px(16), 0 if self._beside else inside)
        self._below.setAlignment(Qt.AlignmentFlag.AlignRight)

    @property
    def text(self) -> str:
        """The sentence that is shown, empty when none."""
        return self.message.text if self.message else ""

    def answers(self) -> Sequence[AnswerButton]:
        """The buttons, for going to them by key."""
        return self._buttons
