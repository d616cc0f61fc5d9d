"""Brings together what was changed here and what others changed meanwhile, as a window holds it. Loses nothing.

The rules are those of documents on disk: what both sides changed is merged as its records (`merge_records`).
"""

from __future__ import annotations

import os
from collections.abc import Collection, Hashable, Mapping
from dataclasses import replace
from typing import Any

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import (
    Annotation,
    Attribution,
    Claim,
    Entity,
    Mention,
    Origin,
    Other,
    Relation,
    entities_of,
)
from reader.annotations.names import name_key
from reader.sidecar.anchoring.anchoring import Anchorer
from reader.sidecar.format.w3c_entities import read_entities
from reader.sidecar.format.w3c_read import read_record
from reader.sidecar.format.w3c_write import RecordWriter, entity_record, source_iri
from reader.sidecar.merging.difference import with_fresh_origins
from reader.sidecar.merging.records import merge_annotation, merge_entity
from reader.sidecar.merging.sides import Records, merge_sides
from reader.sidecar.merging.three_way import same
from reader.text.article import Article


class Merger:
    """Merges the annotations of one article, all of which stand on the text that it has now."""

    def __init__(self, article: Article) -> None:
        self._annotations = _Annotations(article)

    def merge(self, base: AnnotationSet, ours: AnnotationSet, theirs: AnnotationSet) -> AnnotationSet:
        """What both sides made of `base`. A change beats a removal.

        Of one fact changed on both sides ours stands, and theirs is kept as its `conflict`. An entity of the same
        name and type that both made, or a mention of the same words, is there once.
        """
        if theirs is base:
            return with_fresh_origins(base, ours)
        three = [Records(side.annotations, side.entities) for side in (base, ours, theirs)]
        merged = merge_sides(three[0], three[1], three[2], self._annotations, _Entities())
        return AnnotationSet.of(merged.annotations.values(), merged.entities.values())

    def union(self, one: AnnotationSet, other: AnnotationSet) -> AnnotationSet:
        """Two versions of which nobody knows what they were made of: of each annotation the one changed last."""
        both = one.annotations.keys() & other.annotations.keys()
        older = [min((one.annotations[key], other.annotations[key]), key=lambda a: a.modified) for key in both]
        entities = [entity for key, entity in other.entities.items() if key in one.entities]
        return self.merge(AnnotationSet.of(older, entities), one, other)


class _Annotations:
    """What the merge has to know of annotations: two that both sides changed are merged as they would be written."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._writer = RecordWriter(article.text, source_iri(os.fsencode(article.name)))

    def same(self, one: Annotation, other: Annotation) -> bool:
        """Whether they say the same, and what is beside it in their records is the same too."""
        if one is other or one != other or one.origin is other.origin:
            return one == other
        return same(self._writer.record(one), self._writer.record(other))

    def merged(self, base: Annotation | None, ours: Annotation, theirs: Annotation) -> tuple[Annotation, bool]:
        """Both as one, and whether a fact is in conflict."""
        if base is not None and self.same(theirs, base):
            return ours, False
        before, mine, other = (None if a is None else self._writer.record(a) for a in (base, ours, theirs))
        if not isinstance(mine, dict) or not isinstance(other, dict):
            return ours, False
        record, conflicts = merge_annotation(before if isinstance(before, dict) else None, mine, other)
        article = self._article
        read = read_record(record, Anchorer(article.text, unchanged=True), article.name)
        if isinstance(read, Other) and not isinstance(ours, Other):
            return ours, False
        origin = Origin(record)
        merged = replace(read, fragments=_of_side(record, mine, ours, other, theirs) or read.fragments, origin=origin)
        origin.read_as(merged)
        return merged, bool(conflicts)

    def twin_key(self, annotation: Annotation) -> Hashable:
        """Mentions of the same words as the same thing are one."""
        if isinstance(annotation, Mention) and annotation.spans:
            return annotation.type, annotation.entity, annotation.spans
        return None

    def refers_to(self, annotation: Annotation) -> Collection[str]:
        """The entities and annotations that it names."""
        return entities_of(annotation)

    def renamed(self, annotation: Annotation, ids: Mapping[str, str]) -> Annotation:
        """It, with other ids."""
        changed: dict[str, Any] = {"id": ids.get(annotation.id, annotation.id)}
        if annotation.conflict:
            changed["conflict"] = tuple((name, _with_ids(value, ids)) for name, value in annotation.conflict)
        if isinstance(annotation, Mention):
            changed["entity"] = ids.get(annotation.entity or "", annotation.entity)
        elif isinstance(annotation, Claim):
            changed["attribution"] = _with_ids(annotation.attribution, ids)
            changed["about"] = tuple(dict.fromkeys(ids.get(key, key) for key in annotation.about))
        elif isinstance(annotation, Relation):
            changed |= {name: ids.get(key, key) for name, key in _ends(annotation)}
        return replace(annotation, **changed)


class _Entities:
    """What the merge has to know of entities."""

    def same(self, one: Entity, other: Entity) -> bool:
        """Whether they say the same, and what is beside it in their records is the same too."""
        if one is other or one != other or one.origin is other.origin:
            return one == other
        return same(entity_record(one), entity_record(other))

    def merged(self, base: Entity | None, ours: Entity, theirs: Entity) -> tuple[Entity, bool]:
        """Both as one, and whether a fact is in conflict."""
        if base is not None and self.same(theirs, base):
            return ours, False
        before = None if base is None else entity_record(base)
        record, conflicts = merge_entity(before, entity_record(ours), entity_record(theirs))
        read = read_entities([record])[0]
        return (read[0], bool(conflicts)) if read else (ours, False)

    def twin_key(self, entity: Entity) -> Hashable:
        """Entities of one type with the same name are one."""
        return entity.type, name_key(entity.name)

    def renamed(self, entity: Entity, ids: Mapping[str, str]) -> Entity:
        """It, with another id."""
        return replace(entity, id=ids.get(entity.id, entity.id))


def _of_side(record: Any, mine: Any, ours: Annotation, other: Any, theirs: Annotation) -> tuple[Any, ...]:
    """The fragments of the side whose targets were taken: they are placed already."""
    if record.get("target") is mine.get("target"):
        return ours.fragments
    return theirs.fragments if record.get("target") is other.get("target") else ()


def _ends(relation: Relation) -> tuple[tuple[str, str], ...]:
    return ("from_id", relation.from_id), ("to_id", relation.to_id)


def _with_ids(value: Any, ids: Mapping[str, str]) -> Any:
    """A value of the model's with other ids in it."""
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, tuple):
        return tuple(_with_ids(one, ids) for one in value)
    if isinstance(value, Attribution) and (entity := ids.get(value.entity or "")):
        return replace(value, entity=entity)
    return value
