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
        line = f"{self.what}: {self.why}." if self.why else f"{self.what}."
        whole = f"{line} {self.remedy}." if self.remedy else line
        return " ".join(whole.split()).replace("..", ".")


class UsageError(UserError):
    """The command line was used in a wrong way (exit status 2)."""
