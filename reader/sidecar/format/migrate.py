"""Brings a sidecar of an older format version up to date, step by step. What it was like before is in the backups.

A step is a function from a document to the same as the next version has it. There is none yet: 1.0 is the first
version. `STEPS` is asked when a sidecar is read; the file itself is replaced with the next save.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from reader.errors import worded
from reader.sidecar.format.json_text import JsonObject


class Step(NamedTuple):
    """From one format version to the next. `change` may change the document it is given, and returns it."""

    version: str
    to: str
    change: Callable[[JsonObject], JsonObject]


STEPS: tuple[Step, ...] = ()


def is_older(document: JsonObject, steps: Sequence[Step] | None = None) -> bool:
    """Whether a step leads on from the version of a document."""
    return _step_from(document, STEPS if steps is None else steps) is not None


def migrate(document: JsonObject, steps: Sequence[Step] | None = None) -> JsonObject:
    """The document as far as steps lead, with the version that it has then; one that no step knows stays as it is.

    Raises ValueError when steps lead in a ring, or a step cannot make anything of the document.
    """
    known = STEPS if steps is None else steps
    for _ in range(len(known) + 1):
        step = _step_from(document, known)
        if step is None:
            return document
        try:
            document = step.change(document) | {"formatVersion": step.to}
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            why = worded(
                "its format version is {version}, and it is not made like one: {error}",
                version=step.version,
                error=error,
            )
            raise ValueError(why) from None
    raise ValueError(worded("the steps between format versions lead in a ring"))


def _step_from(document: JsonObject, steps: Sequence[Step]) -> Step | None:
    version = document.get("formatVersion")
    return next((step for step in steps if step.version == version), None)
