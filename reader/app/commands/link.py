"""Linking: says which entity a mention is of, or tags the selection as one of an entity's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from operator import attrgetter

from reader.annotations import acts
from reader.annotations.model import Entity, Mention
from reader.annotations.names import display_name
from reader.app.asking.choice import Choice, Question
from reader.app.commands.annotate import rest_on
from reader.app.commands.registry import command
from reader.app.desk.desk import Desk, LastTag
from reader.app.modes.reviewing import Review
from reader.app.wording.tr import later, tr, trn
from reader.text.spans import Span

NEW = later("New entity")


def entity_choices(desk: Desk, type_id: str = "", without: Iterable[str] = ()) -> list[Choice]:
    """The entities to choose from: those of `type_id` first, then by how lately they were mentioned."""
    annotations, tagset = desk.session.annotations, desk.session.tagset
    when = attrgetter("modified", "id")
    latest = {entity_id: max(map(when, own)) for entity_id, own in annotations.mentions_by_entity.items()}
    left_out = set(without)
    entities = [e for e in annotations.entities.values() if e.id not in left_out]
    entities.sort(key=lambda e: latest.get(e.id, ("", "")), reverse=True)
    entities.sort(key=lambda e: e.type != type_id)
    found = []
    for entity in entities:
        count = len(annotations.mentions_by_entity.get(entity.id, ()))
        also = [tr("also {names}", names=", ".join(entity.aliases))] if entity.aliases else []
        detail = " · ".join((tagset.type(entity.type).label, trn("{count} mention", "{count} mentions", count), *also))
        found.append(Choice(entity.id, entity.name, detail, (), (*entity.aliases, entity.wikidata)))
    return found


def ask_entity(
    desk: Desk, name: str, then: Callable[[Entity], None], type_id: str = "", without: Iterable[str] = ()
) -> None:
    """Ask which entity `name` is, those of `type_id` first; a new one is of that type, else of one asked for."""

    def chosen(entity_id: str, typed: str) -> None:
        entity = desk.session.annotations.entities.get(entity_id)
        if entity is not None:
            then(entity)
        elif not entity_id and type_id:
            make(type_id, typed)
        elif not entity_id:
            ask_type(desk, typed, lambda asked: make(asked, typed))

    def make(made_type: str, typed: str) -> None:
        then(Entity(desk.session.stamp.new_id(), made_type, typed))

    desk.ui.pick(
        Question(
            tr("Which entity is “{name}”?", name=name), entity_choices(desk, type_id, without), chosen, other=tr(NEW)
        )
    )


def ask_type(desk: Desk, name: str, then: Callable[[str], None]) -> None:
    """Ask of which type `name` is."""
    types = [Choice(t.id, t.label, t.id, (t.key,) if t.key else ()) for t in desk.session.tagset.types]
    desk.ui.pick(Question(tr("What is “{name}”?", name=name), types, lambda type_id, _typed: then(type_id), keyed=True))


@command("link", "Link to an entity ...", "=", menu="Tag")
def _link(desk: Desk) -> None:
    if isinstance(desk.mode, Review):
        desk.mode.link()
        return
    mention = desk.current_mention()
    if mention is not None:
        link_mention(desk, mention)
        return
    suggestion = desk.suggestion
    span = suggestion.span if suggestion is not None else desk.target()
    if span is None:
        desk.ui.tell(tr("There is no word here to link."))
        return
    ask_entity(desk, display_name(span.of(desk.text)), lambda entity: tag_with(desk, span, entity))


def link_mention(desk: Desk, mention: Mention) -> None:
    """Ask of which entity it is, and make it one of that entity's."""
    own = desk.session.annotations.entities.get(mention.entity or "")
    words = mention.spans[0].of(desk.text) if mention.spans else mention.lost[0].exact if mention.lost else ""

    def link(entity: Entity) -> None:
        session = desk.session
        now = session.annotations.annotations.get(mention.id)
        if isinstance(now, Mention):
            change = acts.link(session.annotations, now, entity, session.stamp)
            desk.apply(replace(change, label=tr("Link to {name}", name=entity.name)))
            desk.last_tag = LastTag(entity.type, entity.id)
            desk.set_current(now.id)

    ask_entity(desk, own.name if own else words, link, mention.type, [mention.entity or ""])


def tag_with(desk: Desk, span: Span, entity: Entity) -> None:
    """Tag `span` as a mention of this very entity, and rest on it."""
    session = desk.session
    label = tr("Tag {label}", label=session.tagset.type(entity.type).label)
    change = acts.tag(session.annotations, desk.text, [span], entity.type, session.stamp, entity=entity, label=label)
    desk.last_tag = LastTag(entity.type, entity.id)
    made = next((key for key, annotation in change.annotations if annotation is not None), None)
    if desk.apply(change) is not None:
        rest_on(desk, span, made)
