"""Says in one window that something was changed on two sides, as long as that is so."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING

from reader.annotations.collection import AnnotationSet, Applied
from reader.annotations.conflicts import is_in_conflict
from reader.annotations.model import Annotation, Entity
from reader.app.window.message import Answer, Message
from reader.app.wording.tr import later, tr, trn

if TYPE_CHECKING:
    from reader.app.workbench.workbench import Workbench

_CONFLICT = attrgetter("conflict")


class Conflicted:
    """Looks after the annotations of the article in one window."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._session = bench.session
        self._count = 0
        self._message: Message | None = None
        bench.session.subscribe(self._changed)
        self._tell(bench.session.annotations)

    def _changed(self, applied: Applied) -> None:
        both = (applied.change, applied.inverse)
        if applied.before is not applied.after and (
            not applied.change or any(_any(v for _, v in (*c.annotations, *c.entities)) for c in both)
        ):
            self._tell(applied.after)

    def _tell(self, annotations: AnnotationSet) -> None:
        bench = self._bench
        count = 0
        if any(map(_CONFLICT, annotations)) or any(map(_CONFLICT, annotations.entities.values())):
            count = sum(is_in_conflict(annotations, a) for a in annotations)
        if count == self._count or bench.session is not self._session:
            return
        bench.messages.remove(self._message)
        self._count, self._message = count, None
        if count:
            one = later("{count} annotation was changed on two sides: both values are kept.")
            other = later("{count} annotations were changed on two sides: both values are kept.")
            key = next(iter(bench.keymap.keys_of("conflict.next")), "")
            review = Answer(key, tr("review"), lambda: bench.run("conflict.next"))
            self._message = bench.messages.add(trn(one, other, count), review)


def _any(records: Iterable[Annotation | Entity | None]) -> bool:
    return any(record is not None and record.conflict for record in records)
