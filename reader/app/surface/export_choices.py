"""What is chosen for the annotated PDF, its pages beside it, and writing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from reader.app.surface.exporting import ExportedPart
from reader.app.window.message import Answer
from reader.app.wording.tr import told, tr
from reader.session import STILL_LOADING
from reader.sidecar.places.lent import is_lent_alone
from reader.visible import shown

if TYPE_CHECKING:
    from reader.app.exporting.chosen import Chosen, Row
    from reader.app.exporting.page import ExportPage
    from reader.app.exporting.pages import Pages, Seen
    from reader.export.job import ExportJob
    from reader.session import Session

FILE = "file"  # the row that says where the PDF goes
_FOLDER_CP = 34


class ExportChoicesPart(ExportedPart):
    """What is chosen for the annotated PDF. It is kept in the settings, the name of the file with the article alone."""

    _target: tuple[Session, Path] | None = None  # another name than the usual one, of this article

    # -- what is chosen ----------------------------------------------------------------------------

    def ask_export(self) -> None:
        """The choices in the panel's column, the first page in the place of the article."""
        window = self._window
        if window.is_open("export_page"):
            self.write_export()
            return
        self._bench.surface.make_way()
        self._remember_focus()
        chosen = self._chosen
        self._export_page.open(self._choice_rows(), self._page_answers())
        window.arrange()
        self._made_pages.forget()
        self._at_page, self._page_count = 0, 0
        self._export_page.preview.open(chosen.options.sheet.height / chosen.options.sheet.width)
        self._bench.follow.hints()

    @cached_property
    def _export_page(self) -> ExportPage:
        window = self._window
        page = window.export_page
        page.wanted.connect(lambda name, act: self._bench.quietly(lambda: self._want_choice(name, act)))
        page.chosen.connect(window.status.announce)
        page.preview.wanted.connect(self._show_a_page)
        page.preview.turned.connect(lambda by: self._bench.quietly(lambda: self.export_page_turn(by)))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_went)
        return page

    @cached_property
    def _made_pages(self) -> Pages:
        from reader.app.exporting.pages import Pages

        return Pages(self._bench.post, self._bench.folders.state, self._show_found)

    _at_page = 0  # the one that is shown, from 0
    _page_count = 0  # 0 as long as nobody knows

    _told_line = ""

    @property
    def _chosen(self) -> Chosen:
        """What the settings remember; what they hold that means nothing is told, once for what is written there."""
        from reader.app.exporting.chosen import read
        from reader.app.exporting.usual import usual

        line = self._bench.hooks.settings.now.pdf
        chosen, problems = read(line, usual())
        if problems and self._told_line != line:
            self._told_line = line
            self._bench.say(" ".join(map(told, problems)))
        return chosen

    def _own_types(self) -> list[tuple[str, str]]:
        """The types that this article's entities have, in the tag set's order."""
        session = self._bench.session
        used = {each.type for each in session.annotations.entities.values()}
        known = [each for each in session.tagset.types if each.id in used]
        others = sorted(used - {each.id for each in known})
        return [(each.id, each.label.split(" (")[0]) for each in [*known, *map(session.tagset.type, others)]]

    def _choice_rows(self) -> list[Row]:
        from reader.app.exporting.chosen import Row, rows

        target = self._own_target()
        article = self._bench.session.article.path
        beside = target is None or target.parent == article.parent
        folder = "" if beside or target is None else shown(target.parent.name)
        says = tr("Beside the article.") if beside else tr("In the folder {folder}.", folder=_shortened(folder))
        if is_lent_alone(target or article):
            says = tr("Where you say.") if target is None else tr("Where you said.")
        name = shown((target or self._usual_target()).name)
        return [*rows(self._chosen, self._own_types()), Row(FILE, tr("File"), says, name, target is None, steps=False)]

    def _usual_target(self) -> Path:
        from reader.export.place import default_target
        from reader.export.registry import format_by_id

        return default_target(self._bench.session.article, format_by_id("pdf"))

    def _own_target(self) -> Path | None:
        return self._target[1] if self._target is not None and self._target[0] is self._bench.session else None

    def export_step(self, by: int) -> None:
        """Up and down the rows."""
        self._export_page.step(by)

    def export_turn(self, by: int) -> None:
        """The row's next value; for the file, the system's dialog."""
        self._want_choice(self._export_page.current, "more" if by > 0 else "less")

    def export_reset(self) -> None:
        """The row's own default."""
        self._want_choice(self._export_page.current, "reset")

    def _want_choice(self, name: str, act: str) -> None:
        from reader.app.exporting.chosen import designed, turned, written

        if name == FILE:
            if act == "reset":
                self._take_target(None)
            else:
                self.ask_export_target()
            return
        before = self._chosen
        chosen = designed(before, name) if act == "reset" else turned(before, name, -1 if act == "less" else 1)
        self._bench.hooks.settings.change("pdf", written(chosen))  # which has all windows show it
        self._export_page.tell()

    def export_choices_changed(self) -> None:
        """Show the choices as they are now; they may have changed in another window."""
        if self._window.is_open("export_page"):
            self._export_page.show_rows(self._choice_rows())
            self._page_count = 0
            self._export_page.preview.show_page(self._at_page, 0)
            sheet = self._chosen.options.sheet
            self._export_page.preview.set_ratio(sheet.height / sheet.width)

    def ask_export_target(self) -> None:
        """The system's dialog."""
        self._ask_target(self._take_target)

    def _ask_target(self, take: Callable[[Path], None]) -> None:
        from PySide6.QtWidgets import QFileDialog

        usual = self._own_target() or self._usual_target()
        dialog = QFileDialog(self._window, tr("The name of the PDF"), str(usual.parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("PDF (*.pdf)"), tr("All files (*)")])
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(usual.name)
        dialog.fileSelected.connect(lambda name: take(Path(name)))
        dialog.open()

    def _write_to(self, target: Path) -> None:
        self._take_target(target)
        self._bench.quietly(self.write_export)

    def _take_target(self, target: Path | None) -> None:
        self._target = (self._bench.session, target) if target not in (None, self._usual_target()) else None
        if self._window.is_open("export_page"):
            self._export_page.show_rows(self._choice_rows())
            self._export_page.tell()

    # -- pages -------------------------------------------------------------------------------------

    def export_page_turn(self, by: int) -> None:
        """Another page; the first time all are typeset for that."""
        last = self._page_count - 1 if self._page_count else self._at_page + 1
        page = min(max(0, self._at_page + by), max(last, 0))
        if page == self._at_page or not self._window.is_open("export_page"):
            return
        self._at_page = page
        self._export_page.preview.show_page(page, self._page_count)
        self._export_page.preview.ask()

    def _show_a_page(self, width_px: int) -> None:
        from reader.app.exporting.pages import Wanted

        session, chosen = self._bench.session, self._chosen
        if not self._window.is_open("export_page") or not self._bench.has_article:
            return
        if session.loading:
            self._export_page.preview.show_words(told(STILL_LOADING))
            self._export_page.preview.ask()
            return
        annotations, tagset = session.annotations, session.tagset

        def job(cancelled: Callable[[], bool]) -> ExportJob:
            from reader.app.wording.speaking import in_words
            from reader.export.job import ExportJob

            options = chosen.of(annotations, tagset)
            return in_words(ExportJob(session.article, annotations, tagset, cancelled=cancelled, options=options))

        of = (chosen.without, id(annotations))
        # the rest is not seen on the first one
        seen = replace(chosen.options, notes=True, appendix=True, standard="none", labels="en")
        wanted = Wanted(job, width_px, self._at_page, first=(seen, *of), whole=(chosen.options, *of))
        if not self._made_pages.want(wanted):
            self._export_page.preview.show_working(self._at_page)

    def _show_found(self, found: Seen) -> None:
        preview = self._export_page.preview
        turned = (found.page, found.pages or self._page_count) != (0, 0)
        self._at_page, self._page_count = found.page, found.pages or self._page_count
        preview.show_page(self._at_page, self._page_count)
        if isinstance(found.shown, str):
            preview.show_words(found.shown)
        else:
            preview.show_image(found.shown)
            if turned:
                self._window.status.announce(preview.strip.words)

    # -- out of it ---------------------------------------------------------------------------------

    def _out_of_export(self) -> bool:
        if not self._close_page():
            return False
        self._return_focus()
        return True

    def _close_page(self) -> bool:
        if not self._window.is_open("export_page"):
            return False
        self._made_pages.forget()
        self._export_page.close_page()
        self._window.arrange()
        return True

    def _focus_went(self, _old: QWidget | None, new: QWidget | None) -> None:
        """To another part of the window, which the first page would hide: the page of choices goes away."""
        window = self._window
        if new is None or not isValid(window) or not window.is_open("export_page"):
            return
        names = ("find_bar", "note", "panel", "review", "settings")
        parts = (window.page, *(getattr(window, name) for name in names if window.is_made(name)))
        if any(part is new or part.isAncestorOf(new) for part in parts):
            self._close_page()

    def write_export(self) -> None:
        """In the background; the bar says how far it is."""
        from reader.app.workbench.export import Wanted

        bench, chosen = self._bench, self._chosen
        if bench.exporter.busy:
            bench.say(tr("The last one is still being written: it can be stopped on the page, with Esc."))
            return
        if self._own_target() is None and is_lent_alone(bench.session.article.path):
            self._ask_target(self._write_to)
            return
        self._out_of_export()
        bench.session.hurry()
        wanted = Wanted(
            "pdf", tr("annotated PDF"), self._own_target(), lambda job: chosen.of(job.annotations, job.tagset)
        )
        bench.exporter.start(bench.session, wanted, self.export_answers)
        bench.follow.hints()

    def _page_answers(self) -> tuple[Answer, ...]:
        offered = (("export.write", tr("write it")), ("export.target", tr("file ...")), ("back", tr("back")))
        return tuple(self._answer(command_id, words) for command_id, words in offered)


def _shortened(words: str) -> str:
    return words if len(words) <= _FOLDER_CP else words[: _FOLDER_CP - 1] + "…"
