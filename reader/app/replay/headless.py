"""Does without a window what a window does: key names through the keymap, the commands and the session.

`python -m reader.app.replay.headless ARTICLE FOLDER` plays the keys that belong to the sample on a copy of ARTICLE (the
sample) in FOLDER, and exports the annotated PDF there.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from reader.annotations.model import Claim, Entity
from reader.app.asking.choice import Choice, Question, Shortlist
from reader.app.commands import commands_for, reserved_keys
from reader.app.commands.claim_rows import put_text
from reader.app.commands.find import look_for
from reader.app.commands.meanwhile import Then
from reader.app.desk.claim_row import resolved
from reader.app.desk.desk import Desk
from reader.app.keyboard.keymap import Keymap, Result, key_name
from reader.app.keyboard.palette import palette
from reader.app.replay.plain_page import PlainPage
from reader.app.replay.quiet_ui import QuietUi
from reader.app.wording.place import Places
from reader.errors import UserError
from reader.folders import Folders
from reader.jobs import export_job
from reader.resources import resource
from reader.session import SaveState, Session, read_article
from reader.settings import Value
from reader.text.encoding_choice import Candidate, candidates
from reader.text.source import read_bytes


def _answer(question: Question, typed: str) -> None:
    """Choose what fits `typed` best, else what it stands for itself. Raises UserError when nothing does."""
    fitting = Shortlist(question.choices).fitting(typed)
    if not fitting and not question.other:
        raise UserError(f"Nothing matches {typed!r}")
    question.then(fitting[0].choice.id if fitting else "", typed)


class Keyboard(QuietUi):
    """Presses keys on one article and types into what they open. What the commands tell is kept in `told`."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.told: list[str] = []
        self.exports = 0
        self.copied: list[str] = []
        commands = commands_for(session.tagset)
        self._commands = {c.id: c for c in commands}
        self._keymap = Keymap.of(commands)
        self._context = "page"
        self._pending: tuple[str, ...] = ()
        self._take: Callable[[str], None] | None = None
        self._row = ""
        self._question: Question | None = None
        self.desk = Desk(session, PlainPage(session.article), self)

    def press(self, keys: str) -> None:
        """Press keys by name, one after the other: "Shift+Right p". Raises UserError for one that does nothing."""
        for written in keys.split():
            self._press_one(key_name(written))

    def type(self, text: str) -> None:
        """Type into what is open: the find bar, a note, a field of a card. Raises UserError when nothing is."""
        if self._question is not None:
            question, self._question = self._question, None
            _answer(question, text)
        elif self._context == "find":
            look_for(self.desk, text, self.desk.caret)
        elif self._take is not None:
            take, self._take = self._take, None
            take(text)
        else:
            raise UserError(f"There is nothing to type {text!r} into")

    def run(self, script: str) -> None:
        """Run a script: a line a step, of key names and of text to type in double quotes; # begins a comment.

        Raises UserError naming the line of a step that does nothing.
        """
        for number, line in enumerate(script.splitlines(), start=1):
            try:
                for typed, key in re.findall(r'"([^"]*)"|([^\s"]+)', line.split("# ")[0]):
                    if key:
                        self.press(key)
                    else:
                        self.type(typed)
            except UserError as problem:
                raise UserError(f"Line {number} of the keys cannot be played", str(problem).rstrip(".")) from None

    def _press_one(self, key: str) -> None:
        chosen = self._question.of_key(key) if self._question is not None else None
        if self._question is not None and chosen is not None:
            question, self._question = self._question, None
            question.then(chosen.id, "")
            return
        if self._context == "page" and self.desk.mode is not None and self.desk.mode.press((key,)):
            return
        self._pending = (*self._pending, key)
        found = self._keymap.look_up(self._pending, self._context)
        if found.result is Result.PENDING:
            return
        pressed, self._pending = " ".join(self._pending), ()
        if found.result is Result.NOT_FOUND:
            raise UserError(f"The key {pressed} does nothing here")
        self._commands[found.command_id].run(self.desk)
        self.desk.suggestions.catch_up()

    # -- what commands ask for (desk.Ui) -----------------------------------------------------------

    def tell(self, message: str) -> None:
        """Keep what is said."""
        self.told.append(message)

    def choose_entity(self, name: str, candidates: Sequence[Entity], then: Callable[[Entity], None]) -> None:
        """The next digit chooses."""
        self.told.append(f"{len(candidates)} are called {name}.")
        by_id = {entity.id: entity for entity in candidates}
        self.pick(
            Question(name, [Choice(e.id, e.name) for e in candidates], lambda entity_id, _typed: then(by_id[entity_id]))
        )

    def pick(self, question: Question) -> None:
        """The next text typed, or the next digit, chooses."""
        self._question = question

    def show_palette(self) -> None:
        """The next text typed gives a command."""
        choices = palette(
            tuple(self._commands.values()), self._keymap, self._context, lambda command: command.when(self.desk)
        )
        self.pick(
            Question("Which command?", choices, lambda command_id, _typed: self._commands[command_id].run(self.desk))
        )

    def means(self, names: Sequence[str]) -> str:
        """By the default keys."""
        found = (self._keymap.look_up((name,), "page") for name in names)
        return next((each.command_id for each in found if each.result is Result.MATCHED), "")

    def ask_note(  # as in a window, where a person may leave it and come back
        self,
        title: str,  # noqa: ARG002
        note: str,  # noqa: ARG002
        then: Callable[[str], None],
        *,
        draft_of: str = "",  # noqa: ARG002
    ) -> None:
        """The next text typed is the note."""
        self._take = then

    def open_find(self) -> None:
        """The next text typed is looked for."""
        self._context = "find"

    def look_again(self) -> None:
        """From the caret on, as after typing."""
        look_for(self.desk, self.desk.find.query, self.desk.caret)

    def leave_find(self) -> None:
        """Back to the page."""
        self._context = "page"

    def open_card(self, claim_id: str, row: str = "") -> None:
        """The claim's keys hold until Esc; at a row for text, the next text typed is its value."""
        self._context = "claim-card"
        self.desk.set_current(claim_id)
        claim = self.session.annotations.annotations.get(claim_id)
        if row and isinstance(claim, Claim):
            self._row = resolved(claim, row)
            self._take = lambda text: put_text(self.desk, Then.of(self.desk, claim), self._row, text)

    def claim_row(self) -> str:
        """The row that was asked for last."""
        return self._row if self._context == "claim-card" else ""

    def to_page(self) -> None:
        """The page's keys hold."""
        self._context = "page"

    def open_mention(self, mention_id: str) -> None:
        """There is no panel; the mention becomes current."""
        self.desk.set_current(mention_id)

    def change_setting(self, name: str, value: Value) -> None:
        """For this run only."""
        self.desk.settings = self.desk.settings.changed(name, value)
        self.session.set_creator(self.desk.settings.creator)

    def encodings(self, then: Callable[[Sequence[Candidate]], None]) -> None:
        """At once."""
        article = self.session.article
        then(candidates(read_bytes(article.path), article.encoding))

    def count_words(self) -> tuple[int, int] | None:
        """At once."""
        places = Places.of(self.session.article)
        return len(places.paragraphs), len(places.words)

    def copy(self, words: str) -> None:
        """Kept in `copied`."""
        self.copied.append(words)

    def ask_export(self) -> None:
        """Enter writes it, and so does asking again."""
        if self._context == "export":
            self.write_export()
        else:
            self._context = "export"

    def write_export(self) -> None:
        """Counted, and done by whoever knows where to."""
        self.exports += 1
        self._context = "page"

    def back(self) -> None:
        """Out of what is open, to the page."""
        self._take, self._pending, self._question = None, (), None
        if self.desk.leave_mode():
            return
        if self._context != "page":
            self._context = "page"
        else:
            self.desk.place_caret(self.desk.caret)


def replay(article: Path, folder: Path, script: str, folders: Folders) -> tuple[Session, Path]:
    """Copy `article` and its pictures into `folder`, play `script` on the copy, and export. Raises UserError."""
    from reader.export.place import export_to
    from reader.sidecar.disk.durable import make_folder, write_durably

    make_folder(folder)
    copy = folder / article.name
    for source in (article, *(p for p in sorted(article.parent.iterdir()) if p.suffix == ".png")):
        write_durably(folder / source.name, source.read_bytes())
    session = Session(read_article(copy, folders, reserved_keys))
    session.end_journal()
    keyboard = Keyboard(session)
    try:
        keyboard.run(script)
    finally:
        status = session.close()
    if status.state is not SaveState.SAVED:
        raise UserError("The annotations are not saved", status.message.rstrip("."))
    if not keyboard.exports:
        raise UserError("The keys do not export anything")
    return session, export_to(None, "pdf", export_job(session))


def main(arguments: Sequence[str]) -> int:
    """Replay the keys of the sample, say where the results are, and return the exit status."""
    if len(arguments) != 2:
        print("usage: python -m reader.app.replay.headless ARTICLE FOLDER", file=sys.stderr)
        return 2
    article, folder = Path(arguments[0]), Path(arguments[1])
    script = resource("samples/harbour-ferry.keys").read_text(encoding="utf-8")
    try:
        session, pdf = replay(article, folder, script, Folders.of_user())
    except UserError as problem:
        print(problem, file=sys.stderr)
        return 1
    annotations = session.annotations
    print(f"{len(annotations)} annotations, {len(annotations.entities)} entities, {len(annotations.claims)} claims:")
    print(f"  {session.article.path}")
    print(f"  {session.store.path}")
    print(f"  {pdf}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
