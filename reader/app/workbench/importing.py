"""Imports on a thread of its own, with progress and a way to stop it. What comes of it is one change, one undo."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations.collection import Applied
from reader.app.start.crash import why_failed
from reader.app.window.message import Answer
from reader.app.wording.tr import told, tr
from reader.errors import UserError
from reader.jobs import import_job

if TYPE_CHECKING:
    from reader.app.workbench.workbench import Workbench
    from reader.importers.job import Imported
    from reader.session import Session


class Importer:
    """Imports into the article of one workbench, once at a time. The page can be worked on meanwhile."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def stop(self) -> None:
        """Ask it to end without a change."""
        self._stop.set()

    def start(self, path: Path, format_id: str) -> None:
        """Bring what `path` says into the annotations; nothing while an import is under way."""
        bench, session = self._bench, self._bench.session
        if self._thread is not None or not bench.has_article:
            return
        self._stop.clear()
        title = tr("Importing from {name}", name=path.name)
        shown = bench.messages.add(title, Answer("Esc", tr("stop"), self.stop), progress=0.0, first=True)

        def report(share: float, word: str) -> None:
            bench.post(lambda: bench.messages.change(shown, f"{title}: {tr(word)}", progress=share))

        def end(found: tuple[Imported, Applied] | str) -> None:
            self._thread = None
            bench.messages.remove(shown)
            if self._stop.is_set() or bench.session is not session:
                return
            if isinstance(found, str):
                bench.messages.add(found, error=True, first=True)
            elif session.annotations is not found[1].before:  # changed meanwhile: with that, then
                self.start(path, format_id)
            else:
                self._take(found[0], found[1], path)

        def run() -> None:
            found = self._read(session, path, format_id, report)
            bench.post(lambda: end(found))

        self._thread = threading.Thread(target=run, name="postil-import", daemon=True)
        self._thread.start()

    def _take(self, imported: Imported, applied: Applied, path: Path) -> None:
        """Make the change and tell of it: in the status line, and where there is more to say than that in the bar."""
        from reader.importers.told import parts_of

        bench = self._bench
        if imported.change and bench.desk.apply(imported.change, applied) is None:
            return
        parts = [told(part) for part in parts_of(imported, path.name)]
        bench.say(f"{parts[0]}.")
        if len(parts) > 1:
            bench.messages.add("; ".join(parts) + ".", first=True)

    def _read(
        self, session: Session, path: Path, format_id: str, report: Callable[[float, str], None]
    ) -> tuple[Imported, Applied] | str:
        """What the file makes of the annotations, or why nothing; on the importing thread."""
        from reader.app.wording.speaking import all_speeches
        from reader.importers.job import Cancelled
        from reader.importers.registry import format_by_id

        try:
            job = import_job(session, path, report, self._stop.is_set, all_speeches())
            imported = format_by_id(format_id).read(job)
            return imported, job.annotations.apply(imported.change)
        except Cancelled:
            return ""
        except UserError as problem:
            return told(problem)
        except BaseException as fault:  # what a library raises, be it no Exception: this thread has no other end
            failed = tr("{name} is not imported", name=path.name)
            return f"{failed}: {why_failed(self._bench.folders.state, fault)}."
