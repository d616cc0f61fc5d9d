"""`Ordered`: an immutable list in some order of which a changed one costs the same however long it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")

CHUNK = 256  # at most twice as many in one: copying them takes a microsecond


class Ordered(Sequence[T], Generic[T]):
    """Values in chunks, in the order of `key`, which must be a different one for each value."""

    __slots__ = ("_chunks", "_ends", "_firsts", "_key")

    def __init__(self, values: Iterable[T], key: Callable[[T], Any]) -> None:
        ordered = sorted(values, key=key)
        self._key = key
        self._set([tuple(ordered[n : n + CHUNK]) for n in range(0, len(ordered), CHUNK)])

    def _set(self, chunks: list[tuple[T, ...]], firsts: list[Any] | None = None) -> None:
        self._chunks = chunks
        self._firsts: list[Any] = [self._key(chunk[0]) for chunk in chunks] if firsts is None else firsts
        self._ends = list(accumulate(map(len, chunks)))

    def changed(self, removed: Iterable[T], added: Iterable[T]) -> Ordered[T]:
        """A new one without `removed`, all of which are in this one, and with `added`, none of which are."""
        made: Ordered[T] = Ordered.__new__(Ordered)
        made._key = self._key
        chunks, firsts = list(self._chunks), list(self._firsts)
        for value in removed:
            key = self._key(value)
            number = bisect_right(firsts, key) - 1
            chunk = chunks[number]
            place = bisect_left(chunk, key, key=self._key)
            chunk = chunk[:place] + chunk[place + 1 :]
            if chunk:
                chunks[number] = chunk
                firsts[number] = self._key(chunk[0]) if not place else firsts[number]
            else:
                del chunks[number], firsts[number]
        for value in added:
            key = self._key(value)
            if not chunks:
                chunks, firsts = [(value,)], [key]
                continue
            number = max(bisect_right(firsts, key) - 1, 0)
            chunk = chunks[number]
            place = bisect_left(chunk, key, key=self._key)
            chunk = (*chunk[:place], value, *chunk[place:])
            halves = [chunk] if len(chunk) <= 2 * CHUNK else [chunk[:CHUNK], chunk[CHUNK:]]
            chunks[number : number + 1] = halves
            firsts[number : number + 1] = [self._key(half[0]) for half in halves]
        made._set(chunks, firsts)
        return made

    def rank(self, key: Any) -> int:
        """How many stand before `key`: the place of the value with that key."""
        number = bisect_right(self._firsts, key) - 1
        if number < 0:
            return 0
        before = self._ends[number - 1] if number else 0
        return before + bisect_left(self._chunks[number], key, key=self._key)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[T]:
        return chain.from_iterable(self._chunks)

    def __reversed__(self) -> Iterator[T]:
        return chain.from_iterable(reversed(chunk) for chunk in reversed(self._chunks))

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        if isinstance(place, slice):
            return tuple(self)[place]
        at = place + len(self) if place < 0 else place
        if not 0 <= at < len(self):
            raise IndexError(place)
        number = bisect_right(self._ends, at)
        return self._chunks[number][at - (self._ends[number - 1] if number else 0)]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ordered | tuple | list):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        raise TypeError("an Ordered cannot be hashed")

    def __repr__(self) -> str:
        return f"Ordered({list(self)!r})"
