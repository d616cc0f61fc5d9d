"""The lists of the panel: entities above, tabs of annotations below, narrowed by a filter.

A long list is found in slices between two events, and of its rows only those that show are made.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabBar, QVBoxLayout, QWidget

from reader.annotations.collection import Applied
from reader.annotations.model import Claim
from reader.app.asking.fields import KeyHandler
from reader.app.desk.hidden import CLAIMS
from reader.app.keyboard.hint import Hint
from reader.app.look.caps import KeyCaps
from reader.app.look.look import SMALL_PX, TEXT_PX, Look
from reader.app.panels.book import Book
from reader.app.panels.filter_line import FilterLine
from reader.app.panels.lazy_rows import AnyRow, RowKey, Rows
from reader.app.panels.listing import Listing
from reader.app.panels.lists import ROW_HEIGHT, RowList
from reader.app.panels.rows import Said, Tab, entity_row, row_of
from reader.app.panels.wanted import Wanted
from reader.app.wording.numbers import number_words
from reader.app.wording.tr import later, tr, trn

MOST_ENTITY_ROWS = 11
REFRESH_MS = 40  # the page is painted before
SLICE_S = 0.005  # of work between two events
SLICE_MS = 2  # between two slices
MOST_SHOWN = 40  # rows in a high window
GROWTH = 8  # times as many rows: a layout takes a moment for each
TABS = (Tab.CLAIMS, Tab.ALL, Tab.NOTES, Tab.ORPHANS)
_EMPTY = {
    Tab.CLAIMS: later("No claims yet. c makes one of the clause at the caret."),
    Tab.ALL: later("Nothing is tagged yet. A type's letter tags the word at the caret."),
    Tab.NOTES: later("No notes yet. t writes one on the annotation at the caret."),
    Tab.ORPHANS: later("Every annotation stands on its words."),
}


class ListsPane(QWidget):
    """Shows an annotation set. `annotation_taken` and `entity_taken` tell which row the user took."""

    annotation_taken = Signal(str)
    entity_taken = Signal(str)
    sort_wanted = Signal()  # of the entities
    order_wanted = Signal()  # of the annotations

    def __init__(self, look: Look, key_handler: KeyHandler, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._said: Said | None = None
        self._stale = False
        self.book = Book()
        self._listing: Listing | None = None
        self._grows = True  # rows are shown as they are found, not only when all are
        self._grown: tuple[Listing | None, int] = (None, 0)
        self.by_place = self.by_type = False
        self.tab = Tab.CLAIMS
        self._title, self._count = QLabel(tr("Entities"), self), QLabel(self)
        self._count.setProperty("soft", True)
        self._sort = QPushButton(tr("by count"), self)
        self._sort.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sort.setAccessibleDescription(tr("Sorts the entities by count or by place"))
        self._caps = KeyCaps(look, self, clickable=True)
        self.entities = RowList(tr("Entities"), look, key_handler, self)
        self._tabs = QTabBar(self)
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(False)
        self._tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._tabs.setAccessibleName(tr("Lists"))
        for tab in TABS:
            self._tabs.addTab(tr(tab.value))
        self.filter = FilterLine(look, key_handler, self)
        self.below = RowList(tr("Claims"), look, key_handler, self)
        self._empty = QLabel(self)
        self._empty.setProperty("soft", True)
        self._empty.setWordWrap(True)
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        self._later = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._slices = QTimer(self, singleShot=True, interval=SLICE_MS)
        self._connect()
        self.set_look(look)

    def _connect(self) -> None:
        self.entities.taken.connect(self.entity_taken)
        self.below.taken.connect(self.annotation_taken)
        self._sort.clicked.connect(lambda: self.sort_wanted.emit())
        self._tabs.currentChanged.connect(self._tab_changed)
        self.filter.wanted_changed.connect(self._wanted_changed)
        self.filter.to_list.connect(self.focus_list)
        self.filter.sort_wanted.connect(self.order_wanted)
        self._later.timeout.connect(self.refresh)
        self._slices.timeout.connect(self.refresh)

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        for widget in (self._title, self._count):
            self._head.addWidget(widget)
        self._head.addStretch(1)
        self._head.addWidget(self._sort)
        self._head.addWidget(self._caps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        for part in (self.entities, self._tabs, self.filter, self._empty):
            column.addWidget(part)
        column.addWidget(self.below, 1)
        self.below.setMinimumHeight(1)  # else Qt gives it 75 px in a low panel, and the words above it are cut

    def set_look(self, look: Look) -> None:
        """Take up theme and scale."""
        self._look = look
        px, theme = look.px, look.theme
        self._head.setContentsMargins(px(16), px(7), px(16), px(7))
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
        self._empty.setContentsMargins(px(16), px(8), px(16), px(12))
        for each in (self.entities, self.below, self.filter):
            each.set_look(look)
        self._fit()

    # -- what is shown -----------------------------------------------------------------------------

    def show_said(self, said: Said, applied: Applied | None = None) -> None:
        """Show these annotations, soon: several calls in a row cost one refresh.

        `applied` is how they came about, so that only what it touched need be looked at.
        """
        before, self._said, self._stale = self._said, said, True
        if applied is not None and applied.before is self.book.annotations:
            self.book.change(applied)
            named = bool(applied.change.entities) and bool(self.filter.wanted.text.split())
            listing = self._listing
            if listing is not None and listing.done and self.book.ready and not named:
                listing.change(said, self.book, applied)
            else:
                self._list_anew(grows=False)
        elif said.annotations is not self.book.annotations:
            self.book.begin(said.annotations)
            self._list_anew(grows=False)
        if before is None or before.tagset is not said.tagset:
            self.filter.set_tagset(said.tagset)
            self._list_anew(grows=False)
        if self.isVisible():
            self._later.start()

    @property
    def hidden(self) -> frozenset[str]:
        """What is dimmed here because the page does not show it."""
        return self._said.hidden if self._said is not None else frozenset()

    def _list_anew(self, *, grows: bool) -> None:
        self._listing, self._grows, self._stale = None, grows, True

    def refresh(self) -> None:
        """Bring the lists up to date, or as far as there is time for now."""
        said = self._said
        if said is None or not self._stale:
            return
        if not self.book.ready and not self.book.go_on(SLICE_S):
            self._empty.setText(
                trn("Listing {count:,} annotation …", "Listing {count:,} annotations …", len(said.annotations))
            )
            self._empty.setVisible(not len(self.below.rows.rows))
            self._slices.start()
            return
        self._show_entities(said)
        self._show_tabs()
        self._stale = not self._show_rows(said)
        if self._stale:
            self._slices.start()
        self._fit()

    def _show_entities(self, said: Said) -> None:
        book, by_place = self.book, self.by_place

        def make(key: RowKey) -> AnyRow:
            entity = said.annotations.entities[key[-1]]
            return entity_row(said, entity, len(book.of_entity.get(entity.id, ())), book.unsure[entity.id])

        keys = book.by_place if by_place else book.by_count
        self.entities.show_rows(Rows(keys, make, lambda entity_id: book.entity_key(entity_id, by_place)))
        self._count.setText(number_words(len(said.annotations.entities)))

    def _show_tabs(self) -> None:
        self._tabs.blockSignals(True)
        for place, tab in enumerate(TABS):
            self._tabs.setTabText(place, f"{tr(tab.value)} {number_words(len(self.book.lists[tab]))}")
        self._tabs.setCurrentIndex(TABS.index(self.tab))
        self._tabs.blockSignals(False)

    def _show_rows(self, said: Said) -> bool:
        """Show what is found of the list; whether that is all of it."""
        wanted, tab, book = self.filter.wanted, self.tab, self.book
        listing = self._listing
        if listing is None or (listing.tab, listing.wanted, listing.by_type) != (tab, wanted, self.by_type):
            earlier = listing if listing is not None and listing.narrowed_by(wanted, self.by_type, tab) else None
            listing = self._listing = Listing(said, book, tab, wanted, self.by_type, earlier)
        done = listing.go_on(SLICE_S)
        if not done and not (self._grows and self._has_grown(listing)):
            return False
        self._grown = (listing, len(listing.keys))
        known, shown = said.annotations.annotations, listing

        def make(key: RowKey) -> AnyRow:
            annotation = known[key[-1]]
            number = book.number_of(annotation) if isinstance(annotation, Claim) else 0
            return row_of(said, tab, annotation, number)

        def find(annotation_id: str) -> RowKey | None:
            return shown.key_of(known[annotation_id]) if annotation_id in known else None

        self.below.show_rows(Rows(listing.keys, make, find))
        self._say_what_is_shown(said, listing, done)
        return done

    def _has_grown(self, listing: Listing) -> bool:
        """Whether so many rows more are found that they are worth laying out before all are."""
        shown = self._grown[1] if self._grown[0] is listing else 0
        return len(listing.keys) >= max(MOST_SHOWN, GROWTH * shown)

    def _say_what_is_shown(self, said: Said, listing: Listing, done: bool) -> None:
        words = self.filter.wanted.words(said.tagset)
        count = tr("{number:,} of {all:,}", number=len(listing.keys), all=listing.total)
        count = count if done else tr("{part} so far", part=count)
        self.filter.show_count(f"{count} · {words}" if words else "")
        self.below.setAccessibleName(", ".join((tr(self.tab.value), *((count, words) if words else ()))))
        nothing = tr("Nothing matches: {words}. Esc shows all.", words=words) if words else tr(_EMPTY[self.tab])
        self._empty.setText("" if listing.keys else nothing if done else tr("Looking …"))
        self._empty.setVisible(not listing.keys)
        self.filter.setVisible(listing.total > 0 or bool(words))

    @property
    def tab_words(self) -> tuple[str, ...]:
        """What stands on the tabs."""
        return tuple(self._tabs.tabText(n) for n in range(self._tabs.count()))

    @property
    def empty_words(self) -> str:
        """What stands in the place of rows."""
        return self._empty.text()

    def set_current(self, annotation_id: str, entity_id: str) -> None:
        """Mark the rows of what is current on the page."""
        if not self.entities.hasFocus():
            self.entities.set_current(entity_id)
        if not self.below.hasFocus():
            self.below.set_current(annotation_id)

    def set_keys(self, panes: tuple[str, ...], filter_keys: tuple[str, ...]) -> None:
        """The live keys that lead to the panel and to the filter."""
        self._caps.set_hints([Hint(panes[:1], "")] if panes else [])
        self.filter.set_keys(filter_keys)

    # -- what the user does ------------------------------------------------------------------------

    def focused_list(self) -> RowList | None:
        """The list that has the focus."""
        return next((each for each in (self.entities, self.below) if each.hasFocus()), None)

    def focus_list(self) -> None:
        """Give the list of annotations the focus, on a row."""
        self.below.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.below.current_id:
            self.below.step(0)

    def show_all(self) -> None:
        """The list of all annotations gets the focus."""
        self._tabs.setCurrentIndex(TABS.index(Tab.ALL))
        self.refresh()
        self.focus_list()

    def turn(self, by: int) -> None:
        """To another tab; the list keeps the focus."""
        self._tabs.setCurrentIndex((self._tabs.currentIndex() + by) % self._tabs.count())
        self.focus_list()

    def sort_entities(self) -> None:
        """By place instead of by count, or the other way round."""
        self.by_place = not self.by_place
        self._sort.setText(tr("by place") if self.by_place else tr("by count"))
        self._stale = True
        self.refresh()

    def sort_annotations(self) -> None:
        """By type instead of by place, or the other way round."""
        self.by_type = not self.by_type
        self.filter.show_order(self.by_type)
        self._list_anew(grows=False)
        self.refresh()

    def _tab_changed(self, place: int) -> None:
        self.tab = TABS[place]
        self._list_anew(grows=True)
        self.refresh()

    def _wanted_changed(self, wanted: Wanted) -> None:
        self._grows = self._stale = True
        if self.tab is Tab.CLAIMS and wanted.types and CLAIMS not in wanted.types:
            self._tabs.setCurrentIndex(TABS.index(Tab.ALL))  # where that type is
        self.refresh()

    def _fit(self) -> None:
        """The entities get the rows they need, up to eleven and not more than half of the height."""
        row = self._look.px(ROW_HEIGHT)
        rows = min(len(self.entities.rows.rows), MOST_ENTITY_ROWS, max(2, int(self.height() * 0.45) // row))
        self.entities.setFixedHeight(rows * row + self._look.px(4) if rows else 0)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while a card stood here is to be seen now."""
        super().showEvent(event)
        if self._stale:
            self._later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height out again."""
        super().resizeEvent(event)
        self._fit()
        if self._stale:
            self._later.start()
