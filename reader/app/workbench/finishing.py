"""Makes what the first frame of a window does not need - menus, panel, keys, hints - once that frame is painted."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from shiboken6 import isValid

from reader.app import made
from reader.app.wording.tr import told, tr
from reader.session import STILL_LOADING, Session

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QMenu

    from reader.app.article.opening import Reading
    from reader.app.commands import Command
    from reader.app.panels.panel import Panel
    from reader.app.workbench.workbench import Workbench

FINISH_MS = 150
PREPARING = "preparing"  # why keys are held


class Finishing:
    """Finishes the window of one workbench, anew for each article: in pieces, so that keys and paints come between."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self.waits = False  # for the first frame
        self.prepares = False  # what keys need: imported on this thread, it would be a stall
        self.menus_stale = True
        self.reading: Reading | None = None  # what the article came from, until its annotations are asked for
        self._pieces: Iterator[None] | None = None
        self._noted: Path | None = None  # among the recent articles

    def soon(self) -> None:
        """After the next first frame of an article; a window that is not painted gets it all the same."""
        self.waits, self._pieces = True, None
        page = self._bench.window.page
        page.first_frame_painted.connect(self._once, Qt.ConnectionType.SingleShotConnection)
        QTimer.singleShot(FINISH_MS, self._once)

    def _once(self) -> None:
        """Begin: what has to be made, imported and read comes first, most of it on a thread of its own."""
        bench = self._bench
        if not self.waits or self._pieces is not None or not isValid(bench.window):
            return
        self._read_on()
        pieces = self._pieces = self._work()
        self.prepares = not made(bench, "pressing")
        from reader.app.slices import in_slices  # the first frame need not wait for these
        from reader.app.workbench.preparing import make_classes

        def prepare() -> None:
            try:
                bench.prepare_tools()
                bench.post(lambda: self._keys_may_come(pieces))
                from reader.app.workbench.preparing import import_what_follows

                import_what_follows()
            finally:
                bench.post(lambda: self._prepared(pieces))

        thread = threading.Thread(target=prepare, name="postil-finish", daemon=True)
        in_slices(make_classes(), bench, thread.start)

    def _keys_may_come(self, pieces: Iterator[None]) -> None:
        """Those that were pressed meanwhile do what they do."""
        if pieces is self._pieces and isValid(self._bench.window):
            self._let_keys_go()

    def _prepared(self, pieces: Iterator[None]) -> None:
        """There may be pieces from now on; keys, whatever happened."""
        self._keys_may_come(pieces)
        self._next(pieces)

    def _let_keys_go(self) -> None:
        self.prepares = False
        if made(self._bench, "held"):
            self._bench.held.let_go(self._bench.window, PREPARING)

    def _read_on(self) -> None:
        """Have annotations loaded that were not when the article was opened; the page is shown by now."""
        reading, self.reading = self.reading, None
        bench, session = self._bench, self._bench.session
        if reading is None or not session.loading:
            return
        bench.window.page.give_way(True)
        reading.read_on(
            bench.window.page.visible_span(),
            lambda annotations: bench.post(lambda: self._came(session, lambda: session.take_in_part(annotations))),
            lambda loaded: bench.post(lambda: self._came(session, lambda: session.take_in(loaded))),
        )

    def _came(self, session: Session, take_in: Callable[[], None]) -> None:
        bench = self._bench
        if session is bench.session:
            take_in()
            bench.window.page.give_way(session.loading)
            bench.window.page.set_annotations(session.annotations)
            if self._pieces is not None:
                return  # the last of them shows what there is then
            self.annotations_came()
            if not session.loading:
                bench.follow.unsay(told(STILL_LOADING))
                bench.keeper.say_recovered()

    def _next(self, pieces: Iterator[None]) -> None:
        """One piece, if it is still wanted."""
        if pieces is not self._pieces or not isValid(self._bench.window):
            return
        try:
            next(pieces)
        except StopIteration:
            self._pieces = None
        else:
            QTimer.singleShot(0, lambda: self._next(pieces))

    def now(self) -> None:
        """All of it at once."""
        self._read_on()
        self._pieces = None
        self._let_keys_go()
        for _ in self._work():
            pass

    def _work(self) -> Iterator[None]:
        """Menus, panel, keys and the sign of the save state."""
        bench = self._bench
        self.waits = False
        bench.pointed  # noqa: B018 - the mouse is listened to from now on
        bench.dropping  # noqa: B018 - files may be dropped
        _use_system_numbers()
        yield
        bench.tools  # noqa: B018
        yield
        bench.follow  # noqa: B018
        yield
        yield from self._fill_menus()
        bench.appearance.say_what_is_not_there()
        if not bench.has_article:
            bench.follow.hints()
            return
        bench.follow.count_places(bench.post)
        self._note_opened()
        if not bench.session.loading:  # else when they come
            bench.suggesting.begin()
        yield
        panel = self._panel()
        yield
        panel.lists.set_keys(bench.keymap.keys_of("view.pane.next"), bench.keymap.keys_of("list.filter"))
        yield
        self.annotations_came()
        if not bench.session.loading:
            bench.follow.unsay(told(STILL_LOADING))

    def _note_opened(self) -> None:
        """Among the recent articles; once for each article, however often it is read again."""
        article = self._bench.session.article
        if article.path != self._noted:
            from reader.desktop.file_types import MARKDOWN, TEXT

            self._noted = article.path
            mime = MARKDOWN.mime if article.format == "markdown" else TEXT.mime
            self._bench.hooks.recents.opened(article.path, mime)
            self._bench.hooks.open_changed()

    def annotations_came(self) -> None:
        """Panel and sign of the save state, when annotations are there."""
        bench, panel = self._bench, self._panel()
        bench.window.status.set_state(bench.session.status.state)
        panel.show_said(bench.follow.said())
        panel.refresh()
        if bench.session.broken:
            panel.explain(tr("Nothing is shown while the file cannot be read, and nothing will be written over it."))
        elif not panel.shows_card:
            panel.show_lists()
        bench.current_changed()
        bench.remembering.finished()
        bench.keeper.say_conflicts()
        if not bench.session.loading:
            bench.keeper.watch()

    def _panel(self) -> Panel:
        """The panel; the first time it is asked for, its signals are connected."""
        window, surface = self._bench.window, self._bench.surface
        is_new = not window.is_made("panel")
        panel = window.panel
        if is_new:
            panel.entity_taken.connect(surface.take_entity)
            panel.annotation_taken.connect(surface.take_annotation)
            panel.sort_wanted.connect(surface.sort_entities)
            panel.order_wanted.connect(surface.sort_annotations)
            panel.outline.taken.connect(surface.take_heading)
            panel.entity_card.row_taken.connect(surface.take_card_row)
            panel.entity_card.ticked.connect(surface.choose_mention)
            panel.card.row_taken.connect(surface.take_row)
            panel.card.entered.connect(surface.card_entered)
            panel.card.row_changed.connect(self._bench.follow.hints)
            panel.below.row_changed.connect(self._row_changed)
        return panel

    def _row_changed(self) -> None:
        if not self._bench.busy:  # else when the command has ended
            self._bench.follow.hints()

    def renew_menus(self) -> None:
        """Other commands hold now."""
        self.menus_stale = True
        for _ in self._fill_menus():
            pass

    def _fill_menus(self) -> Iterator[None]:
        """Costs a few milliseconds a menu."""
        if self.menus_stale:
            from reader.app.window.menus import fill_menus

            bench = self._bench
            yield from fill_menus(
                bench.window.menuBar(),
                bench.commands,
                bench.keymap,
                bench.run,
                bench.can_run,
                self._is_on,
                self._fill_submenu,
            )
            self.menus_stale = False

    def _fill_submenu(self, place: str, menu: QMenu) -> None:
        """What a submenu has besides its commands."""
        from reader.app.window.recent_menu import PLACE, WIDEST, put_recent

        bench = self._bench
        if place == PLACE:
            width = bench.window.look.px(WIDEST)
            put_recent(
                menu, lambda: bench.hooks.recents.rows, bench.folders.home, lambda p: bench.hooks.open_paths([p]), width
            )

    def _is_on(self, command: Command) -> bool:
        return command.is_on is not None and self._bench.can_run(command) and command.is_on(self._bench.desk)


def _use_system_numbers() -> None:
    """Counts are written as the system writes them; there are none before."""
    from PySide6.QtCore import QLocale

    from reader.app.wording.numbers import use_mark

    use_mark(QLocale.system().groupSeparator())
