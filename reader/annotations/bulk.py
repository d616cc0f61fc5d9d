"""What is done to all mentions of an entity at once, each as one `Change` whose label names it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.annotations import acts, entity_acts
from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.ids import Stamp
from reader.annotations.model import Annotation, Entity, Mention
from reader.annotations.names import entities_named
from reader.counted import counted
from reader.text.spans import Span


def tag_all(annotations: AnnotationSet, text: str, spans: Sequence[Span], entity: Entity, stamp: Stamp) -> Change:
    """A mention of `entity` on each of `spans` that has none yet. An entity that is not there yet is made.

    Where a mention of another entity stands on the very same words, it becomes one of this entity.
    """
    moved: list[tuple[str, Annotation | None]] = []
    fresh: list[Span] = []
    for span in dict.fromkeys(spans):
        same = [a for _, a in annotations.overlapping(span) if isinstance(a, Mention) and a.spans == (span,)]
        if any(mention.entity == entity.id for mention in same):
            continue
        if same:
            mine = replace(same[0], type=entity.type, entity=entity.id, modified=stamp.now())
            moved.append((mine.id, mine))
        else:
            fresh.append(span)
    new = acts.tag(annotations, text, fresh, entity.type, stamp, entity=entity)
    put = (*moved, *new.annotations)
    own = ((entity.id, entity),) if put and entity.id not in annotations.entities else ()
    label = f"Tag {counted(len(put), 'mention')} of {entity.name}"
    return acts.without_bare_entities(annotations, Change(label, put, own))


def remove_mentions(annotations: AnnotationSet, entity: Entity) -> Change:
    """All mentions of `entity` away. Its record goes too unless it holds more than a name, or a claim names it."""
    own = annotations.mentions_by_entity.get(entity.id, ())
    label = f"Remove {counted(len(own), 'mention')} of {entity.name}"
    return acts.remove(annotations, [mention.id for mention in own], label)


def retag_mentions(
    annotations: AnnotationSet,
    entity: Entity,
    type_id: str,
    stamp: Stamp,
    *,
    type_label: str = "",
    into: Entity | None = None,
) -> Change:
    """`entity` and all its mentions as `type_id`. Where that type has an entity of its name, both become one.

    Raises AmbiguousEntityError unless `into` says which of several is meant.
    """
    count = len(annotations.mentions_by_entity.get(entity.id, ()))
    label = f"Retag {counted(count, 'mention')} of {entity.name} as {type_label or type_id}"
    same = [e for e in entities_named(annotations, type_id, entity.name) if e.id != entity.id]
    if entity.type == type_id:
        same = []
    if into is None and len(same) > 1:
        raise acts.AmbiguousEntityError(entity.name, tuple(same))
    kept = into or next(iter(same), None)
    if kept is None:
        return entity_acts.set_type(annotations, entity, type_id, stamp, label)
    return replace(entity_acts.merge(annotations, kept, entity, type_id, stamp), label=label)
