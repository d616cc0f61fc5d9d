"""What works on one article: its commands, its keys and the desk. Made after the first frame, or by a key before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.app.desk.desk import Desk
from reader.app.keyboard.keys import Dispatcher

if TYPE_CHECKING:
    from reader.app.article.opening import Ready
    from reader.app.keyboard.keymap_file import LiveKeys
    from reader.app.workbench.workbench import Workbench


class Tools:
    """The tools of one workbench for what `ready` holds."""

    def __init__(self, bench: Workbench, ready: Ready) -> None:
        self._take(ready.keys_with(bench.hooks.settings.now.arrows))
        self.dispatcher = Dispatcher(self.keymap, bench.run, bench.pending_changed, bench.key_missed)
        self.desk = Desk(bench.session, bench.window.page, bench.surface)
        self.desk.hidden = bench.remembering.hidden
        self.desk.settings = bench.hooks.settings.now
        self.desk.current_changed = bench.current_changed

    def _take(self, keys: LiveKeys) -> None:
        self.commands, self.keymap = keys.commands, keys.keymap
        self.by_id = {c.id: c for c in self.commands}
        self.titles = {c.id: c.title for c in self.commands}

    def take_keys(self, keys: LiveKeys) -> None:
        """From now on these commands and keys; what is on the desk stays there."""
        self._take(keys)
        self.dispatcher.cancel()
        self.dispatcher.keymap = keys.keymap
