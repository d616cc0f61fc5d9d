"""What an empty window shows: recent articles to open again, or words where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.app import made
from reader.app.wording.tr import tr

if TYPE_CHECKING:
    from pathlib import Path

    from reader.app.workbench.workbench import Workbench


def show_start(bench: Workbench) -> None:
    """Show it, or what has become of it; nothing while the window has an article or waits for one."""
    from reader.app.window.window import EMPTY

    window, recents = bench.window, bench.hooks.recents
    if not bench.is_free:
        return
    if not recents.rows:
        window.show_empty(tr(EMPTY))
    elif window.is_made("start"):
        window.show_start(recents.rows, bench.folders.home)
    else:
        window.show_start(recents.rows, bench.folders.home)
        start = window.start
        start.taken.connect(lambda path: bench.hooks.open_paths([path]))
        start.taken_off.connect(lambda path: _take_off(bench, path))
        start.sample_wanted.connect(bench.hooks.open_sample)
        start.open_wanted.connect(lambda: bench.run("article.open"))
        start.view.selectionModel().currentChanged.connect(lambda index, _: window.status.announce(str(index.data())))
    if made(bench, "follow"):
        bench.follow.hints()


def _take_off(bench: Workbench, path: Path) -> None:
    bench.hooks.recents.take_off(path)
    bench.say(tr("{name} is off the list; the file is as it was.", name=path.name))
