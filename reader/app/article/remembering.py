"""Remembers how one window leaves its article, and leaves the window as it was when the article is opened again."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from reader.app import made
from reader.app.article.remembered import Remembered, remember
from reader.app.wording.tr import later, tr

if TYPE_CHECKING:
    from reader.app.page.arriving import Arriving
    from reader.app.workbench.workbench import Workbench

EVERY_MS = 20_000  # what has changed since is kept: a crash loses no more of the place than that
GOING = later("Going to where reading stopped ...")


class Remembering:
    """The memory of one workbench."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._kept: Remembered | None = None
        self._known: Remembered | None = None
        self._going: Arriving | None = None
        self._writing = threading.Lock()
        self._timer: QTimer | None = None

    def begin(self, known: Remembered | None) -> None:
        """An article was opened of which this is remembered; its place comes with `arrive`."""
        self._kept, self._known = known, known
        if self._going is not None:
            self._going.stop()
            self._going = None
        settings, window = self._bench.hooks.settings.now, self._bench.window
        window.want_panel(known.panel if known is not None else settings.panel)
        zoom = known.zoom if known is not None else settings.zoom
        if zoom != window.look.zoom:
            self._bench.set_zoom(zoom)
        if known is not None and known.hidden:
            window.page.set_hidden_types(frozenset(known.hidden))

    @property
    def hidden(self) -> frozenset[str]:
        """The types that were hidden when the article was left."""
        return frozenset(self._known.hidden) if self._known is not None else frozenset()

    def arrive(self) -> None:
        """Go to where reading stopped. The window has its size by now."""
        known, bench = self._known, self._bench
        if known is None or not (known.caret or known.top) or not bench.hooks.settings.now.reopen_place:
            return
        from reader.app.page.arriving import Arriving

        self._going = Arriving(bench.window.page, known.caret, known.top, self._arrived)
        self._going.go()

    def _arrived(self) -> None:
        self._going = None
        if made(self._bench, "follow"):
            self._bench.follow.say("")

    def finished(self) -> None:
        """The first frame is there: say where one is going, and keep the place from time to time."""
        if self._going is not None and self._going.waits:
            self._bench.follow.say(tr(GOING))
        if self._timer is None:
            self._timer = QTimer(self._bench, interval=EVERY_MS)
            self._timer.timeout.connect(self.keep)
            self._timer.start()

    def keep(self) -> None:
        """Keep how things stand, on a thread of its own; returns at once."""
        bench, window = self._bench, self._bench.window
        if not bench.has_article or (self._going is not None and self._going.waits):
            return
        page, article = window.page, bench.session.article
        value = Remembered(
            zoom=window.look.zoom,
            panel=window.panel_wanted,
            hidden=tuple(sorted(bench.desk.hidden)) if made(bench, "tools") else tuple(sorted(self.hidden)),
        ).with_places(article.text, page.selection()[1], page.top_position())
        if value == self._kept:
            return
        self._kept = value

        def write() -> None:
            with self._writing:  # in the order in which they came
                remember(bench.folders.state, article, value)

        threading.Thread(target=write, name="postil-remember").start()
