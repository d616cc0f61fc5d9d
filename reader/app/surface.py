"""What commands may ask of the window (`desk.Ui`), done with its parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from reader.annotations.model import Claim, Entity, Mention
from reader.app.commands.card import BY_NAME, choices, set_fact, value_of
from reader.app.commands.find import look_for
from reader.app.desk import Find
from reader.app.panels.rows import Said, words_around

if TYPE_CHECKING:
    from reader.app.workbench import Workbench

ZOOMS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)  # percent


class Surface:
    """The surface of one window."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._window = bench.window
        self._before_find: tuple[int, int] | None = None
        self._came_from: QWidget | None = None

    # -- saying and asking -------------------------------------------------------------------------

    def tell(self, message: str) -> None:
        """In the status line, until the next key."""
        self._bench.say(message)

    def choose_entity(self, name: str, candidates: Sequence[Entity], then: Callable[[Entity], None]) -> None:
        """A numbered list below the page; each candidate with its first words in the article."""
        session = self._bench.session
        said = Said(session.annotations, session.article.text, session.tagset)
        described = []
        for entity in candidates:
            mentions = session.annotations.mentions_by_entity.get(entity.id, ())
            first = f": {words_around(said, mentions[0])}" if mentions else ""
            count = f"{len(mentions)} mention{'' if len(mentions) == 1 else 's'}"
            described.append((entity, f"({count}{first})"))
        quiet = self._bench.quietly
        self._window.chooser.ask(name, described, lambda e: quiet(lambda: then(e)), self._window.focus_page)

    def ask_note(self, title: str, note: str, then: Callable[[str], None]) -> None:
        """A small editor below the page; the focus comes back to where it was."""
        came_from = QApplication.focusWidget()
        self._came_from = came_from

        def keep(text: str) -> None:
            self._return_focus()
            self._bench.quietly(lambda: then(text))

        self._window.note.ask(title, note, keep)

    def _return_focus(self) -> None:
        widget, self._came_from = self._came_from, None
        if widget is not None and widget.isVisible() and widget.window() is self._window:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._window.focus_page()

    # -- finding -----------------------------------------------------------------------------------

    def open_find(self) -> None:
        """The find bar below the page, with what was looked for last."""
        is_new = not self._window.is_made("find_bar")
        desk, find = self._bench.desk, self._window.find_bar
        if is_new:
            find.typed.connect(self._look_for)
        if not find.isVisible():
            self._before_find = desk.page.selection()
        find.open(desk.find.query)
        if desk.find.query:
            self._look_for(desk.find.query)

    def _look_for(self, query: str) -> None:
        desk = self._bench.desk
        start = min(self._before_find or desk.page.selection())
        look_for(desk, query, start)
        self.show_match()

    def show_match(self) -> None:
        """Bring the current match into view and mark all of them."""
        desk = self._bench.desk
        found = desk.find
        self._show_hits(found)
        if found.current is not None:
            hit = found.hits[found.current]
            self._bench.select_quietly(hit.start, hit.end)
        elif self._before_find is not None:
            self._bench.select_quietly(*self._before_find)

    def _show_hits(self, found: Find) -> None:
        self._window.page.set_hits(found.hits, found.current)
        self._window.find_bar.show_count(found.query, len(found.hits), found.current)

    def leave_find(self) -> None:
        """To the page; without a match to where one was."""
        if self._bench.desk.find.current is None and self._before_find is not None:
            self._bench.select_quietly(*self._before_find)
        self._before_find = None
        self._window.find_bar.hide()
        self._bench.follow.word()
        self._window.focus_page()

    # -- panel -------------------------------------------------------------------------------------

    def open_card(self, claim_id: str, field_name: str = "") -> None:
        """The claim's card gets the focus, and its field asks for a value."""
        bench, window, card = self._bench, self._window, self._window.panel.card
        claim = bench.session.annotations.annotations.get(claim_id)
        if not isinstance(claim, Claim):
            return
        if bench.desk.current != claim_id:
            bench.desk.set_current(claim_id)
        window.show_panel()
        card.show_claim(claim, bench.follow.said())
        window.panel.show_card()
        card.setFocus(Qt.FocusReason.ShortcutFocusReason)
        card.go_to(field_name)
        if field_name:
            self._change_field(claim, field_name)
        bench.follow.hints()

    def _change_field(self, claim: Claim, field_name: str) -> None:
        bench, card = self._bench, self._window.panel.card
        field = BY_NAME[field_name]

        def put(text: str) -> None:
            bench.quietly(lambda: set_fact(bench.desk, field, text))

        if field.name == "source":
            names = sorted({e.name for e in bench.session.annotations.entities.values()}, key=str.casefold)
            card.edit_line(claim.source, names, bench.say, put)
        elif not field.vocabulary:
            self.ask_note(f"{field.label} (claim)", value_of(claim, field), put)
        elif field.key:
            bench.dispatcher.begin([field.key], "claim-card")
        else:
            keys = ", ".join(f"{v.key} {v.label}" for v in choices(field, bench.session.tagset))
            bench.say(f"{field.label}: {keys}")

    def open_mention(self, mention_id: str) -> None:
        """Its entity's mentions in the panel."""
        mention = self._bench.session.annotations.annotations.get(mention_id)
        if isinstance(mention, Mention) and mention.entity:
            self._window.show_panel()
            self._window.panel.show_mentions(mention.entity, mention_id)
            self._bench.follow.hints()

    def pane_step(self, by: int) -> None:
        """In the list or the card that has the focus."""
        panel = self._window.panel
        focused = panel.focused_list()
        if focused is not None:
            focused.step(by)
        elif panel.shows_card:
            panel.card.step(by)

    def pane_take(self) -> None:
        """Go to the row's words, or change the field."""
        panel = self._window.panel
        focused = panel.focused_list()
        if focused is panel.entities:
            self.take_entity(focused.current_id)
        elif focused is panel.below:
            self.take_annotation(focused.current_id)
        elif panel.shows_card:
            self.open_card(panel.card.claim_id, panel.card.field_name)

    def take_entity(self, entity_id: str) -> None:
        """List its mentions."""
        if entity_id:
            self._window.panel.show_mentions(entity_id)
            self._bench.follow.hints()

    def take_annotation(self, annotation_id: str) -> None:
        """Go to its words; a claim's card opens as well. An orphan has no words to go to."""
        annotation = self._bench.session.annotations.annotations.get(annotation_id)
        if annotation is None:
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

    def pane_turn(self, by: int) -> None:
        """Another list below the entities."""
        self._window.panel.turn(by)

    def sort_entities(self) -> None:
        """By count or by place."""
        self._window.panel.sort()

    def next_pane(self) -> None:
        """Bar, page, entities, the list below them."""
        window, panel = self._window, self._window.panel
        panes: list[QWidget] = [window.shown_page]
        if window.is_open("find_bar"):
            panes.append(window.find_bar.field)
        if self._bench.has_article:
            window.show_panel()
            panel.refresh()
            panes += [panel.card] if panel.shows_card else [panel.entities, panel.below]
        if window.is_open("bar"):
            panes.append(window.bar.answers()[0])
        panes = [pane for pane in panes if pane.isVisible()]
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

    # -- window ------------------------------------------------------------------------------------

    def show_keys(self) -> None:
        """The key sheet over everything."""
        from reader.app.key_sheet import groups

        self._came_from = QApplication.focusWidget()
        self._window.sheet.open(groups(self._bench.commands, self._bench.keymap))
        self._bench.follow.hints()

    def open_article(self) -> None:
        """The system's dialog for files."""
        self._bench.ask_for_article()

    def open_sample(self) -> None:
        """A writable copy of the sample."""
        self._bench.open_sample()

    def close_article(self) -> None:
        """Close this window."""
        self._window.close()

    def quit(self) -> None:
        """Close all windows."""
        self._bench.hooks.quit()

    def export(self) -> None:
        """In the background; the bar says how far it is."""
        self._bench.export()

    def keep_name(self, name: str) -> None:
        """Here and in the settings."""
        self._bench.keeper.keep_name(name)

    def set_aside(self) -> None:
        """In the background, then the article opens again."""
        self._bench.keeper.set_aside()

    def zoom(self, step: int) -> None:
        """The next size; 0 is 100 %."""
        now = self._window.look.zoom
        sizes = {0: [100], 1: [z for z in ZOOMS if z > now][:1], -1: [z for z in ZOOMS if z < now][-1:]}[step]
        for size in sizes:
            self._bench.set_zoom(size)
            self.tell(f"{size} %")

    def set_theme(self, name: str) -> None:
        """For this window."""
        self._bench.set_theme(name)

    def toggle_full_screen(self) -> None:
        """Into it and out of it."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def back(self) -> None:
        """One step out."""
        window, bench = self._window, self._bench
        if window.is_open("sheet"):
            window.sheet.hide()
            self._return_focus()
        elif window.is_open("chooser"):
            window.chooser.forget()
            window.focus_page()
        elif window.is_open("note"):
            window.note.close_editor()
            self._return_focus()
        elif window.is_open("find_bar"):
            if self._before_find is not None:
                bench.select_quietly(*self._before_find)
            bench.desk.find = Find(bench.desk.find.query)
            self._before_find = None
            self.leave_find()
        elif not window.page_has_focus and window.panel.isAncestorOf(QApplication.focusWidget() or window):
            window.panel.show_lists()
            self._leave_panel()
        elif bench.messages.answer("Esc"):
            pass
        elif window.is_narrow and window.panel_shown:
            self._leave_panel()
        elif not window.page_has_focus:
            window.focus_page()
        else:
            bench.let_go()
        bench.follow.hints()
