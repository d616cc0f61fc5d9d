"""Asks for the file to import from; the importer does the rest."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from reader.app import made
from reader.app.surface.part import Part
from reader.app.wording.tr import tr

if TYPE_CHECKING:
    from reader.app.workbench.importing import Importer


class ImportingPart(Part):
    """Asks for the file to import from; the importer does the rest."""

    @cached_property
    def importer(self) -> Importer:
        """Imports into the article."""
        from reader.app.workbench.importing import Importer

        return Importer(self._bench)

    def import_pdf(self) -> None:
        """The system's dialog, in the article's folder, on its own PDF if there is one."""
        from PySide6.QtWidgets import QFileDialog

        article = self._bench.session.article.path
        dialog = QFileDialog(self._window, tr("Import from a PDF"), str(article.parent))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("PDFs (*.pdf)"), tr("All files (*)")])
        own = article.with_name(article.name + ".pdf")
        if own.is_file():
            dialog.selectFile(str(own))
        dialog.fileSelected.connect(lambda name: self.importer.start(Path(name), "pdf"))
        dialog.finished.connect(lambda _: self._back_from_dialog())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _back_from_dialog(self) -> None:
        self._window.activateWindow()
        self._window.focus_page()

    def stop_import(self) -> None:
        """Have an import that is under way end without a change."""
        if made(self, "importer"):
            self.importer.stop()
