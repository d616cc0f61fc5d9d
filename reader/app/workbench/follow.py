"""Makes page, panel and status line show what the desk holds: annotations, what is current, the place, the keys."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from shiboken6 import isValid

from reader.annotations.collection import Applied
from reader.annotations.model import Annotation, Claim, Mention
from reader.app import made
from reader.app.desk.hidden import hidden_words
from reader.app.keyboard.hint import Hint
from reader.app.keyboard.hints import (
    beginning,
    following,
    hints_back,
    hints_for,
    hints_in_picker,
    hints_without_article,
)
from reader.app.look.caps import AFTER_PAGE_MS
from reader.app.panels.rows import Said
from reader.app.wording.chip import chip_for, span_at
from reader.app.wording.place import Places
from reader.app.wording.telling import told_of
from reader.app.wording.tr import tr

if TYPE_CHECKING:
    from reader.app.workbench.workbench import Workbench

REST_S = 0.002  # of the counting thread, so that the window gets the interpreter
COUNTED_AT_ONCE_CP = 50_000  # takes about 5 ms


class Follower:
    """Follows one workbench. Asks it for everything and keeps only the sentence that was said last."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._window = bench.window
        self._told = ""
        self._announced: object = None
        self._chip_soon = QTimer(bench, singleShot=True, interval=AFTER_PAGE_MS)
        self._chip_soon.timeout.connect(self._show_chip)
        self.places: Places | None = None

    def count_places(self, post: Callable[[Callable[[], None]], None]) -> None:
        """Find where paragraphs and words begin; in a long article on a thread of its own."""
        article = self._bench.session.article
        if len(article.text) <= COUNTED_AT_ONCE_CP:
            self.places = Places.of(article)
            return

        def counted(places: Places) -> None:
            if self._bench.session.article is article:
                self.places = places
                self.place()

        def count() -> None:
            places = Places.of(article, REST_S)
            post(lambda: counted(places))

        threading.Thread(target=count, name="postil-count", daemon=True).start()

    def said(self) -> Said:
        """What panel and card show."""
        session = self._bench.session
        hidden = self._bench.desk.hidden if made(self._bench, "tools") else frozenset[str]()
        return Said(session.annotations, session.article.text, session.tagset, hidden)

    def changed(self, applied: Applied) -> None:
        """After a change to the annotations."""
        self._window.page.set_annotations(applied.after, applied.touched)
        self._bench.suggesting.begin()
        if not self._window.is_made("panel"):
            return
        panel, card = self._window.panel, self._window.panel.card
        panel.show_said(self.said(), applied if applied.change else None)  # None: all of them are others
        if panel.shows(panel.entity_card):
            self._renew_entity(applied)
        elif panel.shows_card:
            claim = applied.after.annotations.get(card.claim_id)
            if isinstance(claim, Claim):
                card.show_claim(claim, self.said(), self._bench.keymap)
            elif not card.editing:
                panel.show_lists()
                self._window.focus_page()

    def suggestions(self) -> None:
        """What is suggested, where keys act on a suggestion as well."""
        if not self._bench.has_article:
            return
        desk = self._bench.desk
        current = desk.suggestion
        self._window.page.set_suggestions(desk.suggestions.overlapping, current.span if current is not None else None)

    def _renew_entity(self, applied: Applied) -> None:
        """Its card shows what is known now; when it is gone, the lists stand there again."""
        panel = self._window.panel
        entity = applied.after.entities.get(panel.entity_card.entity_id)
        if entity is not None:
            panel.entity_card.show_entity(entity, self.said())
            return
        had_focus = panel.entity_card.rows.hasFocus()
        panel.show_lists()
        if had_focus:
            self._window.focus_page()

    def current(self) -> None:
        """What keys act on, everywhere."""
        bench, window = self._bench, self._window
        current = bench.desk.current_annotation() if bench.has_article else None
        span = span_at(current, bench.desk.caret) if current is not None else None
        window.page.set_current(current.id if current else None, span)
        self.word()
        mention = current if isinstance(current, Mention) else None
        if window.is_made("panel"):
            if window.panel.shows(window.panel.outline):
                window.panel.outline.set_position(bench.desk.caret)
            if bench.desk.hidden != window.panel.hidden:
                window.panel.show_said(self.said())
            window.panel.set_current(current.id if current else "", (mention.entity or "") if mention else "")
            self._card(current)
        self.place()
        self.hints()

    def _card(self, current: Annotation | None) -> None:
        """The card that is shown beside the page follows from claim to claim, unless it is being typed into."""
        panel = self._window.panel
        card = panel.card
        if not isinstance(current, Claim) or current.id == card.claim_id or card.editing:
            return
        if panel.shows_card and self._window.is_open("panel"):
            card.show_claim(current, self.said(), self._bench.keymap)

    def word(self) -> None:
        """The word that a type's letter would tag: the one under a bare caret that stands on no mention."""
        if not (self._window.is_open("find_bar") or self._window.is_open("review")):
            desk = self._bench.desk
            bare = self._bench.has_article and desk.selected() is None and desk.current_mention() is None
            bare = bare and desk.suggestion is None
            word = desk.target() if bare else None
            self._window.page.set_hits((word,) if word is not None else (), None)

    def say(self, message: str) -> None:
        """A sentence in the status line, until the next command; an empty one takes it away."""
        self._told = message
        self.place()
        self._window.status.announce(message)

    def unsay(self, message: str) -> None:
        """Take a sentence away that is no longer so, if it is still there."""
        if self._told == message:
            self.say("")

    def place(self) -> None:
        """Keys pressed of a sequence, else what was said, else where the caret is."""
        bench, pending = self._bench, self._bench.dispatcher.pending
        if pending.keys:
            words = beginning(pending.keys, pending.follows, bench.tools.titles)
        elif bench.desk.mode is not None and not self._told:
            words = bench.desk.mode.words
        elif self._told or self.places is None:
            words = self._told
        else:
            words = self._current_words() or self._suggestion_words() or self.places.say(bench.desk.caret)
            if bench.desk.hidden:
                hidden = hidden_words(bench.session.tagset, bench.desk.hidden, self._count_hidden())
                words = f"{hidden} · {words}"
        self._window.status.set_place(words)

    def _count_hidden(self) -> int | None:
        panel = self._window.panel if self._window.is_made("panel") else None
        return panel.lists.book.count_drawn(self._bench.desk.hidden) if panel is not None else None

    def _current_words(self) -> str:
        """What the chip would say, where the margin has no room for it."""
        if self._window.page.has_margin or not self._bench.has_article:
            return ""
        current = self._bench.desk.current_annotation()
        return told_of(self.said(), current).in_a_line if current is not None and current.spans else ""

    def _suggestion_words(self) -> str:
        """What is suggested under the caret, and why."""
        suggestion = self._bench.desk.suggestion if self._bench.has_article else None
        return self._bench.desk.suggestions.in_words(suggestion) if suggestion is not None else ""

    def _show_chip(self) -> None:
        """What is current, beside its words; a moment after the page, which is painted first."""
        bench = self._bench
        if not isValid(self._window):
            return
        chip = chip_for(bench.desk, bench.keymap) if bench.has_article else None
        bench.window.page.set_chip(chip)
        current = (chip.id, chip.told.title, chip.id or chip.span) if chip is not None else None
        if current != self._announced:  # once for all that the caret comes to, when it rests there
            self._announced = current
            if chip is not None:
                self._window.status.announce(chip.told.spoken)

    def hints(self) -> None:
        """The keys that do something now."""
        bench = self._bench
        self._chip_soon.start()
        self.suggestions()
        bench.suggesting.rest()
        pending = bench.dispatcher.pending
        if pending.keys:
            found = following(pending.follows, bench.tools.titles)
        elif self._window.is_open("picker"):
            found = hints_in_picker(bench.keymap, takes_off=self._window.picker.takes_off)
        elif self._window.is_open("sheet"):
            more = [Hint(("PgDn",), tr("more"))] if self._window.sheet.has_more else []
            found = [*more, *hints_back(bench.keymap)]
        elif bench.desk.mode is not None and bench.context() == "page":
            found = [*bench.desk.mode.hints(), *hints_back(bench.keymap)]
        elif bench.has_article:
            found = hints_for(bench.desk, bench.keymap, bench.context())
        else:
            found = hints_without_article(
                bench.keymap,
                has_recent=self._window.is_open("start"),
                are_more=self._window.is_open("start") and self._window.start.are_more,
            )
        self._window.status.set_hints(found)
