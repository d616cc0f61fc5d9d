"""`Group`: the tabs of one frame, in their order, and which of them is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.app.frame.tab import Tab

if TYPE_CHECKING:
    from reader.app.frame.frame import Frame
    from reader.app.workbench.workbench import Workbench


class Group:
    """What is in a frame. `changed` is called after each change of tabs, order or which one is shown."""

    def __init__(self, frame: Frame, changed: Callable[[Group], None]) -> None:
        self.frame = frame
        self.tabs: list[Tab] = []
        self.shown: Tab | None = None
        self.is_closing = False  # all of it: none is shown in the place of one that is closed
        self._changed = changed

    @property
    def bench(self) -> Workbench | None:
        """The one at work in the tab that is shown."""
        return self.shown.bench if self.shown is not None else None

    def place_of(self, tab: Tab) -> int:
        """From 0."""
        return self.tabs.index(tab)

    def add(self, tab: Tab, at: int | None = None) -> None:
        """Last, or before what stands at `at`. A window that it has comes into the frame, and is not shown yet."""
        self.tabs.insert(len(self.tabs) if at is None else at, tab)
        if tab.bench is not None:
            self.frame.put(tab.bench.window)
            if self.shown is None:
                self.shown = tab
        self._changed(self)

    def show(self, tab: Tab) -> None:
        """Show one that has a window."""
        if tab.bench is not None:
            self.shown = tab
            self.frame.show_window(tab.bench.window)
            self._changed(self)

    def beside(self, tab: Tab) -> Tab | None:
        """What is shown when this one goes: the next one, else the one before it."""
        at = self.place_of(tab)
        others = [*self.tabs[at + 1 :], *reversed(self.tabs[:at])]
        return others[0] if others else None

    def take_out(self, tab: Tab) -> None:
        """It is in this frame no longer; another one is shown already, or none."""
        self.tabs.remove(tab)
        if tab.bench is not None:
            self.frame.let_go(tab.bench.window)
        if tab is self.shown:
            self.shown = None
        self._changed(self)

    def move(self, tab: Tab, to: int) -> None:
        """To another place among its own."""
        self.tabs.remove(tab)
        self.tabs.insert(to, tab)
        self._changed(self)
