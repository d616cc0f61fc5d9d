"""`Chip`: what is current, in words, with the keys that do something with it now. Knows no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.conflicts import is_in_conflict
from reader.annotations.model import Anchor, Annotation, Claim, Highlight, Mention
from reader.app.keyboard.hint import Hint
from reader.app.panels.rows import Said
from reader.app.wording.telling import Told, told_of, told_suggested
from reader.app.wording.tr import later, tr
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.app.desk.desk import Desk
    from reader.app.keyboard.keymap import Keymap

_OF_MENTION = ((later("link"), "link"), (later("all others"), "mentions"), (later("entity"), "annotation.open"))
_OF_SUGGESTION = (
    (later("accept"), "annotation.open"),
    (later("reject"), "suggestion.reject"),
    (later("next"), "suggestion.next"),
)
_OF_CLAIM = ((later("verdict"), ""), (later("card"), "annotation.open"), (later("add words"), "claim.fragment"))
_IN_CONFLICT = (
    (later("keep mine"), "conflict.mine"),
    (later("take theirs"), "conflict.theirs"),
    (later("card"), "annotation.open"),
)
_UNSURE = (
    (later("accept its place"), "anchor.accept"),
    (later("reject it"), "anchor.reject"),
    (later("next uncertain"), "anchor.next"),
)
_OF_HIGHLIGHT = ((later("note"), "note"), (later("remove"), "remove"))


class Chip(NamedTuple):
    """What stands beside the words `span` of what is current: an annotation of that `id`, or a suggestion (no id).

    `commands` are those that the `hints` stand for, in their order; a click on one gives it.
    """

    told: Told
    span: Span
    id: str = ""
    hints: tuple[Hint, ...] = ()
    commands: tuple[str, ...] = ()


def span_at(annotation: Annotation, position: int) -> Span | None:
    """The fragment under the caret, else the first."""
    here = [span for span in annotation.spans if span.start <= position < span.end]
    return next(iter((*here, *annotation.spans)), None)


def chip_for(desk: Desk, keymap: Keymap) -> Chip | None:
    """The chip of what is current; None when nothing is, or when it stands on no words."""
    said = Said(desk.session.annotations, desk.text, desk.session.tagset)
    suggestion = desk.suggestion if desk.session.read_only is None else None
    if suggestion is not None:
        told = told_suggested(said, suggestion, desk.suggestions.which(suggestion))
        return Chip(told, suggestion.span, "", *_keys(desk, keymap, _OF_SUGGESTION))
    current = desk.current_annotation()
    span = span_at(current, desk.caret) if current is not None else None
    if current is None or span is None:
        return None
    told = told_of(said, current)
    if desk.session.read_only is not None:
        return Chip(told, span, current.id)
    wanted: tuple[tuple[str, str], ...]
    if current.anchor is Anchor.FUZZY:  # first where it stands, as in the status line
        wanted = _UNSURE
    elif is_in_conflict(desk.session.annotations, current):
        wanted = _IN_CONFLICT
    elif isinstance(current, Claim):
        wanted = _OF_CLAIM
    elif isinstance(current, Mention):
        wanted = _OF_MENTION
    else:
        wanted = _OF_HIGHLIGHT if isinstance(current, Highlight) else ()
    return Chip(told, span, current.id, *_keys(desk, keymap, wanted))


def _keys(desk: Desk, keymap: Keymap, wanted: tuple[tuple[str, str], ...]) -> tuple[tuple[Hint, ...], tuple[str, ...]]:
    """What is wanted and has a key: hints, and the commands they stand for. A verdict is chosen from the menu."""
    found = []
    for words, command_id in wanted:
        if command_id:
            keys = keymap.keys_of(command_id)
        else:
            keys = tuple(k for v in desk.session.tagset.verdicts for k in keymap.keys_of(f"claim.verdict.{v.id}"))
        if keys:
            found.append((Hint((keys[0].split()[0],), tr(words)), command_id or "menu"))
    return tuple(hint for hint, _ in found), tuple(command for _, command in found)
