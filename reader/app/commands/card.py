"""The facts of a claim and the keys that set them: a field's key, then a value's. The card's rows follow `FIELDS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reader.annotations.fields import set_fields
from reader.annotations.model import Claim
from reader.annotations.tagset import TagSet, Value
from reader.app.commands.meanwhile import Then, with_both
from reader.app.commands.registry import Command, command
from reader.app.desk.desk import Desk
from reader.app.wording.tr import later, tr
from reader.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A fact of a claim: its name in `fields.set_fields`, its attribute, what people read, and its key.

    `vocabulary` names where its values come from ("" for free text). With `on_page` the key acts on the
    current claim from the page too. `key` is empty when the values' own keys set it at once.
    """

    name: str
    attribute: str
    label: str
    key: str
    vocabulary: str = ""
    on_page: bool = False


FIELDS = (
    Field("source", "source", later("Who said it"), "s"),
    Field("voice", "voice", later("Voice"), "v", "voice", on_page=True),
    Field("claimKind", "claim_kind", later("Kind"), "k", "kind"),
    Field("check", "check", later("Worth checking"), "", "check"),
    Field("verdict", "verdict", later("Verdict"), "Shift+V", "rating"),
    Field("sourceReliability", "source_reliability", later("Source"), "Shift+A", "admiralty_reliability"),
    Field("credibility", "credibility", later("Content"), "Shift+C", "admiralty_credibility", on_page=True),
    Field("likelihood", "likelihood", later("Likelihood"), "Shift+L", "icd203", on_page=True),
    Field("normalized", "normalized", later("In other words"), "t"),
    Field("note", "note", later("Note"), "n"),
)
BY_NAME = {field.name: field for field in FIELDS}
_CLEAR = Value("", "Delete", later("not stated"))


def value_of(claim: Claim, field: Field) -> str:
    """The claim's value of that field: text, or a value's id; empty when nobody stated it."""
    return str(getattr(claim, field.attribute))


def choices(field: Field, tagset: TagSet) -> tuple[Value, ...]:
    """What can be chosen for it, each with the key that follows the field's; none for free text."""
    enums = {"voice": tagset.voices, "kind": tagset.claim_kinds}
    if field.vocabulary == "check":
        return tuple(Value(v, str(n), v) for n, v in enumerate(tagset.checks[:9], start=1))
    if field.vocabulary in enums:
        return with_letters(enums[field.vocabulary])
    return tuple(v for v in tagset.vocabularies.get(field.vocabulary, ()) if v.key)


def with_letters(values: tuple[str, ...]) -> tuple[Value, ...]:
    """Values that have no keys of their own get their first letter that is still free, else a digit."""
    taken: set[str] = set()
    found = []
    for value in values:
        candidates = [c for c in value.casefold() + "123456789" if c.isalnum() and c not in taken]
        key = candidates[0] if candidates else ""
        taken.add(key)
        found.append(Value(value, key, value))
    return tuple(v for v in found if v.key)


def set_fact(desk: Desk, field: Field, value: str, then: Then | None = None) -> None:
    """Set one fact of the current claim; an empty value takes it away. `then`: the claim as whoever sets it saw it."""
    claim, session = desk.current_claim(), desk.session
    if claim is None:
        desk.ui.tell(tr("There is no claim here."))
        return
    change = set_fields(session.annotations, desk.text, claim, {field.name: value}, session.tagset, session.stamp)
    if change and then is not None:
        change = with_both(desk, change, then, field.attribute)
    if change:
        desk.apply(replace(change, label=tr(field.label)))
    desk.set_current(claim.id)


def has_claim(desk: Desk) -> bool:
    """Whether there is a claim for these keys to act on."""
    return desk.current_claim() is not None


def fact_commands(tagset: TagSet) -> tuple[Command, ...]:
    """A command for each field of the card and each value that can be chosen; verdicts are on the page already."""
    found: list[Command] = []
    for field in FIELDS:
        if not field.vocabulary:
            run = _opener(field)
            found.append(
                Command(f"card.{field.name}", tr(field.label), run, (field.key,), "claim-card", when=has_claim)
            )
            continue
        for value in (*choices(field, tagset), _CLEAR):
            keys = (f"{field.key} {value.key}" if field.key else value.key if value.id else "0",)
            name = value.id or "unset"
            title = f"{tr(field.label)}: {tr(value.label)}"
            setter = _setter(field, value.id)
            found.append(Command(f"card.{field.name}.{name}", title, setter, keys, "claim-card", when=has_claim))
            if field.on_page:
                found.append(Command(f"claim.{field.name}.{name}", title, setter, keys, "page", when=has_claim))
    return tuple(found)


def page_prefixes() -> dict[str, str]:
    """First keys of the sequences that act on a claim from the page: no tag set may take them."""
    taken = {field.key: tr(field.label) for field in FIELDS if field.on_page}
    return {**taken, BY_NAME["verdict"].key: tr(BY_NAME["verdict"].label), "f": tr("Pick for a claim")}


def _opener(field: Field) -> Callable[[Desk], None]:
    def run(desk: Desk) -> None:
        claim = desk.current_claim()
        if claim is not None:
            desk.ui.open_card(claim.id, field.name)

    return run


def _setter(field: Field, value: str) -> Callable[[Desk], None]:
    return lambda desk: set_fact(desk, field, value)


@command("card.next", "Next field", "Down", context="claim-card")
def _next(desk: Desk) -> None:
    desk.ui.pane_step(1)


@command("card.previous", "Previous field", "Up", context="claim-card")
def _previous(desk: Desk) -> None:
    desk.ui.pane_step(-1)


@command("card.change", "Change the field", "Enter", context="claim-card")
def _change(desk: Desk) -> None:
    desk.ui.pane_take()
