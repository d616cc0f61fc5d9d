"""Which keys do something now, each with a word: what the status line shows. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.annotations.anchor_acts import is_orphan, is_uncertain
from reader.annotations.conflicts import is_in_conflict
from reader.annotations.model import Anchor, Claim, Highlight, Mention
from reader.app.keyboard.claim_hints import found_on_card, while_typing
from reader.app.keyboard.hint import Hint
from reader.app.wording.tr import tr

if TYPE_CHECKING:
    from reader.app.desk.desk import Desk
    from reader.app.keyboard.keymap import Keymap

MOST_FOLLOWS = 15  # the status line leaves out those it has no room for


def _hint(keymap: Keymap, words: str, *command_ids: str) -> list[Hint]:
    keys = tuple(live[0] for command_id in command_ids if (live := keymap.keys_of(command_id)))
    return [Hint(tuple(" ".join(keys).split()), words)] if keys else []


def _first(label: str) -> str:
    return label.split("/")[0].split("(")[0].strip().casefold()


def hints_for(desk: Desk, keymap: Keymap, context: str) -> list[Hint]:
    """The keys worth knowing where the focus is, the most useful first; the key sheet comes last."""
    if context == "page":
        return [*_on_page(desk, keymap)[:6], *_hint(keymap, tr("keys"), "keys")]
    if context == "list":
        found = [
            *_settling(desk),
            (tr("choose"), ("list.previous", "list.next")),
            (tr("tab"), ("list.tab.previous", "list.tab.next")),
            (tr("open"), ("list.open",)),
            (tr("filter"), ("list.filter",)),
            (tr("sort"), ("list.sort",)),
            (tr("remove"), ("list.remove",)),
        ]
    elif context == "entity-card":
        found = [
            (tr("row"), ("entity-card.previous", "entity-card.next")),
            (tr("rename"), ("entity-card.rename",)),
            (tr("merge"), ("entity-card.merge",)),
            (tr("choose"), ("entity-card.choose",)),
            (tr("split off"), ("entity-card.split",)),
            (tr("words as alias"), ("entity-card.alias.words",)),
        ]
    elif context == "claim-card":
        found = found_on_card(desk.ui.claim_row())
    elif context == "card-field":
        return while_typing()
    elif context == "outline":
        found = [(tr("heading"), ("outline.previous", "outline.next")), (tr("go there"), ("outline.open",))]
    elif context == "export":
        found = [
            (tr("write it"), ("export.write",)),
            (tr("choose"), ("export.previous", "export.next")),
            (tr("change"), ("export.less", "export.more")),
            (tr("page"), ("export.page.previous", "export.page.next")),
            (tr("as designed"), ("export.reset",)),
            (tr("file"), ("export.target",)),
        ]
    elif context == "filter":
        return [Hint(("Enter",), tr("to the list")), *_hint(keymap, tr("show all"), "back")]
    elif context == "find":
        found = [
            (tr("select"), ("find.bar.select",)),
            (tr("next"), ("find.bar.next",)),
            (tr("previous"), ("find.bar.previous",)),
            (tr("list"), ("find.bar.list",)),
        ]
    else:
        found = []
    hints = [hint for words, ids in found for hint in _hint(keymap, words, *ids)]
    return [*hints, *hints_back(keymap)]


def _settling(desk: Desk) -> list[tuple[str, tuple[str, ...]]]:
    """What settles the place of the annotation that is chosen in a list, where that has to be done."""
    row = desk.session.annotations.annotations.get(desk.ui.row_annotation())
    if row is None:
        return []
    if is_uncertain(row):
        return [(tr("accept its place"), ("list.accept",)), (tr("reject it"), ("list.reject",))]
    return [(tr("attach to what is selected"), ("list.attach",))] if is_orphan(row) else []


def hints_back(keymap: Keymap) -> list[Hint]:
    """The key that leads out of what one is in."""
    return _hint(keymap, tr("back"), "back")


def hints_in_picker(keymap: Keymap, *, takes_off: bool = False) -> list[Hint]:
    """The keys of the list to choose from, which are its own."""
    off = [Hint(("Delete",), tr("off the list"))] if takes_off else []
    return [Hint(("Up", "Down"), tr("choose")), Hint(("Enter",), tr("take")), *off, *hints_back(keymap)]


def hints_without_article(keymap: Keymap, *, has_recent: bool = False, are_more: bool = False) -> list[Hint]:
    """The keys of an empty window, with the latest of `are_more` recent articles in it, or without."""
    if has_recent:
        return [
            Hint(("Up", "Down"), tr("choose")),
            Hint(("Enter",), tr("open")),
            Hint(("Delete",), tr("off the list")),
            *(_hint(keymap, tr("all recent"), "article.recent") if are_more else []),
            *_hint(keymap, tr("another"), "article.open"),
            *_hint(keymap, tr("keys"), "keys"),
        ]
    sample = Hint(("Enter",), tr("the sample"))
    return [*_hint(keymap, tr("open"), "article.open"), sample, *_hint(keymap, tr("keys"), "keys")]


def _out_of_broken(keymap: Keymap) -> list[Hint]:
    return [*_hint(keymap, tr("restore"), "article.version"), *_hint(keymap, tr("set aside"), "article.set-aside")]


def _on_page(desk: Desk, keymap: Keymap) -> list[Hint]:
    current = desk.current_annotation()
    types = desk.session.tagset.types
    if not desk.text:
        return _hint(keymap, tr("open"), "article.open")
    if desk.session.read_only is not None:
        return [
            *(_out_of_broken(keymap) if desk.session.broken else []),
            *_hint(keymap, tr("find"), "find"),
            *(_hint(keymap, tr("next"), "annotation.next") if desk.session.annotations.annotations else []),
        ]
    if desk.suggestion is not None:
        return [
            *_hint(keymap, tr("accept"), "annotation.open"),
            *_hint(keymap, tr("reject"), "suggestion.reject"),
            *_hint(keymap, tr("accept as"), *[f"tag.{t.id}" for t in types if t.id != desk.suggestion.type][:3]),
            *_hint(keymap, tr("all in paragraph"), "suggestion.accept.paragraph"),
            *_hint(keymap, tr("next"), "suggestion.next"),
        ]
    if current is not None and current.anchor is Anchor.FUZZY:
        return [
            *_hint(keymap, tr("accept its place"), "anchor.accept"),
            *_hint(keymap, tr("reject it"), "anchor.reject"),
            *_hint(keymap, tr("next uncertain"), "anchor.next"),
            *_hint(keymap, tr("ends"), "end.first", "end.last"),
            *_hint(keymap, tr("remove"), "remove"),
        ]
    if current is not None and is_in_conflict(desk.session.annotations, current):
        return [
            *_hint(keymap, tr("keep mine"), "conflict.mine"),
            *_hint(keymap, tr("take theirs"), "conflict.theirs"),
            *_hint(keymap, tr("next in conflict"), "conflict.next"),
            *_hint(keymap, tr("card"), "annotation.open"),
        ]
    if isinstance(current, Claim) and desk.selected() is None:
        return [
            *(Hint((key.split()[0],), tr("verdict")) for key in _verdict_keys(desk, keymap)[:1]),
            *_hint(keymap, tr("card"), "annotation.open"),
            *_hint(keymap, tr("who said it"), "claim.pick.source"),
            *_hint(keymap, tr("evidence"), "claim.evidence"),
            *_hint(keymap, tr("add words"), "claim.fragment"),
            *_hint(keymap, tr("remove"), "remove"),
            *_hint(keymap, tr("next"), "annotation.next"),
        ]
    if isinstance(current, (Mention, Highlight)):
        own = current.type if isinstance(current, Mention) else ""
        others = [f"tag.{t.id}" for t in types if t.id != own][:3]
        return [
            *(_hint(keymap, tr("retag"), *others) if own else _hint(keymap, tr("note"), "note")),
            *(_hint(keymap, tr("all others"), "mentions") if own else _hint(keymap, tr("claim"), "claim.make")),
            *(_hint(keymap, tr("link"), "link") if own else []),
            *_hint(keymap, tr("ends"), "end.first", "end.last"),
            *_hint(keymap, tr("remove"), "remove"),
            *_hint(keymap, tr("next"), "annotation.next"),
        ]
    if desk.selected() is not None:
        return [
            *_hint(keymap, tr("tag as"), *[f"tag.{t.id}" for t in types[:3]]),
            *_hint(keymap, tr("claim"), "claim.make"),
            *_hint(keymap, tr("highlight"), "highlight"),
            *(_hint(keymap, tr("repeat"), "repeat") if desk.last_tag is not None else []),
            *_hint(keymap, tr("more or less"), "select.grow", "select.shrink"),
        ]
    return [
        *(hint for t in types[:3] for hint in _hint(keymap, _first(t.label), f"tag.{t.id}")),
        *_hint(keymap, tr("claim"), "claim.make"),
        *(_hint(keymap, tr("suggestion"), "suggestion.next") if desk.suggestions.memory.count else []),
        *_hint(keymap, tr("jump"), "jump"),
        *_hint(keymap, tr("find"), "find"),
    ]


def _verdict_keys(desk: Desk, keymap: Keymap) -> list[str]:
    return [key for v in desk.session.tagset.verdicts for key in keymap.keys_of(f"claim.verdict.{v.id}")]


def beginning(keys: Sequence[str], follows: Sequence[tuple[str, str]], titles: dict[str, str]) -> str:
    """The keys pressed so far and, where all that can follow has one subject, what they are about."""
    told = [titles[command_id] for _, command_id in follows if ": " in titles.get(command_id, "")]
    subjects = {title.partition(": ")[0] for title in told}
    return " · ".join([" ".join(keys), *(subjects if len(subjects) == 1 else ())]) + " …"


def following(follows: Sequence[tuple[str, str]], titles: dict[str, str]) -> list[Hint]:
    """What can follow the keys pressed so far: the part of a title after its colon says enough."""
    found = []
    for key, command_id in follows:
        words = titles.get(command_id, command_id)
        found.append(Hint((key,), words.partition(": ")[2].split(" / ")[0].casefold() or words))
    shown = [hint for hint in found if hint.keys != ("Delete",)]
    return [*shown[: MOST_FOLLOWS - 1], Hint(("Esc",), tr("back"))]
