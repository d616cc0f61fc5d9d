"""Three-way merge of all annotations and entities by their ids: which records there are. Knows no record's shape.

It serves documents (`merge_documents`) and what a window holds (`merge`) alike: `Kind` is what it asks of either.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, Protocol, TypeVar

R = TypeVar("R")
A = TypeVar("A")
E = TypeVar("E")


class Kind(Protocol[R]):
    """What has to be known of a kind of record."""

    def same(self, one: R, other: R) -> bool:
        """Whether they say the same."""

    def merged(self, base: R | None, ours: R, theirs: R) -> tuple[R, bool]:
        """Both as one, and whether a fact is in conflict. `base` is None when both are new."""

    def twin_key(self, record: R) -> Hashable:
        """Two new records with the same key are one that both sides made; None: it has no twins."""

    def renamed(self, record: R, ids: Mapping[str, str]) -> R:
        """The record with other ids in the place of these: its own, and those it refers to."""


class Referring(Kind[R], Protocol[R]):
    """The same for a kind whose records name others."""

    def refers_to(self, record: R) -> Collection[str]:
        """The ids that a record names besides its own."""


class Records(NamedTuple, Generic[A, E]):
    """What one side has, by ids."""

    annotations: Mapping[str, A]
    entities: Mapping[str, E]


@dataclass
class Merged(Generic[A, E]):
    """The result by ids, and the ids of those in which a fact is in conflict."""

    annotations: dict[str, A]
    entities: dict[str, E]
    conflicts: list[str] = field(default_factory=list)


def merge_sides(
    base: Records[A, E], ours: Records[A, E], theirs: Records[A, E], annotation: Referring[A], entity: Kind[E]
) -> Merged[A, E]:
    """What both sides made of `base`. A change beats a removal; what both made alike is there once."""
    entities, conflicts = _merged(base.entities, ours.entities, theirs.entities, entity)
    alike = _twins(base.entities, ours.entities, theirs.entities, entity)
    names: dict[str, str] = {}
    for (stays, goes), merged in alike.items():
        names[goes] = stays
        entities.pop(goes, None)
        entities[stays] = merged
    before, mine, yours = (_renamed(side.annotations, names, annotation) for side in (base, ours, theirs))
    annotations, more = _merged(before, mine, yours, annotation)
    own, others = ({k: annotations[k] for k in side if k in annotations} for side in (mine, yours))
    ids: dict[str, str] = {}
    for (stays, goes), both in _twins(before, own, others, annotation).items():
        ids[goes] = stays
        annotations[stays] = both
    left = {k: a for k, a in _renamed(annotations, ids, annotation).items() if k not in ids}
    left |= _still_named(left, mine, yours, annotation)
    needed = {key for each in left.values() for key in annotation.refers_to(each)}
    for side in (theirs, ours):  # an entity one side dropped may have got a mention on the other
        entities |= {k: e for k, e in side.entities.items() if k in needed and k not in entities}
    return Merged(left, entities, conflicts + more)


def _still_named(
    annotations: Mapping[str, A], ours: Mapping[str, A], theirs: Mapping[str, A], kind: Referring[A]
) -> dict[str, A]:
    """What one side dropped, together with what names it, and the other side goes on naming."""
    found: dict[str, A] = {}
    for key, record in annotations.items():
        if (key in ours) != (key in theirs):
            side = ours if key in ours else theirs
            found |= {k: side[k] for k in kind.refers_to(record) if k in side and k not in annotations}
    return found


def _merged(
    base: Mapping[str, R], ours: Mapping[str, R], theirs: Mapping[str, R], kind: Kind[R]
) -> tuple[dict[str, R], list[str]]:
    """All records by their ids, and the ids of those in conflict."""
    merged: dict[str, R] = {}
    conflicts: list[str] = []
    for key in dict.fromkeys((*theirs, *ours)):
        before, mine, other = base.get(key), ours.get(key), theirs.get(key)
        if mine is before or (mine is not None and before is not None and kind.same(mine, before)):
            found = other
        elif other is None:
            found = mine
        elif mine is None:
            found = None if before is not None and kind.same(other, before) else other
        elif kind.same(mine, other):
            found = other
        else:
            found, is_conflict = kind.merged(before, mine, other)
            conflicts += [key] if is_conflict else []
        if found is not None:
            merged[key] = found
    return merged, conflicts


def _twins(
    base: Mapping[str, R], ours: Mapping[str, R], theirs: Mapping[str, R], kind: Kind[R]
) -> dict[tuple[str, str], R]:
    """The pairs of ids, the one that stays first, of what is the same thing made on both sides, and both as one.

    A pair that differs in a fact stays two, and so do those of which a side made several. Where one side has put a new
    one in the place of an old one, the new one stays.
    """
    own = _by_key({key: record for key, record in ours.items() if key not in theirs}, kind)
    others = _by_key({key: record for key, record in theirs.items() if key not in ours}, kind)
    found = {}
    for key in own.keys() & others.keys():
        one, other = own[key], others[key]
        if len(one) == len(other) == 1 and not (one[0] in base and other[0] in base):
            stays, goes = sorted((one[0], other[0]), key=lambda name: (name in base, name))
            ids = {goes: stays}
            both, is_conflict = kind.merged(None, kind.renamed(ours[one[0]], ids), kind.renamed(theirs[other[0]], ids))
            if not is_conflict:
                found[stays, goes] = both
    return found


def _by_key(records: Mapping[str, R], kind: Kind[R]) -> dict[Hashable, list[str]]:
    keys: dict[Hashable, list[str]] = {}
    for name, record in records.items():
        key = kind.twin_key(record)
        if key is not None:
            keys.setdefault(key, []).append(name)
    return keys


def _renamed(records: Mapping[str, R], ids: Mapping[str, str], kind: Referring[R]) -> Mapping[str, R]:
    """The records, where they refer to one of these ids, with the other in its place."""
    if not ids:
        return records
    return {
        key: record if ids.keys().isdisjoint(kind.refers_to(record)) else kind.renamed(record, ids)
        for key, record in records.items()
    }
