"""The one exception that becomes a sentence for the user; everything else that is raised is a bug."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class UserError(Exception):
    """Something the user can understand and perhaps mend.

    `what` is a full sentence without its full stop ("notes.txt cannot be opened"), `why` the reason
    ("permission denied") and `remedy` what can be done about it; the last two may be empty.
    """

    what: str
    why: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        """All three parts as one line, as stderr and the message bar show it."""
        what, why, remedy = (" ".join(part.split()).rstrip(".") for part in (self.what, self.why, self.remedy))
        line = f"{what}: {why}." if why else f"{what}."
        return f"{line} {remedy}." if remedy else line


class UsageError(UserError):
    """The command line was used in a wrong way (exit status 2)."""
