"""Exports on a thread of its own, with progress and a way to stop it. Where and how is `reader.export`'s affair."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.app.start.crash import why_failed
from reader.app.window.message import Answer
from reader.app.window.messages import Messages
from reader.app.wording.tr import told, tr
from reader.errors import UserError
from reader.jobs import export_job
from reader.session import Session

if TYPE_CHECKING:
    from reader.export.job import ExportJob
    from reader.export.pdf.options import PdfOptions


Answers = Callable[[], tuple[Answer, ...]]


class Wanted(NamedTuple):
    """What is exported: the format, what that is called, where to (None: beside the article), and with which options.

    `options` is called on the exporting thread.
    """

    format_id: str
    title: str
    target: Path | None
    options: Callable[[ExportJob], PdfOptions]


class Exporter:
    """Exports one article, once at a time, and says in the window's messages how far it is and where the file is.

    `state` is the user's state folder, where a report of a fault is kept.
    """

    def __init__(self, messages: Messages, post: Callable[[Callable[[], None]], None], state: Path) -> None:
        self._messages = messages
        self._post = post
        self._state = state
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.written: tuple[Session, Path] | None = None  # what was exported last, and of which session

    @property
    def busy(self) -> bool:
        """Whether something is being made."""
        return self._thread is not None

    def stop(self) -> None:
        """Ask it to end without a file."""
        self._stop.set()

    def start(self, session: Session, wanted: Wanted, answers: Answers) -> None:
        """Export what `session` holds now; nothing when an export is under way. `answers` go with the file."""
        title = wanted.title

        def put(job: ExportJob) -> str:
            from reader.app.wording.speaking import in_words
            from reader.export.place import export_to

            path = export_to(wanted.target, wanted.format_id, in_words(replace(job, options=wanted.options(job))))
            self.written = (session, path)
            return tr("The {title} is {path}.", title=title, path=path)

        self.make(session, put, (tr("Exporting"), tr("The {title} is not written", title=title)), title, answers)

    def make(
        self,
        session: Session,
        put: Callable[[ExportJob], str],
        words: tuple[str, str],
        title: str,
        answers: Answers = tuple,
    ) -> None:
        """Have `put` make something of what `session` holds now and say what became of it; once at a time.

        `words` are for what is done and for what is not, should it fail ("Printing", "The article is not printed");
        `title` is of what. `answers` go with the sentence that it is done.
        """
        if self._thread is not None:
            return
        doing, failed = words
        self._stop.clear()
        shown = self._messages.add(f"{doing}: {title}", Answer("Esc", tr("stop"), self.stop), progress=0.0, first=True)
        warnings: list[str] = []

        def report(share: float, word: str) -> None:
            self._post(lambda: self._messages.change(shown, f"{doing}: {tr(word)}", progress=share))

        def end(text: str, *, error: bool = False) -> None:
            self._thread = None
            self._messages.remove(shown)
            if text:
                self._messages.add(text, *(() if error else answers()), error=error, first=True)

        def run() -> None:
            text, error = self._export(session, put, failed, report, warnings)
            self._post(lambda: end(text, error=error))

        self._thread = threading.Thread(target=run, name="postil-export", daemon=True)
        self._thread.start()

    def _export(
        self,
        session: Session,
        put: Callable[[ExportJob], str],
        failed: str,
        report: Callable[[float, str], None],
        warnings: list[str],
    ) -> tuple[str, bool]:
        """What to say at the end, and whether it went wrong; on the exporting thread."""
        from reader.export.job import Cancelled

        try:
            done = put(export_job(session, report, self._stop.is_set, warnings.append))
        except Cancelled:
            return "", False
        except UserError as problem:
            return told(problem), True
        except BaseException as fault:  # what a library raises, be it no Exception: this thread has no other end
            return f"{failed}: {why_failed(self._state, fault)}.", True
        return " ".join((done, *warnings)), False
