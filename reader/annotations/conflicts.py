"""Settling facts that two sides stated differently: ours stays, or theirs takes its place. Pure functions."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TypeVar

from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.ids import Stamp
from reader.annotations.model import Annotation, Entity, Mention, Other

Record = TypeVar("Record", Annotation, Entity)


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
    """The other side's values take the place of what stands.

    What only its writer knows stays in conflict, and so do third values.
    """
    entity = _entity_in_conflict(annotations, annotation)
    own = replace(_taken(annotation), modified=stamp.now()) if _known(annotation) else None
    return _change(label, own, _taken(entity) if entity is not None and _known(entity) else None)


def without_conflict(annotation: Annotation, *names: str) -> Annotation:
    """The annotation with these facts decided."""
    left = tuple(pair for pair in annotation.conflict if pair[0] not in names)
    return replace(annotation, conflict=left) if len(left) < len(annotation.conflict) else annotation


def _entity_in_conflict(annotations: AnnotationSet, annotation: Annotation) -> Entity | None:
    if not isinstance(annotation, Mention) or not annotation.entity:
        return None
    entity = annotations.entities.get(annotation.entity)
    return entity if entity is not None and entity.conflict else None


def _known(record: Annotation | Entity) -> dict[str, object]:
    """The first other value of each fact that we know."""
    names = () if isinstance(record, Other) else {field.name for field in fields(record)}
    return {name: value for name, value in reversed(record.conflict) if name in names}


def _taken(record: Record) -> Record:
    known = _known(record)
    left = list(record.conflict)
    for pair in known.items():
        left.remove(pair)
    taken: Record = replace(record, **known, conflict=tuple(left))  # type: ignore[arg-type]
    return taken


def _change(label: str, annotation: Annotation | None, entity: Entity | None) -> Change:
    return Change(
        label,
        () if annotation is None else ((annotation.id, annotation),),
        () if entity is None else ((entity.id, entity),),
    )
