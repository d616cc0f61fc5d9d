"""Taking hold of an end of the current annotation, to move it by the arrows."""

from __future__ import annotations

from reader.annotations.model import Placed
from reader.app.commands.annotate import describe, has_current
from reader.app.commands.registry import command
from reader.app.desk.desk import Desk
from reader.app.modes.moving_end import MovingEnd
from reader.app.wording.tr import tr


def _take(desk: Desk, *, at_start: bool) -> None:
    """Of the fragment at the caret, else of the first one that has words."""
    annotation, caret = desk.current_annotation(), desk.caret
    placed = [(n, f.span) for n, f in enumerate(annotation.fragments if annotation else ()) if isinstance(f, Placed)]
    if annotation is None or not placed:
        desk.ui.tell(tr("There is no annotation here whose ends could be moved."))
    elif desk.session.read_only is not None:
        desk.ui.tell(str(desk.session.read_only))
    else:
        fragment = next((n for n, span in placed if span.start <= caret <= span.end), placed[0][0])
        desk.enter(MovingEnd(desk, annotation, fragment, describe(desk, annotation), at_start=at_start))


@command("end.first", "Move the start of the annotation", "[", menu="Edit", when=has_current)
def _first(desk: Desk) -> None:
    _take(desk, at_start=True)


@command("end.last", "Move the end of the annotation", "]", menu="Edit", when=has_current)
def _last(desk: Desk) -> None:
    _take(desk, at_start=False)
