"""Types that are not drawn on the page: a key hides a type, the same key shows it again."""

from __future__ import annotations

from reader.annotations.tagset import TagSet
from reader.app.commands.registry import Command, command
from reader.app.desk.desk import Desk
from reader.app.desk.hidden import CLAIMS, HIGHLIGHTS, label_of
from reader.app.wording.tr import later, tr

PREFIX = "Shift+T"  # then the letter that tags
MENU = "View/" + later("Hide on the page")


def hide_commands(tagset: TagSet) -> tuple[Command, ...]:
    """One for each entity type, one for claims and one for highlights."""
    types = [(t.id, t.label, t.key) for t in tagset.types]
    named = [*types, (CLAIMS, tr("Claims"), tagset.claim_key), (HIGHLIGHTS, tr("Highlights"), "u")]
    return tuple(_hide_command(hidden_id, label, key) for hidden_id, label, key in named)


def _hide_command(hidden_id: str, label: str, key: str) -> Command:
    keys = (f"{PREFIX} {key}",) if key else ()
    title = tr("Hide or show: {label}", label=label)
    return Command(
        f"view.hide.{hidden_id}",
        title,
        lambda desk: toggle(desk, hidden_id),
        keys,
        menu=MENU,
        is_on=lambda desk: hidden_id in desk.hidden,
    )


def toggle(desk: Desk, hidden_id: str) -> None:
    """Hide this on the page, or show it again."""
    label = label_of(desk.session.tagset, hidden_id)
    if hidden_id in desk.hidden:
        desk.set_hidden(desk.hidden - {hidden_id})
        desk.ui.tell(tr("{label}: shown again.", label=label))
    else:
        desk.set_hidden(desk.hidden | {hidden_id})
        desk.ui.tell(tr("{label}: hidden on the page, kept in the lists.", label=label))


@command("view.hide.none", "Show all types", f"{PREFIX} {PREFIX}", menu=MENU, when=lambda desk: bool(desk.hidden))
def _show_all(desk: Desk) -> None:
    was = len(desk.hidden)
    desk.set_hidden(frozenset())
    desk.ui.tell(tr("All types are shown again.") if was else tr("No type is hidden."))
