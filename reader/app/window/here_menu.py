"""The menu that opens where the mouse or the caret is, made from the registry with the live keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from reader.annotations.tagset import TagSet
from reader.app.commands.registry import Command
from reader.app.keyboard.keymap import Keymap
from reader.app.look.caps import draw_line
from reader.app.look.look import Look
from reader.app.page.signs import sign
from reader.app.wording.here import Here
from reader.app.wording.tr import tr

LONGEST = 60  # characters of the words at its head
SWATCH = 16  # px: what a menu gives a picture


def open_menu(
    parent: QWidget, here: Here, keymap: Keymap, tagset: TagSet, look: Look, run: Callable[[str], None], at: QPoint
) -> QMenu | None:
    """Open the menu at a point of the screen; None when there is nothing to do."""
    if not any(group.commands for group in here.groups):
        return None
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(tr("What can be done here"))
    if here.words:
        words = here.words if len(here.words) <= LONGEST else here.words[: LONGEST - 2] + " …"
        menu.addAction(words.replace("&", "&&")).setEnabled(False)
        menu.addSeparator()
    apart = False
    for group in here.groups:
        if group.title:
            inner = menu.addMenu(group.title)
            for command in group.commands:
                _add(inner, command, keymap, tagset, look, run, short=True)
            apart = True
            continue
        if not menu.isEmpty() and not apart:
            menu.addSeparator()
        apart = False
        for command in group.commands:
            _add(menu, command, keymap, tagset, look, run)
    menu.popup(at)
    return menu


def _add(
    menu: QMenu,
    command: Command,
    keymap: Keymap,
    tagset: TagSet,
    look: Look,
    run: Callable[[str], None],
    *,
    short: bool = False,
) -> None:
    keys = keymap.keys_of(command.id)
    title = _short(command.title) if short else command.title
    title = title.replace("&", "&&")
    action = menu.addAction(f"{title}\t{keys[0]}" if keys else title)
    action.setData(command.id)
    action.triggered.connect(lambda: run(command.id))
    kind, _, name = command.id.rpartition(".")
    if kind == "tag":
        action.setIcon(_swatch(look, tagset, name, menu.devicePixelRatioF()))
        action.setIconVisibleInMenu(True)
    elif kind == "claim.verdict":
        action.setIcon(QIcon(sign(name, look.px(14), look.theme.ink, menu.devicePixelRatioF())))
        action.setIconVisibleInMenu(True)


def _short(title: str) -> str:
    """A title inside a menu whose own title says the rest: "Tag as Person" is "Person"."""
    for whole in (tr("Tag as {label}", label="\0"), tr("Verdict: {label}", label="\0")):
        before, _, after = whole.partition("\0")
        if title.startswith(before) and title.endswith(after):
            return title.removeprefix(before).removesuffix(after)
    return title


def _swatch(look: Look, tagset: TagSet, type_id: str, ratio: float) -> QIcon:
    """A type's fill with its line below; its code would be too small to read here, and its label stands beside it."""
    entity_type, side = tagset.type(type_id), SWATCH
    colours = look.theme.of_type(entity_type)
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    if colours.fill:
        painter.fillRect(QRectF(0, 1, side, side - 2), QColor(colours.fill))
    draw_line(painter, look._replace(zoom=100), entity_type, 0, side, side - 3)
    painter.end()
    return QIcon(picture)
