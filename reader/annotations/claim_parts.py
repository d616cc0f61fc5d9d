"""Acts on the lists that a claim holds: fragments, attributions, evidence, what it is about. Pure functions.

Numbers count from 0. An empty change: nothing to do, or no such part. What is changed keeps its `Origin`, so that what
other programs wrote beside it stays in the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeVar

from reader.annotations.acts import without_bare_entities
from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.ids import Stamp
from reader.annotations.model import Attribution, Claim, Evidence, Mention, Placed
from reader.annotations.names import display_name, entity_called
from reader.text.spans import Span

EVIDENCE_FIELDS = ("question", "answer", "url", "archived", "quote", "stance")

Part = TypeVar("Part")


def without(parts: Sequence[Part], number: int) -> tuple[Part, ...]:
    """`parts` without the one of this number."""
    return (*parts[:number], *parts[number + 1 :])


def exchanged(parts: Sequence[Part], number: int, part: Part) -> tuple[Part, ...]:
    """`parts` with `part` in the place of this number; behind the last one it is added."""
    return (*parts[:number], part, *parts[number + 1 :])


def moved(parts: Sequence[Part], number: int, by: int) -> tuple[Part, ...]:
    """`parts` with the one of this number `by` places further on, as far as there are places."""
    rest = without(parts, number)
    at = max(0, min(number + by, len(rest)))
    return (*rest[:at], parts[number], *rest[at:])


def changed(old: Claim, new: Claim, stamp: Stamp, label: str) -> Change:
    """The change that makes `new` of `old`; an empty one when they say the same."""
    return Change(label) if new == old else Change(label, ((old.id, replace(new, modified=stamp.now())),))


# -- fragments, attributions, pieces of evidence --------------------------------------------------------

Kind = Literal["fragments", "attribution", "evidence"]
_REMOVE_LABELS = {
    "fragments": "Remove fragment", "attribution": "Remove source", "evidence": "Remove evidence",
}  # fmt: skip
_MOVE_LABELS = {"fragments": "Move fragment", "attribution": "Move source", "evidence": "Move evidence"}


def remove_part(claim: Claim, kind: Kind, number: int, stamp: Stamp) -> Change:
    """One of them away. The last fragment stays, for a claim without words is none."""
    label, parts = _REMOVE_LABELS[kind], getattr(claim, kind)
    if not 0 <= number < len(parts) or (kind == "fragments" and len(parts) < 2):
        return Change(label)
    return changed(claim, _with_parts(claim, kind, without(parts, number)), stamp, label)


def move_part(claim: Claim, kind: Kind, number: int, by: int, stamp: Stamp) -> Change:
    """One of them further on (negative: further up) in the claim's own order."""
    label, parts = _MOVE_LABELS[kind], getattr(claim, kind)
    if not 0 <= number < len(parts):
        return Change(label)
    return changed(claim, _with_parts(claim, kind, moved(parts, number, by)), stamp, label)


def _with_parts(claim: Claim, kind: Kind, parts: Sequence[object]) -> Claim:
    return replace(claim, **{kind: parts})  # type: ignore[arg-type]


# -- evidence ----------------------------------------------------------------------------------------


def set_evidence(claim: Claim, number: int, field: str, value: str, stamp: Stamp) -> Change:
    """One field of a piece of evidence; the number behind the last one makes a new piece, of a value that is one.

    A piece whose last field is emptied stays, so that what is being written anew keeps its place.
    """
    pieces = claim.evidence
    if field not in EVIDENCE_FIELDS or not 0 <= number <= len(pieces):
        return Change("Evidence")
    is_new = number == len(pieces)
    label = "Add evidence" if is_new else "Evidence"
    if is_new and not value:
        return Change(label)
    old = Evidence() if is_new else pieces[number]
    piece = replace(old, **{field: value})  # type: ignore[arg-type]
    return changed(claim, replace(claim, evidence=exchanged(pieces, number, piece)), stamp, label)


# -- who said it -------------------------------------------------------------------------------------


def first_speaker(claim: Claim) -> int:
    """The number of the first speaker; without one, the number behind the last attribution."""
    places = (n for n, a in enumerate(claim.attribution) if a.role == "speaker")
    return next(places, len(claim.attribution))


def _attribution(claim: Claim, number: int, role: str) -> Attribution:
    return claim.attribution[number] if 0 <= number < len(claim.attribution) else Attribution("", role)


def _attributed(claim: Claim, number: int, made: Attribution, stamp: Stamp, label: str) -> Change:
    if not 0 <= number <= len(claim.attribution):
        return Change(label)
    return changed(claim, replace(claim, attribution=exchanged(claim.attribution, number, made)), stamp, label)


def set_name(
    annotations: AnnotationSet, claim: Claim, number: int, name: str, stamp: Stamp, *, role: str = "speaker"
) -> Change:
    """The name of an attribution; the number behind the last one makes a new one in `role`, an empty name removes.

    The entity is linked when exactly one in the article bears the name. Words and cue stay: they are what the article
    says, however the source is called.
    """
    label, name = "Who said it", " ".join(name.split())
    old = _attribution(claim, number, role)
    if not name:
        return remove_part(claim, "attribution", number, stamp) if not (old.words or old.cue) else Change(label)
    if name == old.name and number < len(claim.attribution):
        return Change(label)
    entity = entity_called(annotations, name)
    made = replace(old, name=name, entity=entity.id if entity else None)
    return _attributed(claim, number, made, stamp, label)


def set_source_words(
    annotations: AnnotationSet,
    text: str,
    claim: Claim,
    number: int,
    words: Span | Mention,
    stamp: Stamp,
    *,
    role: str = "speaker",
) -> Change:
    """The words that name a source. A mention gives entity and name as well; bare words only where no name is known."""
    label = "Source words"
    old = _attribution(claim, number, role)
    span = words.spans[0] if isinstance(words, Mention) else words
    entity = annotations.entities.get(words.entity or "") if isinstance(words, Mention) else None
    made = replace(old, words=Placed(span))
    if entity is not None:
        made = replace(made, name=entity.name, entity=entity.id)
    elif not old.name:
        name = display_name(span.of(text))
        known = entity_called(annotations, name)
        made = replace(made, name=name, entity=known.id if known else None)
    return _attributed(claim, number, made, stamp, label)


def set_cue(claim: Claim, number: int, span: Span, stamp: Stamp) -> Change:
    """The words that report: "said that". Without any source it makes one that is not named."""
    old = _attribution(claim, number, "unnamed")
    return _attributed(claim, number, replace(old, cue=Placed(span)), stamp, "Cue words")


def set_role(claim: Claim, number: int, role: str, stamp: Stamp) -> Change:
    """What an attribution is: speaker, relay ..."""
    if not 0 <= number < len(claim.attribution):
        return Change("Role")
    return _attributed(claim, number, replace(claim.attribution[number], role=role), stamp, "Role")


# -- what it is about --------------------------------------------------------------------------------


def add_about(claim: Claim, entity_id: str, stamp: Stamp) -> Change:
    """An entity that the claim is about; nothing when it is said already."""
    label = "About"
    if entity_id in claim.about:
        return Change(label)
    return changed(claim, replace(claim, about=(*claim.about, entity_id)), stamp, label)


def remove_about(annotations: AnnotationSet, claim: Claim, entity_id: str, stamp: Stamp) -> Change:
    """The claim is not about it; an entity that nobody would miss goes as well."""
    label = "Not about"
    rest = tuple(key for key in claim.about if key != entity_id)
    return without_bare_entities(annotations, changed(claim, replace(claim, about=rest), stamp, label))


def move_about(claim: Claim, entity_id: str, by: int, stamp: Stamp) -> Change:
    """What it is about, further on (negative: further up)."""
    label = "About"
    if entity_id not in claim.about:
        return Change(label)
    about = moved(claim.about, claim.about.index(entity_id), by)
    return changed(claim, replace(claim, about=about), stamp, label)
