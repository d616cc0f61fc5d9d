"""`AnnotationSet`: everything said about one article at one moment, and `Change`: how one becomes the next."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from reader.annotations.index import IntervalIndex
from reader.annotations.model import Annotation, Claim, Entity, Mention, Relation
from reader.text.spans import Span

Record = TypeVar("Record", Annotation, Entity)


@dataclass(frozen=True, slots=True)
class Change:
    """What to put and what to take away, as data. `None` takes away; `label` names it for undo ("Tag Person").

    An id stands in it once at most: ValueError otherwise.
    """

    label: str
    annotations: tuple[tuple[str, Annotation | None], ...] = ()
    entities: tuple[tuple[str, Entity | None], ...] = ()

    def __post_init__(self) -> None:
        for pairs in (self.annotations, self.entities):
            if len({key for key, _ in pairs}) < len(pairs):
                raise ValueError("an id stands twice in one change")

    def __bool__(self) -> bool:
        return bool(self.annotations or self.entities)


@dataclass(frozen=True, slots=True)
class Applied:
    """A change that took place: the set before and after, how to take it back, and the spans to look at again."""

    change: Change
    before: AnnotationSet
    after: AnnotationSet
    inverse: Change
    touched: tuple[Span, ...]


@dataclass(frozen=True)
class AnnotationSet:
    """Annotations and entities by id. Equal when they say the same, whatever the order they came in."""

    annotations: Mapping[str, Annotation] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    index: IntervalIndex = field(default_factory=IntervalIndex, compare=False, repr=False)

    @classmethod
    def of(cls, annotations: Iterable[Annotation] = (), entities: Iterable[Entity] = ()) -> AnnotationSet:
        """A set of these; a later one with the same id wins."""
        by_id = {a.id: a for a in annotations}
        entries = [(span, a.id) for a in by_id.values() for span in a.spans]
        return cls(by_id, {e.id: e for e in entities}, IntervalIndex().changed(added=entries))

    def __iter__(self) -> Iterator[Annotation]:
        return iter(self.annotations.values())

    def __len__(self) -> int:
        return len(self.annotations)

    @cached_property
    def in_reading_order(self) -> tuple[Annotation, ...]:
        """By the first span's start, longer first, then id; what stands on no words comes last."""
        return tuple(sorted(self.annotations.values(), key=reading_order))

    @cached_property
    def mentions_by_entity(self) -> Mapping[str, tuple[Mention, ...]]:
        """The mentions of each entity, in reading order."""
        found: dict[str, list[Mention]] = {}
        for annotation in self.in_reading_order:
            if isinstance(annotation, Mention) and annotation.entity:
                found.setdefault(annotation.entity, []).append(annotation)
        return {key: tuple(mentions) for key, mentions in found.items()}

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims in reading order; a claim's number is its place here, from 1."""
        return tuple(a for a in self.in_reading_order if isinstance(a, Claim))

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The relations, in the order they were made."""
        return tuple(a for a in self.annotations.values() if isinstance(a, Relation))

    def overlapping(self, span: Span) -> list[tuple[Span, Annotation]]:
        """Spans that share a code point with `span` and whose they are, by start, longer first."""
        return [(s, self.annotations[key]) for s, key in self.index.overlapping(span)]

    def at(self, position: int) -> list[Annotation]:
        """What stands on the code point at `position`, innermost (shortest span) first."""
        found = self.overlapping(Span(position, position + 1))
        found.sort(key=lambda pair: (len(pair[0]), pair[0].start, pair[1].id))
        return [annotation for _, annotation in found]

    def apply(self, change: Change) -> Applied:
        """The set after `change`. Applying the inverse to it gives back an equal set."""
        annotations, entities = dict(self.annotations), dict(self.entities)
        removed: list[tuple[Span, str]] = []
        added: list[tuple[Span, str]] = []
        undo_annotations: dict[str, Annotation | None] = {}
        undo_entities: dict[str, Entity | None] = {}
        for key, annotation in change.annotations:
            old = undo_annotations[key] = annotations.get(key)
            removed += [(span, key) for span in old.spans] if old else []
            added += [(span, key) for span in annotation.spans] if annotation else []
            _put(annotations, key, annotation)
        for key, entity in change.entities:
            undo_entities[key] = entities.get(key)
            _put(entities, key, entity)
        after = AnnotationSet(annotations, entities, self.index.changed(removed, added))
        if "in_reading_order" in self.__dict__:  # sorting a thousand anew takes 4 ms, and every key press asks for it
            after.__dict__["in_reading_order"] = self._order_after(change)
        if "relations" in self.__dict__ and not any(
            isinstance(each, Relation) for key, new in change.annotations for each in (self.annotations.get(key), new)
        ):
            after.__dict__["relations"] = self.relations
        inverse = Change(change.label, tuple(undo_annotations.items()), tuple(undo_entities.items()))
        named = (span for each in (undo_annotations, dict(change.annotations)) for span in _attributed(each.values()))
        touched = tuple(sorted({*(span for span, _ in removed + added), *named}))
        return Applied(change, self, after, inverse, touched)

    def _order_after(self, change: Change) -> tuple[Annotation, ...]:
        new = dict(change.annotations)
        order = [annotation for annotation in self.in_reading_order if annotation.id not in new]
        for annotation in new.values():
            if annotation is not None:
                insort(order, annotation, key=reading_order)
        return tuple(order)


def _attributed(annotations: Iterable[Annotation | None]) -> Iterator[Span]:
    """Words outside of claims that are drawn with them."""
    for annotation in annotations:
        if isinstance(annotation, Claim) and annotation.attribution:
            yield from annotation.attributed


def _put(records: dict[str, Record], key: str, record: Record | None) -> None:
    """Put or take away; what is exchanged keeps its place, so that lists in the file do not jump about."""
    if record is not None:
        records[key] = record
    else:
        records.pop(key, None)


def reading_order(annotation: Annotation) -> tuple[bool, int, int, str]:
    """Sort key: spans by start, then longer first, then id; orphans and relations after all of them."""
    spans = annotation.spans
    if not spans:
        return True, annotation.start, 0, annotation.id
    first = min(spans, key=lambda span: (span.start, -span.end))
    return False, first.start, -first.end, annotation.id
