"""The parts of a window that its first frame does not need: each is made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from reader.app import made

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

    from reader.app.asking.find_bar import FindBar
    from reader.app.asking.note_editor import NoteEditor
    from reader.app.asking.picker import Picker
    from reader.app.exporting.page import ExportPage
    from reader.app.look.look import Look
    from reader.app.panels.panel import Panel
    from reader.app.panels.review import ReviewPanel
    from reader.app.preferences.settings_page import SettingsPage
    from reader.app.window.bar import MessageBar
    from reader.app.window.key_sheet import KeySheet
    from reader.app.window.start_page import StartPage

PARTS = (
    "bar",
    "find_bar",
    "note",
    "picker",
    "panel",
    "review",
    "sheet",
    "settings",
    "export_page",
    "start",
)  # made when first asked for


class Parts(QMainWindow):
    """Makes them where they belong. `on_key` gets every key press that no text field wants for itself."""

    on_key: Callable[[QKeyEvent], bool] = staticmethod(lambda _event: False)
    look: Look
    _body: QWidget  # what fills the window between its bars
    _column: QWidget  # of it, what is not the panel's
    _rows: QVBoxLayout  # of the column
    _pages: QStackedWidget  # the page, or what stands in its place

    def arrange(self) -> None:
        """Put all parts where they belong, which the window knows."""
        raise NotImplementedError

    def handle_key(self, event: QKeyEvent) -> bool:
        """Every part of the window hands its keys on here."""
        return self.on_key(event)

    @cached_property
    def bar(self) -> MessageBar:
        """Messages, above the page."""
        from reader.app.window.bar import MessageBar

        made = MessageBar(self.look, self._column)
        self._rows.insertWidget(0, made)
        self._pages.installEventFilter(self)
        return made

    @cached_property
    def find_bar(self) -> FindBar:
        """The find bar, below the page."""
        from reader.app.asking.find_bar import FindBar

        made = FindBar(self.look, self.handle_key, self._column)
        self._rows.addWidget(made)
        return made

    @cached_property
    def note(self) -> NoteEditor:
        """The editor of notes, below the page."""
        from reader.app.asking.note_editor import NoteEditor

        made = NoteEditor(self.look, self.handle_key, self._column)
        self._rows.addWidget(made)
        return made

    @cached_property
    def picker(self) -> Picker:
        """Lets the user choose from a list, over the page."""
        from reader.app.asking.picker import Picker

        made = Picker(self.look, self.handle_key, self._body)
        made.place(self._body.rect())
        return made

    @cached_property
    def sheet(self) -> KeySheet:
        """The key sheet, over everything."""
        from reader.app.window.key_sheet import KeySheet

        made = KeySheet(self.look, self.handle_key, self._body)
        made.setGeometry(self._body.rect())
        return made

    @cached_property
    def panel(self) -> Panel:
        """The panel, beside the page or over it."""
        from reader.app.panels.panel import Panel

        made = Panel(self.look, self.handle_key, self._body)
        self.__dict__["panel"] = made
        self.arrange()
        return made

    @cached_property
    def review(self) -> ReviewPanel:
        """A list of places to choose from, in the panel's column."""
        from reader.app.panels.review import ReviewPanel

        return ReviewPanel(self.look, self.handle_key, self._body)

    @property
    def review_has_focus(self) -> bool:
        """Whether keys go to the list of places, which stands for the page then."""
        return self.is_open("review") and self.review.view.hasFocus()

    @cached_property
    def settings(self) -> SettingsPage:
        """The settings, in the panel's column."""
        from reader.app.preferences.settings_page import SettingsPage

        return SettingsPage(self.look, self.handle_key, self._body)

    @cached_property
    def export_page(self) -> ExportPage:
        """What can be chosen for a PDF, in the panel's column, with its first page over the article."""
        from reader.app.exporting.page import ExportPage
        from reader.app.exporting.preview import Preview

        return ExportPage(self.look, self.handle_key, Preview(self.look, self._pages), self._body)

    @cached_property
    def start(self) -> StartPage:
        """Recent articles, where the page will be."""
        from reader.app.window.start_page import StartPage

        made = StartPage(self.look, self.handle_key, self._pages)
        self._pages.addWidget(made)
        return made

    def is_made(self, part: str) -> bool:
        """Whether a part has been asked for yet."""
        return made(self, part)

    def is_open(self, part: str) -> bool:
        """Whether a part is there and to be seen."""
        made = self.__dict__.get(part)
        return isinstance(made, QWidget) and made.isVisible()

    def _has_focus_in(self, part: str) -> bool:
        made, focused = self.__dict__.get(part), QApplication.focusWidget()
        return made is not None and focused is not None and (made is focused or made.isAncestorOf(focused))
