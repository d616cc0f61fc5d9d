"""Finds what stands on a stretch of text without looking at everything. Immutable; updates share what stayed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.annotations.layered import Layered
from reader.text.spans import Span

BUCKET_CP = 2048  # about a screenful: a query for the visible page reads two or three buckets

LONG = 64  # buckets that one span may lie in

Entry = tuple[int, int, str]  # start, end, id


class IntervalIndex:
    """Spans by place. An annotation with several spans has several entries."""

    __slots__ = ("_buckets", "_long")

    def __init__(self, buckets: Layered[int, tuple[Entry, ...]] | None = None, long: tuple[Entry, ...] = ()) -> None:
        self._buckets: Layered[int, tuple[Entry, ...]] = Layered() if buckets is None else buckets
        self._long = long  # what would lie in a great many buckets

    def changed(
        self, removed: Iterable[tuple[Span, str]] = (), added: Iterable[tuple[Span, str]] = ()
    ) -> IntervalIndex:
        """A new index without `removed` and with `added`; costs only the buckets that they touch."""
        fresh: dict[int, dict[Entry, None]] = {}
        old, long = self._buckets, dict.fromkeys(self._long)

        def places(span: Span) -> Iterator[dict[Entry, None]]:
            first, last = span.start // BUCKET_CP, max(span.start, span.end - 1) // BUCKET_CP
            if last - first >= LONG:
                yield long
                return
            for number in range(first, last + 1):
                if number not in fresh:
                    fresh[number] = dict.fromkeys(old.get(number, ()))
                yield fresh[number]

        for span, key in removed:
            for place in places(span):
                place.pop((span.start, span.end, key), None)
        for span, key in added:
            entry = span.start, span.end, key
            for place in places(span):
                place[entry] = None
        return IntervalIndex(old.changed((n, tuple(entries) or None) for n, entries in fresh.items()), tuple(long))

    def overlapping(self, span: Span) -> list[tuple[Span, str]]:
        """Entries that share a code point with `span`, by start, then longer first, then id."""
        found: set[Entry] = set()
        numbers = range(span.start // BUCKET_CP, max(span.start, span.end - 1) // BUCKET_CP + 1)
        for entries in (self._long, *(self._buckets.get(number, ()) for number in numbers)):
            for entry in entries:
                if entry[0] < span.end and span.start < entry[1]:
                    found.add(entry)
        return [(Span(s, e), key) for s, e, key in sorted(found, key=lambda x: (x[0], -x[1], x[2]))]
