"""All frames: where an article that is opened goes, and what becomes of a frame whose last article is closed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.app.article.ahead import Ahead
from reader.app.article.opening import Reading, Ready, resolved
from reader.app.frame.frame import Frame
from reader.app.frame.group import Group
from reader.app.frame.tab import Tab
from reader.app.window.placing import bring_forward, place_as, place_new, place_of
from reader.app.window.window_place import LastPlace, keep_place, read_place
from reader.app.wording.tr import tr

if TYPE_CHECKING:
    from reader.app.frame.acts import Acts
    from reader.app.frame.state import OpenFrame
    from reader.app.preferences.settings_keeper import SettingsKeeper
    from reader.app.workbench.workbench import Workbench
    from reader.folders import Folders

Place = tuple[Group, Tab]
FIRST_SHOW_MS = 400  # an article that is read by then is there in the first frame; else the window shows that it opens


class Frames(QObject):
    """The groups, the one that was used last at their end. `make` makes a window for what is ready to be shown.

    `changed`: other tabs, another order, another one shown. `closes`: a frame is about to close, with what is in it.
    """

    changed = Signal()
    closes = Signal(object)

    def __init__(
        self, make: Callable[[Ready | None], Workbench], folders: Folders, settings: SettingsKeeper, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._make, self.folders, self._settings = make, folders, settings
        self.groups: list[Group] = []
        self.refused: Callable[[Reading], None] = lambda _reading: None
        self.open_empty: Callable[[], object] = lambda: self.show_in_new(None)
        self._last_place = Ahead(lambda: read_place(folders.state))
        self._acts: Acts | None = None

    @property
    def acts(self) -> Acts:
        """What can be done with tabs; the first frame does not need it."""
        if self._acts is None:
            from reader.app.frame.acts import Acts

            self._acts = Acts(self)
        return self._acts

    # -- looking -----------------------------------------------------------------------------------

    @property
    def last_used(self) -> Group | None:
        """The one that had the focus last."""
        return self.groups[-1] if self.groups else None

    def group_of(self, bench: Workbench) -> Group | None:
        """Where it is shown, or waits; None once it is closed."""
        return next((group for group in self.groups if any(tab.bench is bench for tab in group.tabs)), None)

    def find(self, path: Path) -> Place | None:
        """Where this article is open, or is being opened."""
        place = resolved(path)
        return next(((group, tab) for group in self.groups for tab in group.tabs if tab.is_on(place)), None)

    def state(self) -> tuple[OpenFrame, ...]:
        """What is open, the frame that was used last at its end."""
        return tuple(self.acts.state_of(group) for group in self.groups)

    # -- opening -----------------------------------------------------------------------------------

    def new_group(self, place: LastPlace | None = None) -> Group:
        """A frame that is not shown yet, with nothing in it."""
        frame = Frame()
        if place is not None:
            place_as(frame, place)
        else:
            place_new(frame, len(self.groups), self._last_place.value)
        group = Group(frame, self._group_changed)
        frame.may_close = lambda: self._may_close(group)
        frame.entered.connect(lambda: self.use(group))
        self.groups.append(group)
        return group

    def show_in_new(self, reading: Reading | None) -> Workbench:
        """A frame for what is being read, or an empty one."""
        group = self.new_group()
        tab = Tab(reading.path if reading is not None else None, reading)
        group.add(tab)
        return self.show(group, tab)

    def open_first(self, reading: Reading, others: Sequence[Path], *, together: bool = False) -> None:
        """The articles that Postil was started with: one is being read, and shown. `together`: all in one window."""
        if self._settings.now.open_in != "tabs" and not together:
            self.show_in_new(reading)
            for path in others:
                if self.find(path) is None:
                    self.show_in_new(Reading.of(path, self.folders))
            return
        group = self.new_group()
        tab = Tab(resolved(reading.path) if reading.path is not None else None, reading)
        group.add(tab)
        for path in others:
            if self.find(path) is None:
                group.add(Tab(resolved(path)))
        self.show(group, tab)
        for other in group.tabs[1:]:
            self.acts.check(other)

    def show(self, group: Group, tab: Tab) -> Workbench:
        """Show a tab in its frame. Its words are there then, unless reading them takes long."""
        bench = tab.bench
        if bench is not None:
            bench.news = ""
            group.show(tab)
            return bench
        reading, tab.reading = tab.reading, None
        if reading is None and tab.path is not None:
            reading = Reading.of(tab.path, self.folders)
        if reading is not None:
            reading.wait(FIRST_SHOW_MS / 1000)
        bench = tab.bench = self._make(reading.ready if reading is not None else None)
        bench.window.closed.connect(lambda: self._closed(bench))
        bench.looks_otherwise = lambda: self._looks_otherwise(bench)
        group.frame.put(bench.window)
        if reading is not None:
            give(bench, reading)
        bench.finishing.soon()
        group.show(tab)
        if not group.frame.isVisible():
            group.frame.show()
        bench.was_shown = True
        bench.remembering.arrive()
        return bench

    def open_paths(self, paths: Sequence[Path], *, new_window: bool = False) -> None:
        """Open these, each once, and show the first of those that were not open yet, else the first of all.

        They take a window that is empty; else they become tabs of the frame that was used last or get a window each,
        as the settings say. With `new_window` those that are not open yet have a new one to themselves.
        """
        first: Place | None = None
        known: Place | None = None
        group: Group | None = None
        for path in paths:
            found = self.find(path)
            if found is not None:
                known = known or found
                continue
            group, tab = self._room_for(path, group, new_window=new_window)
            if first is None:
                first = group, tab
            elif tab.bench is None and len(group.tabs) > 1:
                self.acts.check(tab)
            else:
                self.show(group, tab)
        if (wanted := first or known) is not None:
            self.bring_forward(*wanted)

    def _room_for(self, path: Path, group: Group | None, *, new_window: bool) -> Place:
        """An empty window that is given the article, or a new tab; `group` got the article before this one."""
        free = None if new_window else self.free()
        if free is not None and free[1].bench is not None:
            give(free[1].bench, Reading.of(path, self.folders))
            return free
        is_together = new_window or self._settings.now.open_in == "tabs"
        if group is None or not is_together:
            is_new = new_window or not is_together or not self.groups
            group = self.new_group() if is_new else self.groups[-1]
        tab = Tab(resolved(path))
        group.add(tab)
        return group, tab

    def open_reading(self, reading: Reading) -> None:
        """Open what is being read already: in an empty window, else as the settings say."""
        place = self.free()
        if place is not None and place[1].bench is not None:
            give(place[1].bench, reading)
        else:
            is_tab = self._settings.now.open_in == "tabs" and bool(self.groups)
            place = self.groups[-1] if is_tab else self.new_group(), Tab(reading.path, reading)
            place[0].add(place[1])
        self.bring_forward(*place)

    def free(self) -> Place | None:
        """Where nothing is open: in the frame that was used last, if there is such a place in it."""
        free = [(g, t) for g in reversed(self.groups) for t in g.tabs if t.bench is not None and t.bench.is_free]
        return free[0] if free else None

    def bring_forward(self, group: Group, tab: Tab) -> None:
        """Show a tab, in front of all."""
        self.show(group, tab)
        bring_forward(group.frame)
        self.use(group)

    def use(self, group: Group) -> None:
        """It has the focus."""
        if group in self.groups:
            self.groups.remove(group)
            self.groups.append(group)

    # -- closing -----------------------------------------------------------------------------------

    def close_tab(self, group: Group, tab: Tab) -> None:
        """Close an article, unless it cannot be saved."""
        if tab.bench is not None:
            tab.bench.window.close()  # `_closed` does the rest
        else:
            self._take_out(group, tab)

    def close(self) -> None:
        """Close all; one that cannot save keeps open, and is shown."""
        for group in list(self.groups):
            group.frame.close()

    def _closed(self, bench: Workbench) -> None:
        group = self.group_of(bench)
        if group is not None:
            tab = next(tab for tab in group.tabs if tab.bench is bench)
            self._take_out(group, tab)
            bench.window.deleteLater()

    def _take_out(self, group: Group, tab: Tab) -> None:
        """It is closed. The one beside it is shown if it was."""
        if tab.path is not None and not group.is_closing:
            self.acts.remember(group, tab)
        beside = group.beside(tab)
        if tab is group.shown and beside is not None and not group.is_closing:
            self.show(group, beside)
        group.take_out(tab)
        if not group.tabs and not group.is_closing:
            group.frame.close()

    def _may_close(self, group: Group) -> bool:
        """Whether all in it can be closed; they are then. What cannot is shown."""
        if group.tabs:
            state = self.acts.state_of(group)
            self.closes.emit(state)
            group.is_closing = True
            for tab in list(group.tabs):
                if tab.bench is not None:
                    tab.bench.window.close()
            group.is_closing = False
            kept = [tab for tab in group.tabs if tab.bench is not None]
            if kept:
                self.bring_forward(group, kept[0])
                return False
            if state.tabs:
                self.acts.remember_frame(state)
        self._drop(group)
        return True

    def _drop(self, group: Group) -> None:
        """The frame is gone; the next one gets its place."""
        if group not in self.groups:
            return
        self.groups.remove(group)
        place = place_of(group.frame)
        self._last_place = Ahead(lambda: place)
        threading.Thread(target=keep_place, args=(self.folders.state, place), name="postil-place").start()
        group.frame.deleteLater()
        self.changed.emit()

    def _looks_otherwise(self, bench: Workbench) -> None:
        """Soon: the status changes with each key press that tags."""
        group = self.group_of(bench)
        if group is not None and group.frame.strip is not None:
            self.acts.show_soon()

    def _group_changed(self, group: Group) -> None:
        if group.frame.strip is not None or len(group.tabs) > 1:
            self.acts.show_tabs(group)
        self.changed.emit()


def give(bench: Workbench, reading: Reading) -> None:
    """Have a window show what was read, or that it is being read."""
    if reading.ended:
        bench.open(reading)
        return
    bench.window.show_empty(tr("Opening {name} ...", name=reading.path.name if reading.path else tr("the sample")))
    bench.begin(reading)
