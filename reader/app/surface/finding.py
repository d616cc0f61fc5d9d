"""The find bar and the matches on the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.app.asking.looking import Looking
from reader.app.commands.find import look_for, take_up, wanted
from reader.app.surface.part import Part

if TYPE_CHECKING:
    from reader.app.workbench.workbench import Workbench

AT_ONCE_CP = 60_000  # looked through within 10 ms, a letter that stands everywhere apart; longer ones on a thread


class FindingPart(Part):
    """The find bar and the matches on the page."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._before_find: tuple[int, int] | None = None
        self._looking: Looking | None = None
        self._start = 0  # from where on the first match is the current one

    def open_find(self) -> None:
        """The find bar below the page, with what was looked for last."""
        is_new = not self._window.is_made("find_bar")
        bench, desk, find = self._bench, self._bench.desk, self._window.find_bar
        if is_new:
            find.typed.connect(self._look_for)
            find.case_wanted.connect(lambda: bench.run("find.bar.case"))
            find.words_wanted.connect(lambda: bench.run("find.bar.words"))
            find.list_wanted.connect(lambda: bench.run("find.bar.list"))
        ids = ("find.bar.case", "find.bar.words", "find.bar.list")
        find.set_keys([next(iter(bench.keymap.keys_of(command_id)), "") for command_id in ids])
        if self._before_find is None:
            self._before_find = desk.page.selection()
        find.open(desk.find.query)
        find.show_found(desk.find)
        if desk.find.query:
            self._look_for(desk.find.query)

    def _look_for(self, query: str) -> None:
        desk = self._bench.desk
        start = min(self._before_find or desk.page.selection())
        self._stop_looking()
        if len(desk.text) <= AT_ONCE_CP:
            look_for(desk, query, start)
            self.show_match()
            return
        desk.find = replace(desk.find, query=query, hits=(), current=None, is_cut=False)
        self._start = start
        self._looking = Looking(desk.text, wanted(desk, query), self._looked)
        self._window.find_bar.show_found(desk.find, is_looking=True)

    def _looked(self, looking: Looking) -> None:
        self._bench.post(lambda: self._take_up(looking))

    def _take_up(self, looking: Looking) -> None:
        if self._looking is looking:
            self._looking = None
            take_up(self._bench.desk, looking.wanted.query, looking.wait(), self._start)
            self.show_match()

    def _stop_looking(self) -> None:
        if self._looking is not None:
            self._looking.stop()
            self._looking = None

    def look_again(self) -> None:
        """The same words, by other rules."""
        self._look_for(self._bench.desk.find.query)

    def finish_looking(self) -> None:
        """The key that was pressed waits for what it acts on."""
        if self._looking is not None:
            self._take_up(self._looking)

    def show_match(self) -> None:
        """Bring the current match into view and mark all of them."""
        desk = self._bench.desk
        found = desk.find
        self._window.page.set_hits(found.hits, found.current)
        self._window.find_bar.show_found(found)
        if found.current is not None:
            desk.current = None  # keys act on what stands on the match
            hit = found.hits[found.current]
            self._bench.select_quietly(hit.start, hit.end)
        elif self._before_find is not None:
            self._bench.select_quietly(*self._before_find)

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
        self._stop_looking()
        self._bench.desk.find = replace(self._bench.desk.find, hits=(), current=None, is_cut=False)
        self._before_find = None
        self.leave_find()
        return True
