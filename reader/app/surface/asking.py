"""Saying and asking: the status line, the picker and the editor of notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from reader.annotations.model import Entity
from reader.app.asking.choice import Choice, Question
from reader.app.panels.rows import Said, words_around
from reader.app.surface.part import Part
from reader.app.wording.tr import tr, trn
from reader.visible import in_a_line, shown

if TYPE_CHECKING:
    from reader.app.workbench.workbench import Workbench

MOST_RECENT = 9


class AskingPart(Part):
    """Saying and asking: the status line, the picker and the editor of notes."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._picked_from: QWidget | None = None  # the notes' editor may lie below the picker: two places to go back to
        self._drafts: dict[str, str] = {}  # what was typed as a note and not kept, by what it is about
        self._draft_of = ""
        self._recent: list[str] = []  # commands given from the palette, the latest first

    def tell(self, message: str) -> None:
        """In the status line, until the next key."""
        self._bench.say(message)

    def pick(self, question: Question) -> None:
        """A list over the page; the focus comes back to where it was before `then` is called."""
        window, is_new = self._window, not self._window.is_made("picker")
        picker = window.picker
        if is_new:
            picker.narrowed.connect(lambda: self._bench.say(picker.count_words))
            picker.moved.connect(self._window.status.announce)
            picker.given_up.connect(lambda: self._close_picker(back=False))
        if not picker.isVisible():
            self._picked_from = QApplication.focusWidget()

        def chosen(choice_id: str, typed: str) -> None:
            self._close_picker()
            self._bench.quietly(lambda: question.then(choice_id, typed))

        # the two spaces behind a number are meant
        seen = [
            c._replace(words=shown(c.words.replace("\n", " ")), detail=in_a_line(c.detail)) for c in question.choices
        ]
        picker.ask(question._replace(title=in_a_line(question.title), choices=seen, then=chosen))
        self._bench.follow.hints()

    def show_palette(self) -> None:
        """Over the page; the command is given where the focus was."""
        from reader.app.keyboard.palette import palette

        bench = self._bench
        if self._window.is_open("picker"):
            self._close_picker()

        def give(command_id: str, _typed: str) -> None:
            recent = [command_id, *(each for each in self._recent if each != command_id)]
            self._recent = recent[:MOST_RECENT]
            bench.run(command_id)

        choices = palette(bench.commands, bench.keymap, bench.context(), bench.can_run, self._recent)
        self.pick(Question(tr("Which command?"), choices, give))

    def _close_picker(self, *, back: bool = True) -> None:
        """Close it; with `back` the focus goes to where it was, else it stays where the user put it."""
        widget, self._picked_from = self._picked_from, None
        self._window.picker.close_picker()
        self._bench.say("")
        if back and widget is not None and widget.isVisible() and self._window.isAncestorOf(widget):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
        elif back:
            self._window.focus_page()

    def choose_entity(self, name: str, candidates: Sequence[Entity], then: Callable[[Entity], None]) -> None:
        """Each candidate with its first words in the article."""
        session = self._bench.session
        said = Said(session.annotations, session.article.text, session.tagset)
        choices = []
        for entity in candidates:
            mentions = session.annotations.mentions_by_entity.get(entity.id, ())
            first = f": {words_around(said, mentions[0])}" if mentions else ""
            count = trn("{count} mention", "{count} mentions", len(mentions))
            choices.append(Choice(entity.id, entity.name, f"{count}{first}"))
        by_id = {entity.id: entity for entity in candidates}
        self.pick(
            Question(
                tr("Which “{name}” is meant?", name=name), choices, lambda entity_id, _typed: then(by_id[entity_id])
            )
        )

    def ask_note(self, title: str, note: str, then: Callable[[str], None], *, draft_of: str = "") -> None:
        """A small editor below the page, which keeps the words it is about in view; the focus comes back after."""
        on_page = bool(draft_of) and self._window.page_has_focus
        self._remember_focus()
        self._draft_of = draft_of

        def keep(text: str) -> None:
            self._drafts.pop(draft_of, None)
            self._return_focus()
            self._bench.quietly(lambda: then(text))

        draft = self._drafts.get(draft_of) if draft_of else None
        if draft is not None:
            title = tr("{title} (not kept yet)", title=title)
        self._window.note.ask(title, note, keep, draft=draft, later=bool(draft_of))
        if on_page:
            self._window.keep_caret_in_view()

    def keep_typed(self) -> None:
        """The window closes: what stands in the editor of notes is kept, for nobody said to drop it."""
        if self._window.is_open("note") and self._draft_of and self._window.note.is_changed:
            self._window.note.keep()

    def _out_of_question(self) -> bool:
        window = self._window
        if window.is_open("picker"):
            self._close_picker()
        elif window.is_open("note"):
            changed, typed = window.note.is_changed, window.note.typed
            window.note.close_editor()
            self._return_focus()
            self._leave_draft(typed if changed else None)
        else:
            return False
        return True

    def _leave_draft(self, typed: str | None) -> None:
        """Set aside what was typed, and say how it comes back; None where the note is as it was."""
        if not self._draft_of:
            return
        if typed is None:
            self._drafts.pop(self._draft_of, None)
            return
        self._drafts[self._draft_of] = typed
        key = next(iter(self._bench.keymap.keys_of("note")), "")
        if key:
            self._bench.say(tr("Not kept; {key} on the same annotation brings back what you typed.", key=key))
