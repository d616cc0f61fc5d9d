"""Settling facts that two sides stated differently: ours stays, or theirs takes its place. Pure functions."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, TypeVar

from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.ids import Stamp
from reader.annotations.model import Annotation, Entity, Mention, Other

Record = TypeVar("Record", Annotation, Entity)
OF_TWO_KINDS = "record"  # the name of a whole record that is of another kind on the other side


def is_in_conflict(annotations: AnnotationSet, annotation: Annotation) -> bool:
    """Whether another side states one of its facts differently, or of a mention one of its entity's."""
    return bool(annotation.conflict) or _entity_in_conflict(annotations, annotation) is not None


def conflicts_of(annotations: AnnotationSet, annotation: Annotation) -> list[tuple[str, object]]:
    """What the other side states, by the model's names; what it says of a mention's entity by "name" and "type"."""
    entity = _entity_in_conflict(annotations, annotation)
    return [*annotation.conflict, *(entity.conflict if entity is not None else ())]


def next_in_conflict(annotations: AnnotationSet, after: tuple[int, str]) -> Annotation | None:
    """The next one behind (start, id) `after` in reading order, from the end on from the beginning."""
    found = [a for a in annotations.in_reading_order if is_in_conflict(annotations, a)]
    beyond = (a for a in found if (a.start, a.id) > after)
    return next(beyond, next(iter(found), None))


def keep_mine(annotations: AnnotationSet, annotation: Annotation, stamp: Stamp, label: str = "Keep mine") -> Change:
    """What stands is right: the other side's values are let go. An empty change: nothing is in conflict."""
    entity = _entity_in_conflict(annotations, annotation)
    own = replace(annotation, conflict=(), modified=stamp.now()) if annotation.conflict else None
    return _change(label, own, None if entity is None else replace(entity, conflict=()))


def take_theirs(annotations: AnnotationSet, annotation: Annotation, stamp: Stamp, label: str = "Take theirs") -> Change:
    """The other side's values take the place of what stands; what only its writer knows is `taken` as it is.

    Third values stay in conflict, and so does a record that is of another kind on the other side.
    """
    entity = _entity_in_conflict(annotations, annotation)
    own = replace(_taken(annotation), modified=stamp.now()) if _first(annotation) else None
    return _change(label, own, _taken(entity) if entity is not None and _first(entity) else None)


def without_conflict(annotation: Annotation, *names: str) -> Annotation:
    """The annotation with these facts decided."""
    left = tuple(pair for pair in annotation.conflict if pair[0] not in names)
    return replace(annotation, conflict=left) if len(left) < len(annotation.conflict) else annotation


def with_other(annotation: Annotation, name: str, value: object) -> Annotation:
    """The annotation, with what another side states of this fact in conflict with what it states itself."""
    pair = (name, value)
    return annotation if pair in annotation.conflict else replace(annotation, conflict=(*annotation.conflict, pair))


def _entity_in_conflict(annotations: AnnotationSet, annotation: Annotation) -> Entity | None:
    if not isinstance(annotation, Mention) or not annotation.entity:
        return None
    entity = annotations.entities.get(annotation.entity)
    return entity if entity is not None and entity.conflict else None


def _first(record: Annotation | Entity) -> dict[str, object]:
    """The first other value of each fact that can be taken."""
    return {name: value for name, value in reversed(record.conflict) if name != OF_TWO_KINDS}


def _taken(record: Record) -> Record:
    names = () if isinstance(record, Other) else {field.name for field in fields(record)}
    first, left = _first(record), list(record.conflict)
    for pair in first.items():
        left.remove(pair)
    known = {name: value for name, value in first.items() if name in names}
    unknown: tuple[tuple[str, object], ...] = tuple(pair for pair in first.items() if pair[0] not in names)
    changed: dict[str, Any] = known | {"conflict": tuple(left), "taken": (*record.taken, *unknown)}
    taken: Record = replace(record, **changed)
    return taken


def _change(label: str, annotation: Annotation | None, entity: Entity | None) -> Change:
    return Change(
        label,
        () if annotation is None else ((annotation.id, annotation),),
        () if entity is None else ((entity.id, entity),),
    )
