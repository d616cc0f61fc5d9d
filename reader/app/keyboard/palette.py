"""What the command palette lists: the commands that do something now, each with its live keys. Knows no Qt.

What cannot be given now is left out, so that `Enter` never does nothing; the menus show it dimmed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.app.asking.choice import Choice
from reader.app.commands.registry import Command
from reader.app.keyboard.keymap import Keymap
from reader.app.wording.tr import later, tr

LEFT_OUT = {"palette", "back"}
_PLACES = {"find": later("In the find bar"), "list": later("In a list"), "claim-card": later("On the claim's card")}


def palette(
    commands: Sequence[Command],
    keymap: Keymap,
    context: str,
    can_run: Callable[[Command], bool],
    recent: Sequence[str] = (),
) -> list[Choice]:
    """Choices of command ids: those of `recent` first, then what only `context` has, what has a menu, and the rest.

    Where two commands bear one title, the one of the context is meant.
    """
    places = {command_id: place for place, command_id in enumerate(recent)}

    def order(each: Command) -> tuple[int, bool, bool]:
        return places.get(each.id, len(places)), each.context != context or context == "page", not each.menu

    by_title: dict[str, Command] = {}
    for each in sorted(commands, key=order):
        if each.context in (context, "page", "global") and each.id not in LEFT_OUT and can_run(each):
            known = by_title.setdefault(each.title, each)
            if known.context != context and each.context == context:
                by_title[each.title] = each
    return [_choice(each, keymap) for each in by_title.values()]


def _choice(command: Command, keymap: Keymap) -> Choice:
    where = (
        ": ".join(map(tr, command.menu.split("/")))
        if command.menu
        else tr(_PLACES[command.context])
        if command.context in _PLACES
        else ""
    )
    return Choice(command.id, command.title, where, keymap.keys_of(command.id), (command.id,))
