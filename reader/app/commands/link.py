"""Linking: says which entity a mention is of, or tags the selection as one of an entity's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from reader.annotations import acts
from reader.annotations.bulk import counted
from reader.annotations.model import Entity, Mention
from reader.annotations.names import display_name
from reader.app.choice import Choice
from reader.app.commands.annotate import rest_on
from reader.app.commands.registry import command
from reader.app.desk import Desk
from reader.text.spans import Span

NEW = "New entity"


def entity_choices(desk: Desk, type_id: str = "", without: Iterable[str] = ()) -> list[Choice]:
    """The entities to choose from: those of `type_id` first, then by how lately they were mentioned."""
    annotations, tagset = desk.session.annotations, desk.session.tagset
    latest: dict[str, tuple[str, str]] = {}
    for entity_id, own in annotations.mentions_by_entity.items():
        latest[entity_id] = max((m.modified, m.id) for m in own)
    left_out = set(without)
    entities = [e for e in annotations.entities.values() if e.id not in left_out]
    entities.sort(key=lambda e: latest.get(e.id, ("", "")), reverse=True)
    entities.sort(key=lambda e: e.type != type_id)
    found = []
    for entity in entities:
        count = counted(len(annotations.mentions_by_entity.get(entity.id, ())))
        also = f" · also {', '.join(entity.aliases)}" if entity.aliases else ""
        detail = f"{tagset.type(entity.type).label} · {count}{also}"
        found.append(Choice(entity.id, entity.name, detail, (), (*entity.aliases, entity.wikidata)))
    return found


@command("link", "Link to an entity ...", "=", menu="Tag")
def _link(desk: Desk) -> None:
    mention = desk.current_mention()
    if mention is not None:
        own = desk.session.annotations.entities.get(mention.entity or "")
        name = own.name if own is not None else _words(desk, mention)
        choices = entity_choices(desk, mention.type, [mention.entity or ""])
        mention_id = mention.id
        desk.ui.pick(f"“{name}” is", choices, lambda i, typed: _link_to(desk, mention_id, i, typed), other=NEW)
        return
    span = desk.target()
    if span is None:
        desk.ui.tell("There is no word here to link.")
        return
    title = f"“{display_name(span.of(desk.text))}” is"
    desk.ui.pick(title, entity_choices(desk), lambda i, typed: _tag_as(desk, span, i, typed), other=NEW)


def _words(desk: Desk, mention: Mention) -> str:
    return mention.spans[0].of(desk.text) if mention.spans else mention.lost[0].exact if mention.lost else ""


def _link_to(desk: Desk, mention_id: str, entity_id: str, typed: str) -> None:
    session = desk.session
    mention = session.annotations.annotations.get(mention_id)
    if not isinstance(mention, Mention):
        return
    entity = session.annotations.entities.get(entity_id)
    if entity is None and not entity_id:
        entity = Entity(session.stamp.new_id(), mention.type, typed)
    if entity is None:
        return
    change = replace(acts.link(session.annotations, mention, entity, session.stamp), label=f"Link to {entity.name}")
    desk.apply(change)
    desk.set_current(mention_id)


def _tag_as(desk: Desk, span: Span, entity_id: str, typed: str) -> None:
    entity = desk.session.annotations.entities.get(entity_id)
    if entity is not None:
        tag_with(desk, span, entity)
    elif not entity_id:
        ask_type(desk, typed, lambda made: tag_with(desk, span, made))


def ask_type(desk: Desk, name: str, then: Callable[[Entity], None]) -> None:
    """Ask of which type the new entity `name` is, and make it."""
    types = [Choice(t.id, t.label, t.id, (t.key,) if t.key else ()) for t in desk.session.tagset.types]
    stamp = desk.session.stamp
    desk.ui.pick(f"“{name}” is a", types, lambda type_id, _typed: then(Entity(stamp.new_id(), type_id, name)))


def tag_with(desk: Desk, span: Span, entity: Entity) -> None:
    """Tag `span` as a mention of this very entity, and rest on it."""
    session = desk.session
    label = f"Tag {session.tagset.type(entity.type).label}"
    change = acts.tag(session.annotations, desk.text, [span], entity.type, session.stamp, entity=entity, label=label)
    made = next((key for key, annotation in change.annotations if annotation is not None), None)
    if desk.apply(change) is not None:
        rest_on(desk, span, made)
