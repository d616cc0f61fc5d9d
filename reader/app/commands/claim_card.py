"""All that keys do on a claim's card, and the picks that can be begun on the page as well."""

from __future__ import annotations

from reader.annotations.tagset import TagSet
from reader.app.commands.card import fact_commands
from reader.app.commands.claim_rows import row_commands
from reader.app.commands.picks import pick_commands
from reader.app.commands.registry import Command


def card_commands(tagset: TagSet) -> tuple[Command, ...]:
    """The facts of a claim and their values, its rows, and the picks for it."""
    card = (*fact_commands(tagset), *row_commands(tagset))
    return (*card, *pick_commands(tagset, card))
