"""The menu of what is here: on the page, at the caret or under the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu
from shiboken6 import isValid

from reader.app.surface.part import Part


class HerePart(Part):
    """The menu of what is here."""

    _menu: QMenu | None = None

    def open_menu(self) -> None:
        """At the caret, or at the current row of a list."""
        focused = QApplication.focusWidget()
        if not self._bench.has_article:
            return
        if self._window.page_has_focus:
            self.open_menu_at(self._window.page.menu_point())
        elif isinstance(focused, QAbstractItemView):
            row = focused.visualRect(focused.currentIndex())
            self.open_menu_at(focused.viewport().mapToGlobal(row.bottomLeft()))

    def open_menu_at(self, point: QPoint) -> None:
        """At a point of the screen; one that is open already stays."""
        from reader.app.window.here_menu import open_menu
        from reader.app.wording.here import here_in, here_on

        bench = self._bench
        if self._menu is not None:
            return
        context = bench.context()
        if context == "page":
            here = here_on(bench.desk, bench.commands, bench.can_run)
        else:
            here = here_in(context, bench.commands, bench.can_run)
        tagset, look = bench.session.tagset, self._window.look
        self._remember_focus()
        self._menu = open_menu(self._window, here, bench.keymap, tagset, look, bench.run, point)
        if self._menu is not None:
            self._menu.aboutToHide.connect(self._closed)

    def _closed(self) -> None:
        self._menu = None
        if not isValid(self._window) or not self._window.isVisible():
            return
        self._window.activateWindow()
        self._return_focus()
