"""Makes what the first frame of a window does not need - menus, panel, keys, hints - once that frame is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from shiboken6 import isValid

if TYPE_CHECKING:
    from reader.app.panels.panel import Panel
    from reader.app.workbench import Workbench

FINISH_MS = 150


class Finishing:
    """Finishes the window of one workbench, anew for each article."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self.waits = False  # for the first frame
        self.menus_stale = True

    def soon(self) -> None:
        """After the next first frame of an article; a window that is not painted gets it all the same."""
        self.waits = True
        page = self._bench.window.page
        page.first_frame_painted.connect(self._once, Qt.ConnectionType.SingleShotConnection)
        QTimer.singleShot(FINISH_MS, self._once)

    def _once(self) -> None:
        if self.waits and isValid(self._bench.window):
            self.now()

    def now(self) -> None:
        """Menus, panel, keys and the sign of the save state."""
        bench = self._bench
        self.waits = False
        bench.read_on()
        bench.pointed  # noqa: B018 - the mouse is listened to from now on
        self._fill_menus()
        if not bench.has_article:
            bench.follow.hints()
            return
        bench.follow.count_places(bench.post)
        bench.suggesting.begin()
        self._panel().set_keys(bench.keymap.keys_of("view.pane.next"))
        self.annotations_came()

    def annotations_came(self) -> None:
        """Panel and sign of the save state, when annotations are there."""
        bench, panel = self._bench, self._panel()
        bench.window.status.set_state(bench.session.status.state)
        panel.show_said(bench.follow.said())
        panel.refresh()
        if bench.session.broken:
            panel.explain("Nothing is shown while the file can't be read, and nothing will be written over it.")
        elif not panel.shows_card:
            panel.show_lists()
        bench.current_changed()
        bench.remembering.finished()

    def _panel(self) -> Panel:
        """The panel; the first time it is asked for, its signals are connected."""
        window, surface = self._bench.window, self._bench.surface
        is_new = not window.is_made("panel")
        panel = window.panel
        if is_new:
            panel.entity_taken.connect(surface.take_entity)
            panel.annotation_taken.connect(surface.take_annotation)
            panel.sort_wanted.connect(surface.sort_entities)
            panel.card.field_clicked.connect(lambda name: surface.open_card(panel.card.claim_id, name))
        return panel

    def _fill_menus(self) -> None:
        """Costs a few milliseconds."""
        if self.menus_stale:
            from reader.app.menus import fill_menus

            bench, self.menus_stale = self._bench, False
            fill_menus(bench.window.menuBar(), bench.commands, bench.keymap, bench.run, bench.can_run)
