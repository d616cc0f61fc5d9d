"""What has to change to make one set of annotations of another: for taking in what others wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.model import Annotation, Entity

Record = TypeVar("Record", Annotation, Entity)


def with_fresh_origins(base: AnnotationSet, ours: AnnotationSet) -> AnnotationSet:
    """`ours`, each value on top of the record that stands in the file now, which may hold more than its own."""
    stale = Change(
        "", _with_origin_of(base.annotations, ours.annotations), _with_origin_of(base.entities, ours.entities)
    )
    return ours.apply(stale).after if stale else ours


def _with_origin_of(base: Mapping[str, Record], ours: Mapping[str, Record]) -> tuple[tuple[str, Record | None], ...]:
    return tuple(
        (key, replace(record, origin=known.origin))
        for key, record in ours.items()
        if (known := base.get(key)) is not None
        and known is not record
        and known.origin is not record.origin
        and not (record.origin is not None and record.origin.own)
    )


def difference(before: AnnotationSet, after: AnnotationSet, label: str) -> Change:
    """The change that makes `after` of `before`."""
    return Change(
        label,
        tuple(_differing(before.annotations, after.annotations)),
        tuple(_differing(before.entities, after.entities)),
    )


def _differing(before: Mapping[str, Record], after: Mapping[str, Record]) -> list[tuple[str, Record | None]]:
    changed: list[tuple[str, Record | None]] = [
        (k, v) for k, v in after.items() if before.get(k) is not v and before.get(k) != v
    ]
    return changed + [(key, None) for key in before if key not in after]
