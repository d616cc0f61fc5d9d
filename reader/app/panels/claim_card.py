"""The card of one claim: its words and its facts, each with the key that changes it. Commands make the changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from reader.annotations.model import Claim
from reader.app.caps import KeyCaps
from reader.app.commands.card import FIELDS, Field, value_of
from reader.app.fields import KeyHandler, LineField
from reader.app.hint import Hint
from reader.app.keys import Press, names_of
from reader.app.look import QUOTE_PX, TEXT_PX, Look
from reader.app.page.signs import sign
from reader.app.panels.rows import Said, short_label, speaker_words, words_of

LABEL_WIDTH = 96
ROW_HEIGHT = 30
MOST_OFFERS = 3
_BELOW = ("normalized", "note")  # fields whose text stands under their name


@dataclass(frozen=True, slots=True)
class Fact:
    """A field with what the card says of it."""

    field: Field
    words: str
    key: str
    sign: str = ""

    @property
    def spoken(self) -> str:
        """The row in words."""
        return f"{self.field.label}: {self.words or 'not set'}, key {self.key}"


def facts(claim: Claim, said: Said) -> tuple[Fact, ...]:
    """What the card says of a claim, in the order of its rows."""
    found = []
    for field in FIELDS:
        value, key, shown = value_of(claim, field), field.key, ""
        if field.name == "source":
            shown = speaker_words(claim)
        elif field.vocabulary == "check":
            checks = said.tagset.checks
            shown = value
            key = str(checks.index(value) + 1) if value in checks else f"1-{min(len(checks), 9)}"
        elif field.vocabulary and value:
            label = short_label(said.tagset.label_of(field.vocabulary, value))
            shown = f"{value} · {label.lower()}" if len(value) == 1 else label
        else:
            shown = value
        mark = value if field.name == "verdict" else ""
        found.append(Fact(field, shown, key, mark))
    return tuple(found)


def matching(offers: Sequence[str], typed: str) -> list[str]:
    """The offers that hold what was typed, those that begin with it first."""
    wanted = typed.casefold()
    found = [offer for offer in offers if wanted in offer.casefold() and offer != typed]
    return sorted(found, key=lambda offer: not offer.casefold().startswith(wanted))


def next_offer(now: str, offers: Sequence[str], by: int) -> str:
    """The offer after (before) the one that stands in the field; the text itself when there is none."""
    if not offers:
        return now
    return offers[(offers.index(now) + by) % len(offers)] if now in offers else offers[0 if by > 0 else -1]


class FactRow(QWidget):
    """One field: name, value, key. The current one has the accent's outline."""

    clicked = Signal(str)

    def __init__(self, look: Look, fact: Fact, parent: QWidget) -> None:
        super().__init__(parent)
        self.fact, self._look, self.current = fact, look, False
        self.setAccessibleName(fact.spoken)
        px = look.px
        self.setMinimumHeight(px(ROW_HEIGHT))
        self.name = QLabel(fact.field.label, self)
        self.value = QLabel(fact.words or "—", self)
        self.value.setTextFormat(Qt.TextFormat.PlainText)
        self.value.setWordWrap(True)
        cap = KeyCaps(look, self)
        cap.set_hints([Hint((fact.key,), "")])
        self._line = QHBoxLayout()
        self._line.setSpacing(px(6))
        if fact.field.name in _BELOW:
            self._lay_below(cap)
        else:
            self._lay_beside(cap)

    def _lay_beside(self, cap: KeyCaps) -> None:
        px, theme = self._look.px, self._look.theme
        self.name.setProperty("soft", True)
        self.name.setFixedWidth(px(LABEL_WIDTH))
        self.name.setWordWrap(True)
        self._line.setContentsMargins(px(8), px(4), px(2), px(4))
        self._line.addWidget(self.name)
        if self.fact.sign:
            mark = QLabel(self)
            mark.setPixmap(sign(self.fact.sign, px(12), theme.ink, self.devicePixelRatioF()))
            self._line.addWidget(mark)
        bold = self.fact.field.name in ("source", "verdict") and self.fact.words
        self.value.setStyleSheet(f"font-weight: {'bold' if bold else 'normal'}; font-size: {px(TEXT_PX)}px")
        self._line.addWidget(self.value, 1)
        self._line.addWidget(cap)
        self.setLayout(self._line)

    def _lay_below(self, cap: KeyCaps) -> None:
        px = self._look.px
        self.name.setStyleSheet("font-weight: bold")
        self._line.addWidget(self.name, 1)
        self._line.addWidget(cap)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(6), px(2), px(4))
        column.setSpacing(px(2))
        column.addLayout(self._line)
        self.value.setFont(self._look.quote())
        families = ", ".join(f"'{f}'" for f in self._look.quote().families())
        self.value.setStyleSheet(f"font-family: {families}; font-size: {px(QUOTE_PX)}px")
        column.addWidget(self.value)

    def edit(self, field: LineField) -> None:
        """Put a text field in the value's place."""
        self.value.hide()
        self._line.insertWidget(self._line.indexOf(self.value), field, 1)
        field.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """The outline of the current field."""
        if self.current:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._look.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), self._look.px(3), self._look.px(3))

    def mousePressEvent(self, event: object) -> None:  # noqa: ARG002
        """A click is like its key."""
        self.clicked.emit(self.fact.field.name)


class ClaimCard(QScrollArea):
    """Shows a claim. `field_clicked` tells a field's name."""

    field_clicked = Signal(str)

    def __init__(self, look: Look, key_handler: KeyHandler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._key_handler = look, key_handler
        self._rows: list[FactRow] = []
        self._place = 0
        self._shown: tuple[Claim, Said] | None = None
        self._editor: LineField | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._look = look
        if self._shown is not None:
            self.show_claim(*self._shown)

    @property
    def claim_id(self) -> str:
        """The claim that is shown, empty when none."""
        return self._shown[0].id if self._shown else ""

    @property
    def editing(self) -> bool:
        """Whether a field is being typed into."""
        return self._editor is not None

    def show_claim(self, claim: Claim, said: Said) -> None:
        """Show this claim; a field that is being edited is let go."""
        self._editor = None
        self._shown = (claim, said)
        look, px = self._look, self._look.px
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(8), px(8), px(8), px(16))
        column.setSpacing(0)
        number = said.annotations.claims.index(claim) + 1 if claim in said.annotations.claims else 0
        title = f"Claim {number} of {len(said.annotations.claims)}"
        self._head(inside, column, title, claim, said)
        self._rows = []
        for fact in facts(claim, said):
            row = FactRow(look, fact, inside)
            row.clicked.connect(self.field_clicked)
            self._rows.append(row)
            column.addWidget(row)
            if fact.field.name == "likelihood":
                self._evidence(inside, column, claim)
        column.addStretch(1)
        scrolled = self.verticalScrollBar().value()
        self.setWidget(inside)
        self.verticalScrollBar().setValue(scrolled)
        self.setAccessibleName(f"{title}: {words_of(said, claim)}")
        self._mark()

    def _head(self, inside: QWidget, column: QVBoxLayout, title: str, claim: Claim, said: Said) -> None:
        look, px = self._look, self._look.px
        line = QHBoxLayout()
        line.setContentsMargins(px(8), 0, px(2), px(6))
        name = QLabel(title, inside)
        name.setStyleSheet("font-weight: bold")
        back = KeyCaps(look, inside)
        back.set_hints([Hint(("Esc",), "back")])
        line.addWidget(name)
        line.addWidget(back, 1)
        column.addLayout(line)
        words = QLabel(words_of(said, claim), inside)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        families = ", ".join(f"'{f}'" for f in look.quote().families())
        words.setStyleSheet(f"font-family: {families}; font-size: {px(QUOTE_PX)}px")
        words.setContentsMargins(px(8), 0, px(8), px(4))
        column.addWidget(words)
        count = len(claim.fragments)
        parts = KeyCaps(look, inside, align="left")
        parts.set_hints([Hint((), f"{count} fragment{'' if count == 1 else 's'}"), Hint((",",), "adds the selection")])
        line = QHBoxLayout()
        line.setContentsMargins(px(6), 0, 0, px(8))
        line.addWidget(parts)
        column.addLayout(line)

    def _evidence(self, inside: QWidget, column: QVBoxLayout, claim: Claim) -> None:
        """Evidence that the file holds, to be read."""
        px = self._look.px
        if not claim.evidence:
            return
        title = QLabel("Evidence", inside)
        title.setStyleSheet("font-weight: bold")
        title.setContentsMargins(px(8), px(8), px(8), px(2))
        column.addWidget(title)
        for piece in claim.evidence:
            lines = [piece.question, piece.answer or piece.quote, " · ".join(x for x in (piece.stance, piece.url) if x)]
            label = QLabel("\n".join(line for line in lines if line), inside)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setContentsMargins(px(20), px(2), px(8), px(4))
            column.addWidget(label)

    # -- the current field -------------------------------------------------------------------------

    @property
    def field_name(self) -> str:
        """The current field."""
        return self._rows[self._place].fact.field.name if self._rows else ""

    def step(self, by: int) -> None:
        """Move the current field."""
        self._place = max(0, min(self._place + by, len(self._rows) - 1))
        self._mark()

    def go_to(self, field_name: str) -> None:
        """Make that field current."""
        names = [row.fact.field.name for row in self._rows]
        if field_name in names:
            self._place = names.index(field_name)
            self._mark()

    def _mark(self) -> None:
        inside = self.hasFocus() or self.editing
        for place, row in enumerate(self._rows):
            row.current = inside and place == self._place
            row.update()
        if self._rows and inside:
            self.ensureWidgetVisible(self._rows[self._place], 0, self._look.px(8))
            self.setAccessibleDescription(self._rows[self._place].fact.spoken)

    def edit_line(self, text: str, offers: list[str], tell: Callable[[str], None], then: Callable[[str], None]) -> None:
        """Type into the current field; `Enter` gives the text to `then`, `Esc` drops it.

        `tell` gets the offers that hold what is typed; `Down` and `Up` take one after the other.
        """
        row = self._rows[self._place]
        typed = [text]

        def handle(event: QKeyEvent) -> bool:
            name = (*names_of(Press.of(event)), "")[0]
            if name in ("Enter", "Esc"):
                words = field.text().strip()
                self._end_editing()
                if name == "Enter":
                    then(words)
                return True
            if name in ("Down", "Up"):
                field.setText(next_offer(field.text(), matching(offers, typed[0]), 1 if name == "Down" else -1))
                return True
            return self._key_handler(event)

        def edited(words: str) -> None:
            typed[0] = words
            found = matching(offers, words)[:MOST_OFFERS] if words else []
            tell(f"Down takes: {' · '.join(found)}" if found else "")

        field = LineField(row.fact.field.label, handle, row)
        field.setText(text)
        field.textEdited.connect(edited)
        self._editor = field
        row.edit(field)
        field.selectAll()
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._mark()

    def _end_editing(self) -> None:
        self._editor = None
        if self._shown is not None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.show_claim(*self._shown)

    # -- Qt ----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keymap first."""
        if not self._key_handler(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the focus is."""
        super().focusInEvent(event)
        self._mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it went."""
        super().focusOutEvent(event)
        self._mark()
