"""The submenu of recent articles: filled when it opens, with what is known by then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QMenu

from reader.app.article.recents import RecentRow
from reader.app.wording.recent import folder_words
from reader.app.wording.tr import later
from reader.visible import shown

PLACE = later("Open recent")  # as commands name it
MOST = 9
WIDEST = 420  # px at 100 %


def put_recent(
    menu: QMenu, rows: Callable[[], Sequence[RecentRow]], home: Path, open_path: Callable[[Path], None], width: int
) -> None:
    """Put the latest articles before the commands of `menu`, anew each time it opens; names are cut at `width` px."""
    own: list[QAction] = []

    def fill() -> None:
        for action in own:
            menu.removeAction(action)
        own.clear()
        first = menu.actions()[0]
        metrics = QFontMetrics(menu.font())
        for number, row in enumerate(rows()[:MOST], start=1):
            words = f"{row.path.name} — {folder_words(row.path, home)}"
            cut = metrics.elidedText(shown(words), Qt.TextElideMode.ElideMiddle, width).replace("&", "&&")
            action = QAction(f"&{number}  {cut}", menu)
            action.setEnabled(not row.is_gone)
            action.triggered.connect(lambda _=False, path=row.path: open_path(path))
            own.append(action)
        if own:
            line = QAction(menu)
            line.setSeparator(True)
            own.append(line)
        menu.insertActions(first, own)

    menu.aboutToShow.connect(fill)
