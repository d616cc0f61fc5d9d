"""The user's `keymap.toml`: which keys it gives to which commands, and what is wrong with it. Knows no Qt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from reader.app.commands.registry import Command
from reader.app.keyboard.keymap import KeyConflictError, Keymap, KeyNameError, clash, key_sequence
from reader.app.wording.tr import tr
from reader.errors import UserError
from reader.frozen import dataclass
from reader.toml_text import read_toml

FILE_NAME = "keymap.toml"


@dataclass(frozen=True)
class LiveKeys:
    """The commands with the keys that hold now, the keymap of them, and what to tell the user, if anything."""

    commands: tuple[Command, ...]
    keymap: Keymap
    warning: UserError | None = None


def live_keys(commands: Sequence[Command], config: Path) -> LiveKeys:
    """`commands` with the keys of `keymap.toml` in the folder `config`. A broken file leaves the default keys."""
    path = config / FILE_NAME
    try:
        text, data = read_toml(path, tr("The keymap {path} is not used", path=path), tr("The default keys hold"))
        if data and "keys" not in data:
            raise _BadEntryError("keys", tr("there is no table [keys]"))
        changed = with_user_keys(commands, data.get("keys", {}))
        return LiveKeys(changed, Keymap.of(changed))
    except FileNotFoundError:
        warning = None
    except UserError as problem:
        warning = problem
    except _BadEntryError as problem:
        reason = tr("line {number}: {reason}", number=_line_of(text, problem.command_id), reason=problem)
        warning = UserError(tr("The keymap {path} is not used", path=path), reason, tr("The default keys hold"))
    except KeyConflictError as problem:
        warning = UserError(tr("The keymap {path} is not used", path=path), str(problem), tr("The default keys hold"))
    return LiveKeys(tuple(commands), Keymap.of(commands), warning)


class _BadEntryError(ValueError):
    def __init__(self, command_id: str, reason: str) -> None:
        super().__init__(reason)
        self.command_id = command_id


def with_user_keys(commands: Sequence[Command], keys: object) -> tuple[Command, ...]:
    """The commands with these keys; a default key that gets in the way of a user's is given up.

    `keys` maps command ids to lists of keys, [] for none. Raises _BadEntryError for the first entry that is wrong.
    """
    if not isinstance(keys, Mapping):
        raise _BadEntryError("keys", tr("keys must be a table, written [keys]"))
    by_id = {c.id: c for c in commands}
    wanted: dict[str, tuple[str, ...]] = {}
    for command_id, written in keys.items():
        if command_id not in by_id:
            raise _BadEntryError(command_id, tr('there is no command "{command_id}"', command_id=command_id))
        if not isinstance(written, list) or not all(isinstance(key, str) for key in written):
            raise _BadEntryError(
                command_id, tr('the keys of "{command_id}" must be a list of texts', command_id=command_id)
            )
        try:
            wanted[command_id] = tuple(" ".join(key_sequence(key)) for key in written)
        except KeyNameError as error:
            raise _BadEntryError(command_id, str(error)) from None
        for number, key in enumerate(wanted[command_id]):
            if any(clash(key, other) for other in wanted[command_id][:number]):
                raise _BadEntryError(
                    command_id, tr('the keys of "{command_id}" get in each other\'s way', command_id=command_id)
                )
            other = _taken_by(key, by_id[command_id].context, command_id, wanted, by_id)
            if other is not None:
                raise _BadEntryError(
                    command_id, tr('the key "{key}" is already given to "{other}"', key=key, other=other)
                )
    users = [(by_id[command_id].context, key) for command_id, given in wanted.items() for key in given]
    return tuple(
        replace(c, keys=wanted[c.id] if c.id in wanted else tuple(_without_clashes(c, users))) for c in commands
    )


def _taken_by(
    key: str, context: str, own_id: str, wanted: Mapping[str, tuple[str, ...]], by_id: Mapping[str, Command]
) -> str | None:
    for other_id, given in wanted.items():
        if other_id != own_id and by_id[other_id].context == context and any(clash(key, k) for k in given):
            return other_id
    return None


def _without_clashes(command: Command, users: Iterable[tuple[str, str]]) -> list[str]:
    """The default keys that no key of the user's needs: one for a global command is needed everywhere."""
    needed = [user for context, user in users if context in (command.context, "global")]
    return [key for key in command.keys if not any(clash(key, user) for user in needed)]


def _line_of(toml: str, key: str) -> int:
    pattern = re.compile(rf"\s*\[?[\"']?{re.escape(key)}[\"']?\s*[\]=]")
    return next((n for n, line in enumerate(toml.splitlines(), start=1) if pattern.match(line)), 1)
