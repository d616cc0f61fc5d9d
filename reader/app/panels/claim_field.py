"""The text field that stands in the place of a value on a card: `Enter` keeps, `Tab` keeps and goes on, `Esc` drops."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDragEnterEvent, QFocusEvent, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from reader.app.asking.fields import Composing, KeyHandler, holds_files, is_for_typing
from reader.app.keyboard.keys import Press, names_of
from reader.app.look.look import Look
from reader.app.wording.tr import tr

MOST_OFFERS = 3
MOST_LINES = 10
_IN_TEXT = {"Up", "Down", "Shift+Up", "Shift+Down", "PgUp", "PgDn"}
_ELSEWHERE = (  # the focus comes back from there by itself, and what was typed waits
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


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


class CardField(QPlainTextEdit):
    """One text. `done` gets it when it is kept, and which way to go on (0: nowhere); `dropped` is called by `Esc`.

    Losing the focus to another part of the window keeps it; losing it to another window changes nothing. With
    `offers`, `Down` and `Up` take one after the other and `tell` gets those that hold what is typed.
    """

    def __init__(
        self,
        name: str,
        text: str,
        look: Look,
        done: Callable[[str, int], None],
        dropped: Callable[[], None],
        key_handler: KeyHandler,
        parent: QWidget,
        *,
        single_line: bool = False,
        offers: Sequence[str] = (),
        tell: Callable[[str], None] = lambda _words: None,
    ) -> None:
        super().__init__(parent)
        self._look, self._done, self._dropped, self._key_handler = look, done, dropped, key_handler
        self._single_line, self._offers, self._tell = single_line, offers, tell
        self._typed, self._ended, self._offering = text, False, False
        self._composing = Composing()
        self.setAccessibleName(name)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(False)
        self.document().setDocumentMargin(0)
        self.setPlainText(text)
        self.selectAll()
        self.textChanged.connect(self._changed)

    @property
    def words(self) -> str:
        """What stands in it, white space at the ends left out; of a single line all of it is one line."""
        text = self.toPlainText().strip()
        return " ".join(text.split()) if self._single_line else text

    def set_words(self, text: str) -> None:
        """Put this in its place."""
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def wanted_height(self) -> int:
        """As high as its lines, up to ten."""
        lines = max(1, min(round(self.document().size().height()), MOST_LINES))
        return round(lines * self.fontMetrics().lineSpacing()) + self._look.px(8) + 2

    def show_all(self) -> None:
        """From its first line, where there is room for all of them; else the line of the cursor."""
        self.verticalScrollBar().setValue(0)
        self.ensureCursorVisible()

    def keep(self, then: int = 0) -> None:
        """End, and give what stands here."""
        if not self._ended:
            self._ended = True
            self._done(self.words, then)

    def drop(self) -> None:
        """End, and leave the value as it was."""
        if not self._ended:
            self._ended = True
            self._dropped()

    def _changed(self) -> None:
        if self._offering:
            return
        self._typed = self.words
        found = matching(self._offers, self._typed)[:MOST_OFFERS] if self._typed else []
        self._tell(tr("Down takes: {names}", names=" · ".join(found)) if found else "")

    def _offer(self, by: int) -> None:
        self._offering = True
        self.set_words(next_offer(self.words, matching(self._offers, self._typed), by))
        self._offering = False

    # -- Qt ----------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Every key is the field's own to begin with, Tab too."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Follow what is composed."""
        self._composing.take(event)
        super().inputMethodEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Words may be dropped here."""
        event.ignore() if holds_files(event) else super().dragEnterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep, go on, drop, type - or hand on."""
        name = (*names_of(Press.of(event)), "")[0]
        event.accept()
        if self._composing.wants(event):
            return
        if name in ("Enter", "Ctrl+Enter"):
            self.keep()
        elif name in ("Tab", "Shift+Tab"):
            self.keep(1 if name == "Tab" else -1)
        elif name == "Esc":
            self.drop()
        elif name in ("Up", "Down") and self._offers:
            self._offer(1 if name == "Down" else -1)
        elif name == "Shift+Enter":
            if not self._single_line:
                self.insertPlainText("\n")
        elif is_for_typing(event) or name in _IN_TEXT or not self._key_handler(event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is never lost."""
        super().focusOutEvent(event)
        if event.reason() not in _ELSEWHERE:
            self.keep()
