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
        self._set(_cut(ordered))

    def _set(self, chunks: list[tuple[T, ...]], firsts: list[Any] | None = None) -> None:
        self._chunks = chunks
        self._firsts: list[Any] = [self._key(chunk[0]) for chunk in chunks] if firsts is None else firsts
        self._ends = list(accumulate(map(len, chunks)))

    def changed(self, removed: Iterable[T], added: Iterable[T]) -> Ordered[T]:
        """A new one without `removed`, all of which are in this one, and with `added`, none of which are."""
        removed, added = tuple(removed), tuple(added)
        if len(removed) + len(added) > CHUNK:
            return self._rebuilt(removed, added)
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

    def _rebuilt(self, removed: Sequence[T], added: Sequence[T]) -> Ordered[T]:
        """The same for many at once: nothing is looked for, and keys are asked of those alone that get neighbours."""
        gone = {id(value) for value in removed}
        kept = [tuple(v for v in chunk if id(v) not in gone) for chunk in self._chunks] if gone else list(self._chunks)
        if sum(map(len, kept)) != len(self) - len(removed):  # equal values, but others
            keys = {self._key(value) for value in removed}
            kept = [tuple(v for v in chunk if self._key(v) not in keys) for chunk in self._chunks]
        chunks = [chunk for chunk in kept if chunk]
        if added:
            chunks = self._merged(chunks, sorted(added, key=self._key))
        made: Ordered[T] = Ordered.__new__(Ordered)
        made._key = self._key
        made._set(chunks)
        return made

    def _merged(self, chunks: list[tuple[T, ...]], added: list[T]) -> list[tuple[T, ...]]:
        """Chunks into which `added`, in order, have been put where they belong."""
        if not chunks:
            return _cut(added)
        found: list[tuple[T, ...]] = []
        keys = [self._key(value) for value in added]
        at = 0
        for number, chunk in enumerate(chunks):
            last = number + 1 == len(chunks)
            to = len(added) if last else bisect_left(keys, self._key(chunks[number + 1][0]), at)
            found += _cut(sorted((*chunk, *added[at:to]), key=self._key)) if to > at else [chunk]
            at = to
        return found

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


def _cut(values: list[T]) -> list[tuple[T, ...]]:
    return [tuple(values[n : n + CHUNK]) for n in range(0, len(values), CHUNK)]
