"""TOML files that users write: what is in them, what is wrong with them, and a change of one value in one of them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from reader.errors import UserError

_HEADER = re.compile(r"\s*(\[{1,2})\s*([\w\"'. -]+?)\s*\]")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")


def read_toml(path: Path, what: str, remedy: str) -> tuple[str, dict[str, Any]]:
    """Text and data of a TOML file. Raises FileNotFoundError, or UserError(what, reason with the line, remedy)."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UserError(what, (error.strerror or "it cannot be read").lower(), remedy) from None
    return parsed_toml(data, what, remedy)


def parsed_toml(data: bytes, what: str, remedy: str) -> tuple[str, dict[str, Any]]:
    """The same for the bytes of one; line ends stay as they are."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(what, "it is not UTF-8", remedy) from None
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        last = f"at line {len(text.splitlines())}, the last"
        raise UserError(what, str(error).replace("at end of document", last), remedy) from None
    except RecursionError:
        raise UserError(what, "it is nested too deeply", remedy) from None
    except ValueError:  # Python's own limit on digits, which tomllib lets through
        raise UserError(what, "a number in it is too long", remedy) from None


def line_of(toml: str, where: tuple[str | int, ...]) -> int:
    """The line (from 1) at which the value `where` ("entity", 3, "key") stands, or the table it is missing from.

    tomllib tells lines for syntax errors only. This finder knows tables, arrays of tables and `key =`
    lines, which is what such files are made of; where it is not sure it names the nearest table above.
    """
    table: tuple[str | int, ...] = ()
    last: dict[tuple[str, ...], int] = {}  # of each array of tables, the number of its latest table
    line, depth = 1, 0
    for n, text in enumerate(toml.split("\n"), start=1):
        if header := _HEADER.match(text):
            names = tuple(re.sub(r"[\"' ]", "", header[2]).split("."))
            if header[1] == "[[":
                last[names] = last.get(names, -1) + 1
            path = table = _numbered(names, last)
        elif key := _KEY.match(text):
            path = (*table, key[1])
        else:
            continue
        if len(path) > depth and path == where[: len(path)]:
            line, depth = n, len(path)
    return line


def _numbered(names: tuple[str, ...], last: Mapping[tuple[str, ...], int]) -> tuple[str | int, ...]:
    path: list[str | int] = []
    for end, name in enumerate(names, start=1):
        path.append(name)
        if names[:end] in last:
            path.append(last[names[:end]])
    return tuple(path)


def toml_value(value: str | int | float | bool) -> str:
    """A value as TOML writes it."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # else JSON's strings are TOML's
    return str(value).lower() if isinstance(value, bool) else repr(value)


def with_value(toml: str, name: str, value: str | int | float | bool) -> str:
    """The text of a file with `name`, a plain key above all tables, set to `value`; everything else byte for byte.

    Only its own line changes, and a comment on it stays; a new one goes below the last plain key. Raises
    ValueError when `toml` is no TOML.
    """
    mark = "\ufeff" if toml.startswith("\ufeff") else ""
    body = toml[len(mark) :]
    data = _parsed(body)
    if data is None:
        raise ValueError("this is no TOML")
    wanted = {**data, name: repr(value) if isinstance(value, float) else value}
    lines = re.findall(r"[^\n]*\n|[^\n]+", body)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    entry = f"{name} = {toml_value(value)}"
    for changed in _replaced(lines, name, entry) if name in data else _added(lines, entry, end):
        text = "".join(changed)
        if _parsed(text) == wanted:  # a line inside a text of several lines can look like the one that is meant
            return mark + text
    raise ValueError(f"{name} cannot be set in this file")


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text, parse_float=str)  # as texts, for nan is not equal to itself
    except (ValueError, RecursionError):
        return None


def _replaced(lines: list[str], name: str, entry: str) -> Iterator[list[str]]:
    """The ways to put `entry` in the place of the line, or the lines, that set `name`."""
    pattern = re.compile(rf"(\s*)[\"']?{re.escape(name)}[\"']?\s*=")
    for n, line in enumerate(lines):
        if found := pattern.match(line):
            for after in range(n + 1, len(lines) + 1):
                old = "".join(lines[n:after])
                bare = old.rstrip("\r\n")
                yield [*lines[:n], f"{found[1]}{entry}{_comment(bare)}{old[len(bare) :]}", *lines[after:]]


def _comment(written: str) -> str:
    """The comment behind a value with the space before it, empty without one."""
    for at in (n for n, char in enumerate(written) if char == "#"):
        if _parsed(written[:at]) is not None:
            return written[len(written[:at].rstrip()) :]
    return ""


def _added(lines: list[str], entry: str, end: str) -> Iterator[list[str]]:
    """The ways to add `entry` above the tables, or as the last line."""
    for n, line in enumerate(lines):
        if line.lstrip().startswith("["):
            at = n
            while at and lines[at - 1].lstrip().startswith("#"):
                at -= 1
            while at and not lines[at - 1].strip():
                at -= 1
            yield [*lines[:at], entry + end, *lines[at:]]
            yield [*lines[:n], entry + end, *lines[n:]]
    whole = [*lines[:-1], lines[-1] if lines[-1].endswith("\n") else lines[-1] + end] if lines else []
    yield [*whole, entry + end]
