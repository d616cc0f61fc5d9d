"""What works on one article: its commands, its keys and the desk. Made after the first frame, or by a key before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.app.desk import Desk
from reader.app.keys import Dispatcher

if TYPE_CHECKING:
    from reader.app.opening import Ready
    from reader.app.workbench import Workbench


class Tools:
    """The tools of one workbench for what `ready` holds."""

    def __init__(self, bench: Workbench, ready: Ready) -> None:
        self.commands, self.keymap = ready.keys.commands, ready.keys.keymap
        self.by_id = {c.id: c for c in self.commands}
        self.titles = {c.id: c.title for c in self.commands}
        self.dispatcher = Dispatcher(self.keymap, bench.run, bench.pending_changed)
        self.desk = Desk(bench.session, bench.window.page, bench.surface)
        self.desk.hidden = bench.remembering.hidden
        self.desk.settings = bench.hooks.settings.now
        self.desk.current_changed = bench.current_changed
