"""What people do to annotations, each as a function from a set to a `Change`. An empty change: nothing to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.ids import Stamp
from reader.annotations.model import (
    Annotation,
    Attribution,
    Claim,
    Entity,
    Fragment,
    Highlight,
    Mention,
    Placed,
)
from reader.annotations.names import display_name, entities_named, entity_called, name_key
from reader.text.spans import Span


@dataclass
class AmbiguousEntityError(Exception):
    """More than one entity has this name and type; somebody has to say which is meant."""

    name: str
    candidates: tuple[Entity, ...]


def tag(
    annotations: AnnotationSet,
    text: str,
    spans: Sequence[Span],
    type_id: str,
    stamp: Stamp,
    *,
    entity: Entity | str | None = None,
    label: str = "Tag",
) -> Change:
    """Mentions of `type_id` on `spans` that do not carry that very tag yet.

    `entity` is the entity meant, or its name; without it the words of each span name it. An entity of
    that name and type is linked to, else a new one is made. Words that stand for another entity of the type
    get a second mention. Raises AmbiguousEntityError.
    """
    put: list[tuple[str, Annotation | None]] = []
    made: dict[str, Entity] = {}
    given = entity.strip() if isinstance(entity, str) else entity
    for span in dict.fromkeys(spans):
        words = span.of(text)
        if not words.strip():
            continue  # white space names nobody
        same = [
            a for s, a in annotations.overlapping(span) if isinstance(a, Mention) and a.type == type_id and s == span
        ]
        if any(given is None or _names(annotations, a, given) for a in same):
            continue
        if isinstance(given, Entity):
            record = given
        else:
            name = given or words
            record = made.get(name_key(name)) or _entity_for(annotations, type_id, name, stamp)
        if record.id not in annotations.entities:
            made[name_key(record.name)] = record
        key, now = stamp.new_id(), stamp.now()
        mention = Mention(
            id=key, fragments=(Placed(span),), created=now, modified=now, creator=stamp.creator,
            type=type_id, entity=record.id,
        )  # fmt: skip
        put.append((key, mention))
    return Change(label, tuple(put), tuple((e.id, e) for e in made.values()))


def _names(annotations: AnnotationSet, mention: Mention, entity: Entity | str) -> bool:
    """Whether `mention` is of this entity, or of one that bears this name."""
    if isinstance(entity, Entity):
        return mention.entity == entity.id
    own = annotations.entities.get(mention.entity or "")
    return own is not None and any(name_key(name) == name_key(entity) for name in (own.name, *own.aliases))


def _entity_for(annotations: AnnotationSet, type_id: str, name: str, stamp: Stamp) -> Entity:
    candidates = entities_named(annotations, type_id, name)
    if len(candidates) > 1:
        raise AmbiguousEntityError(display_name(name), tuple(candidates))
    return candidates[0] if candidates else Entity(stamp.new_id(), type_id, display_name(name))


def retag(
    annotations: AnnotationSet,
    text: str,
    mention: Mention,
    type_id: str,
    stamp: Stamp,
    *,
    entity: Entity | None = None,
    label: str = "Retag",
) -> Change:
    """`mention` as another type: it moves to the entity of its name and that type.

    The only mention of an entity takes the entity along, with all that is known of it. Raises
    AmbiguousEntityError unless `entity` says which one is meant.
    """
    if mention.type == type_id and (entity is None or entity.id == mention.entity):
        return Change(label)
    old = annotations.entities.get(mention.entity or "")
    name = old.name if old else mention.spans[0].of(text) if mention.spans else mention.lost[0].exact
    only = old is not None and len(annotations.mentions_by_entity.get(old.id, ())) == 1
    record = entity
    if record is None:
        candidates = entities_named(annotations, type_id, name)
        if len(candidates) > 1:
            raise AmbiguousEntityError(name, tuple(candidates))
        if candidates:
            record = candidates[0]
        elif old is not None and only:
            record = replace(old, type=type_id)
        else:
            record = Entity(stamp.new_id(), type_id, display_name(name))
    moved = replace(mention, type=type_id, entity=record.id, modified=stamp.now())
    return without_bare_entities(annotations, Change(label, ((mention.id, moved),), _if_new(annotations, record)))


def link(annotations: AnnotationSet, mention: Mention, entity: Entity, stamp: Stamp) -> Change:
    """`mention` as one of `entity`, whose type it takes on."""
    if mention.entity == entity.id:
        return Change("Link")
    moved = replace(mention, type=entity.type, entity=entity.id, modified=stamp.now())
    return without_bare_entities(annotations, Change("Link", ((mention.id, moved),), _if_new(annotations, entity)))


def _if_new(annotations: AnnotationSet, entity: Entity) -> tuple[tuple[str, Entity | None], ...]:
    return ((entity.id, entity),) if annotations.entities.get(entity.id) != entity else ()


def remove(annotations: AnnotationSet, ids: Iterable[str], label: str = "Remove") -> Change:
    """These annotations away, relations to them and entities that nobody would miss as well."""
    gone = dict.fromkeys(key for key in ids if key in annotations.annotations)
    for key in tuple(gone):
        gone |= dict.fromkeys(annotations.relations_of(key))
    return without_bare_entities(annotations, Change(label, tuple((key, None) for key in gone)))


def highlight(
    annotations: AnnotationSet,
    spans: Sequence[Span],
    stamp: Stamp,
    *,
    note: str = "",
    label: str = "Highlight",
) -> Change:
    """Plain highlights on `spans` that have none of exactly that extent, with that note if there is one, yet."""
    put: list[tuple[str, Annotation | None]] = []
    for span in dict.fromkeys(spans):
        same = [a for s, a in annotations.overlapping(span) if isinstance(a, Highlight) and s == span]
        if any(not note or a.note == note for a in same):
            continue
        key, now = stamp.new_id(), stamp.now()
        mark = Highlight(id=key, fragments=(Placed(span),), created=now, modified=now, creator=stamp.creator, note=note)
        put.append((key, mark))
    return Change(label, tuple(put))


def claim(
    annotations: AnnotationSet,
    spans: Sequence[Span],
    stamp: Stamp,
    *,
    source: str = "",
    verdict: str = "",
    note: str = "",
    label: str = "Claim",
) -> Change:
    """A claim whose fragments are `spans`, in that order; nothing when the very same one is there."""
    fragments: tuple[Fragment, ...] = tuple(Placed(span) for span in spans)
    source = " ".join(source.split())
    for other in same_words(annotations, spans):
        if (other.spans, other.source, other.verdict, other.note) == (tuple(spans), source, verdict, note):
            return Change(label)
    now = stamp.now()
    made = Claim(
        id=stamp.new_id(), fragments=fragments, created=now, modified=now, creator=stamp.creator,
        note=note, verdict=verdict, attribution=speakers(annotations, (), source),
    )  # fmt: skip
    return Change(label, ((made.id, made),))


def same_words(annotations: AnnotationSet, spans: Sequence[Span]) -> list[Claim]:
    """The claims whose fragments are exactly `spans`, in that order."""
    if not spans or not len(spans[0]):
        return [claim for claim in annotations.claims if claim.spans == tuple(spans)]
    found = {a.id: a for s, a in annotations.overlapping(spans[0]) if isinstance(a, Claim) and s == spans[0]}
    return [claim for claim in found.values() if claim.spans == tuple(spans)]


def add_fragment(claim_: Claim, span: Span, stamp: Stamp) -> Change:
    """`span` as the next fragment of a claim; nothing when the claim covers it already."""
    label = "Add fragment"
    if any(own.covers(span) for own in claim_.spans):
        return Change(label)
    longer = replace(claim_, fragments=(*claim_.fragments, Placed(span)), modified=stamp.now())
    return Change(label, ((claim_.id, longer),))


def speakers(annotations: AnnotationSet, before: tuple[Attribution, ...], name: str) -> tuple[Attribution, ...]:
    """An attribution whose first speaker is `name` (empty: no speaker), the rest of `before` kept.

    The entity is linked when exactly one in the article bears that name. The words and the cue of the speaker that
    was there stay, and what other programs wrote of it.
    """
    name = " ".join(name.split())
    first = next((n for n, a in enumerate(before) if a.role == "speaker"), None)
    if first is not None and before[first].name == name:
        return before
    rest = before if first is None else (*before[:first], *before[first + 1 :])
    if not name:
        return rest
    entity = entity_called(annotations, name)
    old = Attribution("") if first is None else before[first]
    speaker = replace(old, name=name, entity=entity.id if entity else None)
    at = first or 0
    return (*rest[:at], speaker, *rest[at:])


def without_bare_entities(annotations: AnnotationSet, change: Change) -> Change:
    """`change`, taking along entities that it leaves without any mention, claim or fact of their own."""
    put = dict(change.entities)
    bare = [
        key
        for key in annotations.unused_after(change)
        if (entity := put.get(key, annotations.entities.get(key)))
        and not (entity.aliases or entity.wikidata or _has_more(entity))
    ]
    if not bare:
        return change
    kept = tuple(pair for pair in change.entities if pair[0] not in bare)
    return replace(change, entities=(*kept, *((key, None) for key in sorted(bare))))


def _has_more(entity: Entity) -> bool:
    """Whether its record holds something that we do not know and must not lose."""
    record = entity.origin.record if entity.origin else None
    return isinstance(record, dict) and not record.keys() <= {
        "id",
        "type",
        "tag",
        "name",
        "aliases",
        "wikidata",
    }
