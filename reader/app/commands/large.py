"""What changes so much at once that a thread works it out, while the window says what it does. No commands here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.annotations.acts import AmbiguousEntityError
from reader.annotations.collection import AnnotationSet, Applied, Change
from reader.app.desk.desk import Desk
from reader.session import WorkedOut

if TYPE_CHECKING:
    from reader.history import Step

MANY = 500  # changes of so many annotations are worked out in 4 ms
MANY_BYTES = 20_000  # of a journal's record are read within 5 ms


def make(
    desk: Desk,
    count: int,
    work: Callable[[AnnotationSet], Change],
    then: Callable[[Change], None],
    words: str,
    ask: Callable[[AmbiguousEntityError], None] | None = None,
) -> None:
    """Make the change that `work` gives for the annotations, of which it changes `count`; `then` is told what was made.

    `ask` gets the question that `work` may raise. When something else was changed meanwhile, it is worked out anew.
    """
    annotations = desk.session.annotations

    def work_out() -> Applied | AmbiguousEntityError:
        try:
            return annotations.apply(work(annotations))
        except AmbiguousEntityError as question:
            return question

    def made(ready: Applied | AmbiguousEntityError) -> None:
        if desk.session.annotations is not annotations:
            make(desk, count, work, then, words, ask)
        elif not isinstance(ready, Applied):
            if ask is not None:
                ask(ready)
        elif desk.apply(ready.change, ready) is not None:
            then(ready.change)

    desk.ui.look_up(work_out, made, words, is_long=count > MANY)


def worked_out(desk: Desk, step: Step | None, then: Callable[[WorkedOut | None], None], words: str) -> None:
    """Give `then` what a step of the history will make, if that is much; it asks the session anew where it is None."""
    if step is None or not _is_much(step):
        then(None)
        return
    session = desk.session

    def work() -> WorkedOut | None:
        try:
            return session.work_out(step)
        except ValueError:  # which the session says when it meets it
            return None

    desk.ui.look_up(work, lambda ready: then(ready) if desk.session is session else None, words, is_long=True)


def _is_much(step: Step) -> bool:
    if isinstance(step, Change):
        return len(step.annotations) + len(step.entities) > MANY
    return step.size > MANY_BYTES
