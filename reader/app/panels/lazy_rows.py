"""`Rows`: a long list of rows of which only those that are looked at are made. Knows no Qt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any, Protocol, overload

RowKey = tuple[Any, ...]  # sorts; its last part is the row's id


class AnyRow(Protocol):
    """What every row has."""

    @property
    def id(self) -> str:
        """By which it is found again."""

    @property
    def spoken(self) -> str:
        """The row in words."""


class Rows(Sequence[AnyRow]):
    """Rows by place. `make` makes one from its key, `find` gives the key of an id (None: there is no such row)."""

    def __init__(
        self, keys: Sequence[RowKey], make: Callable[[RowKey], AnyRow], find: Callable[[str], RowKey | None]
    ) -> None:
        self.keys = list(keys)
        self._make, self._find = make, find
        self._made: dict[int, AnyRow] = {}

    @classmethod
    def of(cls, rows: Sequence[AnyRow]) -> Rows:
        """Rows that are there already."""
        places = {row.id: n for n, row in reversed(list(enumerate(rows)))}

        def find(row_id: str) -> RowKey | None:
            return (places[row_id], row_id) if row_id in places else None

        return cls([(n, row.id) for n, row in enumerate(rows)], lambda key: rows[key[0]], find)

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, place: int) -> AnyRow: ...
    @overload
    def __getitem__(self, place: slice) -> list[AnyRow]: ...
    def __getitem__(self, place: int | slice) -> AnyRow | list[AnyRow]:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        made = self._made.get(place)
        if made is None:
            made = self._made[place] = self._make(self.keys[place])
        return made

    def without(self, start: int, end: int) -> Rows:
        """The rows but those from `start` up to `end`."""
        return Rows([*self.keys[:start], *self.keys[end:]], self._make, self._find)

    def id_at(self, place: int) -> str:
        """The id of a row, without making it."""
        return str(self.keys[place][-1])

    def place_of(self, row_id: str) -> int:
        """The place of the row of that id, -1 when it isn't there."""
        key = self._find(row_id)
        if key is None:
            return -1
        place = bisect_left(self.keys, key)
        return place if place < len(self.keys) and self.keys[place] == key else -1


def differing(before: Sequence[RowKey], after: Sequence[RowKey]) -> tuple[int, int, int]:
    """`(start, end, new_end)`: `before[start:end]` is what `after[start:new_end]` stands in the place of."""
    most = min(len(before), len(after))
    start = _same(most, lambda low, high: before[low:high] == after[low:high])
    from_end = _same(
        most - start,
        lambda low, high: before[len(before) - high : len(before) - low] == after[len(after) - high : len(after) - low],
    )
    return start, len(before) - from_end, len(after) - from_end


def _same(most: int, equal: Callable[[int, int], bool]) -> int:
    """How far two sequences are the same: whole stretches are compared, which is fast."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if equal(low, middle):
            low = middle
        else:
            high = middle - 1
    return low
