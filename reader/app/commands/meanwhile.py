"""What was typed while the annotation was changed or removed elsewhere, in another window or by a sync tool.

The rules of a merge: a change beats a removal, and of a fact that both sides stated what was typed stands and the other
value waits in conflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from reader.annotations.collection import Change
from reader.annotations.conflicts import with_other
from reader.annotations.model import Annotation, Entity, entities_of
from reader.app.desk.desk import Desk
from reader.app.wording.tr import tr


class Then(NamedTuple):
    """An annotation as it was when somebody began to type into it, and the entities there were."""

    annotation: Annotation
    entities: Mapping[str, Entity]

    @classmethod
    def of(cls, desk: Desk, annotation: Annotation) -> Then:
        """As it is now."""
        return cls(annotation, desk.session.annotations.entities)


def set_aside(desk: Desk, text: str) -> bool:
    """Where nothing can be changed any more, leave what was typed on the clipboard; whether that is so."""
    read_only = desk.session.read_only
    if read_only is not None and text:
        desk.ui.copy(text)
        desk.ui.tell(f"{read_only} {tr('What you typed is on the clipboard.')}")
    return read_only is not None


def bring_back(desk: Desk, then: Then) -> None:
    """Have it again if it was removed meanwhile, with the entities that it names."""
    state, annotation = desk.session.annotations, then.annotation
    if annotation.id in state.annotations:
        return
    named = sorted(entities_of(annotation) - state.entities.keys() & then.entities.keys())
    entities = tuple((key, then.entities[key]) for key in named)
    if desk.apply(Change(tr("Bring back"), ((annotation.id, annotation),), entities)) is not None:
        desk.set_current(annotation.id)
        desk.ui.tell(tr("It was removed meanwhile, and is back with what you typed."))


def with_both(desk: Desk, change: Change, then: Then, attribute: str) -> Change:
    """The change; with what somebody else stated meanwhile in conflict, should it overwrite that."""
    key = then.annotation.id
    now = desk.session.annotations.annotations.get(key)
    changed = dict(change.annotations)
    mine = changed.get(key)
    stated = getattr(now, attribute, "")
    if mine is None or not stated or stated in (getattr(then.annotation, attribute), getattr(mine, attribute)):
        return change
    desk.ui.tell(tr("It was changed meanwhile: what you typed stands, and the other one is in conflict with it."))
    return replace(change, annotations=tuple((changed | {key: with_other(mine, attribute, stated)}).items()))
