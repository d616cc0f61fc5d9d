"""Prints the annotated article: asks for a printer where there are several, makes the PDF, and hands it over."""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.app.asking.choice import Choice, Question
from reader.app.wording.tr import later, tr
from reader.desktop.printing import Printers, find_printers, print_pdf
from reader.errors import UserError

if TYPE_CHECKING:
    from reader.app.workbench.workbench import Workbench
    from reader.export.job import ExportJob


class Printing:
    """Prints what one workbench shows."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._asking = False

    def begin(self) -> None:
        """Look for printers on a thread, then go on."""
        bench, session = self._bench, self._bench.session
        if self._asking:
            return
        self._asking = True

        def run() -> None:
            found: Printers | UserError
            try:
                found = find_printers()
            except UserError as problem:
                found = problem
            bench.post(lambda: self._found(found) if bench.session is session else None)

        threading.Thread(target=run, name="postil-printers", daemon=True).start()

    def _found(self, found: Printers | UserError) -> None:
        bench, self._asking = self._bench, False
        if isinstance(found, UserError):
            keys = bench.keymap.keys_of("article.export")
            how = f" ({keys[0]})" if keys else ""
            bench.messages.add(f"{str(found).rstrip('.')}{how}.", error=True, first=True)
        elif len(found.names) < 2:
            self._print("")
        else:
            ordered = sorted(found.names, key=lambda name: (name != found.usual, name.casefold()))
            rows = [Choice(name, name, tr("usual") if name == found.usual else "") for name in ordered]
            bench.surface.pick(Question(tr("Print on"), rows, lambda name, _typed: self._print(name)))

    def _print(self, printer: str) -> None:
        from reader.app.exporting.chosen import read
        from reader.app.exporting.usual import usual

        chosen, _ = read(self._bench.hooks.settings.now.pdf, usual())

        def put(job: ExportJob) -> str:
            # as chosen for the PDF, but on the paper that is in the printer, which needs no cream ground
            options = replace(chosen.of(job.annotations, job.tagset), tone=chosen.usual.tone)
            return print_article(replace(job, options=options), printer)

        self._bench.export_by(put, (tr("Printing"), tr("The article is not printed")), tr("article"))


def print_article(job: ExportJob, printer: str, send: Callable[[Path, str, str], None] = print_pdf) -> str:
    """Make the PDF in a folder that nobody else can read, have it printed, and say so. Raises UserError, Cancelled."""
    from reader.app.wording.speaking import in_words
    from reader.export.registry import format_by_id

    data = format_by_id("pdf").write(in_words(job))
    job.check()
    job.report(0.95, later("Handing it over"))
    folder = Path(tempfile.mkdtemp(prefix="postil-print-"))
    try:
        path = folder / "article.pdf"
        path.write_bytes(data)
        send(path, job.article.title or job.article.name, printer)
    finally:
        if sys.platform != "win32":  # there the program that prints it has yet to open it
            shutil.rmtree(folder, ignore_errors=True)
    return tr("{name} was handed to {printer}.", name=job.article.name, printer=printer or tr("the printer"))
