"""The menu of a tab: what can be done with it, whether it is shown or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from reader.app.wording.tr import tr

if TYPE_CHECKING:
    from pathlib import Path

    from reader.app.frame.acts import Acts
    from reader.app.frame.group import Group
    from reader.app.frame.tab import Tab


def open_tab_menu(acts: Acts, group: Group, tab: Tab, point: QPoint) -> QMenu | None:
    """Open it at a point of the screen."""
    window = group.frame.shown
    if window is None or group.bench is None:
        return None
    menu = QMenu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(tr("What can be done with this tab"))
    keymap = group.bench.keymap

    def add(words: str, do: Callable[[], None], command_id: str = "", *, can: bool = True) -> None:
        keys = keymap.keys_of(command_id) if command_id else ()
        action = menu.addAction(f"{words}\t{keys[0]}" if keys else words)
        action.triggered.connect(do)
        action.setEnabled(can)

    path, several = tab.path, len(group.tabs) > 1
    shown = tab is group.shown
    add(tr("Close"), lambda: acts.close(group, tab), "article.close" if shown else "")
    add(
        tr("Close the others"), lambda: acts.close_others(group, tab), "tabs.close-others" if shown else "", can=several
    )
    add(tr("Close all"), lambda: acts.close_all(group), "tabs.close-all")
    menu.addSeparator()
    add(tr("Move to a window of its own"), lambda: acts.move_out(group, tab), "tabs.out" if shown else "", can=several)
    menu.addSeparator()
    add(tr("Copy the path"), lambda: copy_path(path), can=path is not None)
    add(tr("Show in the file manager"), lambda: show_in_folder(path), can=path is not None)
    menu.addSeparator()
    closed = acts.closed_words()
    words = tr("Open {name} again", name=closed) if closed else tr("Open again what was closed")
    add(words.replace("&", "&&"), acts.reopen, "tabs.reopen", can=bool(closed))
    menu.popup(point)
    return menu


def copy_path(path: Path | None) -> None:
    """Into the clipboard, as a text."""
    if path is not None:
        QGuiApplication.clipboard().setText(str(path))


def show_in_folder(path: Path | None) -> None:
    """Its folder, in the system's file manager."""
    from reader.app.surface.configuring import open_folder

    if path is not None:
        open_folder(path.parent)
