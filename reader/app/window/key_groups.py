"""What the key sheet says: every command with its live keys, by subject, and what of it fits what is typed.

Made from commands and keymap, never written by hand. Knows no Qt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reader.app.commands.registry import Command
from reader.app.keyboard.keymap import Keymap
from reader.app.window.menu_order import grouped
from reader.app.wording.tr import later, tr
from reader.frozen import dataclass

_CONTEXTS = {
    "find": later("In the find bar"),
    "list": later("In a list"),
    "claim-card": later("On a claim's card"),
    "entity-card": later("On an entity's card"),
    "outline": later("In the outline"),
    "export": later("On the page of an export"),
}
_SUBJECTS = {
    "move": later("Move"),
    "annotation": later("Move"),
    "suggestion": later("Suggestions"),
    "extend": later("Select"),
    "select": later("Select"),
    "jump": later("Select"),
}
_WORD = re.compile(r"\w+")
_ORDER = (
    later("Tag"), later("Suggestions"), later("Claim"), later("Move"), later("Select"), later("Edit"), later("View"),
    later("Article"), later("Help"), *_CONTEXTS.values(),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetRow:
    """Something to do and the keys for it. With `then`, each of those keys follows and does what stands beside it.

    Where all the letters of types follow, `short` names them together: they stand above, one by one.
    """

    title: str
    keys: tuple[str, ...]
    then: tuple[tuple[str, str], ...] = ()
    short: tuple[tuple[str, str], ...] = ()
    where: str = ""
    sample: str = ""  # in the place of keys: a look on the page, see `legend`

    @property
    def words(self) -> str:
        """What is written beside the keys."""
        then = ", ".join(f"{key} {what}".strip() for key, what in self.short or self.then)
        return (f"{self.title}: {then}" if then else self.title) + (f" · {self.where}" if self.where else "")

    def has_key(self, typed: str) -> bool:
        """Whether one of its keys is the one that is typed, or begins so where that is more than one character."""
        sought = " ".join(typed.casefold().split())
        keys = [*self.keys, *(f"{self.keys[0]} {key}" for key, _ in self.then)]
        return any(key.casefold() == sought or (len(sought) > 1 and key.casefold().startswith(sought)) for key in keys)

    def has_words(self, typed: str) -> bool:
        """Whether all the words typed begin words of what it does."""
        own = _WORD.findall(" ".join([self.title, *(what for _, what in self.then)]).casefold())
        return all(any(word.startswith(sought) for word in own) for sought in typed.casefold().split())


@dataclass(frozen=True, slots=True)
class Group:
    """Commands of one subject, in the order of the menus."""

    title: str
    rows: tuple[SheetRow, ...]


def groups(commands: Sequence[Command], keymap: Keymap) -> tuple[Group, ...]:
    """What the sheet says: every command that has a key. Sequences of one beginning stand in one row."""
    found: dict[str, list[SheetRow]] = {}
    for each in _as_in_menus(commands):
        keys = keymap.keys_of(each.id)
        if not keys:
            continue
        first = each.id.partition(".")[0]
        subject = _SUBJECTS.get(
            first, each.menu.partition("/")[0] or (later("Claim") if first == "claim" else later("View"))
        )
        rows = found.setdefault(_CONTEXTS.get(each.context, subject), [])
        begin, _, end = keys[0].partition(" ")
        title, _, what = each.title.partition(": ")
        if not end or not what:
            rows.append(SheetRow(each.title, keys))
        else:
            at = next((n for n, row in enumerate(rows) if row.then and (row.keys, row.title) == ((begin,), title)), -1)
            if at >= 0:
                rows[at] = SheetRow(title, (begin,), (*rows[at].then, (end, what)))
            else:
                rows.append(SheetRow(title, (begin,), ((end, what),)))
    letters = {
        keymap.keys_of(each.id)[0] for each in commands if each.id.startswith("tag.") and keymap.keys_of(each.id)
    }
    return tuple(
        Group(tr(title), tuple(_shortened(row, letters) for row in found[title]))
        for title in sorted(found, key=_ORDER.index)
    )


def fitting(shown: Sequence[Group], typed: str) -> tuple[Group, ...]:
    """What is left for what is typed, a key or words: first what that key does, with where, then the rest."""
    if not typed.strip():
        return tuple(shown)
    contexts = {tr(title) for title in _CONTEXTS.values()}
    keyed = [(group, row) for group in shown for row in group.rows if row.has_key(typed)]
    keyed.sort(key=lambda found: typed.casefold() not in map(str.casefold, found[1].keys))  # beginnings after
    on_key = tuple(replace(row, where=group.title if group.title in contexts else "") for group, row in keyed)
    found = [Group(tr("With this key"), on_key)] if keyed else []
    for group in shown:
        named = tuple(row for row in group.rows if row.has_words(typed) and not row.has_key(typed))
        if named:
            found.append(Group(group.title, named))
    return tuple(found)


def _as_in_menus(commands: Sequence[Command]) -> list[Command]:
    by_menu: dict[str, list[Command]] = {}
    for each in commands:
        by_menu.setdefault(each.menu.partition("/")[0], []).append(each)
    return [each for menu, own in by_menu.items() for group in grouped(menu, own) for each in group]


def _shortened(row: SheetRow, letters: set[str]) -> SheetRow:
    """With one word for the letters of types, where all of them follow."""
    if len(letters) < 2 or not letters <= {key for key, _ in row.then}:
        return row
    others = tuple((key, what) for key, what in row.then if key not in letters)
    return replace(row, short=(("", tr("a type's letter")), *others))
