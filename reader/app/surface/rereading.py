"""The article as a file: read again, in another encoding, counted, copied, printed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from reader.app.surface.part import Part
from reader.app.wording.tr import told, tr
from reader.text.encoding_choice import Candidate

if TYPE_CHECKING:
    from reader.app.article.rereading import Rereader
    from reader.app.workbench.printing import Printing


SAY_MS = 100  # what takes longer says that it works


class RereadingPart(Part):
    """The article as a file."""

    @cached_property
    def rereader(self) -> Rereader:
        """Reads the article again."""
        from reader.app.article.rereading import Rereader

        return Rereader(self._bench)

    @cached_property
    def _printing(self) -> Printing:
        from reader.app.workbench.printing import Printing

        return Printing(self._bench)

    def print_article(self) -> None:
        """In the background, by the system's print command."""
        self._printing.begin()

    def reread(self, encoding: str | None = None) -> None:
        """On a thread; the place on the page stays."""
        disk = self._bench.keeper.on_disk
        self.rereader.begin(encoding, path=disk.moved_to if disk is not None else None)

    def encodings(self, then: Callable[[Sequence[Candidate]], None]) -> None:
        """The file is read on a thread."""
        bench, session = self._bench, self._bench.session
        article, done = session.article, threading.Event()
        QTimer.singleShot(
            SAY_MS, bench, lambda: None if done.is_set() else bench.say(tr("Looking what it can be read as ..."))
        )

        def run() -> None:
            from reader.errors import UserError
            from reader.text.encoding_choice import candidates
            from reader.text.source import read_bytes

            try:
                found: tuple[Candidate, ...] = candidates(read_bytes(article.path), article.encoding)
            except UserError as problem:
                done.set()
                sentence = told(problem)
                bench.post(lambda: bench.say(sentence))
            else:
                done.set()
                bench.post(lambda: bench.quietly(lambda: then(found)) if bench.session is session else None)

        threading.Thread(target=run, name="postil-encodings", daemon=True).start()

    def count_words(self) -> tuple[int, int] | None:
        """They are counted after the first frame."""
        places = self._bench.follow.places
        return None if places is None else (len(places.paragraphs), len(places.words))

    def copy(self, words: str) -> None:
        """As a text: data that Python made crashes the process when it ends while the clipboard holds it."""
        QGuiApplication.clipboard().setText(words)
