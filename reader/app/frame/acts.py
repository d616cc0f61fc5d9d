"""What can be done with tabs and frames: for commands, for the bar of tabs, and for whoever keeps what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QTimer

from reader.app.article.opening import Reading
from reader.app.frame.faces import face_of, names_of
from reader.app.frame.state import OpenFrame, OpenTab
from reader.app.frame.tab import Tab
from reader.app.window.placing import STEP, place_of
from reader.app.workbench.post import Post

if TYPE_CHECKING:
    from reader.app.frame.frames import Frames
    from reader.app.frame.group import Group
    from reader.app.frame.strip import TabStrip
    from reader.app.workbench.workbench import Workbench

CHECK_MS = 400  # what waits in a tab is looked at when the first page is there
SOON_MS = 60  # signs on tabs come after what a key does on the page
MOST_CLOSED = 50
HELD = 30  # px from a new frame's corner to the pointer that let it go


class Closed(NamedTuple):
    """What was closed: a frame, or a tab and where it was."""

    frame: OpenFrame
    group: Group | None = None
    at: int = 0


class Acts:
    """Acts on the groups of `Frames`."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames
        self._post = Post(frames)
        self._closed: list[Closed] = []
        self._unchecked: list[Tab] = []
        self._soon = QTimer(frames, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._show_all)

    # -- what is shown -----------------------------------------------------------------------------

    def show_tabs(self, group: Group) -> None:
        """Have the bar show what is so; there is none for a single tab."""
        frame = group.frame
        if group.is_closing or frame.shown is None:
            return
        if len(group.tabs) < 2:
            if frame.strip is not None:
                frame.set_strip(None)
            return
        if frame.strip is None:
            frame.set_strip(self._new_strip(group))
        names = names_of(group.tabs)
        faces = [face_of(tab, name, is_shown=tab is group.shown) for tab, name in zip(group.tabs, names, strict=True)]
        if frame.strip is not None and group.shown is not None:
            frame.strip.set_faces(faces, group.place_of(group.shown))

    def show_soon(self) -> None:
        """Signs and names may be others now."""
        self._soon.start()

    def _show_all(self) -> None:
        for group in self._frames.groups:
            self.show_tabs(group)

    def _new_strip(self, group: Group) -> TabStrip:
        from reader.app.frame.strip import TabStrip

        assert group.frame.shown is not None
        strip = TabStrip(group.frame.shown.look, group.frame)
        strip.chosen.connect(lambda at: self._frames.show(group, group.tabs[at]))
        strip.close_wanted.connect(lambda at: self._frames.close_tab(group, group.tabs[at]))
        strip.moved.connect(lambda at, to: group.move(group.tabs[at], to))
        strip.dropped.connect(lambda at, point: self.drop(group, group.tabs[at], point))
        strip.menu_wanted.connect(lambda at, point: self._open_menu(group, group.tabs[at], point))
        strip.new_wanted.connect(lambda: self._run(group, "article.open"))
        strip.list_wanted.connect(lambda: self._run(group, "tabs.list"))
        strip.left.connect(lambda: group.frame.shown.focus_page() if group.frame.shown is not None else None)
        return strip

    def _run(self, group: Group, command_id: str) -> None:
        if group.bench is not None:
            group.bench.run(command_id)

    def _open_menu(self, group: Group, tab: Tab, point: QPoint) -> None:
        from reader.app.frame.tab_menu import open_tab_menu

        open_tab_menu(self, group, tab, point)

    # -- going -------------------------------------------------------------------------------------

    def group_of(self, bench: Workbench) -> Group:
        """Where it is. Raises LookupError when it is closed."""
        found = self._frames.group_of(bench)
        if found is None:
            raise LookupError("its window is closed")
        return found

    def step(self, bench: Workbench, by: int) -> None:
        """To the tab that stands `by` further, round the end."""
        group = self.group_of(bench)
        if group.shown is not None:
            self._frames.show(group, group.tabs[(group.place_of(group.shown) + by) % len(group.tabs)])

    def show(self, group: Group, tab: Tab) -> None:
        """In its frame, if it is still there."""
        if tab in group.tabs:
            self._frames.show(group, tab)

    def move_by(self, bench: Workbench, by: int) -> None:
        """Its tab further on, as far as there are others."""
        group = self.group_of(bench)
        if group.shown is not None:
            to = group.place_of(group.shown) + by
            group.move(group.shown, min(max(0, to), len(group.tabs) - 1))

    def closed_words(self) -> str:
        """The name of the article that `reopen` brings back; empty when there is none."""
        return self._closed[-1].frame.tabs[0].path.name if self._closed else ""

    @property
    def frame_count(self) -> int:
        """How many there are."""
        return len(self._frames.groups)

    # -- closing, and back -------------------------------------------------------------------------

    def close(self, group: Group, tab: Tab) -> None:
        """One of them."""
        self._frames.close_tab(group, tab)

    def close_others(self, group: Group, tab: Tab) -> None:
        """All but this one; what cannot be saved stays."""
        self._frames.show(group, tab)
        for other in list(group.tabs):
            if other is not tab:
                self._frames.close_tab(group, other)

    def close_all(self, group: Group) -> None:
        """The frame with all that is in it."""
        group.frame.close()

    def remember(self, group: Group, tab: Tab) -> None:
        """It is going to be closed."""
        if tab.path is not None:
            alone = len(group.tabs) == 1
            frame = OpenFrame((OpenTab(tab.path),), 0, place_of(group.frame) if alone else None)
            self._push(Closed(frame, None if alone else group, group.place_of(tab)))

    def remember_frame(self, state: OpenFrame) -> None:
        """It was closed with all that was in it."""
        self._push(Closed(state))

    def _push(self, closed: Closed) -> None:
        self._closed = [*self._closed[1 - MOST_CLOSED :], closed]

    def reopen(self) -> None:
        """What was closed last is back where it was."""
        if not self._closed:
            return
        closed = self._closed.pop()
        tab = closed.frame.tabs[0]
        if (found := self._frames.find(tab.path)) is not None and closed.group is not None:
            self._frames.bring_forward(*found)
        elif closed.group is not None and closed.group in self._frames.groups:
            back = Tab(tab.path)
            closed.group.add(back, min(closed.at, len(closed.group.tabs)))
            self._frames.bring_forward(closed.group, back)
        else:
            self.open_frame(closed.frame)

    # -- frames ------------------------------------------------------------------------------------

    def state_of(self, group: Group) -> OpenFrame:
        """What is in a frame, and where it is."""
        with_paths = [tab for tab in group.tabs if tab.path is not None]
        current = with_paths.index(group.shown) if group.shown in with_paths else 0
        tabs = tuple(OpenTab(path) for tab in with_paths if (path := tab.path) is not None)
        return OpenFrame(tabs, current, place_of(group.frame))

    def open_frame(self, state: OpenFrame) -> None:
        """A frame as it was. Only the article that is shown is read, the others when they are first shown.

        What is open elsewhere by now stays there; a window that is empty is taken.
        """
        gone = frozenset(tab.path for tab in state.tabs if self._frames.find(tab.path) is not None)
        left = state.without(gone)
        if not left.tabs:
            for tab in state.tabs[:1]:
                if (found := self._frames.find(tab.path)) is not None:
                    self._frames.bring_forward(*found)
            return
        free = self._frames.free()
        takes_free = free is not None and len(free[0].tabs) == 1
        group = free[0] if free is not None and takes_free else self._frames.new_group(left.place)
        back = [Tab(each.path) for each in left.tabs]
        for each in back:
            group.add(each)
        self._frames.bring_forward(group, back[left.current])
        if free is not None and takes_free:
            self._frames.close_tab(*free)

    def move_out(self, group: Group, tab: Tab, at: QPoint | None = None) -> None:
        """Into a frame of its own, as large as this one; `at`: its top left corner on the screen."""
        if len(group.tabs) < 2:
            return
        place = place_of(group.frame)
        x, y = (at.x(), at.y()) if at is not None else (place.x + STEP, place.y + STEP)
        new = self._frames.new_group(place._replace(x=x, y=y, maximised=False))
        self._move(group, tab, new, 0)

    def move_into(self, group: Group, tab: Tab, other: Group, at: int) -> None:
        """Into another frame, before what stands at `at` there. A frame that is left empty is gone."""
        self._move(group, tab, other, at)

    def merge_all(self, bench: Workbench) -> None:
        """All articles into the frame of this one, which stays shown."""
        into = self.group_of(bench)
        shown = into.shown
        for group in [group for group in self._frames.groups if group is not into]:
            for tab in list(group.tabs):
                if tab.bench is not None and tab.bench.is_free:
                    self._frames.close_tab(group, tab)
                else:
                    self._move(group, tab, into, len(into.tabs), show=False)
        if shown is not None:
            self._frames.bring_forward(into, shown)

    def _move(self, group: Group, tab: Tab, into: Group, at: int, *, show: bool = True) -> None:
        beside = group.beside(tab)
        if tab is group.shown and beside is not None:
            self._frames.show(group, beside)
        group.take_out(tab)
        into.add(tab, at)
        if show or into.shown is None:
            self._frames.bring_forward(into, tab)
        if not group.tabs:
            group.frame.close()

    def drop(self, group: Group, tab: Tab, point: QPoint) -> None:
        """A tab was dragged out of its bar and let go at a point of the screen: into another bar, or a new frame."""
        for other in reversed(self._frames.groups):
            frame = other.frame
            if frame.isMinimized() or not frame.geometry().contains(point):
                continue
            inside = frame.mapFromGlobal(point)
            if inside.y() > frame.tabs_until:
                break
            if other is not group:
                strip = frame.strip
                at = strip.place_at(strip.mapFrom(frame, inside)) if strip is not None else len(other.tabs)
                self.move_into(group, tab, other, at)
            return
        self.move_out(group, tab, point - QPoint(HELD, HELD))

    # -- articles that wait in a tab ---------------------------------------------------------------

    def check(self, tab: Tab) -> None:
        """Look whether an article can be opened that is not going to be shown at once; what is wrong is told."""
        if not self._unchecked:
            QTimer.singleShot(CHECK_MS, self._frames, self._check_next)
        self._unchecked.append(tab)

    def _check_next(self) -> None:
        while self._unchecked:
            tab = self._unchecked[0]
            if tab.bench is None and tab.path is not None:
                reading = Reading.of(tab.path, self._frames.folders)
                reading.when_done(lambda done, tab=tab: self._post.post(lambda: self._checked(tab, done)))  # type: ignore[misc]
                return
            self._unchecked.pop(0)

    def _checked(self, tab: Tab, reading: Reading) -> None:
        if reading.problem is not None and tab.bench is None:
            tab.problem = reading.problem
            self._frames.refused(reading)
            for group in self._frames.groups:
                if tab in group.tabs:
                    self.show_tabs(group)
        self._unchecked.pop(0)
        self._check_next()

    def in_all(self) -> list[tuple[Group, Tab, str]]:
        """Every tab of every frame with its name, those of the frame that was used last first."""
        groups = list(reversed(self._frames.groups))
        tabs = [(group, tab) for group in groups for tab in group.tabs]
        names = names_of([tab for _, tab in tabs])
        return [(group, tab, name) for (group, tab), name in zip(tabs, names, strict=True)]
