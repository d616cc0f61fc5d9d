"""The panel: its lists, cards, and the way of the focus through the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from reader.annotations.model import Claim, Relation
from reader.app.surface.cards import CardsPart
from reader.app.surface.entity_card import EntityCardPart
from reader.app.surface.outline import OutliningPart


class PanesPart(CardsPart, EntityCardPart, OutliningPart):
    """The panel: its lists, cards, and the way of the focus through the window."""

    def pane_step(self, by: int) -> None:
        """In the list or the card that has the focus."""
        panel = self._window.panel
        focused = panel.focused_list()
        if focused is not None:
            focused.step(by)
        elif panel.shows_card:
            panel.card.step(by)
        elif panel.shows(panel.entity_card):
            panel.entity_card.rows.step(by)
        elif panel.shows(panel.outline):
            panel.outline.rows.step(by)

    def pane_take(self) -> None:
        """Go to the row's words, or change the field."""
        panel = self._window.panel
        focused = panel.focused_list()
        if focused is panel.entities:
            self.open_entity(focused.current_id)
        elif focused is panel.below:
            self.take_annotation(focused.current_id)
        elif panel.shows_card:
            self.take_row(panel.card.row_id)
        elif panel.shows(panel.outline):
            self.take_heading(panel.outline.rows.current_id)

    def take_annotation(self, annotation_id: str) -> None:
        """Go to its words; a claim's card opens as well. An orphan has no words to go to."""
        annotation = self._bench.session.annotations.annotations.get(annotation_id)
        if annotation is None:
            return
        if isinstance(annotation, Relation):
            self.open_card(annotation.from_id)
            return
        self._bench.go_to(annotation)
        if isinstance(annotation, Claim):
            self.open_card(annotation.id)
        elif annotation.spans:
            self._leave_panel()

    def _leave_panel(self) -> None:
        if self._window.is_narrow:
            self._window.hide_panel()
        self._window.focus_page()
        self._bench.follow.hints()

    def to_page(self) -> None:
        """The card or list stays where there is room for it."""
        self._leave_panel()

    def pane_turn(self, by: int) -> None:
        """Another list below the entities."""
        self._window.panel.lists.turn(by)

    def next_pane(self) -> None:
        """Page, entities, the list below them, bar, tabs."""
        window, panel = self._window, self._window.panel
        panes: list[QWidget] = [window.shown_page]
        if window.is_open("find_bar"):
            panes.append(window.find_bar.field)
        if self._bench.has_article:
            window.show_panel()
            panel.refresh()
            panes += panel.panes()
        if window.is_open("bar"):
            panes.append(window.bar.answers()[0])
        group = self._bench.hooks.frames.group_of(self._bench)
        if group is not None and group.frame.strip is not None:
            panes.append(group.frame.strip.tabs)
        panes = [pane for pane in panes if pane.isVisible()]
        if not panes:  # the window is closing
            return
        at = next((n for n, pane in enumerate(panes) if pane.hasFocus()), -1)
        panes[(at + 1) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)
        focused = panel.focused_list()
        if focused is not None and not focused.current_id:
            focused.step(0)
        self._bench.follow.hints()

    def toggle_panel(self) -> None:
        """Only the page, or the panel beside it."""
        if self._window.panel_shown:
            self._window.hide_panel()
            self._window.focus_page()
        else:
            self._window.show_panel()

    def is_panel_shown(self) -> bool:
        """Beside the page or over it."""
        return self._window.panel_shown

    def _out_of_panel(self) -> bool:
        window = self._window
        if window.page_has_focus or not window.panel.isAncestorOf(QApplication.focusWidget() or window):
            return False
        window.panel.show_lists()
        self._leave_panel()
        return True
