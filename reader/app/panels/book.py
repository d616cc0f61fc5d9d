"""`Book`: what the panel's lists hold, kept up to date change by change. Knows no Qt and makes no rows.

A large set is taken up in slices, so that no key press waits for it: `begin`, then `go_on` until it is `ready`.
"""

from __future__ import annotations

import time
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator

from reader.annotations.collection import AnnotationSet, Applied, reading_order
from reader.annotations.model import Anchor, Annotation, Claim, Mention
from reader.app.desk.hidden import hidden_as
from reader.app.panels.rows import Tab, is_orphan

Key = tuple[bool, int, int, str]  # `reading_order`: sorts, and its last part is the annotation's id
CountKey = tuple[int, int, str, str]  # how often (negative), first place, name, id
PlaceKey = tuple[int, str, str]  # first place, name, id
NOWHERE = 1 << 60  # the place of an entity without mentions: after all others
AT_ONCE = 1_000  # so many annotations are taken up in some 8 ms
MOST_CHANGES = 300  # more of them at once are slower than beginning anew


class Book:
    """Keys of annotations by list, and of entities by order. All lists are sorted."""

    def __init__(self) -> None:
        self.annotations = AnnotationSet()
        self._work: Iterator[None] | None = None
        self._waiting: list[Applied] = []
        self._clear()

    def _clear(self) -> None:
        self.lists: dict[Tab, list[Key]] = {tab: [] for tab in (Tab.CLAIMS, Tab.ALL, Tab.NOTES, Tab.ORPHANS)}
        self.of_entity: dict[str, list[Key]] = {}
        self.by_count: list[CountKey] = []
        self.by_place: list[PlaceKey] = []
        self.drawn: Counter[str] = Counter()  # how many there are of what can be hidden together
        self.unsure: Counter[str] = Counter()  # how many mentions of an entity have an uncertain place
        self._entity_keys: dict[str, tuple[CountKey, PlaceKey]] = {}

    @property
    def ready(self) -> bool:
        """Whether the lists hold everything."""
        return self._work is None

    # -- taking up a whole set ---------------------------------------------------------------------

    def begin(self, annotations: AnnotationSet) -> None:
        """Take up another set; a small one at once."""
        self.annotations = annotations
        self._waiting = []
        self._work = self._take_up(annotations)
        if len(annotations) + len(annotations.entities) <= AT_ONCE:
            for _ in self._work:
                pass
            self._end()

    def go_on(self, seconds: float) -> bool:
        """Work for about so long; whether it is ready."""
        until = time.perf_counter() + seconds
        while self._work is not None:
            if next(self._work, self) is self:
                self._end()
            if time.perf_counter() > until:
                break
        return self.ready

    def _end(self) -> None:
        self._work = None
        waiting, self._waiting = self._waiting, []
        for applied in waiting:
            self.change(applied)

    def _take_up(self, annotations: AnnotationSet) -> Iterator[None]:
        self._clear()
        everything = self.lists[Tab.ALL]
        for n, annotation in enumerate(annotations.in_reading_order):  # worked out where the set was read
            key = reading_order(annotation)
            everything.append(key)
            for own in self._others(annotation):
                own.append(key)
            self._count(annotation, 1)
            if not n % 50:
                yield
        for n, entity_id in enumerate(annotations.entities):
            self._entity_keys[entity_id] = self._keys_of(annotations, entity_id)
            if not n % 50:
                yield
        self.by_count = sorted(keys[0] for keys in self._entity_keys.values())
        yield
        self.by_place = sorted(keys[1] for keys in self._entity_keys.values())

    # -- one change --------------------------------------------------------------------------------

    def change(self, applied: Applied) -> None:
        """Take in a change to the set that was taken up last; one that is too large is begun anew."""
        self.annotations = applied.after
        if self._work is not None:
            self._waiting.append(applied)
            return
        if len(applied.change.annotations) + len(applied.change.entities) > MOST_CHANGES:
            self.begin(applied.after)
            return
        touched = {key for key, _ in applied.change.entities}
        for key, new in applied.change.annotations:
            old = applied.before.annotations.get(key)
            if old is not None:
                self._remove(old)
            if new is not None:
                self._insert(new)
            touched |= {a.entity for a in (old, new) if isinstance(a, Mention) and a.entity}
        for entity_id in touched:
            self._renew_entity(applied.after, entity_id)

    def _lists_of(self, annotation: Annotation) -> list[list[Key]]:
        return [self.lists[Tab.ALL], *self._others(annotation)]

    def _others(self, annotation: Annotation) -> list[list[Key]]:
        """The lists it stands in beside that of all."""
        found = []
        if isinstance(annotation, Claim):
            found.append(self.lists[Tab.CLAIMS])
        if annotation.note:
            found.append(self.lists[Tab.NOTES])
        if is_orphan(annotation):
            found.append(self.lists[Tab.ORPHANS])
        if isinstance(annotation, Mention) and annotation.entity:
            found.append(self.of_entity.setdefault(annotation.entity, []))
        return found

    def _count(self, annotation: Annotation, by: int) -> None:
        self.drawn[hidden_as(annotation)] += by
        if isinstance(annotation, Mention) and annotation.entity and annotation.anchor is Anchor.FUZZY:
            self.unsure[annotation.entity] += by

    def _remove(self, annotation: Annotation) -> None:
        key = reading_order(annotation)
        self._count(annotation, -1)
        for own in self._lists_of(annotation):
            del own[bisect_left(own, key)]

    def _insert(self, annotation: Annotation) -> None:
        key = reading_order(annotation)
        self._count(annotation, 1)
        for own in self._lists_of(annotation):
            insort(own, key)

    def _renew_entity(self, annotations: AnnotationSet, entity_id: str) -> None:
        old = self._entity_keys.pop(entity_id, None)
        if old is not None:
            del self.by_count[bisect_left(self.by_count, old[0])]
            del self.by_place[bisect_left(self.by_place, old[1])]
        if entity_id in annotations.entities:
            new = self._entity_keys[entity_id] = self._keys_of(annotations, entity_id)
            insort(self.by_count, new[0])
            insort(self.by_place, new[1])

    def _keys_of(self, annotations: AnnotationSet, entity_id: str) -> tuple[CountKey, PlaceKey]:
        own, name = self.of_entity.get(entity_id, ()), annotations.entities[entity_id].name
        first = own[0][1] if own else NOWHERE
        return (-len(own), first, name, entity_id), (first, name, entity_id)

    # -- asking ------------------------------------------------------------------------------------

    def entity_key(self, entity_id: str, by_place: bool) -> CountKey | PlaceKey | None:
        """The key of an entity in one of the two orders."""
        keys = self._entity_keys.get(entity_id)
        return keys[1 if by_place else 0] if keys else None

    def number_of(self, claim: Claim) -> int:
        """A claim's number, from 1."""
        return bisect_left(self.lists[Tab.CLAIMS], reading_order(claim)) + 1

    def count_drawn(self, hidden: frozenset[str]) -> int | None:
        """How many annotations are hidden under these ids; None while that is being found out."""
        return sum(self.drawn[each] for each in hidden) if self.ready else None
