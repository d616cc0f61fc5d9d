"""JSON that survives: numbers stay as they were written, double keys are refused, lines are made for `git diff`."""

from __future__ import annotations

import json
import os
import re
from codecs import BOM_UTF8
from typing import Any

from reader.errors import worded
from reader.frozen import dataclass

JsonObject = dict[str, Any]
MOST_LEVELS = 250  # what is deeper could be read and then not be written, with more of the program on the stack


class BrokenJsonError(ValueError):
    """Text that is not the JSON of one object; the message says where and why."""


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number that Python would write otherwise than it stands in the file ("1.0e5", "-0", 40 digits)."""

    text: str


def _integer(text: str) -> int | WrittenNumber:
    return int(text) if len(text) <= 18 and text != "-0" else WrittenNumber(text)


def _fraction(text: str) -> float | WrittenNumber:
    value = float(text)
    return value if repr(value) == text else WrittenNumber(text)


def _constant(text: str) -> None:
    raise BrokenJsonError(worded("{text} is not JSON", text=text))


def _object(pairs: list[tuple[str, Any]]) -> JsonObject:
    result = dict(pairs)
    if len(result) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise BrokenJsonError(worded("the key {key!r} stands twice in one object", key=twice))
    return result


_DECODER = json.JSONDecoder(
    parse_int=_integer, parse_float=_fraction, parse_constant=_constant, object_pairs_hook=_object
)


def parse_value(data: bytes) -> object:
    """The value in `data` (UTF-8). Raises BrokenJsonError."""
    try:
        return _parsed(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BrokenJsonError(worded("byte {number} is not UTF-8", number=error.start)) from None


def _parsed(text: str) -> object:
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise BrokenJsonError(worded("line {line}, column {column}", line=error.lineno, column=error.colno)) from None
    except RecursionError:
        raise BrokenJsonError(_TOO_DEEP) from None
    if text.count("[") + text.count("{") > MOST_LEVELS and _is_too_deep(value):
        raise BrokenJsonError(_TOO_DEEP)
    return value


_TOO_DEEP = worded("it is nested too deeply, over {count} levels", count=MOST_LEVELS)


def _is_too_deep(value: object) -> bool:
    """Whether something stands over MOST_LEVELS deep, found level by level and without a stack of its own."""
    level = [value]
    for _ in range(MOST_LEVELS):
        inside: list[object] = []
        for one in level:
            if isinstance(one, dict):
                inside.extend(v for v in one.values() if isinstance(v, dict | list))
            elif isinstance(one, list):
                inside.extend(v for v in one if isinstance(v, dict | list))
        if not inside:
            return False
        level = inside
    return True


def parse_object(data: bytes) -> JsonObject:
    """The object in `data` (UTF-8, a BOM is let pass). Raises BrokenJsonError."""
    try:
        text = data.removeprefix(BOM_UTF8).decode("utf-8")  # the codec that knows the BOM takes 1 ms to import
    except UnicodeDecodeError as error:
        raise BrokenJsonError(worded("byte {number} is not UTF-8", number=error.start)) from None
    value = _parsed(text)
    if not isinstance(value, dict):
        raise BrokenJsonError(worded("it is not an object"))
    return value


_TOKEN = f"written-number-{os.urandom(12).hex()}:"
_PLACED = re.compile(f'"{_TOKEN}([-+0-9.eE]+)"')


def _written(value: object) -> str:
    if isinstance(value, WrittenNumber):
        return _TOKEN + value.text
    raise TypeError(f"{type(value).__name__} is not JSON")


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_written)


def write_value(value: object) -> str:
    """One value on one line."""
    text = _ENCODER.encode(value)
    return _PLACED.sub(r"\1", text) if _TOKEN in text else text


def write_record(record: JsonObject) -> str:
    """An annotation as a block of lines: one a key, and one an element where a key holds a list of objects."""
    lines = []
    for key, value in record.items():
        if isinstance(value, list) and value and all(isinstance(v, dict) for v in value):
            inner = ",\n    ".join(write_value(v) for v in value)
            lines.append(f"{write_value(key)}: [\n    {inner}]")
        else:
            lines.append(f"{write_value(key)}: {write_value(value)}")
    return "{" + ",\n   ".join(lines) + "}"


def write_lines(document: JsonObject, page: str, rows: dict[str, list[bytes]]) -> bytes:
    """The document in UTF-8: a line a key; the lists in `rows` (by path "entities", "first.items") a row an element.

    `rows` holds elements that are written already. `page` is the key whose object is opened up.
    """
    lines: list[list[bytes]] = []
    for key, value in document.items():
        if key == page and isinstance(value, dict):
            inside = [_row_list(k, rows.get(f"{page}.{k}"), v) for k, v in value.items()]
            joined = [piece for pieces in inside for piece in (*pieces, b", ")][:-1]
            lines.append([encoded(f"{write_value(key)}: {{"), *joined, b"}"])
        else:
            lines.append(_row_list(key, rows.get(key), value))
    pieces = [piece for line in lines for piece in (*line, b",\n")][:-1]
    return b"".join([b"{\n", *pieces, b"\n}\n"])


def encoded(text: str) -> bytes:
    """In UTF-8; half a surrogate pair can stand in JSON, but only as an escape."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", text).encode("utf-8")


def _row_list(key: str, rows: list[bytes] | None, value: object) -> list[bytes]:
    if rows is None:
        return [encoded(f"{write_value(key)}: {write_value(value)}")]
    listed = [b"\n " + rows[0], *(b",\n " + row for row in rows[1:]), b"\n]"] if rows else [b"]"]
    return [encoded(f"{write_value(key)}: ["), *listed]
