"""The menu bar, made from the registry: titles, live keys, and whether a command can be given now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from reader.app.commands.registry import Command
from reader.app.keyboard.keymap import Keymap
from reader.app.window.menu_order import grouped
from reader.app.window.native_menu import role_of, titled
from reader.app.wording.tr import later, tr

MENUS = (later("Article"), later("Edit"), later("Tag"), later("Claim"), later("View"), later("Help"))


def fill_menus(
    bar: QMenuBar,
    commands: Sequence[Command],
    keymap: Keymap,
    run: Callable[[str], None],
    can_run: Callable[[Command], bool],
    is_on: Callable[[Command], bool],
    more: Callable[[str, QMenu], None] = lambda _place, _menu: None,
) -> Iterator[None]:
    """Put every command that names a menu there, a menu a step.

    Keys are shown, not bound: the dispatcher alone turns keys into commands. `more` is given each submenu, by the place
    that commands name, to put there what is no command.
    """
    bar.clear()
    actions: dict[str, QAction] = {}

    def enable(shown: list[Command]) -> None:
        for each in shown:
            actions[each.id].setEnabled(can_run(each))
            if each.is_on is not None:
                actions[each.id].setChecked(is_on(each))

    for name in MENUS:
        own = [c for c in commands if c.menu.partition("/")[0] == name]
        menu = bar.addMenu(f"&{tr(name)}")
        inner: dict[str, QMenu] = {}
        made: list[str] = []
        for group in grouped(name, own):
            if not menu.isEmpty():
                menu.addSeparator()
            for each in group:
                place = each.menu.partition("/")[2]
                if place and place not in inner:
                    inner[place] = menu.addMenu(tr(place))
                    made.append(place)
                actions[each.id] = _add(inner.get(place, menu), each, keymap, run)
        for place in made:
            more(place, inner[place])
        menu.aboutToShow.connect(lambda own=own: enable(own))
        yield


def _add(menu: QMenu, command: Command, keymap: Keymap, run: Callable[[str], None]) -> QAction:
    keys = keymap.keys_of(command.id)
    title = (command.state or command.title).replace("&", "&&")
    if "/" in command.menu:  # the menu's own title says what is before the colon
        title = title.rpartition(": ")[2]
    action = menu.addAction(titled(title, keys[0] if keys else ""))
    action.setMenuRole(role_of(command.id))
    action.setData(command.id)
    action.setCheckable(command.is_on is not None)
    action.triggered.connect(lambda: run(command.id))
    return action
