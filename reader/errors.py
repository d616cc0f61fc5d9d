"""The one exception that becomes a sentence for the user; everything else that is raised is a bug."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reader.visible import in_a_line


class Worded(str):
    """Words with values filled in, which know the template that they were made of, so that it can be translated."""

    template: str
    values: Mapping[str, object]


def worded(template: str, /, **values: object) -> Worded:
    """The English words, as `template.format(**values)` gives them. `template` is looked up in catalogues."""
    made = Worded(template.format(**values))
    made.template, made.values = template, values
    return made


@dataclass
class UserError(Exception):
    """Something the user can understand and perhaps mend.

    `what` is a full sentence without its full stop ("notes.txt cannot be opened"), `why` the reason
    ("permission denied") and `remedy` what can be done about it; the last two may be empty. What holds names or
    numbers is made with `worded`; plain English does as well, and is shown as it is where no catalogue holds it.
    """

    what: str
    why: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        """All three parts as one line in English, as stderr shows it: nothing in it is unseen."""
        return self.in_words(str)

    def in_words(self, said: Callable[[str], str]) -> str:
        """All three parts as one line, each as `said` has it: the message bar gives it in the user's language."""
        parts = (said(part) if part else "" for part in (self.what, self.why, self.remedy))
        what, why, remedy = (in_a_line(part).rstrip(".") for part in parts)
        line = f"{what}: {why}." if why else f"{what}."
        return f"{line} {remedy}." if remedy else line


class UsageError(UserError):
    """The command line was used in a wrong way (exit status 2)."""
