"""Keys on the card of an entity: its facts, its mentions, merge and split."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reader.annotations import acts, entity_acts
from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.model import Claim, Entity, Mention
from reader.annotations.names import display_name, name_key
from reader.annotations.tagset import TagSet
from reader.app.asking.choice import Choice, Question
from reader.app.commands.annotate import go_to
from reader.app.commands.bulk import retag_mentions
from reader.app.commands.large import make
from reader.app.commands.lists import remove_entity
from reader.app.commands.registry import Command, command
from reader.app.desk.desk import Desk
from reader.app.wording.tr import later, tr, trn

CONTEXT = "entity-card"
ALIAS = "alias:"  # what the names of the rows of aliases begin with
_KINDS = {"NAM": "NOM", "NOM": "PRO", "PRO": "NAM"}
_KIND_WORDS = {
    "NAM": later("This mention is a name now."),
    "NOM": later("This mention is a description now."),
    "PRO": later("This mention is a pronoun now."),
}


def shown_entity(desk: Desk) -> Entity | None:
    """The entity whose card is shown."""
    return desk.session.annotations.entities.get(desk.ui.card_entity())


def has_card(desk: Desk) -> bool:
    """Whether there is a card for these keys to act on."""
    return shown_entity(desk) is not None


def row_mention(desk: Desk) -> Mention | None:
    """The mention whose row is current."""
    found = desk.session.annotations.annotations.get(desk.ui.card_row())
    return found if isinstance(found, Mention) else None


@command("entity-card.next", "Next row", "Down", "j", context=CONTEXT)
def _next(desk: Desk) -> None:
    desk.ui.pane_step(1)


@command("entity-card.previous", "Previous row", "Up", "k", context=CONTEXT)
def _previous(desk: Desk) -> None:
    desk.ui.pane_step(-1)


@command("entity-card.open", "Change the fact, or go to the words", "Enter", context=CONTEXT, when=has_card)
def _open(desk: Desk) -> None:
    row = desk.ui.card_row()
    found = desk.session.annotations.annotations.get(row)
    if isinstance(found, Claim):
        go_to(desk, found)
        desk.ui.open_card(found.id)
    elif found is not None:
        go_to(desk, found)
        desk.ui.to_page()
    else:
        act = _ACTS.get(ALIAS if row.startswith(ALIAS) else row)
        if act is not None:
            act(desk)


# -- facts -----------------------------------------------------------------------------------------


@command("entity-card.rename", "Rename", "n", context=CONTEXT, when=has_card)
def rename(desk: Desk) -> None:
    """All mentions stay."""
    entity = shown_entity(desk)
    if entity is None:
        return

    def put(name: str) -> None:
        now, session = shown_entity(desk), desk.session
        if now is None:
            return
        count = len(session.annotations.mentions_by_entity.get(now.id, ())) + len(session.annotations.claims)
        make(
            desk,
            count,  # so many are looked at
            lambda known: entity_acts.rename(known, desk.text, known.entities.get(now.id, now), name, session.stamp),
            lambda _change: _say_twins(desk, shown_entity(desk)),
            tr("Renaming {name} ...", name=now.name),
        )

    desk.ui.edit_fact("name", tr("Name"), entity.name, put)


def _say_twins(desk: Desk, entity: Entity | None) -> None:
    """Two entities of one name and type are most often one."""
    if entity is None:
        return
    twins = [
        e
        for e in desk.session.annotations.named(entity.name)
        if e.id != entity.id and e.type == entity.type and name_key(e.name) == name_key(entity.name)
    ]
    if twins:
        label = desk.session.tagset.type(entity.type).label
        desk.ui.tell(
            tr(
                "Another entity of the type {label} is called {name} too; merging makes them one.",
                label=label,
                name=entity.name,
            )
        )


@command("entity-card.alias", "Add an alias", "a", context=CONTEXT, when=has_card)
def add_alias(desk: Desk) -> None:
    """One more name; tagging words that bear it links to this entity."""
    entity, row = shown_entity(desk), desk.ui.card_row()
    if entity is None:
        return

    def put(alias: str) -> None:
        now = shown_entity(desk)
        if now is not None:
            _put_alias(desk, now, alias)

    first = ALIAS + (entity.aliases[0] if entity.aliases else "")
    desk.ui.edit_fact(row if row.startswith(ALIAS) else first, tr("New alias"), "", put)


def _put_alias(desk: Desk, entity: Entity, alias: str) -> None:
    change = entity_acts.add_alias(entity, alias)
    if change:
        if desk.apply(change) is not None:
            alias = display_name(alias)
            desk.ui.tell(tr("“{alias}” is an alias of {name} now.", alias=alias, name=entity.name))
    elif alias.strip():
        desk.ui.tell(tr("{name} bears the name “{alias}” already.", name=entity.name, alias=alias.strip()))


@command("entity-card.alias.words", "The mention's own words as an alias", "+", context=CONTEXT, when=has_card)
def _alias_from_words(desk: Desk) -> None:
    entity, mention = shown_entity(desk), row_mention(desk)
    if entity is None or mention is None or not mention.spans:
        desk.ui.tell(tr("Only the words of a mention can become an alias."))
        return
    _put_alias(desk, entity, mention.spans[0].of(desk.text))


@command("entity-card.wikidata", "Wikidata id", "w", context=CONTEXT, when=has_card)
def set_wikidata(desk: Desk) -> None:
    """As text; an address on wikidata.org is shortened."""
    entity = shown_entity(desk)
    if entity is None:
        return

    def put(typed: str) -> None:
        now = shown_entity(desk)
        if now is not None:
            desk.apply(entity_acts.set_wikidata(now, typed))

    desk.ui.edit_fact("wikidata", tr("Wikidata id"), entity.wikidata, put)


def set_type(desk: Desk, type_id: str) -> None:
    """The entity and all its mentions as that type."""
    entity = shown_entity(desk)
    if entity is not None:
        retag_mentions(desk, entity.id, type_id)


def pick_type(desk: Desk) -> None:
    """From a list, for whoever does not know the letters."""
    choices = [Choice(t.id, t.label, t.id, (t.key,) if t.key else ()) for t in desk.session.tagset.types]
    desk.ui.pick(Question(tr("Which type?"), choices, lambda type_id, _typed: set_type(desk, type_id)))


def entity_commands(tagset: TagSet) -> tuple[Command, ...]:
    """`t` and a type's letter, for every type; without a letter it is in the list."""

    def setter(type_id: str) -> Callable[[Desk], None]:
        return lambda desk: set_type(desk, type_id)

    return tuple(
        Command(
            f"entity-card.type.{t.id}",
            tr("Type: {label}", label=t.label),
            setter(t.id),
            (f"t {t.key}",),
            CONTEXT,
            when=has_card,
        )
        for t in tagset.types
        if t.key
    )


# -- mentions --------------------------------------------------------------------------------------


@command("entity-card.choose", "Choose the mention, or no longer", "Space", context=CONTEXT, when=has_card)
def _choose(desk: Desk) -> None:
    mention = row_mention(desk)
    if mention is None:
        desk.ui.tell(tr("Only mentions can be chosen."))
        return
    desk.ui.choose_mention(mention.id)
    desk.ui.pane_step(1)


@command("entity-card.kind", "Name, description or pronoun", "d", context=CONTEXT, when=has_card)
def _kind(desk: Desk) -> None:
    mention = row_mention(desk)
    if mention is None:
        desk.ui.tell(tr("Only mentions are names, descriptions or pronouns."))
        return
    kind = _KINDS.get(mention.kind, "NAM")
    changed = replace(mention, kind=kind, modified=desk.session.stamp.now())  # type: ignore[arg-type]
    if desk.apply(Change(tr("Mention kind"), ((mention.id, changed),))) is not None:
        desk.ui.tell(tr(_KIND_WORDS[kind]))


@command("entity-card.remove", "Remove what the row says", "Delete", context=CONTEXT, when=has_card)
def _remove(desk: Desk) -> None:
    entity, row, mention = shown_entity(desk), desk.ui.card_row(), row_mention(desk)
    if entity is None:
        return
    if mention is not None:
        desk.apply(acts.remove(desk.session.annotations, [mention.id], tr("Remove mention")))
    elif row.startswith(ALIAS) and row != ALIAS:
        desk.apply(entity_acts.remove_alias(entity, row.removeprefix(ALIAS)))
    elif row == "wikidata":
        desk.apply(entity_acts.set_wikidata(entity, ""))
    else:
        desk.ui.tell(tr("An alias, the Wikidata id and mentions can be removed one by one."))


@command("entity-card.remove.all", "Remove all mentions", "Shift+Delete", context=CONTEXT, when=has_card)
def remove_all(desk: Desk) -> None:
    """In one step."""
    entity = shown_entity(desk)
    if entity is not None:
        remove_entity(desk, entity)


# -- merge and split -------------------------------------------------------------------------------


@command("entity-card.merge", "Merge with another entity", "m", context=CONTEXT, when=has_card)
def merge(desk: Desk) -> None:
    """The other one becomes part of this one; of which type, is asked when theirs differ."""
    entity, annotations = shown_entity(desk), desk.session.annotations
    if entity is None:
        return
    others = [e for e in annotations.entities.values() if e.id != entity.id]
    if not others:
        desk.ui.tell(tr("There is no other entity in this article."))
        return
    others.sort(key=lambda e: (e.type != entity.type, e.name.casefold()))
    choices = [Choice(e.id, e.name, _detail(desk, e), also=e.aliases) for e in others]
    kept_id = entity.id
    desk.ui.pick(
        Question(
            tr("Which entity is {name} too?", name=entity.name),
            choices,
            lambda other_id, _typed: _merge_with(desk, kept_id, other_id),
        )
    )


def _detail(desk: Desk, entity: Entity) -> str:
    count = len(desk.session.annotations.mentions_by_entity.get(entity.id, ()))
    label = desk.session.tagset.type(entity.type).label
    return f"{label} · {trn('{count} mention', '{count} mentions', count)}"


def _merge_with(desk: Desk, kept_id: str, other_id: str) -> None:
    entities, tagset = desk.session.annotations.entities, desk.session.tagset
    kept, other = entities.get(kept_id), entities.get(other_id)
    if kept is None or other is None:
        return
    if kept.type == other.type:
        _merge_as(desk, kept, other, kept.type)
        return
    choices = [Choice(e.type, tagset.type(e.type).label, tr("as {name} is now", name=e.name)) for e in (kept, other)]
    desk.ui.pick(
        Question(
            tr("What is {name} when it is merged with {other}?", name=kept.name, other=other.name),
            choices,
            lambda type_id, _typed: _merge_as(desk, kept, other, type_id),
        )
    )


def _merge_as(desk: Desk, kept: Entity, other: Entity, type_id: str) -> None:
    session, label = desk.session, tr("Merge {other} into {name}", other=other.name, name=kept.name)

    def work(now: AnnotationSet) -> Change:
        return replace(entity_acts.merge(now, kept, other, type_id, session.stamp), label=label)

    def then(_change: Change) -> None:
        count = len(session.annotations.mentions_by_entity.get(kept.id, ()))
        one, many = (
            later("{other} is part of {name} now: {count} mention. Undo parts them again."),
            later("{other} is part of {name} now: {count} mentions. Undo parts them again."),
        )
        desk.ui.tell(trn(one, many, count, other=other.name, name=kept.name))

    count = len(session.annotations)  # all of them are looked at
    make(desk, count, work, then, tr("Merging {other} into {name} ...", other=other.name, name=kept.name))


@command("entity-card.split", "Split the chosen mentions off", "s", context=CONTEXT, when=has_card)
def split(desk: Desk) -> None:
    """They become an entity of their own; without any chosen, the one whose row is current."""
    entity, mention, session = shown_entity(desk), row_mention(desk), desk.session
    if entity is None:
        return
    chosen = desk.ui.chosen_mentions() or (frozenset([mention.id]) if mention is not None else frozenset())
    if not chosen:
        desk.ui.tell(tr("Choose the mentions first, with Space on their rows."))
        return
    mentions = session.annotations.mentions_by_entity.get(entity.id, ())
    if len(chosen) >= len(mentions):
        desk.ui.tell(
            tr("All mentions of {name} are chosen: there would be nothing left to split them from.", name=entity.name)
        )
        return
    label = tr("Split {name}", name=entity.name)

    def work(known: AnnotationSet) -> Change:
        return replace(entity_acts.split(known, desk.text, entity, chosen, session.stamp), label=label)

    def then(change: Change) -> None:
        made, count = change.entities[0][1], len(change.annotations)
        one, other = (
            later("{count} mention is an entity of its own now, called {name}. Undo brings it back."),
            later("{count} mentions are an entity of their own now, called {name}. Undo brings them back."),
        )
        desk.ui.tell(trn(one, other, count, name=made.name if made is not None else entity.name))

    make(desk, len(mentions), work, then, tr("Splitting {name} ...", name=entity.name))


_ACTS: dict[str, Callable[[Desk], None]] = {
    "name": rename,
    "type": pick_type,
    ALIAS: add_alias,
    "wikidata": set_wikidata,
    "merge": merge,
    "split": split,
    "remove": remove_all,
}
