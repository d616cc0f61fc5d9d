"""What can be done with what is here - the selection, the current annotation - as a menu's groups. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.model import Annotation, Claim, Mention, Other, Relation
from reader.app.commands.registry import Command
from reader.app.panels.rows import Said
from reader.app.wording.telling import told_of
from reader.app.wording.tr import tr
from reader.visible import in_a_line

if TYPE_CHECKING:
    from reader.app.desk.desk import Desk

MENTION = ("mentions", "link", "annotation.open")
SUGGESTED = ("annotation.open", "suggestion.reject", "suggestion.accept.paragraph")
CLAIM = ("claim.fragment", "claim.speaker", "annotation.open")
UNCERTAIN = ("anchor.accept", "anchor.reject")
IN_CONFLICT = ("conflict.mine", "conflict.theirs")
COPYING = ("copy.source", "copy.markdown")
WITHOUT_ROWS = ("page", "global", "find", "claim-card")  # the last one's values are chosen in the card itself
_STEPS = {"next", "previous", "tab"}
HISTORY = ("undo", "redo")


class Group(NamedTuple):
    """Commands that belong together; with a title they stand in a menu of their own inside the menu."""

    commands: tuple[Command, ...]
    title: str = ""


class Here(NamedTuple):
    """The menu of what is here: what that is, in words, and what can be done."""

    words: str
    groups: tuple[Group, ...]


def here_on(desk: Desk, commands: Sequence[Command], can_run: Callable[[Command], bool]) -> Here:
    """What can be done now on the page. Nothing that would only say why it cannot be done is listed."""
    by_id = {command.id: command for command in commands}
    current = desk.current_annotation()
    if (opens := by_id.get("annotation.open")) is not None:
        by_id[opens.id] = replace(opens, title=_what_opens(desk, current) or opens.title)

    def known(*ids: str) -> tuple[Command, ...]:
        return tuple(by_id[i] for i in ids if i in by_id and can_run(by_id[i]))

    tags = known(*(f"tag.{t.id}" for t in desk.session.tagset.types))
    verdicts = known(*(f"claim.verdict.{v.id}" for v in desk.session.tagset.verdicts))
    has_words = desk.target() is not None
    groups: list[Group] = []
    if desk.session.read_only is None:
        groups.append(Group(known(*UNCERTAIN)))
        groups.append(Group(known(*IN_CONFLICT)))
        mention = desk.current_mention()
        if desk.suggestion is not None:
            groups += [Group(known(*SUGGESTED)), Group(tags, tr("Accept as"))]
        elif mention is not None:
            own = f"tag.{mention.type}"
            groups += [Group(tuple(c for c in tags if c.id != own), tr("Retag as")), Group(known(*MENTION))]
        elif has_words:
            groups.append(Group(tags, tr("Tag as")))
        if isinstance(current, Claim):
            fragment = CLAIM if desk.selected() is not None else CLAIM[1:]
            groups += [Group(verdicts, tr("Verdict")), Group(known(*fragment))]
        groups.append(Group(known(*(("claim.make", "highlight") if has_words else ()), *_on(current))))
        groups.append(Group(known("remove") if current is not None else ()))
    elif isinstance(current, Claim | Mention):
        groups.append(Group(known("annotation.open")))
    groups.append(Group(known(*COPYING) if has_words else ()))
    groups.append(Group(known("address.open")))
    groups.append(Group(known(*HISTORY)))
    return Here(_words(desk, current), tuple(group for group in groups if group.commands))


def here_in(context: str, commands: Sequence[Command], can_run: Callable[[Command], bool]) -> Here:
    """What can be done with the current row of a list or card; going to another row is none of it."""
    found = (c for c in commands if c.context == context and not _STEPS & set(c.id.split(".")) and can_run(c))
    return Here("", (Group(tuple(found)),) if context not in WITHOUT_ROWS else ())


def _what_opens(desk: Desk, current: Annotation | None) -> str:
    """What the command that opens does here; its own title says all that it can do."""
    if desk.suggestion is not None:
        return tr("Accept the suggestion")
    if isinstance(current, Claim):
        return tr("Card of the claim")
    return tr("Card of the entity") if isinstance(current, Mention) else ""


def _on(current: Annotation | None) -> tuple[str, ...]:
    return () if current is None or isinstance(current, Other | Relation) else ("note",)


def _words(desk: Desk, current: Annotation | None) -> str:
    if desk.suggestion is not None:
        return desk.suggestions.in_words(desk.suggestion)
    if current is not None:
        return told_of(Said(desk.session.annotations, desk.text, desk.session.tagset), current).in_a_line
    words = desk.target()
    return f"“{in_a_line(words.of(desk.text))}”" if words is not None else ""
