"""`Listing`: the annotations of one list in its order, narrowed by a filter; found in slices. Knows no Qt."""

from __future__ import annotations

import time
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence

from reader.annotations.collection import Applied, reading_order
from reader.annotations.model import Annotation
from reader.app.desk.hidden import CLAIMS, HIGHLIGHTS, hidden_as
from reader.app.panels.book import Book
from reader.app.panels.rows import Said, Tab
from reader.app.panels.wanted import Wanted

RowKey = tuple[int | str, ...]  # the key of the book, by type with the type's rank before it; the id comes last
SLICE = 50


class Listing:
    """Keys of what is listed. `done` when all of the list has been looked through."""

    def __init__(
        self, said: Said, book: Book, tab: Tab, wanted: Wanted, by_type: bool, earlier: Listing | None = None
    ) -> None:
        """With `earlier`, see `narrowed_by`, only what that one found is tried."""
        self.tab, self.wanted, self.by_type = tab, wanted, by_type
        self._said = said
        self._ranks = {t: n for n, t in enumerate((*said.tagset.by_id, CLAIMS, HIGHLIGHTS), start=1)}
        among: Sequence[RowKey] = book.lists[tab]
        self.total = len(among)
        self.keys: list[RowKey] = []
        self._work: Iterator[None] | None = None
        if not wanted and not by_type:
            self.keys += among
        else:
            found = earlier.keys if earlier is not None else among
            self._work = self._look_through(list(found))

    @property
    def done(self) -> bool:
        """Whether everything has been looked through."""
        return self._work is None

    def narrowed_by(self, wanted: Wanted, by_type: bool, tab: Tab) -> bool:
        """Whether a listing of that can begin from what this one found."""
        return self.done and tab is self.tab and by_type == self.by_type and wanted.narrows(self.wanted)

    def go_on(self, seconds: float) -> bool:
        """Work for about so long; whether it is done."""
        until = time.perf_counter() + seconds
        while self._work is not None:
            if next(self._work, self) is self:
                self._work = None
            if time.perf_counter() > until:
                break
        return self.done

    def _look_through(self, among: Sequence[RowKey]) -> Iterator[None]:
        known = self._said.annotations.annotations
        fits = self.wanted.test(self._said.annotations, self._said.text).fits if self.wanted else None
        by_rank: dict[int | str, list[RowKey]] = {}
        for start in range(0, len(among), SLICE):
            for key in among[start : start + SLICE]:
                annotation = known[str(key[-1])]
                if fits is not None and not fits(annotation):
                    continue
                if self.by_type:
                    ranked = self.key_of(annotation)
                    by_rank.setdefault(ranked[0], []).append(ranked)
                else:
                    self.keys.append(key)
            yield
        for rank in sorted(by_rank, key=int):
            self.keys += by_rank[rank]

    def key_of(self, annotation: Annotation) -> RowKey:
        """Where it stands in this order."""
        place = reading_order(annotation)
        return (self._ranks.get(hidden_as(annotation), len(self._ranks) + 1), *place) if self.by_type else place

    def change(self, said: Said, book: Book, applied: Applied) -> None:
        """Take in a change that the book has taken in already. Only when it is done."""
        self._said, self.total = said, len(book.lists[self.tab])
        own, test = book.lists[self.tab], self.wanted.test(said.annotations, said.text)
        for key, new in applied.change.annotations:
            old = applied.before.annotations.get(key)
            if old is not None:
                place = bisect_left(self.keys, self.key_of(old))
                if place < len(self.keys) and self.keys[place] == self.key_of(old):
                    del self.keys[place]
            if new is not None:
                at = bisect_left(own, reading_order(new))
                if at < len(own) and own[at] == reading_order(new) and test.fits(new):
                    insort(self.keys, self.key_of(new))
