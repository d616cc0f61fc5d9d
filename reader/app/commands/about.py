"""What Postil is and runs on, and where it keeps what is not an article."""

from __future__ import annotations

from reader.app.asking.choice import Choice, Question
from reader.app.commands.registry import command
from reader.app.desk.desk import Desk
from reader.app.wording.tr import tr

_ALL = "all"


@command("about", "About Postil", context="global", menu="Help")
def _about(desk: Desk) -> None:
    """Its versions, licence and folders, one a row: taking a row copies it, or all of them for a report of a fault."""
    rows = dict(desk.ui.about())

    def take(row: str, _typed: str) -> None:
        if row == _ALL:
            desk.ui.copy("\n".join(f"{words}: {value}" for words, value in rows.items()))
            desk.ui.tell(tr("Copied: all that is said about Postil."))
        elif row:
            desk.ui.copy(rows[row])
            desk.ui.tell(tr("Copied: {words}", words=rows[row]))

    choices = [Choice(words, words, value) for words, value in rows.items()]
    desk.ui.pick(Question(tr("About Postil"), [*choices, Choice(_ALL, tr("Copy all of it"))], take))
