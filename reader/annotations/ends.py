"""Moving the ends of what stands on words: one fragment gets another extent, and all else follows from that."""

from __future__ import annotations

from dataclasses import replace

from reader.annotations.acts import without_bare_entities
from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.ids import Stamp
from reader.annotations.model import Annotation, Entity, Mention, Placed
from reader.annotations.names import display_name, entities_named
from reader.text.spans import Span

LABEL = "Move an end"


def with_ends(annotation: Annotation, fragment: int, span: Span) -> Annotation:
    """`annotation` with its fragment of that number (from 0, lost ones counted) on `span`; surely there from now on."""
    fragments = list(annotation.fragments)
    fragments[fragment] = Placed(span)
    return replace(annotation, fragments=tuple(fragments))


def free_around(annotation: Annotation, fragment: int, length: int) -> Span:
    """How far a fragment may reach in a text of `length` code points: no two fragments may share a word."""
    own = annotation.fragments[fragment]
    if not isinstance(own, Placed):
        return Span(0, length)
    others = [s for s in annotation.spans if s != own.span]
    before = max((s.end for s in others if s.end <= own.span.start), default=0)
    after = min((s.start for s in others if s.start >= own.span.end), default=length)
    return Span(before, after)


def set_ends(
    annotations: AnnotationSet, text: str, annotation: Annotation, fragment: int, span: Span, stamp: Stamp
) -> Change:
    """`annotation` with that fragment on `span`; nothing when it is there already or `span` is empty.

    The only mention of an entity that is called like its words takes the name along: the entity gets the new words
    as its name, or the mention moves to the one entity of its type that has that name already.
    """
    own = annotation.fragments[fragment]
    if not len(span) or (isinstance(own, Placed) and own == Placed(span)):
        return Change(LABEL)
    moved = replace(with_ends(annotation, fragment, span), modified=stamp.now())
    if not isinstance(moved, Mention) or not isinstance(own, Placed):
        return Change(LABEL, ((moved.id, moved),))
    moved, entity = _renamed(annotations, text, moved, own.span)
    entities = ((entity.id, entity),) if entity is not None else ()
    return without_bare_entities(annotations, Change(LABEL, ((moved.id, moved),), entities))


def _renamed(annotations: AnnotationSet, text: str, moved: Mention, was: Span) -> tuple[Mention, Entity | None]:
    """The mention, with the entity it belongs to now, and that entity if its name is another one."""
    entity = annotations.entities.get(moved.entity or "")
    name = display_name(moved.spans[0].of(text))
    if entity is None or len(moved.spans) > 1 or not name or entity.name != display_name(was.of(text)):
        return moved, None
    if len(annotations.mentions_by_entity.get(entity.id, ())) != 1 or entity.aliases or entity.wikidata:
        return moved, None
    others = [e for e in entities_named(annotations, moved.type, name) if e.id != entity.id]
    if len(others) == 1:
        return replace(moved, entity=others[0].id), None
    return moved, (replace(entity, name=name) if not others else None)
