"""Tells how safe the annotations in one window are, and lets it close only when nothing is lost by it."""

from __future__ import annotations

import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reader.app.message import Answer, Message
from reader.errors import UserError
from reader.session import SaveState, SaveStatus

if TYPE_CHECKING:
    from reader.app.workbench import Workbench


class Keeper:
    """Keeps what one workbench works on."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._said = ""
        self._close_anyway = False
        self._question: Message | None = None

    def begin(self) -> None:
        """Another article: nothing has been said about it yet, but what its status says at once."""
        self._said = ""
        self._say(self._bench.session.status)

    def show(self, status: SaveStatus) -> None:
        """In the status line, and what there is to say in the bar."""
        self._bench.window.status.set_state(status.state)
        self._say(status)

    def _say(self, status: SaveStatus) -> None:
        bench = self._bench
        if status.message and status.message != self._said:
            answers: tuple[Answer, ...] = ()
            if bench.session.broken:
                keys = bench.keymap.keys_of("article.set-aside")
                answers = (Answer(keys[0] if keys else "", "set aside", self.set_aside),)
            bench.messages.add(status.message, *answers, error=status.state is not SaveState.SAVED)
        self._said = status.message

    def set_aside(self) -> None:
        """Rename the broken file, then open the article again."""
        session, path = self._bench.session, self._bench.session.article.path
        if not session.broken:
            self._bench.say("Only an annotations file that cannot be read is set aside.")
            return

        def find_path() -> Path:
            session.store.set_aside(datetime.now())
            return path

        self._bench.messages.clear()
        self._bench.read(find_path)

    def keep_name(self, name: str) -> None:
        """The name that new annotations carry: at once, and in the settings."""
        from reader.app.author import keep_creator

        bench = self._bench
        bench.session.set_creator(name)

        def run() -> None:
            try:
                keep_creator(bench.folders.config, name)
            except UserError as problem:
                sentence = str(problem)
                bench.post(lambda: bench.say(sentence))

        threading.Thread(target=run, name="postil-settings").start()

    def left(self) -> None:
        """The window lost the focus: what is unsaved need not wait for a rest."""
        if self._bench.has_article:
            self._bench.session.hurry()

    def may_close(self) -> bool:
        """Save everything; False, with the question in the bar, when that fails."""
        bench = self._bench
        if not bench.has_article:
            return True
        bench.stop_export()
        status = bench.session.save()
        if status.state is SaveState.NOT_SAVED and not self._close_anyway:
            self._close_anyway = True
            sys.stderr.write(f"{status.message}\n")
            keep = Answer("Esc", "keep open", self._keep_open)
            close = Answer("Ctrl+W", "close without saving", self._close)
            self._question = bench.messages.add(status.message, close, keep, error=True, first=True)
            return False
        bench.session.close()
        return True

    def _close(self) -> None:
        self._bench.window.close()

    def _keep_open(self) -> None:
        self._close_anyway = False
        self._bench.messages.remove(self._question)
