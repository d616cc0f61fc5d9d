"""Files that are dragged onto one window: they are opened, whatever part they are let go on, and never moved.

What was dropped is looked at on a thread: a folder, a PDF and what is on another machine are no articles, and a disk
may not answer.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDragLeaveEvent, QDropEvent
from shiboken6 import isValid

from reader.app.article.opening import what_opens
from reader.app.asking.choice import Choice, Question
from reader.app.window.dragged import DragEvent
from reader.app.window.drop_sign import DropSign
from reader.app.wording.tr import told, tr, trn
from reader.desktop.file_urls import paths_of_list
from reader.errors import UserError

if TYPE_CHECKING:
    from reader.app.workbench.workbench import Workbench

URIS = "text/uri-list"


class _Seen(NamedTuple):
    """What was dropped: what may be opened, PDFs, and sentences about the rest."""

    paths: tuple[Path, ...] = ()
    pdfs: tuple[Path, ...] = ()
    problems: tuple[UserError, ...] = ()


class Dropping(QObject):
    """Takes what is dropped on the window of one workbench."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench
        self.sign = DropSign(bench.window.look, bench.window)
        bench.window.setAcceptDrops(True)
        bench.window.on_drag = self.take
        # a page that cannot be written to takes nothing, but would show a caret for it
        bench.window.page.setAcceptDrops(False)
        bench.window.page.viewport().setAcceptDrops(False)

    def take(self, event: DragEvent) -> None:
        """A drag over the window, whatever part of it lies there."""
        if isinstance(event, QDragLeaveEvent):
            self.sign.hide()
        elif event.type() == QEvent.Type.Drop:
            self.sign.hide()
            self._drop(event)
        else:
            self._hover(event)

    def _hover(self, event: QDropEvent) -> None:
        if not can_take(event):
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if not self.sign.isVisible():
            self.sign.show_words(self._words(event.mimeData()), self._bench.window.look)

    def _words(self, dragged: QMimeData) -> str:
        paths, problems = paths_of_list(bytes(dragged.data(URIS).data()))
        if not paths:
            return tr("This cannot be opened") if problems else tr("Nothing to open")
        if len(paths) == 1:
            return tr("Open {name}", name=paths[0].name or str(paths[0]))
        return trn("Open {count} file", "Open {count} files", len(paths))

    def _drop(self, event: QDropEvent) -> None:
        if not can_take(event):
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        paths, problems = paths_of_list(bytes(event.mimeData().data(URIS).data()))
        bench = self._bench

        def look() -> None:
            seen = _looked_at(paths, problems)
            bench.post(lambda: self._take(seen))

        threading.Thread(target=look, name="postil-dropped", daemon=True).start()

    def _take(self, seen: _Seen) -> None:
        bench = self._bench
        if not isValid(bench.window):
            return
        for problem in seen.problems[:1]:  # the others are likely to be the same
            bench.messages.add(told(problem), error=True, first=True)
        if seen.pdfs:
            self._ask(seen.pdfs[0])
        if seen.paths:
            bench.hooks.open_paths(seen.paths)

    def _ask(self, pdf: Path) -> None:
        """What a PDF is good for here."""
        bench = self._bench
        if not bench.has_article:
            bench.messages.add(
                tr(
                    "{name} is a PDF, which is not read as an article. Open its article and drop it there to bring in "
                    "what is marked in it.",
                    name=pdf.name,
                )
            )
            return

        def then(choice: str, _typed: str) -> None:
            if choice == "import":
                bench.surface.importer.start(pdf, "pdf")

        choices = [
            Choice("import", tr("Bring its annotations into this article"), bench.session.article.name),
            Choice("leave", tr("Leave it alone")),
        ]
        bench.surface.pick(Question(tr("{name} is a PDF: what is to be done?", name=pdf.name), choices, then))


def can_take(event: QDropEvent) -> bool:
    """Whether files are dragged that may be copied: whoever drags them keeps them."""
    return event.mimeData().hasFormat(URIS) and bool(event.possibleActions() & Qt.DropAction.CopyAction)


def _looked_at(paths: Sequence[Path], problems: Sequence[UserError]) -> _Seen:
    """Which of them are what. Reads nothing."""
    found, wrong = what_opens(paths)
    pdfs = [path for path in found if path.suffix.lower() == ".pdf"]
    return _Seen(tuple(path for path in found if path not in pdfs), tuple(pdfs), (*problems, *wrong))
