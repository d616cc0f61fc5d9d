"""Keys of the lists in the panel - entities, claims, notes, orphans: moving in them, and acting on their rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from reader.annotations import acts
from reader.annotations.collection import Change
from reader.annotations.entity_acts import claims_of
from reader.annotations.model import Annotation, Entity, Mention, kind_of
from reader.annotations.tagset import TagSet
from reader.app.commands.annotate import describe, tag_or_retag, write_note
from reader.app.commands.bulk import remove_mentions, retag_mentions
from reader.app.commands.registry import Command, command, fixed_commands
from reader.app.desk.desk import Desk
from reader.app.desk.hidden import CLAIMS, HIGHLIGHTS
from reader.app.panels.wanted import STATES
from reader.app.wording.tr import later, tr

ONLY = "f"  # then the letter that tags
_NO_TYPE = {
    "claim": later("A claim has no type."),
    "highlight": later("A highlight has no type."),
    "relation": later("A relation has no type."),
    "other": later("What is not understood here has no type."),
}


@command("list.next", "Next row", "Down", "j", context="list")
def _next(desk: Desk) -> None:
    desk.ui.pane_step(1)


@command("list.previous", "Previous row", "Up", "k", context="list")
def _previous(desk: Desk) -> None:
    desk.ui.pane_step(-1)


@command("list.open", "Go to it: card or words", "Enter", context="list")
def _open(desk: Desk) -> None:
    desk.ui.pane_take()


@command("list.tab.next", "Next tab", "Right", context="list")
def _tab_next(desk: Desk) -> None:
    desk.ui.pane_turn(1)


@command("list.tab.previous", "Previous tab", "Left", context="list")
def _tab_previous(desk: Desk) -> None:
    desk.ui.pane_turn(-1)


@command("list.sort", "Sort: entities by count or place, annotations by place or type", "s", context="list")
def _sort(desk: Desk) -> None:
    desk.ui.sort_list()


@command("list.filter", "Filter the list", "/", "Ctrl+F", context="list")
def _filter(desk: Desk) -> None:
    desk.ui.begin_filter()


def _in_state(desk: Desk, *, state: str) -> None:
    desk.ui.filter_state(state)


for _state, _key, _label, _ in STATES:
    _title = f"List what is: {_label.lower()}"
    command(f"list.state.{_state}", _title, f"Shift+F {_key}", context="list")(partial(_in_state, state=_state))


# -- acts on the current row -----------------------------------------------------------------------


def row_of(desk: Desk) -> Annotation | Entity | None:
    """What the current row of the list that has the focus stands for."""
    annotations = desk.session.annotations
    return annotations.annotations.get(desk.ui.row_annotation()) or annotations.entities.get(desk.ui.row_entity())


@command("list.remove", "Remove it", "Delete", context="list")
def _remove(desk: Desk) -> None:
    """An annotation; an entity with all its mentions. The next row is current then."""
    row = row_of(desk)
    if isinstance(row, Annotation):
        label = tr("Remove {what}", what=describe(desk, row))
        if desk.apply(acts.remove(desk.session.annotations, [row.id], label)) is not None:
            desk.set_current(None)
            desk.ui.tell(tr("Done: {label}.", label=label))
    elif isinstance(row, Entity):
        remove_entity(desk, row)


def remove_entity(desk: Desk, entity: Entity) -> None:
    """All mentions of an entity away, and its record with them unless it says more; one that no claim names goes."""
    annotations = desk.session.annotations
    if annotations.mentions_by_entity.get(entity.id):
        remove_mentions(desk, entity)
    elif claims_of(annotations, entity.id):
        desk.ui.tell(tr("{name} has no mentions, but claims name it.", name=entity.name))
    elif desk.apply(Change(tr("Remove {what}", what=entity.name), (), ((entity.id, None),))) is not None:
        desk.ui.tell(tr("Done: {label}.", label=tr("Remove {what}", what=entity.name)))


@command("list.note", "Note on it", "t", context="list")
def _note(desk: Desk) -> None:
    row = row_of(desk)
    if isinstance(row, Annotation):
        write_note(desk, row)
    elif isinstance(row, Entity):
        desk.ui.tell(tr("A note stands on an annotation: Enter lists the mentions of this entity."))


def list_commands(tagset: TagSet) -> tuple[Command, ...]:
    """What a list does with each type: retag the row, or list only that type. The lists' own keys go first."""
    from reader.app.keyboard.keymap import clash  # which imports commands

    taken = [ONLY, *(key for c in fixed_commands() if c.context == "list" for key in c.keys)]
    types = [(t.id, t.label, t.key) for t in tagset.types]
    found = []
    for type_id, label, key in types:
        keys = (key,) if key and not any(clash(key, other) for other in taken) else ()
        found.append(Command(f"list.tag.{type_id}", tr("Retag as {label}", label=label), _retag(type_id), keys, "list"))
    for type_id, label, key in (*types, (CLAIMS, tr("Claims"), tagset.claim_key), (HIGHLIGHTS, tr("Highlights"), "u")):
        keys = (f"{ONLY} {key}",) if key else ()
        found.append(
            Command(f"list.only.{type_id}", tr("List only: {label}", label=label), _only(type_id), keys, "list")
        )
    return tuple(found)


def _retag(type_id: str) -> Callable[[Desk], None]:
    def run(desk: Desk) -> None:
        row = row_of(desk)
        if isinstance(row, Mention):
            desk.set_current(row.id)
            tag_or_retag(desk, type_id)
        elif isinstance(row, Entity):
            retag_mentions(desk, row.id, type_id)
        elif row is not None:
            desk.ui.tell(tr(_NO_TYPE[kind_of(row)]))

    return run


def _only(type_id: str) -> Callable[[Desk], None]:
    return lambda desk: desk.ui.filter_type(type_id)
