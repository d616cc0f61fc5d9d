"""Takes a sidecar apart into its head and the rows of its records, without reading the records: there may be 100,000.

Only a file in the layout that we write can be taken apart; any other is read as a whole (`json_text.parse_object`).
"""

from __future__ import annotations

import json
import os
import re
import sys
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from reader.annotations.model import Quote
from reader.sidecar.format.json_text import BrokenJsonError, JsonObject, parse_object, parse_value
from reader.text.spans import Span

_BEFORE, _BETWEEN, _AFTER = b'"items": [\n {', b",\n {", b"\n]"
_POSITION = re.compile(rb'"type": "TextPositionSelector", "start": (\d{1,9}),')
REACH_CP = 4_000
MOST_AROUND = 2_000
_TEXT = r'([^"\\\x00-\x1f]*(?:\\["\\/bfnrt][^"\\\x00-\x1f]*)*)'
_NUMBER = r"(0|[1-9][0-9]{0,8})"
# A mention as `w3c_write` writes it, with nothing of anybody else's in it: nearly all rows there are.
_MENTION = (
    rf'\{{"id": "([^"\\\x00-\x1f]+)",\n   "type": \["Annotation", "Mention"\],\n   "motivation": "identifying",\n'
    rf'(?:   "created": "{_TEXT}",\n)?(?:   "modified": "{_TEXT}",\n)?'
    rf'(?:   "creator": \{{"type": "Person", "name": "{_TEXT}"\}},\n)?'
    r'   "generator": \{"id": "https://postil\.github\.io/", "type": "Software", "name": "Postil"\},\n'
    r'   "body": \[\n    \{"type": "TextualBody", "purpose": "tagging", "value": "([^"\\\x00-\x1f]+)"\}'
    rf'(?:,\n    \{{"type": "SpecificResource", "purpose": "identifying", "source": "{_TEXT}"\}})?\],\n'
    rf'   "target": \[\n    \{{"type": "SpecificResource", "source": "{_TEXT}", "selector": \['
    rf'\{{"type": "TextQuoteSelector", "exact": "{_TEXT}", "prefix": "{_TEXT}", "suffix": "{_TEXT}"\}}, '
    rf'\{{"type": "TextPositionSelector", "start": {_NUMBER}, "end": {_NUMBER}\}}\]\}}\]\}}'
)


@cache
def _mention() -> re.Pattern[str]:
    return re.compile(_MENTION)  # takes 2 ms, which a small file spares


class PlainMention(NamedTuple):
    """What the row of an ordinary mention says; None for what it leaves out."""

    id: str
    created: str | None
    modified: str | None
    creator: str | None
    type: str
    entity: str | None
    source: str
    exact: str
    prefix: str
    suffix: str
    start: str
    end: str


class Row:
    """The record of one annotation as it stands in the file. Called, it is read."""

    __slots__ = ("_data", "_end", "_start")

    def __init__(self, data: bytes, start: int, end: int) -> None:
        self._data, self._start, self._end = data, start, end

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return self._data[self._start : self._end]

    def __call__(self) -> object:
        """The record. Raises BrokenJsonError."""
        return parse_value(self.data)

    def plain_mention(self) -> PlainMention | None:
        """What it says, if it is an ordinary mention: ten times as fast as reading it, with the same result."""
        try:
            found = _mention().fullmatch(self.data.decode("utf-8"))
        except UnicodeDecodeError:
            return None
        if found is None:
            return None
        texts = found.groups()
        if "\\" in found[0]:
            texts = tuple(json.loads(f'"{text}"') if text and "\\" in text else text for text in texts)
        return PlainMention(*texts)

    def asked(self) -> tuple[Quote, Span]:
        """The words of an ordinary mention and where they stood."""
        says = self.plain_mention()
        assert says is not None  # nobody asks of another
        return Quote(says.exact, says.prefix, says.suffix), Span(int(says.start), int(says.end))


class Parted(NamedTuple):
    """A document without its records, and their rows."""

    document: JsonObject
    rows: list[Row]


def part(data: bytes) -> Parted | None:
    """Take the bytes of a sidecar apart; None when they are not in our layout.

    A row that is no JSON says so when it is read: then the file has to be read as a whole. If all rows are JSON,
    so is the file.
    """
    first = data.find(b'\n"first": {')
    before = data.find(_BEFORE, first)
    if first < 0 or before < 0:
        return None
    start = before + len(_BEFORE) - 1
    edges = [start]
    at = data.find(_BETWEEN, start)
    while at >= 0:
        edges.append(at + len(_BETWEEN) - 1)
        at = data.find(_BETWEEN, edges[-1])
    end = data.find(_AFTER, edges[-1])
    mark = os.urandom(12).hex()
    try:
        document = parse_object(data[:start] + f'"{mark}"'.encode() + data[end:]) if end >= 0 else {}
    except BrokenJsonError:
        return None
    page = document.get("first")
    if not isinstance(page, dict) or page.get("items") != [mark]:
        return None
    page["items"] = []
    ends = [edge - len(_BETWEEN) + 1 for edge in edges[1:]]
    return Parted(document, [Row(data, a, b) for a, b in zip(edges, [*ends, end], strict=True)])


def head_of(data: bytes) -> JsonObject | None:
    """What stands before the entities in the first bytes of a sidecar; None when that is not in our layout.

    Nor is it where another program has sorted the keys: then what is needed stands at its end.
    """
    end = data.find(b',\n"entities": [')
    try:
        head = parse_object(data[:end] + b"\n}") if end >= 0 else {}
    except BrokenJsonError:
        return None
    return head if "formatVersion" in head else None


def rows_around(rows: list[Row], start: int, end: int) -> list[Row]:
    """The rows of what begins in `[start - REACH_CP, end)`, taken to be in reading order; at most MOST_AROUND."""
    first = bisect_left(rows, start - REACH_CP, key=_begins)
    last = bisect_left(rows, end, key=_begins)
    return rows[first : min(last, first + MOST_AROUND)]


def _begins(row: Row) -> int:
    """The first position in a row; behind all others where there is none."""
    found = _POSITION.search(row.data)
    return int(found[1]) if found else sys.maxsize
