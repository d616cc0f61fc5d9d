"""Keys as data: a trie from key sequences to command ids. Knows no Qt and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property

from reader.app.commands.registry import Command
from reader.app.wording.tr import later, tr

MODIFIERS = ("Ctrl", "Alt", "Shift", "Meta")
_NAMES = {
    "pgup": "PgUp", "pageup": "PgUp", "pgdn": "PgDn", "pgdown": "PgDn", "pagedown": "PgDn", "esc": "Esc",
    "escape": "Esc", "del": "Delete", "delete": "Delete", "enter": "Enter", "return": "Enter", "space": "Space",
    "tab": "Tab", "backspace": "Backspace", "home": "Home", "end": "End", "left": "Left", "right": "Right",
    "up": "Up", "down": "Down", "insert": "Insert", "menu": "Menu", **{f"f{n}": f"F{n}" for n in range(1, 25)},
}  # fmt: skip


class KeyNameError(ValueError):
    """A key name that cannot be read."""


def key_name(written: str) -> str:
    """A key as it is always written: modifiers in order, letters small unless with a modifier.

    "shift+v" and "V" are "Shift+V", "ctrl++" is "Ctrl++", "?" stays "?": for symbols Shift is part of the
    character. Raises KeyNameError.
    """
    match = re.fullmatch(r"((?:(?:ctrl|alt|shift|meta)\+)*)(.+)", written.strip(), re.IGNORECASE)
    if not match:
        raise KeyNameError(tr("{key} is no key", key=repr(written)))
    held = {m.capitalize() for m in match.group(1).split("+") if m}
    key = match.group(2)
    if key.casefold() in _NAMES:
        key = _NAMES[key.casefold()]
    elif len(key) == 1:
        if key.isalpha():
            if key != key.lower() and not held:
                held.add("Shift")
            key = key.upper() if held else key.lower()
        else:
            held.discard("Shift")
    else:
        raise KeyNameError(tr("{key} is no key", key=repr(written)))
    return "+".join([m for m in MODIFIERS if m in held] + [key])


def key_sequence(written: str) -> tuple[str, ...]:
    """Several keys one after the other: "Shift+V f"."""
    keys = tuple(key_name(part) for part in written.split())
    if not keys:
        raise KeyNameError(tr("an empty key"))
    return keys


def _clashing(key: str, title: str, other_key: str, other: str) -> str:
    words = later('{key} of "{title}" and {other_key} of "{other}"')
    return tr(words, key=repr(key), title=title, other_key=repr(other_key), other=other)


def clash(one: str, other: str) -> bool:
    """Whether two keys as written cannot both be bound: they are the same, or one begins the other."""
    first, second = key_sequence(one), key_sequence(other)
    shorter = min(len(first), len(second))
    return first[:shorter] == second[:shorter]


class Result(Enum):
    """What a look-up came to."""

    PENDING = auto()
    MATCHED = auto()
    NOT_FOUND = auto()


@dataclass(frozen=True, slots=True)
class LookUp:
    """The result, the command when matched, and when pending what can follow: (key, command id)."""

    result: Result
    command_id: str = ""
    follows: tuple[tuple[str, str], ...] = ()


class KeyConflictError(ValueError):
    """Two commands want one key, or a key is both a command and the beginning of another."""


@dataclass
class Keymap:
    """The live keys of every context. The global ones hold in each. `bindings` do not change once it is made."""

    bindings: Mapping[str, Mapping[tuple[str, ...], str]] = field(default_factory=dict)

    @classmethod
    def of(cls, commands: Iterable[Command]) -> Keymap:
        """The default keys of these commands. Raises KeyConflictError naming both commands."""
        bindings: dict[str, dict[tuple[str, ...], str]] = {}
        titles: dict[str, str] = {}
        for each in commands:
            titles[each.id] = each.title
            for written in each.keys:
                sequence = key_sequence(written)
                in_context = bindings.setdefault(each.context, {})
                for other, command_id in in_context.items():
                    shorter = min(len(other), len(sequence))
                    if other[:shorter] == sequence[:shorter]:
                        raise KeyConflictError(_clashing(written, each.title, " ".join(other), titles[command_id]))
                in_context[sequence] = each.id
        return cls(bindings)

    def look_up(self, keys: Sequence[str], context: str) -> LookUp:
        """What `keys`, pressed one after the other, mean in `context`; its own keys go before global ones."""
        pressed = tuple(keys)
        for name in dict.fromkeys((context, "global")):
            bound = self.bindings.get(name, {})
            if pressed in bound:
                return LookUp(Result.MATCHED, bound[pressed])
            follows = tuple((s[len(pressed)], c) for s, c in bound.items() if s[: len(pressed)] == pressed)
            if follows:
                return LookUp(Result.PENDING, follows=follows)
        return LookUp(Result.NOT_FOUND)

    @cached_property
    def _by_command(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for bound in self.bindings.values():
            for sequence, command_id in bound.items():
                found.setdefault(command_id, []).append(" ".join(sequence))
        return {command_id: tuple(keys) for command_id, keys in found.items()}

    def keys_of(self, command_id: str) -> tuple[str, ...]:
        """The keys that give a command, as written."""
        return self._by_command.get(command_id, ())
