"""What reading and saving the annotations of one article give: values, for whoever asked for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.collection import AnnotationSet, Change
from reader.errors import UserError
from reader.sidecar.format.choices import Choices
from reader.sidecar.format.w3c_shape import Problem

if TYPE_CHECKING:
    from reader.sidecar.journal.recovery import Recovered


class Loaded(NamedTuple):
    """What was found. With `read_only` nothing may be changed; `broken` says that the file could not be read at all.

    `elsewhere` is a sentence when annotations are kept in the user's data folder; `choices` stand beside them.
    """

    annotations: AnnotationSet
    read_only: UserError | None = None
    broken: bool = False
    elsewhere: str = ""
    problems: tuple[Problem, ...] = ()
    choices: Choices = Choices()
    late: bool = False  # only the head was read: the annotations are still to be loaded
    stands_as: str = ""  # equal as long as nobody wrote the files
    recovered: Recovered | None = None  # what journals add to it

    @property
    def shown(self) -> AnnotationSet:
        """The annotations, with what journals add to them."""
        return self.annotations if self.recovered is None else self.recovered.annotations


class Saved(NamedTuple):
    """What stands in `path` now, what was to be saved, and what came in from others on the way."""

    annotations: AnnotationSet
    sent: AnnotationSet
    from_others: Change
    path: Path
    elsewhere: str = ""
    stands_as: str = ""  # see `Loaded`
    number: int = 0  # the caller's, of what was to be saved
    adopted: AnnotationSet | None = None  # what the caller had taken in when it sent that
