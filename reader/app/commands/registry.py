"""The one registry of commands: menus, key sheet and `postil keys` all read it. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable

from reader.app.desk.desk import Desk
from reader.frozen import dataclass

CONTEXTS = ("page", "find", "list", "claim-card", "entity-card", "outline", "export", "global")


def always(desk: Desk) -> bool:  # noqa: ARG001 - the shape of every `when`
    """A command that can always be given."""
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """Something the user can ask for. `keys` are the default ones; `menu` its place in the menu bar, "" for none.

    "View/Theme" is the menu "Theme" inside the menu "View". What is switched on and off, or one of several, tells by
    `is_on` whether it is, and in a menu bears the name `state` where it has one ("Panel", with a tick).
    `needs_article`: though its keys hold everywhere, it does nothing in an empty window.
    """

    id: str
    title: str
    run: Callable[[Desk], None]
    keys: tuple[str, ...] = ()
    context: str = "page"
    menu: str = ""
    when: Callable[[Desk], bool] = always
    is_on: Callable[[Desk], bool] | None = None
    state: str = ""
    needs_article: bool = False


_COMMANDS: dict[str, Command] = {}


def command(
    command_id: str,
    title: str,
    *keys: str,
    context: str = "page",
    menu: str = "",
    when: Callable[[Desk], bool] = always,
    is_on: Callable[[Desk], bool] | None = None,
    state: str = "",
    needs_article: bool = False,
) -> Callable[[Callable[[Desk], None]], Callable[[Desk], None]]:
    """Register the function below it. ValueError when the id is taken or the context unknown."""

    def register(run: Callable[[Desk], None]) -> Callable[[Desk], None]:
        if command_id in _COMMANDS or context not in CONTEXTS:
            raise ValueError(f"command {command_id!r} in context {context!r}")
        _COMMANDS[command_id] = Command(command_id, title, run, keys, context, menu, when, is_on, state, needs_article)
        return run

    return register


def fixed_commands() -> tuple[Command, ...]:
    """All commands that do not depend on a tag set, in the order they were registered."""
    return tuple(_COMMANDS.values())
