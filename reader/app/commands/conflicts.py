"""Settling what two sides stated differently: found one after the other, and decided by a key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.conflicts import is_in_conflict, keep_mine, next_in_conflict, take_theirs
from reader.annotations.ids import Stamp
from reader.annotations.model import Annotation
from reader.app.commands.annotate import describe, go_to
from reader.app.commands.registry import command
from reader.app.desk.desk import Desk
from reader.app.panels.rows import Said
from reader.app.wording.tr import later, tr, trn

_Settling = Callable[[AnnotationSet, Annotation, Stamp, str], Change]


def _here(desk: Desk) -> Annotation | None:
    """What is current if it is in conflict, else the innermost one under the caret that is."""
    annotations, current = desk.session.annotations, desk.current_annotation()
    if current is not None and is_in_conflict(annotations, current):
        return current
    return next((a for a in desk.annotations_here() if is_in_conflict(annotations, a)), None)


def _is_here(desk: Desk) -> bool:
    return _here(desk) is not None


@command("conflict.next", "Next annotation in conflict", "%", menu="Edit/Conflicts")
def _next(desk: Desk) -> None:
    current = desk.current_annotation()
    here = (current.start, current.id) if current is not None else (desk.caret, "")
    found = next_in_conflict(desk.session.annotations, here)
    if found is None:
        desk.ui.tell(tr("No annotation is in conflict."))
        return
    go_to(desk, found)
    from reader.app.wording.conflicts import theirs_words  # asks the commands for their labels

    desk.ui.tell(tr("Changed on two sides. Theirs: {theirs}", theirs=theirs_words(_said(desk), found)))


def _said(desk: Desk) -> Said:
    return Said(desk.session.annotations, desk.text, desk.session.tagset)


def _row(desk: Desk) -> Annotation | None:
    from reader.app.commands.lists import row_of  # its commands keep their place in the registry

    row = row_of(desk)
    return row if isinstance(row, Annotation) else None


def _settle_here(desk: Desk, *, settle: _Settling, done: str) -> None:
    _settle(desk, _here(desk), settle, tr(done))


def _settle_row(desk: Desk, *, settle: _Settling, done: str) -> None:
    _settle(desk, _row(desk), settle, tr(done))


_SIDES = (
    ("mine", "Keep mine", "<", keep_mine, later("Kept mine.")),
    ("theirs", "Take theirs", ">", take_theirs, later("Took theirs.")),
)
for _side, _title, _key, _made, _done in _SIDES:
    _on_page = partial(_settle_here, settle=_made, done=_done)
    command(f"conflict.{_side}", _title, _key, menu="Edit/Conflicts", when=_is_here)(_on_page)
    command(f"card.{_side}", _title, _key, context="claim-card", when=_is_here)(_on_page)
    command(f"list.{_side}", _title, _key, context="list")(partial(_settle_row, settle=_made, done=_done))


def _settle(desk: Desk, annotation: Annotation | None, settle: _Settling, done: str) -> None:
    annotations = desk.session.annotations
    if annotation is None or not is_in_conflict(annotations, annotation):
        desk.ui.tell(tr("There is nothing in conflict here."))
        return
    label = tr("Settle the conflict of {what}", what=describe(desk, annotation))
    change = settle(annotations, annotation, desk.session.stamp, label)
    if not change:
        desk.ui.tell(tr("What they say means nothing to Postil; keep yours, or take it over by hand."))
        return
    if desk.apply(change) is not None:
        desk.set_current(annotation.id)
        annotations = desk.session.annotations
        if is_in_conflict(annotations, annotations.annotations[annotation.id]):
            done += " " + tr("Something of theirs is still to be decided here.")
        left = sum(is_in_conflict(annotations, a) for a in annotations if a.id != annotation.id)
        rest = [trn("{count} more is in conflict.", "{count} more are in conflict.", left)] if left else []
        desk.ui.tell(" ".join((done, *rest)))
