"""Changing single facts of an annotation by name: the names that `show --json` uses, for command line and panels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from reader.annotations.acts import link, retag, speakers
from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.conflicts import is_in_conflict, keep_mine, take_theirs, without_conflict
from reader.annotations.ids import Stamp
from reader.annotations.model import Annotation, Claim, Entity, Mention, Other, Relation, kind_of
from reader.annotations.names import entities_named
from reader.annotations.tagset import TagSet
from reader.errors import UsageError, worded

_VOCABULARIES = {
    "verdict": ("verdict", "rating"),
    "sourceReliability": ("source_reliability", "admiralty_reliability"),
    "credibility": ("credibility", "admiralty_credibility"),
    "likelihood": ("likelihood", "icd203"),
}
_ATTRIBUTES = {
    "source": ("attribution",),
    "claimKind": ("claim_kind",),
    "mentionKind": ("kind",),
    "type": ("type", "entity"),
    "entity": ("type", "entity"),
}
_CLAIM_FIELDS = (*_VOCABULARIES, "source", "voice", "claimKind", "check", "normalized")


def field_names(annotation: Annotation) -> tuple[str, ...]:
    """The facts of this annotation that can be set by name."""
    if isinstance(annotation, Mention):
        return ("note", "type", "entity", "mentionKind", "metonym")
    if isinstance(annotation, Claim):
        return ("note", *_CLAIM_FIELDS)
    return () if isinstance(annotation, (Other, Relation)) else ("note",)


def set_fields(
    annotations: AnnotationSet,
    text: str,
    annotation: Annotation,
    values: Mapping[str, str],
    tagset: TagSet,
    stamp: Stamp,
) -> Change:
    """`annotation` with these facts; an empty value takes a fact away. Several are one change.

    Raises UsageError for a name or a value that does not exist, AmbiguousEntityError as `retag` does.
    """
    change = Change("Edit")
    state = annotations
    for name, value in values.items():
        known = field_names(annotation)
        known += ("conflict",) if is_in_conflict(state, annotation) else ()
        if name not in known:
            what = worded("A {kind} has no field {name!r}", kind=kind_of(annotation), name=name)
            raise UsageError(
                what,
                remedy=worded("It has {fields}", fields=", ".join(known)) if known else worded("It cannot be edited"),
            )
        step = _set_one(state, text, state.annotations[annotation.id], name, value, tagset, stamp)
        step = _decided(state, annotation.id, step, name)
        state = state.apply(step).after
        change = _joined(change, step)
    return change


def _set_one(
    state: AnnotationSet,
    text: str,
    annotation: Annotation,
    name: str,
    value: str,
    tagset: TagSet,
    stamp: Stamp,
) -> Change:
    if isinstance(annotation, Mention) and name == "type":
        require(value, [t.id for t in tagset.types], "entity type")
        return retag(state, text, annotation, value, stamp)
    if isinstance(annotation, Mention) and name == "entity":
        return _set_entity(state, annotation, value, stamp)
    if name == "conflict":
        require(value, ["mine", "theirs"], "side")
        return (keep_mine if value == "mine" else take_theirs)(state, annotation, stamp)
    changed: Annotation
    if name == "note":
        changed = replace(annotation, note=value)
    elif isinstance(annotation, Claim):
        changed = _claim_with(state, annotation, name, value, tagset)
    elif isinstance(annotation, Mention) and name == "mentionKind":
        value = value or "NAM"
        require(value, ["NAM", "NOM", "PRO"], "mention kind")
        changed = replace(annotation, kind=value)  # type: ignore[arg-type]
    else:
        value = value or "false"
        require(value, ["true", "false"], "value")
        changed = replace(annotation, metonym=value == "true")  # type: ignore[call-arg]
    if changed == annotation:
        return Change("Edit")
    return Change("Edit", ((annotation.id, replace(changed, modified=stamp.now())),))


def _decided(state: AnnotationSet, key: str, step: Change, name: str) -> Change:
    """`step`, after which the fact that was set is in conflict no more: whoever sets it has decided."""
    changed = dict(step.annotations)
    now = changed.get(key) or state.annotations[key]
    decided = without_conflict(now, *_ATTRIBUTES.get(name, (_VOCABULARIES.get(name, (name,))[0],)))
    return step if decided is now else replace(step, annotations=tuple((changed | {key: decided}).items()))


def _set_entity(state: AnnotationSet, mention: Mention, name: str, stamp: Stamp) -> Change:
    """To the entity of this id or name; else an only mention renames its entity, and others get one of their own."""
    by_id = [e for e in state.entities.values() if e.id == name]
    found = by_id or entities_named(state, mention.type, name)
    if len(found) == 1:
        return link(state, mention, found[0], stamp)
    if not name.strip():
        raise UsageError("An entity needs a name")
    if found:
        raise UsageError(
            worded("{count} entities are called {name!r}", count=len(found), name=name),
            remedy="Give the id of the one you mean",
        )
    old = state.entities.get(mention.entity or "")
    if old is not None and len(state.mentions_by_entity.get(old.id, ())) == 1:
        return Change("Edit", (), ((old.id, replace(old, name=" ".join(name.split()))),))
    entity = Entity(stamp.new_id(), mention.type, " ".join(name.split()))
    made = Change("Edit", (), ((entity.id, entity),))
    return _joined(made, link(state.apply(made).after, mention, entity, stamp))


def _claim_with(state: AnnotationSet, claim: Claim, name: str, value: str, tagset: TagSet) -> Claim:
    if name == "source":
        return replace(claim, attribution=speakers(state, claim.attribution, value))
    if name == "normalized":
        return replace(claim, normalized=value)
    if name in _VOCABULARIES:
        attribute, vocabulary = _VOCABULARIES[name]
        known = [v.id for v in tagset.vocabularies.get(vocabulary, ())]
    else:
        attribute = {"claimKind": "claim_kind"}.get(name, name)
        known = list({"voice": tagset.voices, "claimKind": tagset.claim_kinds, "check": tagset.checks}[name])
    if value:
        require(value, known, name)
    return replace(claim, **{attribute: value})  # type: ignore[arg-type]


def require(value: str, known: list[str], what: str) -> None:
    """Refuse a value that is not among `known` with the nearest that are (UsageError)."""
    if value in known:
        return
    lowered = {k.casefold(): k for k in known}
    near = [lowered[k] for k in get_close_matches(value.casefold(), lowered, n=3, cutoff=0.5)]
    hint = worded("Nearest: {names}" if near else "Known: {names}", names=", ".join(near or known))
    raise UsageError(worded("There is no {what} {value!r}", what=what, value=value), remedy=hint)


def _joined(first: Change, then: Change) -> Change:
    """Both as one change; what `then` says of an id holds."""
    return Change(
        first.label,
        tuple((dict(first.annotations) | dict(then.annotations)).items()),
        tuple((dict(first.entities) | dict(then.entities)).items()),
    )
