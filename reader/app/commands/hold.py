"""Holding a type: `q` and its letter, until Esc."""

from __future__ import annotations

from reader.annotations.model import Mention
from reader.annotations.tagset import TagSet
from reader.app.commands.registry import Command
from reader.app.commands.repeat import tag_as
from reader.app.desk.desk import Desk
from reader.app.desk.hidden import CLAIMS, HIGHLIGHTS
from reader.app.modes.held_type import Held
from reader.app.wording.tr import later, tr
from reader.text.spans import Span
from reader.text.words import next_word

PREFIX = "q"
MENU = "Tag/" + later("Hold a type")


def hold_commands(tagset: TagSet) -> tuple[Command, ...]:
    """One a type, and those for claims and highlights."""
    kinds = [(t.id, t.label, t.key) for t in tagset.types]
    kinds += [(CLAIMS, tr("Claim"), tagset.claim_key), (HIGHLIGHTS, tr("Plain highlight"), "u")]
    return tuple(_command(*kind) for kind in kinds)


def _command(what: str, label: str, key: str) -> Command:
    def run(desk: Desk) -> None:
        desk.enter(Held(desk, what, label, _give, _give_and_go_on))

    def is_held(desk: Desk) -> bool:
        return isinstance(desk.mode, Held) and desk.mode.what == what

    keys = (f"{PREFIX} {key}",) if key else ()
    return Command(f"hold.{what}", tr("Hold: {label}", label=label), run, keys, menu=MENU, is_on=is_held)


def _give(desk: Desk, what: str) -> None:
    """To what is selected, the words of a suggestion, or the word; what has it already is left alone."""
    suggestion = desk.suggestion
    if suggestion is not None:  # taken as words, so that the caret stays with them
        desk.page.select(suggestion.span.start, suggestion.span.end)
    here = desk.current_annotation()
    if not (isinstance(here, Mention) and here.type == what and _covers(desk, here)):
        desk.set_current(None)
        tag_as(desk, what)


def _covers(desk: Desk, mention: Mention) -> bool:
    target = desk.target()
    return target is not None and any(span.covers(target) for span in mention.spans)


def _give_and_go_on(desk: Desk, what: str) -> None:
    before = desk.session.history.undo_depth
    _give(desk, what)
    here = desk.current_annotation()
    if here is None or (desk.session.history.undo_depth == before and not isinstance(here, Mention)):
        return  # nothing was tagged: it was said why, or is being asked about
    spans = [span for span in here.spans if span.start <= desk.caret <= span.end] or [Span(desk.caret, desk.caret + 1)]
    following = next_word(desk.text, max(span.end for span in spans) - 1)
    if following is not None:
        desk.goal_x = None
        desk.place_caret(following.start)
