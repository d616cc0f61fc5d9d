"""The last tag once more, and tags by what they are: a type, a claim or a plain highlight."""

from __future__ import annotations

from reader.app.commands.annotate import highlight, tag_or_retag
from reader.app.commands.claims import make_claim
from reader.app.commands.registry import command
from reader.app.desk.desk import Desk
from reader.app.desk.hidden import CLAIMS, HIGHLIGHTS
from reader.app.wording.tr import tr


def tag_as(desk: Desk, what: str, entity_id: str = "") -> None:
    """Tag the selection or the word as `what`: the id of a type (of this very entity), CLAIMS or HIGHLIGHTS."""
    if what == CLAIMS:
        make_claim(desk)
    elif what == HIGHLIGHTS:
        highlight(desk)
    else:
        tag_or_retag(desk, what, desk.session.annotations.entities.get(entity_id))


@command("repeat", "Repeat the last tag", ".", menu="Tag", when=lambda desk: desk.last_tag is not None)
def _repeat(desk: Desk) -> None:
    """On what is selected or under the caret; an entity that was chosen from a list is chosen again."""
    last = desk.last_tag
    if last is None:
        desk.ui.tell(tr("Nothing has been tagged yet."))
    elif last.what not in (CLAIMS, HIGHLIGHTS) and last.what not in desk.session.tagset.by_id:
        desk.ui.tell(tr("The last type is no longer in use."))
    else:
        tag_as(desk, last.what, last.entity)
