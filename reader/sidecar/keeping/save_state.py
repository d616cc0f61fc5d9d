"""How safe annotations are, in a word and, where there is more to say, a sentence."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from reader.errors import UserError

IN_THE_JOURNAL = "What you do is kept in Postil's journal, and saved as soon as that is possible"
ONLY_IN_MEMORY = "What you do is only in this window until it can be saved"
SAFE_WHEN_SAVED = "What you do is safe once it is saved, a second later"


class SaveState(StrEnum):
    """What the status line says first. "Saved": in the sidecar. "Safe": in the journal, for the sidecar fails."""

    SAVED = "Saved"
    SAVING = "Saving ..."
    SAFE = "Not saved, but safe"
    NOT_SAVED = "Not saved"
    READ_ONLY = "Read-only"
    LOADING = "Reading annotations ..."


class SaveStatus(NamedTuple):
    """How safe the annotations are; `message` is a sentence when there is more to say."""

    state: SaveState
    message: str = ""


def saved(elsewhere: str, no_journal: UserError | None, not_kept: UserError | None = None) -> SaveStatus:
    """All is in the sidecar. `elsewhere` says where that is, if not beside the article; `no_journal` why there is none.

    The latter is told as long as it is so: what is done in the second before a save is not safe. `not_kept` says why
    there is no backup of what was replaced.
    """
    told = str(replace(no_journal, remedy=SAFE_WHEN_SAVED)) if no_journal is not None else ""
    return SaveStatus(SaveState.SAVED, " ".join(filter(None, (elsewhere, told, str(not_kept or "")))))


def not_saved(why: UserError, *, in_journal: bool, no_journal: UserError | None) -> SaveStatus:
    """The sidecar could not be written; whether the journal has it all, or why that cannot be written either."""
    if in_journal:
        return SaveStatus(SaveState.SAFE, _with_remedy(why, IN_THE_JOURNAL))
    only = f"{ONLY_IN_MEMORY}: {no_journal}" if no_journal is not None else ONLY_IN_MEMORY
    return SaveStatus(SaveState.NOT_SAVED, _with_remedy(why, only))


def _with_remedy(problem: UserError, remedy: str) -> str:
    both = f"{problem.remedy.rstrip('.')}. {remedy}" if problem.remedy else remedy
    return str(replace(problem, remedy=both))
