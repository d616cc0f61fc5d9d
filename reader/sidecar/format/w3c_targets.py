"""Which words the targets of a record ask for, and where these stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from reader.annotations.model import Fragment, Lost, Quote
from reader.sidecar.format.json_text import JsonObject
from reader.sidecar.format.rows import Row
from reader.sidecar.format.w3c_shape import REJECTED, as_list, places_of_fragments
from reader.sidecar.format.w3c_values import BadRecordError
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.sidecar.anchoring.anchoring import Asked

Place = Callable[[Quote | None, Span | None], Fragment | None]


class Places(Protocol):
    """What says where words stand."""

    @property
    def place(self) -> Place:
        """Where they stand."""


def fragments_of(record: JsonObject, anchorer: Places) -> tuple[Fragment, ...]:
    """The words of a record of ours, placed. Raises BadRecordError when it does not say which."""
    found = []
    targets = as_list(record.get("target"))
    for number in places_of_fragments(targets):
        fragment = fragment_of(targets[number], anchorer.place)
        if fragment is None:
            raise BadRecordError("target: its selectors do not say which words")
        found.append(fragment)
    if not found:
        raise BadRecordError("target: there is no text selector")
    return tuple(found)


def all_asked(kept: Iterable[object]) -> Iterator[Asked]:
    """All quotes in records, with their places."""
    for row in kept:
        if isinstance(row, Row) and row.plain_mention() is not None:
            yield row.asked()
            continue
        waiting = [row() if isinstance(row, Row) else row]
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict):
                if "selector" in value and value.get(REJECTED) is not True:
                    quote, position = _asked_by(value)
                    if quote is not None:
                        yield quote, position
                waiting += value.values()
            elif isinstance(value, list):
                waiting += value


def _asked_by(target: JsonObject) -> tuple[Quote | None, Span | None]:
    """The quote and the position that the selectors of a target say."""
    quote, position = None, None
    for selector in as_list(target.get("selector")):
        if not isinstance(selector, dict):
            continue
        kind = selector.get("type")
        if kind == "TextQuoteSelector" and quote is None and isinstance(selector.get("exact"), str):
            before, after = selector.get("prefix", ""), selector.get("suffix", "")
            quote = Quote(
                selector["exact"], before if isinstance(before, str) else "", after if isinstance(after, str) else ""
            )
        elif kind == "TextPositionSelector" and position is None:
            start, end = selector.get("start"), selector.get("end")
            if type(start) is int and type(end) is int and 0 <= start < end:
                position = Span(start, end)
    return quote, position


def fragment_of(target: JsonObject, place: Place) -> Fragment | None:
    """The words of one target, placed; lost when they are found nowhere, None when it does not say which."""
    quote, position = _asked_by(target)
    if target.get(REJECTED) is True and quote is not None and quote.exact:
        return Lost(quote, position, rejected=True)
    placed = place(quote, position)
    return Lost(quote, position) if placed is None and quote is not None and quote.exact else placed
