"""Finds what stands on a stretch of text without looking at everything. Immutable; updates share what stayed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reader.text.spans import Span

BUCKET_CP = 2048  # about a screenful: a query for the visible page reads two or three buckets

Entry = tuple[int, int, str]  # start, end, id


class IntervalIndex:
    """Spans by place. An annotation with several spans has several entries."""

    __slots__ = ("_buckets",)

    def __init__(self, buckets: Mapping[int, frozenset[Entry]] | None = None) -> None:
        self._buckets: Mapping[int, frozenset[Entry]] = buckets or {}

    def changed(
        self, removed: Iterable[tuple[Span, str]] = (), added: Iterable[tuple[Span, str]] = ()
    ) -> IntervalIndex:
        """A new index without `removed` and with `added`; costs only the buckets that they touch."""
        fresh: dict[int, set[Entry]] = {}
        old = self._buckets

        def bucket(number: int) -> set[Entry]:
            if number not in fresh:
                fresh[number] = set(old.get(number, ()))
            return fresh[number]

        for span, key in removed:
            for number in _buckets_of(span):
                bucket(number).discard((span.start, span.end, key))
        for span, key in added:
            for number in _buckets_of(span):
                bucket(number).add((span.start, span.end, key))
        merged = dict(old)
        for number, entries in fresh.items():
            if entries:
                merged[number] = frozenset(entries)
            else:
                merged.pop(number, None)
        return IntervalIndex(merged)

    def overlapping(self, span: Span) -> list[tuple[Span, str]]:
        """Entries that share a code point with `span`, by start, then longer first, then id."""
        found: set[Entry] = set()
        for number in range(span.start // BUCKET_CP, max(span.start, span.end - 1) // BUCKET_CP + 1):
            for entry in self._buckets.get(number, ()):
                if entry[0] < span.end and span.start < entry[1]:
                    found.add(entry)
        return [(Span(s, e), key) for s, e, key in sorted(found, key=lambda x: (x[0], -x[1], x[2]))]


def _buckets_of(span: Span) -> range:
    return range(span.start // BUCKET_CP, max(span.start, span.end - 1) // BUCKET_CP + 1)
