"""How safe annotations are, in a word and, where there is more to say, a sentence."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from reader.errors import UserError, worded

IN_THE_JOURNAL = worded("What you do is kept in Postil's journal, and saved as soon as that is possible")
ONLY_IN_MEMORY = worded("What you do is only in this window until it can be saved")
SAFE_WHEN_SAVED = worded("What you do is safe once it is saved, a second later")


class SaveState(StrEnum):
    """What the status line says first. "Saved": in the sidecar. "Safe": in the journal, for the sidecar fails."""

    SAVED = "Saved"
    SAVING = "Saving ..."
    SAFE = "Not saved, but safe"
    NOT_SAVED = "Not saved"
    READ_ONLY = "Read-only"
    LOADING = "Reading annotations ..."


class SaveStatus(NamedTuple):
    """How safe the annotations are; `said` are sentences when there is more to say."""

    state: SaveState
    said: tuple[UserError | str, ...] = ()

    @property
    def message(self) -> str:
        """What is said, in English."""
        return " ".join(map(str, self.said))


def saved(elsewhere: str, no_journal: UserError | None, not_kept: UserError | None = None) -> SaveStatus:
    """All is in the sidecar. `elsewhere` says where that is, if not beside the article; `no_journal` why there is none.

    The latter is told as long as it is so: what is done in the second before a save is not safe. `not_kept` says why
    there is no backup of what was replaced.
    """
    unsafe = replace(no_journal, remedy=SAFE_WHEN_SAVED) if no_journal is not None else None
    return SaveStatus(SaveState.SAVED, tuple(each for each in (elsewhere, unsafe, not_kept) if each))


def not_saved(why: UserError, *, in_journal: bool, no_journal: UserError | None) -> SaveStatus:
    """The sidecar could not be written; whether the journal has it all, or why that cannot be written either."""
    if in_journal:
        return SaveStatus(SaveState.SAFE, (_with_remedy(why, IN_THE_JOURNAL),))
    only = ONLY_IN_MEMORY
    if no_journal is not None:
        only = worded("What you do is only in this window until it can be saved. {why}", why=no_journal)
    return SaveStatus(SaveState.NOT_SAVED, (_with_remedy(why, only),))


def _with_remedy(problem: UserError, remedy: str) -> UserError:
    both = worded("{remedy}. {more}", remedy=problem.remedy, more=remedy) if problem.remedy else remedy
    return replace(problem, remedy=both)
