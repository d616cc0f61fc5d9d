"""What Postil writes into the registry, as values; touches nothing. Every value is a REG_SZ under HKEY_CURRENT_USER.

Windows knows a type by the last suffix alone, so sidecars are `.json` to it: Postil is offered for them under "Open
with", and neither stands among the types that it can be made the default for nor opens other JSON by itself.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from pathlib import PureWindowsPath
from typing import NamedTuple

from reader.desktop.file_types import APP_ID, APP_NAME, FILE_TYPES, SUMMARY, FileType

CLASSES = r"Software\Classes"
OWN = r"Software\Postil"
CAPABILITIES = rf"{OWN}\Capabilities"
REGISTERED = r"Software\RegisteredApplications"
APP_PATHS = r"Software\Microsoft\Windows\CurrentVersion\App Paths"
PROGRAM = "postil-gui.exe"
NEW_WINDOW = "--new-window"
_FILE = '"%1"'


class Value(NamedTuple):
    """One value: `key` is the path below HKEY_CURRENT_USER, `name` is "" for the key's default value."""

    key: str
    name: str
    data: str


class Program(NamedTuple):
    """What is registered: the command that starts Postil, and an icon (a file, or "file,0") for it and its files."""

    command: tuple[str, ...]
    icon: str
    document_icon: str


def values_for(program: Program, types: Sequence[FileType] = FILE_TYPES) -> tuple[Value, ...]:
    """Everything that is registered for Postil, in the order in which it is written."""
    values: list[Value] = []
    for each in types:
        values += _prog_id(each, program)
        for suffix in each.suffixes:
            values.append(Value(rf"{CLASSES}\{last_suffix(suffix)}\OpenWithProgids", prog_id(each), ""))
    values += _application(program, types)
    values += _capabilities(program, types)
    return tuple(values)


def prog_id(file_type: FileType) -> str:
    """The name of the type in the registry, with the version of what stands there."""
    return f"{file_type.prog_id}.1"


def command_key(file_type: FileType) -> str:
    """The key whose default value is the command that opens a file of that type."""
    return rf"{CLASSES}\{prog_id(file_type)}\shell\open\command"


def last_suffix(suffix: str) -> str:
    """What Windows takes for the suffix: of `.annotations.json` it is `.json`."""
    return "." + suffix.rpartition(".")[2]


def command_line(command: Sequence[str], *arguments: str) -> str:
    """The command that opens a file, as a verb has it. A `%` of a path is doubled, since `%1` stands for the file.

    The program is always quoted: Windows would try `C:\\Program` first.
    """
    program, *rest = command
    quoted = [f'"{program}"', *([subprocess.list2cmdline([*rest, *arguments])] if rest or arguments else [])]
    return " ".join([*(part.replace("%", "%%") for part in quoted), _FILE])


def split_command_line(line: str) -> tuple[str, ...]:
    """What `command_line` was made of, as Windows' own programs take it apart; the file's place is left out.

    Empty when it is not such a line.
    """
    if not line.endswith(f" {_FILE}"):
        return ()
    return tuple(_arguments(line.removesuffix(f" {_FILE}").replace("%%", "%")))


def _arguments(line: str) -> Iterator[str]:
    """By the rules of CommandLineToArgvW: backslashes count only before a quotation mark."""
    word, quoted, begun, slashes = "", False, False, 0
    for character in f"{line} ":
        if character == "\\":
            slashes, begun = slashes + 1, True
            continue
        if character == '"':
            word += "\\" * (slashes // 2)
            if slashes % 2:
                word += '"'
            else:
                quoted = not quoted
            begun = True
        elif character in " \t" and not quoted:
            if begun:
                yield word + "\\" * slashes
            word, begun = "", False
        else:
            word, begun = word + "\\" * slashes + character, True
        slashes = 0


def _prog_id(file_type: FileType, program: Program) -> Iterator[Value]:
    key = rf"{CLASSES}\{prog_id(file_type)}"
    words = file_type.name[:1].upper() + file_type.name[1:]
    yield Value(key, "", words)
    yield Value(key, "FriendlyTypeName", words)
    yield Value(key, "AppUserModelID", APP_ID)
    # what "Open with" shows: the program itself may be Python's
    yield Value(rf"{key}\Application", "ApplicationName", APP_NAME)
    yield Value(rf"{key}\Application", "ApplicationDescription", SUMMARY)
    yield Value(rf"{key}\Application", "ApplicationIcon", program.icon)
    yield Value(rf"{key}\Application", "AppUserModelID", APP_ID)
    yield Value(rf"{key}\DefaultIcon", "", program.document_icon)
    yield from _verbs(key, program)


def _verbs(key: str, program: Program) -> Iterator[Value]:
    yield Value(rf"{key}\shell", "", "open")
    yield Value(rf"{key}\shell\open", "FriendlyAppName", APP_NAME)
    yield Value(rf"{key}\shell\open\command", "", command_line(program.command))
    yield Value(rf"{key}\shell\postil.new-window", "", "Open in a new window")
    yield Value(rf"{key}\shell\postil.new-window\command", "", command_line(program.command, NEW_WINDOW))


def _application(program: Program, types: Sequence[FileType]) -> Iterator[Value]:
    """What is said of the program itself; nothing when that is Python's, which others use too."""
    path = PureWindowsPath(program.command[0])
    if len(program.command) > 1:
        return
    key = rf"{CLASSES}\Applications\{path.name}"
    yield Value(key, "FriendlyAppName", APP_NAME)
    yield Value(key, "AppUserModelID", APP_ID)
    yield Value(rf"{key}\DefaultIcon", "", program.icon)
    yield Value(rf"{key}\shell\open\command", "", command_line(program.command))
    for suffix in _suffixes(types):
        yield Value(rf"{key}\SupportedTypes", suffix, "")
    for name in dict.fromkeys((path.name, "postil.exe")):  # so that Win+R finds it by either
        yield Value(rf"{APP_PATHS}\{name}", "", str(path))
        yield Value(rf"{APP_PATHS}\{name}", "Path", str(path.parent))


def _capabilities(program: Program, types: Sequence[FileType]) -> Iterator[Value]:
    """What the settings show of Postil, and the types that it can be made the default for."""
    yield Value(CAPABILITIES, "ApplicationName", APP_NAME)
    yield Value(CAPABILITIES, "ApplicationDescription", SUMMARY)
    yield Value(CAPABILITIES, "ApplicationIcon", program.icon)
    for each in types:
        for suffix in each.suffixes:
            if suffix == last_suffix(suffix):
                yield Value(rf"{CAPABILITIES}\FileAssociations", suffix, prog_id(each))
    yield Value(REGISTERED, APP_NAME, CAPABILITIES)


def _suffixes(types: Sequence[FileType]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(last_suffix(suffix) for each in types for suffix in each.suffixes))
