"""The find bar and the matches on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.app.commands.find import look_for
from reader.app.desk import Find
from reader.app.surface.part import Part

if TYPE_CHECKING:
    from reader.app.workbench import Workbench


class FindingPart(Part):
    """The find bar and the matches on the page."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._before_find: tuple[int, int] | None = None

    def open_find(self) -> None:
        """The find bar below the page, with what was looked for last."""
        is_new = not self._window.is_made("find_bar")
        desk, find = self._bench.desk, self._window.find_bar
        if is_new:
            find.typed.connect(self._look_for)
        if not find.isVisible():
            self._before_find = desk.page.selection()
        find.open(desk.find.query)
        if desk.find.query:
            self._look_for(desk.find.query)

    def _look_for(self, query: str) -> None:
        desk = self._bench.desk
        start = min(self._before_find or desk.page.selection())
        look_for(desk, query, start)
        self.show_match()

    def show_match(self) -> None:
        """Bring the current match into view and mark all of them."""
        desk = self._bench.desk
        found = desk.find
        self._show_hits(found)
        if found.current is not None:
            hit = found.hits[found.current]
            self._bench.select_quietly(hit.start, hit.end)
        elif self._before_find is not None:
            self._bench.select_quietly(*self._before_find)

    def _show_hits(self, found: Find) -> None:
        self._window.page.set_hits(found.hits, found.current)
        self._window.find_bar.show_count(found.query, len(found.hits), found.current)

    def leave_find(self) -> None:
        """To the page; without a match to where one was."""
        if self._bench.desk.find.current is None and self._before_find is not None:
            self._bench.select_quietly(*self._before_find)
        self._before_find = None
        self._window.find_bar.hide()
        self._bench.follow.word()
        self._window.focus_page()

    def _out_of_find(self) -> bool:
        if not self._window.is_open("find_bar"):
            return False
        if self._before_find is not None:
            self._bench.select_quietly(*self._before_find)
        self._bench.desk.find = Find(self._bench.desk.find.query)
        self._before_find = None
        self.leave_find()
        return True
