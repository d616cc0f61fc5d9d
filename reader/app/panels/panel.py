"""The panel beside the page: entities above, tabs of annotations below, or the card of one claim over both."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from reader.app.caps import KeyCaps
from reader.app.fields import KeyHandler
from reader.app.hint import Hint
from reader.app.look import SMALL_PX, TEXT_PX, Look
from reader.app.panels.claim_card import ClaimCard
from reader.app.panels.lists import ROW_HEIGHT, RowList
from reader.app.panels.rows import Said, Tab, counts, entity_rows, rows_of

MOST_ENTITY_ROWS = 11
REFRESH_MS = 40  # the page is painted before
FIXED = (Tab.CLAIMS, Tab.ALL, Tab.NOTES, Tab.ORPHANS)
_EMPTY = {
    Tab.CLAIMS: "No claims yet. c makes one of the clause at the caret.",
    Tab.ALL: "Nothing is tagged yet. A type's letter tags the word at the caret.",
    Tab.NOTES: "No notes yet. t writes one on the annotation at the caret.",
    Tab.ORPHANS: "Every annotation stands on its words.",
    Tab.MENTIONS: "This entity has no mentions.",
}


class Panel(QWidget):
    """Shows an annotation set. `annotation_taken` and `entity_taken` tell which row the user took."""

    annotation_taken = Signal(str)
    entity_taken = Signal(str)
    sort_wanted = Signal()

    def __init__(self, look: Look, key_handler: KeyHandler, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Panel")
        self._look = look
        self._said: Said | None = None
        self._stale = False
        self._entity = ""
        self.by_place = False
        self.tab = Tab.CLAIMS
        self._lists = QWidget(self)
        self.card = ClaimCard(look, key_handler, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._lists)
        self._stack.addWidget(self.card)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setProperty("soft", True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack.addWidget(self._words)
        self._title, self._count = QLabel("Entities", self._lists), QLabel(self._lists)
        self._count.setProperty("soft", True)
        self._sort = QPushButton("by count", self._lists)
        self._sort.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._caps = KeyCaps(look, self._lists)
        self.entities = RowList("Entities", look, key_handler, self._lists)
        self._tabs = QTabBar(self._lists)
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(False)
        self._tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._tabs.setAccessibleName("Lists")
        self.below = RowList("Claims", look, key_handler, self._lists)
        self._empty = QLabel(self._lists)
        self._empty.setProperty("soft", True)
        self._empty.setWordWrap(True)
        self._lay_out()
        self._shown_tabs: tuple[Tab, ...] = ()
        self.entities.taken.connect(self.entity_taken)
        self.below.taken.connect(self.annotation_taken)
        self._sort.clicked.connect(lambda: self.sort_wanted.emit())
        self._tabs.currentChanged.connect(self._tab_changed)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(REFRESH_MS)
        self._later.timeout.connect(self.refresh)
        self.set_look(look)

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        for widget in (self._title, self._count):
            self._head.addWidget(widget)
        self._head.addStretch(1)
        self._head.addWidget(self._sort)
        self._head.addWidget(self._caps)
        self._column = QVBoxLayout(self._lists)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._head)
        self._column.addWidget(self.entities)
        self._column.addWidget(self._tabs)
        self._column.addWidget(self._empty)
        self._column.addWidget(self.below, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(self._stack)

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._look = look
        px, theme = look.px, look.theme
        self._head.setContentsMargins(px(16), px(7), px(12), px(7))
        self._head.setSpacing(px(6))
        self._title.setStyleSheet(f"font-weight: bold; font-size: {px(TEXT_PX)}px")
        self._sort.setStyleSheet(f"border: 0; padding: 0; color: {theme.soft}; font-size: {px(SMALL_PX)}px")
        self._caps.set_look(look)
        self._tabs.setFixedHeight(px(32))
        self._tabs.setStyleSheet(f"""
            QTabBar {{ border-bottom: 1px solid {theme.rule}; background: {theme.panel}; }}
            QTabBar::tab {{ border: 0; border-bottom: 2px solid transparent; padding: {px(7)}px 0 {px(6)}px 0;
                margin: 0 0 0 {px(16)}px; color: {theme.soft}; font-size: {px(TEXT_PX)}px; background: transparent; }}
            QTabBar::tab:selected {{ color: {theme.ink}; font-weight: bold; border-bottom: 2px solid {theme.ink}; }}
        """)
        self._empty.setContentsMargins(px(16), px(12), px(16), px(12))
        self._words.setMargin(px(16))
        for each in (self.entities, self.below, self.card):
            each.set_look(look)
        self._fit()

    # -- what is shown -----------------------------------------------------------------------------

    def show_said(self, said: Said | None) -> None:
        """Show these annotations, soon: several calls in a row cost one refresh."""
        self._said, self._stale = said, True
        if self.isVisible():
            self._later.start()

    def refresh(self) -> None:
        """Bring the lists up to date now."""
        said = self._said
        if said is None or not self._stale:
            return
        self._stale = False
        if self._entity and self._entity not in said.annotations.entities:
            self._entity = ""
            self.tab = Tab.CLAIMS if self.tab is Tab.MENTIONS else self.tab
        self.entities.set_rows(entity_rows(said, self.by_place))
        self._count.setText(str(len(said.annotations.entities)))
        self._show_tabs(said)
        self._show_rows(said)
        self._fit()

    def _show_tabs(self, said: Said) -> None:
        numbers = counts(said)
        tabs = (Tab.MENTIONS, *FIXED) if self._entity else FIXED
        self._tabs.blockSignals(True)
        while self._tabs.count() > len(tabs):
            self._tabs.removeTab(self._tabs.count() - 1)
        while self._tabs.count() < len(tabs):
            self._tabs.addTab("")
        for place, tab in enumerate(tabs):
            count = numbers.get(tab, len(said.annotations.mentions_by_entity.get(self._entity, ())))
            name = "Of it" if tab is Tab.MENTIONS else tab.value
            self._tabs.setTabText(place, f"{name} {count}")
        self._shown_tabs = tabs
        self._tabs.setCurrentIndex(tabs.index(self.tab))
        self._tabs.blockSignals(False)

    def _show_rows(self, said: Said) -> None:
        rows = rows_of(said, self.tab, self._entity)
        self.below.set_rows(rows)
        self.below.setAccessibleName(self.tab.value)
        self._empty.setText("" if rows else _EMPTY[self.tab])
        self._empty.setVisible(not rows)

    @property
    def tab_words(self) -> tuple[str, ...]:
        """What stands on the tabs."""
        return tuple(self._tabs.tabText(n) for n in range(self._tabs.count()))

    def set_current(self, annotation_id: str, entity_id: str) -> None:
        """Mark the rows of what is current on the page."""
        if not self.entities.hasFocus():
            self.entities.set_current(entity_id)
        if not self.below.hasFocus():
            self.below.set_current(annotation_id)

    def set_keys(self, panes: tuple[str, ...]) -> None:
        """The live keys that lead here."""
        self._caps.set_hints([Hint(panes[:1], "")] if panes else [])

    # -- what the user does ------------------------------------------------------------------------

    def show_mentions(self, entity_id: str, mention_id: str = "") -> None:
        """List the mentions of an entity, with the focus on them."""
        self._entity, self.tab, self._stale = entity_id, Tab.MENTIONS, True
        self.show_lists()
        self.refresh()
        self.entities.set_current(entity_id)
        first = self.below.rows.rows[0].id if self.below.rows.rows else ""
        self.below.set_current(mention_id or first)
        self.below.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_lists(self) -> None:
        """The lists instead of a card."""
        self._stack.setCurrentWidget(self._lists)

    def explain(self, words: str) -> None:
        """Say why there are no lists, in words of ours: they are taken for rich text."""
        self._words.setText(f"<b>Annotations</b><p>{words}</p>")
        self._words.setAccessibleName(words)
        self._stack.setCurrentWidget(self._words)

    def show_card(self) -> None:
        """The card instead of the lists."""
        self._stack.setCurrentWidget(self.card)

    @property
    def shows_card(self) -> bool:
        """Whether a claim's card is shown."""
        return self._stack.currentWidget() is self.card

    def focused_list(self) -> RowList | None:
        """The list that has the focus."""
        return next((each for each in (self.entities, self.below) if each.hasFocus()), None)

    def turn(self, by: int) -> None:
        """To another tab; the list keeps the focus."""
        self._tabs.setCurrentIndex((self._tabs.currentIndex() + by) % max(1, self._tabs.count()))
        self.below.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.below.current_id:
            self.below.step(0)

    def sort(self) -> None:
        """By place instead of by count, or the other way round."""
        self.by_place = not self.by_place
        self._sort.setText("by place" if self.by_place else "by count")
        self._stale = True
        self.refresh()

    def _tab_changed(self, place: int) -> None:
        if 0 <= place < len(self._shown_tabs):
            self.tab = self._shown_tabs[place]
            if self._said is not None:
                self._show_rows(self._said)

    def _fit(self) -> None:
        """The entities get the rows they need, up to eleven and not more than half of the height."""
        row = self._look.px(ROW_HEIGHT)
        rows = min(len(self.entities.rows.rows), MOST_ENTITY_ROWS, max(2, int(self.height() * 0.45) // row))
        self.entities.setFixedHeight(rows * row + self._look.px(4) if rows else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height out again."""
        super().resizeEvent(event)
        self._fit()
        if self._stale:
            self._later.start()
