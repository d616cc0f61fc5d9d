"""Puts Postil into the user's registry and takes exactly that out again: `postil desktop` on Windows.

What was written is noted in the registry itself, so that another version takes it away as well. A value that somebody
changed since is kept and named, and so is the key it stands in.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from reader.desktop.executable import this_command
from reader.desktop.file_types import APP_ID, APP_NAME, FILE_TYPES, MARKDOWN
from reader.desktop.registration import Opener, Report
from reader.desktop.windows.com import Com
from reader.desktop.windows.entries import (
    OWN,
    Program,
    Value,
    command_key,
    last_suffix,
    prog_id,
    split_command_line,
    values_for,
)
from reader.desktop.windows.link import MODEL_ID, Link, save_link, start_menu, starts
from reader.desktop.windows.registry import Registry, WindowsRegistry, show_default_programs
from reader.errors import UserError, worded
from reader.resources import resource_path

NOTE = "Registered"  # the value that says what was written
LINK = "StartMenu"  # the value that says that the link in the start menu is ours
# Keys that are Windows' own: never taken away, even when they are empty.
_SHARED = (r"Software", r"Software\Classes", r"Software\Microsoft\Windows\CurrentVersion")
_CHOOSE = "Windows leaves the choice of a default to you: its settings are open at the programs to choose from."
_ANOTHERS = (
    "Another installation of Postil is registered; it takes that away itself when it is uninstalled, and nothing of it "
    "has changed."
)
_JSON = (
    "Windows takes annotations for JSON, so Postil is offered for them under “Open with” and never opens other JSON "
    "by itself."
)


def put_in_start_menu(link: Link, to: Path) -> None:
    """The link with Postil's identity, which the taskbar groups windows by. Raises OSError."""
    com = Com()
    try:
        save_link(link, {MODEL_ID: APP_ID}, to, com)
    finally:
        com.close()


class WindowsRegistration:
    """See `reader.desktop.registration`. Registry and settings can be others', for tests."""

    def __init__(
        self,
        registry: Registry | None = None,
        program: Program | None = None,
        choose_default: Callable[[str], None] = show_default_programs,
        exists: Callable[[str], bool] = os.path.exists,
        menu: Path | None = None,
        put_link: Callable[[Link, Path], None] = put_in_start_menu,
    ) -> None:
        self._registry = registry or WindowsRegistry()
        self._program = program
        self._choose_default = choose_default
        self._exists = exists
        self._menu = menu or start_menu()
        self._put_link = put_link

    def install(self, default: bool) -> Report:
        """Write what is missing or stale. A default can only be chosen by the user, so that place is shown."""
        program = self._program or this_program()
        wanted = values_for(program)
        noted, before = self._noted(), self.status().command
        stale = [value for value in noted if value[:2] not in {(key, name) for key, name, _ in wanted}]
        edited = self._edited(noted)
        write = [v for v in wanted if v[:2] not in edited and self._registry.read(v.key, v.name) != v.data]
        with _Undoing(self._registry) as undo:
            for value in write:
                undo.before(value.key, value.name)
                self._registry.write(value)
            kept = self._take_away(stale, undo)
            if write or stale or not noted:
                undo.before(OWN, NOTE)
                self._registry.write(Value(OWN, NOTE, _in_words(wanted)))
        if write or stale:
            self._registry.tell()
        notes = [_JSON, *self._put_in_menu(program, before)]
        if default:
            self._choose_default(APP_NAME)
            notes.append(_CHOOSE)
        kept += [_place(key, name) for key, name in edited]
        return self.status()._replace(
            changed=tuple(map(_shown, write)), kept=tuple(dict.fromkeys(kept)), notes=tuple(notes)
        )

    def uninstall(self) -> Report:
        """Take away what was written and is still as it was, and the keys that are empty then."""
        program = self._program or this_program()
        noted = self._noted()
        if not noted:  # an installer wrote what there is, and takes it away
            found = self.status()
            if found.command != program.command:
                return found._replace(notes=(_ANOTHERS,) if found.is_registered else ())
        written, before = noted or values_for(program), self.status().command
        with _Undoing(self._registry) as undo:
            kept = self._take_away(written, undo)
            undo.before(OWN, NOTE)
            self._registry.delete(OWN, NOTE)
        left = self._take_from_menu(before)
        _prune(self._registry, written)
        changed = tuple(_place(key, name) for key, name, before in undo.done if before is not None and name != NOTE)
        if changed:
            self._registry.tell()
        return self.status()._replace(changed=changed, kept=(*kept, *left))

    def status(self) -> Report:
        """What is registered and what opens each type now; writes nothing."""
        command = split_command_line(self._registry.read(command_key(MARKDOWN), "") or "")
        ours = {prog_id(each) for each in FILE_TYPES}
        if command:
            ours.add(f"Applications\\{command[0].rpartition(chr(92))[2]}")
        openers = []
        for each in FILE_TYPES:
            found = self._registry.opener(last_suffix(each.suffixes[0]))
            openers.append(Opener(each.id, found, found in ours))
        runs = bool(command) and self._exists(command[0])
        place = f"HKEY_CURRENT_USER\\{OWN}" if command else ""
        return Report(bool(command), command, runs, tuple(openers), place=place)

    def _put_in_menu(self, program: Program, before: tuple[str, ...]) -> list[str]:
        """Make the entry in the start menu, or make ours anew; an installer's and an edited one stay."""
        data = _content(self._menu)
        ours = self._registry.read(OWN, LINK) is not None and bool(before) and starts(data, before[0])
        if data and (not ours or starts(data, program.command[0])):
            return []
        link = Link(program.command[0], subprocess.list2cmdline(program.command[1:]), program.icon)
        try:
            self._menu.parent.mkdir(parents=True, exist_ok=True)
            self._put_link(link, self._menu)
            self._registry.write(Value(OWN, LINK, str(self._menu)))
        except OSError as error:
            return [worded("Postil is not in the start menu: {reason}.", reason=(error.strerror or str(error)).lower())]
        return []

    def _take_from_menu(self, before: tuple[str, ...]) -> list[str]:
        """Take our entry out of the start menu; one that starts something else now is kept and named."""
        if self._registry.read(OWN, LINK) is None:
            return []
        self._registry.delete(OWN, LINK)
        data = _content(self._menu)
        if data and not (before and starts(data, before[0])):
            return [str(self._menu)]
        with suppress(OSError):
            self._menu.unlink()
        return []

    def _noted(self) -> tuple[Value, ...]:
        """What was written the last time; nothing when that cannot be told."""
        text = self._registry.read(OWN, NOTE)
        try:
            return tuple(Value(*map(str, each)) for each in json.loads(text or "[]"))
        except (ValueError, TypeError):
            return ()

    def _edited(self, noted: Iterable[Value]) -> dict[tuple[str, str], str]:
        """The values that were written the last time and that somebody changed since; not those taken away."""
        found = {}
        for key, name, data in noted:
            now = self._registry.read(key, name)
            if now is not None and now != data:
                found[key, name] = now
        return found

    def _take_away(self, values: Iterable[Value], undo: _Undoing) -> list[str]:
        """Delete those that are still as they were written; returns the places of the others."""
        kept = []
        for key, name, data in values:
            now = self._registry.read(key, name)
            if now == data:
                undo.before(key, name)
                self._registry.delete(key, name)
            elif now is not None:
                kept.append(_place(key, name))
        return kept


class _Undoing:
    """Notes what stood where, and puts it back when the block does not come to its end. OSError becomes UserError."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self.done: list[tuple[str, str, str | None]] = []

    def before(self, key: str, name: str) -> None:
        """To be called before a value is changed."""
        self.done.append((key, name, self._registry.read(key, name)))

    def __enter__(self) -> _Undoing:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None:
            return
        for key, name, data in reversed(self.done):
            try:
                if data is None:
                    self._registry.delete(key, name)
                else:
                    self._registry.write(Value(key, name, data))
            except OSError:
                continue  # the first error is the one to be told
        with suppress(OSError):
            _prune(self._registry, (Value(key, name, "") for key, name, _ in self.done))
        if isinstance(error, OSError):
            why = (error.strerror or str(error)).lower()
            raise UserError("Postil cannot be registered", why, "Nothing has changed") from error


def this_program() -> Program:
    """This very Postil. The icon is the executable's own where that was made with it, else a file."""
    command = this_command()
    windowed = Path(command[0]).with_name("pythonw.exe")
    if len(command) > 1 and windowed.exists():  # python.exe would open a console with each article
        command = (str(windowed), *command[1:])
    own = getattr(sys, "frozen", False) and len(command) == 1
    icon = f"{command[0]},0" if own else str(resource_path("icons/postil.ico"))
    return Program(command, icon, str(resource_path("icons/postil-document.ico")))


def keys_of(values: Iterable[Value]) -> list[str]:
    """The keys that these values stand in and all above them that are not Windows' own, the deepest first."""
    found = {key for value in (*values, Value(OWN, NOTE, "")) for key in _with_those_above(value.key)}
    return sorted(found, key=lambda key: (-key.count("\\"), key))


def _prune(registry: Registry, values: Iterable[Value]) -> None:
    """Take the values' keys away where they are empty."""
    for key in keys_of(values):
        registry.prune(key)


def _with_those_above(key: str) -> list[str]:
    found = []
    while key and key not in _SHARED:
        found.append(key)
        key = key.rpartition("\\")[0]
    return found


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _in_words(values: Iterable[Value]) -> str:
    return json.dumps([list(value) for value in values], ensure_ascii=False)


def _shown(value: Value) -> str:
    return _place(value.key, value.name)


def _place(key: str, name: str) -> str:
    return f"HKEY_CURRENT_USER\\{key}" + (f": {name}" if name else "")
