"""Has a Linux desktop know Postil, for one user: puts the files there, takes them away, says how things are."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from reader.desktop.executable import exists, is_fleeting, this_command
from reader.desktop.file_types import FILE_TYPES
from reader.desktop.linux import defaults
from reader.desktop.linux.caches import refresh, sweep
from reader.desktop.linux.entry import ENTRY_NAME, keys_of
from reader.desktop.linux.exec_line import words_of, words_of_launcher
from reader.desktop.linux.openers import read_text
from reader.desktop.linux.putting import Changes, remove_empty
from reader.desktop.linux.record import Record, digest, read_record, record_bytes, record_path
from reader.desktop.linux.wanted import LAUNCHER, wanted_files
from reader.desktop.linux.xdg import Xdg
from reader.desktop.manual import Manual
from reader.desktop.registration import Opener, Report
from reader.errors import UserError, worded

_SANDBOX = "/.flatpak-info"


class LinuxRegistration:
    """The registration of one user. `manual` is asked for when its pages are written."""

    def __init__(
        self,
        manual: Callable[[], Manual],
        state: Path,
        command: tuple[str, ...] | None = None,
        environ: Mapping[str, str] = os.environ,
        which: Callable[[str], str | None] = shutil.which,
    ) -> None:
        self._manual = manual
        self._state = state
        self._command = command or this_command()
        self._environ = environ
        self._which = which
        self._xdg = Xdg.of(environ, Path(environ.get("HOME") or Path.home()))
        self._entry = self._xdg.data / "applications" / ENTRY_NAME

    def install(self, default: bool) -> Report:
        """Have the desktop offer Postil. Raises UserError when it could not be done; then nothing has changed."""
        if Path(_SANDBOX).exists():
            raise UserError("Postil is registered by Flatpak", "", "Nothing has changed")
        before = self._runs()
        notes: list[str] = []
        changes, record = Changes(), read_record(self._state)
        try:
            # an own entry would hide the one that the package keeps up to date
            act = self._take_away if self._is_packaged() else self._put
            kept = act(changes, record)
            taken, made = defaults.take(self._xdg, changes) if default else ([], [])
            changed = list(changes.changed)
            if record.files or taken:
                changes.make_folder(record_path(self._state).parent)
            record = record._replace(
                folders=tuple(dict.fromkeys([*record.folders, *map(str, changes.folders)])),
                lists=tuple(dict.fromkeys([*record.lists, *made])),
                taken=(*record.taken, *taken),
            )
            self._note(changes, record)
        except OSError as problem:
            changes.undo()
            raise _failed("Postil is not registered", problem) from None
        except BaseException:  # Ctrl+C
            changes.undo()
            raise
        if changed:
            notes += refresh(self._xdg.data, self._which)
            if not record.files:
                self._tidy(record)
        if before and before != self._command and self._runs() == self._command:
            notes.append(worded("It ran {old} before.", old=" ".join(before)))
        if is_fleeting(self._command, self._environ):
            template = "{program} may be gone tomorrow: it is where nothing stays. Install Postil, then run this again."
            notes.append(worded(template, program=self._command[0]))
        if self._environ.get("SHELL", "").endswith("/zsh") and changed:
            folder = self._xdg.data / "zsh" / "site-functions"
            notes.append(worded("For completion, zsh needs fpath+=({folder}) above compinit.", folder=folder))
        return self._report(changed, kept, notes)

    def uninstall(self) -> Report:
        """Take all of it away but what the user edited. Raises UserError; then nothing has changed."""
        changes, record = Changes(), read_record(self._state)
        try:
            kept = self._take_away(changes, record)
            forget = self._entry not in kept
            defaults.give_back(self._xdg, record.taken, record.lists, changes, forget=forget)
            changed = list(changes.changed)
            if record_path(self._state).exists():
                changes.remove(record_path(self._state))
        except OSError as problem:
            changes.undo()
            raise _failed("Postil is still registered", problem) from None
        except BaseException:
            changes.undo()
            raise
        if changed:
            refresh(self._xdg.data, self._which)  # a cache that names what is gone does no harm
        self._tidy(record)
        return self._report(changed, kept, [])

    def status(self) -> Report:
        """Say how things are."""
        record = read_record(self._state)
        kept = [Path(path) for path in record.files if _is_edited(Path(path), record)]
        notes: list[str] = []
        command = self._runs()
        if command and not exists(command):
            notes.append(worded("{program} is not there any more.", program=command[0]))
        elif command and not _same(command, self._command):
            this = " ".join(self._command)
            notes.append(worded("This is another Postil: {this}. Installed from here, it takes the place.", this=this))
        return self._report([], kept, notes)

    def _put(self, changes: Changes, record: Record) -> list[Path]:
        """Write what is missing or of an earlier version, note it in `record`; returns what the user edited."""
        kept = []
        wanted = self._wanted()
        for path, content, mode in wanted:
            found = _read(path)
            if found != content:
                if found is not None and not record.is_ours(path, found):
                    kept.append(path)
                    continue
                changes.put(path, content, mode)
            record.files[str(path)] = digest(content)
        stale = record.files.keys() - {str(path) for path, _content, _mode in wanted}
        for path in map(Path, sorted(stale)):  # an earlier version put it there
            found = _read(path)
            if found is not None and record.is_ours(path, found):
                changes.remove(path)
            del record.files[str(path)]
        return kept

    def _take_away(self, changes: Changes, record: Record) -> list[Path]:
        """Remove what is as it was put there, and forget it in `record`; returns what the user edited."""
        kept = []
        # What is as this version writes it is ours without a record too: the state folder may have been emptied.
        wanted = {path: digest(content) for path, content, _ in self._wanted()}
        for path, known in {**wanted, **{Path(path): known for path, known in record.files.items()}}.items():
            found = _read(path)
            if found is None:
                continue
            if digest(found) in (known, wanted.get(path)):
                changes.remove(path)
            else:
                kept.append(path)
        record.files.clear()
        return kept

    def _wanted(self) -> list[tuple[Path, bytes, int]]:
        return list(wanted_files(self._xdg.data, self._command, self._manual()))

    def _note(self, changes: Changes, record: Record) -> None:
        path, content = record_path(self._state), record_bytes(record)
        if not record.files and not record.taken:
            if path.exists():
                changes.remove(path)
        elif _read(path) != content:
            changes.put(path, content)

    def _tidy(self, record: Record) -> None:
        """Take away the folders that were made for us, as far as nothing is in them now."""
        sweep(self._xdg.data, record.folders)
        remove_empty([*map(Path, record.folders), record_path(self._state).parent])

    def _is_packaged(self) -> bool:
        """Whether the system's own entry runs this very Postil: then all users have it already."""
        system = self._xdg._replace(data_dirs=self._xdg.data_dirs[1:])
        path = system.entry(ENTRY_NAME)
        return path is not None and _same(_command_in(path), self._command)

    def _runs(self) -> tuple[str, ...]:
        """The command that the desktop runs now."""
        path = self._xdg.entry(ENTRY_NAME)
        if path is None:
            return ()
        words = _command_in(path)
        launcher = str(self._xdg.data / LAUNCHER)
        if words in ((launcher,), ("sh", launcher)):
            return words_of_launcher(read_text(Path(launcher))) or words
        return words

    def _report(self, changed: list[Path], kept: list[Path], notes: Sequence[str]) -> Report:
        command, path = self._runs(), self._xdg.entry(ENTRY_NAME)
        found = defaults.openers(self._xdg)
        return Report(
            is_registered=path is not None,
            command=command,
            runs=exists(command),
            openers=tuple(Opener(kind.id, found[kind.id], found[kind.id] == ENTRY_NAME) for kind in FILE_TYPES),
            changed=tuple(map(str, changed)),
            kept=tuple(map(str, kept)),
            notes=tuple(notes),
            place=str(path or ""),
        )


def _command_in(entry: Path) -> tuple[str, ...]:
    return words_of(keys_of(read_text(entry)).get("Exec", ""))


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two commands start the same program."""
    if not one or not other or one[1:] != other[1:]:
        return False
    return os.path.realpath(shutil.which(one[0]) or one[0]) == os.path.realpath(shutil.which(other[0]) or other[0])


def _read(path: Path) -> bytes | None:
    """What is in a file, None when there is none. Raises OSError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _is_edited(path: Path, record: Record) -> bool:
    try:
        found = _read(path)
    except OSError:
        return False
    return found is not None and not record.is_ours(path, found)


def _failed(what: str, problem: OSError) -> UserError:
    """The sentence for a disk that would not; it names the folder, for the file may be one that nobody knows."""
    why = (problem.strerror or "the disk failed").lower()
    if not isinstance(problem.filename, (str, bytes)):
        return UserError(what, why, "Nothing has changed")
    folder = Path(os.fsdecode(problem.filename)).parent
    return UserError(what, worded("{folder} cannot be changed, {why}", folder=folder, why=why), "Nothing has changed")
