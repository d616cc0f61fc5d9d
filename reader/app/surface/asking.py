"""Saying and asking: the status line, the chooser and the editor of notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.annotations.model import Entity
from reader.app.panels.rows import Said, words_around
from reader.app.surface.part import Part


class AskingPart(Part):
    """Saying and asking: the status line, the chooser and the editor of notes."""

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
        self._remember_focus()

        def keep(text: str) -> None:
            self._return_focus()
            self._bench.quietly(lambda: then(text))

        self._window.note.ask(title, note, keep)

    def _out_of_question(self) -> bool:
        window = self._window
        if window.is_open("chooser"):
            window.chooser.forget()
            window.focus_page()
        elif window.is_open("note"):
            window.note.close_editor()
            self._return_focus()
        else:
            return False
        return True
