"""Asks for articles to open: the system's dialog."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt

from reader.app.surface.part import Part
from reader.app.wording.tr import tr
from reader.desktop.file_types import FILE_TYPES


class OpeningPart(Part):
    """Asks for articles to open."""

    def open_article(self) -> None:
        """In the folder of this article, else where one was chosen last; several may be chosen at once."""
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._window, tr("Open an article"), str(self._folder()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)  # twenty endings in a row tell nobody anything
        dialog.setNameFilters(name_filters())
        dialog.setSupportedSchemes(["file"])
        dialog.filesSelected.connect(self._open_chosen)
        dialog.finished.connect(lambda _: self._dialog_gone())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _folder(self) -> Path:
        bench = self._bench
        if bench.has_article:
            return bench.session.article.path.parent
        recents = bench.hooks.recents
        known = next((row.path.parent for row in recents.rows if not row.is_gone), None)
        return recents.chosen_in or known or bench.folders.home

    def _open_chosen(self, names: Sequence[str]) -> None:
        paths = [Path(name) for name in names]
        if paths:
            self._bench.hooks.recents.chosen_in = paths[0].parent
            self._bench.hooks.open_paths(paths)

    def _dialog_gone(self) -> None:
        window = self._window
        if not self._bench.has_article:  # else the article that comes has the focus
            window.activateWindow()
            window.focus_page()


def name_filters() -> list[str]:
    """What the dialog lists: all that Postil opens, one kind of it, or whatever there is."""
    every = " ".join(pattern for each in FILE_TYPES for pattern in each.patterns)
    kinds = [f"{_as_title(tr(each.names))} ({' '.join(each.patterns)})" for each in FILE_TYPES]
    return [tr("Articles and annotations ({patterns})", patterns=every), *kinds, tr("All files (*)")]


def _as_title(words: str) -> str:
    return words[:1].upper() + words[1:]
