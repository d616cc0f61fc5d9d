"""Everything a user can ask for, one file a subject. `commands_for` is all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reader.annotations.tagset import TagSet
from reader.app.commands import (  # noqa: F401 - register themselves
    about,
    addresses,
    anchors,
    annotate,
    article,
    bulk,
    claims,
    conflicts,
    copying,
    ends,
    entity,
    export,
    facts,
    find,
    here,
    jump,
    link,
    lists,
    mentions,
    move,
    new_type,
    outline,
    page_style,
    palette,
    recent,
    repeat,
    suggest,
    tabs,
    versions,
    view,
)
from reader.app.commands.annotate import tag_command
from reader.app.commands.bulk import PREFIX as RETAG_ALL
from reader.app.commands.bulk import retag_all_commands
from reader.app.commands.card import page_prefixes
from reader.app.commands.claim_card import card_commands
from reader.app.commands.claims import verdict_command
from reader.app.commands.entity import entity_commands
from reader.app.commands.hide import hide_commands
from reader.app.commands.hold import PREFIX as HOLD
from reader.app.commands.hold import hold_commands
from reader.app.commands.lists import list_commands
from reader.app.commands.registry import Command, fixed_commands
from reader.app.commands.view import theme_command
from reader.app.wording.tr import tr

__all__ = ["Command", "commands_for", "reserved_keys", "with_arrows"]


ARROWS = ("move.{}.right", "move.{}.left", "extend.{}.right", "extend.{}.left")


def with_arrows(commands: Sequence[Command], arrows: str) -> tuple[Command, ...]:
    """The commands where arrow keys step by "words", or by "characters"; with Alt they step by the other."""
    if arrows == "words":
        return tuple(commands)
    pairs = [(each.replace(".{}", ""), each.format("cluster")) for each in ARROWS]
    other = dict(pairs) | {cluster: word for word, cluster in pairs}
    keys = {c.id: c.keys for c in commands}
    return tuple(replace(c, keys=keys[other[c.id]]) if c.id in other else c for c in commands)


def commands_for(tagset: TagSet, themes: Mapping[str, str] | None = None) -> tuple[Command, ...]:
    """The fixed commands, and those that come with the tag set and with the user's `themes` (label by name)."""
    tags = tuple(tag_command(t) for t in tagset.types)
    verdicts = tuple(verdict_command(v) for v in tagset.verdicts if v.key)
    own_key = {"claim.make": (tagset.claim_key,)}
    fixed = tuple(
        replace(c, title=tr(c.title), keys=own_key.get(c.id, c.keys), state=tr(c.state) if c.state else "")
        for c in fixed_commands()
    )
    own_themes = tuple(theme_command(name, label) for name, label in (themes or {}).items())
    on_type = (*hide_commands(tagset), *retag_all_commands(tagset), *list_commands(tagset), *entity_commands(tagset))
    return (*fixed, *own_themes, *tags, *verdicts, *card_commands(tagset), *on_type, *hold_commands(tagset))


def reserved_keys() -> dict[str, str]:
    """Keys on the page that a tag set may not take, and what they mean there."""
    fixed = {
        key: tr(c.title)
        for c in fixed_commands()
        if c.context in ("page", "global") and c.id != "claim.make"
        for key in c.keys
    }
    return fixed | page_prefixes() | {RETAG_ALL: tr("Retag all mentions"), HOLD: tr("Hold a type")}
