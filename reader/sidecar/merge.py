"""Brings together what was changed here and what others changed meanwhile, field by field. Loses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TypeVar

from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.model import Annotation, Attribution, Claim, Entity, Mention, Relation, entities_of
from reader.annotations.names import name_key

Record = TypeVar("Record", Annotation, Entity)


def merge(base: AnnotationSet, ours: AnnotationSet, theirs: AnnotationSet) -> AnnotationSet:
    """What both sides made of `base`. A change beats a removal; of one field changed on both sides, ours holds.

    Two sides that made an entity of the same name and type each get one together.
    """
    if theirs is base:
        return _with_fresh_origins(base, ours)
    same = _same_new_entities(base, ours, theirs)
    if same:
        ours = _with_entities_renamed(ours, same)
    entities = _merge_records(base.entities, ours.entities, theirs.entities)
    annotations = _merge_records(base.annotations, ours.annotations, theirs.annotations)
    twins = _new_twins(base, ours, theirs)
    used = [a for key, a in annotations.items() if key not in twins]
    needed = {name for a in used for name in entities_of(a)}
    for side in (theirs, ours):  # an entity one side dropped may have got a mention on the other
        entities |= {key: e for key, e in side.entities.items() if key in needed and key not in entities}
    return AnnotationSet.of(used, entities.values())


def _with_fresh_origins(base: AnnotationSet, ours: AnnotationSet) -> AnnotationSet:
    """`ours`, each value on top of the record that stands in the file now, which may hold more than its own."""
    stale = Change(
        "", _with_origin_of(base.annotations, ours.annotations), _with_origin_of(base.entities, ours.entities)
    )
    return ours.apply(stale).after if stale else ours


def _with_origin_of(base: Mapping[str, Record], ours: Mapping[str, Record]) -> tuple[tuple[str, Record | None], ...]:
    return tuple(
        (key, replace(record, origin=known.origin))
        for key, record in ours.items()
        if (known := base.get(key)) is not None and known is not record and known.origin is not record.origin
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


def _merge_records(
    base: Mapping[str, Record], ours: Mapping[str, Record], theirs: Mapping[str, Record]
) -> dict[str, Record]:
    merged: dict[str, Record] = {}
    for key in dict.fromkeys((*theirs, *ours)):
        record = _merge_record(base.get(key), ours.get(key), theirs.get(key))
        if record is not None:
            merged[key] = record
    return merged


def _merge_record(base: Record | None, ours: Record | None, theirs: Record | None) -> Record | None:
    if ours is base or ours == base:
        return theirs
    if theirs is None:
        return ours
    if ours is None:
        return None if theirs == base else theirs
    if theirs is base or theirs == base:
        return replace(ours, origin=theirs.origin)
    if type(ours) is not type(theirs) or base is None or type(base) is not type(ours):
        return theirs if _later(theirs, ours) else ours
    own = {
        f.name: getattr(ours, f.name)
        for f in fields(ours)
        if f.name != "origin" and getattr(ours, f.name) != getattr(base, f.name)
    }
    return replace(theirs, **own)


def _later(one: Annotation | Entity, other: Annotation | Entity) -> bool:
    """Whether `one` was modified after `other`; entities carry no time."""
    return isinstance(one, Annotation) and isinstance(other, Annotation) and one.modified > other.modified


def _same_new_entities(base: AnnotationSet, ours: AnnotationSet, theirs: AnnotationSet) -> dict[str, str]:
    """Our new entities that the other side has made too: our id to theirs."""
    made = {(e.type, name_key(e.name)): e.id for e in theirs.entities.values() if e.id not in base.entities}
    return {
        e.id: made[e.type, name_key(e.name)]
        for e in ours.entities.values()
        if e.id not in base.entities and e.id not in theirs.entities and (e.type, name_key(e.name)) in made
    }


def _with_entities_renamed(annotations: AnnotationSet, same: Mapping[str, str]) -> AnnotationSet:
    renamed = [_renamed(a, same) for a in annotations]
    return AnnotationSet.of(renamed, [e for e in annotations.entities.values() if e.id not in same])


def _renamed(annotation: Annotation, same: Mapping[str, str]) -> Annotation:
    if isinstance(annotation, Mention) and (entity := same.get(annotation.entity or "")):
        return replace(annotation, entity=entity)
    if isinstance(annotation, Claim):
        attribution = tuple(_attribution_renamed(a, same) for a in annotation.attribution)
        about = tuple(same.get(key, key) for key in annotation.about)
        if attribution != annotation.attribution or about != annotation.about:
            return replace(annotation, attribution=attribution, about=about)
    return annotation


def _attribution_renamed(attribution: Attribution, same: Mapping[str, str]) -> Attribution:
    entity = same.get(attribution.entity or "")
    return replace(attribution, entity=entity) if entity else attribution


def _new_twins(base: AnnotationSet, ours: AnnotationSet, theirs: AnnotationSet) -> set[str]:
    """Our new mentions that the other side has made too: same words, tag and entity, and nothing said of ours."""
    said_of = {end for a in ours if isinstance(a, Relation) for end in (a.from_id, a.to_id)}
    made = {
        (a.type, a.spans, a.entity)
        for a in theirs
        if isinstance(a, Mention) and a.id not in base.annotations and a.id not in ours.annotations and a.spans
    }
    return {
        a.id
        for a in ours
        if isinstance(a, Mention)
        and a.id not in base.annotations
        and a.id not in theirs.annotations
        and (a.type, a.spans, a.entity) in made
        and not a.note
        and a.id not in said_of
    }
