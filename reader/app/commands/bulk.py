"""All mentions of the entity at the caret at once: removed, or of another type."""

from __future__ import annotations

from dataclasses import replace

from reader.annotations import bulk
from reader.annotations.acts import AmbiguousEntityError
from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.model import Entity
from reader.annotations.tagset import EntityType, TagSet
from reader.app.commands.large import make
from reader.app.commands.registry import Command, command
from reader.app.desk.desk import Desk
from reader.app.wording.tr import later, tr, trn

PREFIX = "Shift+G"  # then the letter that tags
MENU = "Edit/" + later("Retag all mentions of the entity")


def current_entity(desk: Desk) -> Entity | None:
    """The entity of the mention that is current."""
    mention = desk.current_mention()
    return desk.session.annotations.entities.get(mention.entity or "") if mention is not None else None


def _has_entity(desk: Desk) -> bool:
    return current_entity(desk) is not None


@command("entity.remove", "Remove all mentions of the entity", "Shift+Delete", menu="Edit", when=_has_entity)
def _remove(desk: Desk) -> None:
    entity = current_entity(desk)
    if entity is None:
        desk.ui.tell(tr("There is no mention here whose entity could go."))
        return
    remove_mentions(desk, entity)


def remove_mentions(desk: Desk, entity: Entity) -> None:
    """Remove all of them and say what was done."""
    own = desk.session.annotations.mentions_by_entity.get(entity.id, ())
    one, other = later("Remove {count} mention of {name}"), later("Remove {count} mentions of {name}")
    label = trn(one, other, len(own), name=entity.name)

    def then(change: Change) -> None:
        desk.set_current(None)
        desk.ui.tell(tr("Done: {label}.", label=change.label))

    doing = trn(later("Removing {count:,} mention ..."), later("Removing {count:,} mentions ..."), len(own))
    make(desk, len(own), lambda now: replace(bulk.remove_mentions(now, entity), label=label), then, doing)


def retag_all_commands(tagset: TagSet) -> tuple[Command, ...]:
    """One for each entity type: the entity and all its mentions become of that type."""
    return tuple(_retag_all_command(each) for each in tagset.types)


def _retag_all_command(entity_type: EntityType) -> Command:
    keys = (f"{PREFIX} {entity_type.key}",) if entity_type.key else ()
    title = tr("Retag all mentions: {label}", label=entity_type.label)
    type_id = entity_type.id
    return Command(f"entity.retag.{type_id}", title, lambda d: _retag(d, type_id), keys, menu=MENU, when=_has_entity)


def _retag(desk: Desk, type_id: str) -> None:
    entity = current_entity(desk)
    if entity is None:
        desk.ui.tell(tr("There is no mention here whose entity could get another type."))
        return
    retag_mentions(desk, entity.id, type_id)


def retag_mentions(desk: Desk, entity_id: str, type_id: str, into: Entity | None = None) -> None:
    """Give the entity and all its mentions this type and say what was done."""
    session = desk.session
    entity = session.annotations.entities.get(entity_id)
    if entity is None:
        return
    label = session.tagset.type(type_id).label
    count = len(session.annotations.mentions_by_entity.get(entity.id, ()))
    one, other = (
        later("Retag {count} mention of {name} as {label}"),
        later("Retag {count} mentions of {name} as {label}"),
    )
    done = trn(one, other, count, name=entity.name, label=label)

    def work(now: AnnotationSet) -> Change:
        change = bulk.retag_mentions(now, entity, type_id, session.stamp, type_label=label, into=into)
        return replace(change, label=done)

    def ask(question: AmbiguousEntityError) -> None:
        desk.ui.choose_entity(
            question.name, question.candidates, lambda chosen: retag_mentions(desk, entity_id, type_id, chosen)
        )

    doing = trn(later("Retagging {count:,} mention ..."), later("Retagging {count:,} mentions ..."), count)
    make(desk, count, work, lambda change: desk.ui.tell(tr("Done: {label}.", label=change.label)), doing, ask)
