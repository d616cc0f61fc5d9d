"""What people do to entities: rename, aliases, ids, merge, split, another type. Functions from a set to a `Change`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.ids import Stamp
from reader.annotations.model import Annotation, Attribution, Claim, Entity, Mention, Origin, Relation, entities_of
from reader.annotations.names import display_name, name_key

_OWN_KEYS = {"id", "type", "tag", "name", "aliases", "wikidata"}  # of an entity's record; all else is others'
_ITEM = re.compile(
    r"https?://(?:\w+\.)*wikidata\.org/(?:wiki|entity)/(?:Special:EntityData/)?(Q\d+)\b.*", re.IGNORECASE
)


def rename(annotations: AnnotationSet, text: str, entity: Entity, name: str, stamp: Stamp) -> Change:
    """Another name; all mentions stay. Nothing when the name is empty or the same.

    A name that words of a mention bear stays as an alias, so that tagging those words goes on linking to it. Claims
    whose speaker was called by the old name get the new one.
    """
    label, name = "Rename", " ".join(name.split())
    if not name or name == entity.name:
        return Change(label)
    old_key = name_key(entity.name)
    borne = old_key != name_key(name) and any(
        name_key(words) == old_key for words in words_of_mentions(annotations, text, entity.id)
    )
    kept = [a for a in entity.aliases if name_key(a) != name_key(name)]
    if borne and old_key not in {name_key(a) for a in kept}:
        kept.insert(0, entity.name)

    def renamed(attribution: Attribution) -> Attribution:
        same = attribution.entity == entity.id and name_key(attribution.name) == old_key
        return replace(attribution, name=name) if same else attribution

    put = []
    for claim in annotations.claims:
        attribution = tuple(map(renamed, claim.attribution))
        if attribution != claim.attribution:
            put.append((claim.id, replace(claim, attribution=attribution, modified=stamp.now())))
    return Change(label, tuple(put), ((entity.id, replace(entity, name=name, aliases=tuple(kept))),))


def words_of_mentions(annotations: AnnotationSet, text: str, entity_id: str) -> Iterable[str]:
    """The words of an entity's mentions that stand somewhere, in reading order."""
    for mention in annotations.mentions_by_entity.get(entity_id, ()):
        if mention.spans:
            yield mention.spans[0].of(text)


def add_alias(entity: Entity, alias: str) -> Change:
    """One more name for it; nothing when it bears that name already, or the name is empty."""
    alias = display_name(alias)
    known = {name_key(name) for name in (entity.name, *entity.aliases)}
    if not alias or name_key(alias) in known:
        return Change("Add alias")
    return Change("Add alias", (), ((entity.id, replace(entity, aliases=(*entity.aliases, alias))),))


def remove_alias(entity: Entity, alias: str) -> Change:
    """Without that alias; nothing when it has none such."""
    if alias not in entity.aliases:
        return Change("Remove alias")
    at = entity.aliases.index(alias)
    rest = (*entity.aliases[:at], *entity.aliases[at + 1 :])
    return Change("Remove alias", (), ((entity.id, replace(entity, aliases=rest)),))


def wikidata_id(typed: str) -> str:
    """What was typed, white space folded; the address of an item on wikidata.org is shortened to its Q id."""
    typed = " ".join(typed.split())
    found = _ITEM.fullmatch(typed)
    return found.group(1).upper() if found else typed


def set_wikidata(entity: Entity, typed: str) -> Change:
    """Its Wikidata id, as `wikidata_id` reads it; empty takes it away. Nothing when it is that already."""
    value = wikidata_id(typed)
    if value == entity.wikidata:
        return Change("Wikidata id")
    return Change("Wikidata id", (), ((entity.id, replace(entity, wikidata=value)),))


def set_type(annotations: AnnotationSet, entity: Entity, type_id: str, stamp: Stamp, label: str) -> Change:
    """The entity and all its mentions as another type. Nothing when all are of that type."""
    put = tuple(
        (m.id, replace(m, type=type_id, modified=stamp.now()))
        for m in annotations.mentions_by_entity.get(entity.id, ())
        if m.type != type_id
    )
    own = ((entity.id, replace(entity, type=type_id)),) if entity.type != type_id else ()
    return Change(label, put, own)


def merge(annotations: AnnotationSet, kept: Entity, other: Entity, type_id: str, stamp: Stamp) -> Change:
    """`other` becomes part of `kept`, which is of `type_id` afterwards: one change, nothing of either lost.

    Names and aliases of both are kept, the ids too ("Q1, Q2" when they differ); mentions, speakers, what claims are
    about and relations follow. Fields that other programs wrote into the record of `other` come along.
    """
    label = f"Merge {other.name} into {kept.name}"
    if kept.id == other.id:
        return Change(label)
    put = tuple(
        (a.id, replace(changed, modified=stamp.now()))
        for a in annotations
        if (changed := _moved(a, other.id, kept.id, type_id)) != a
    )
    names: dict[str, str] = {}
    for name in (*kept.aliases, other.name, *other.aliases):
        names.setdefault(name_key(name), name)
    names.pop(name_key(kept.name), None)
    ids = dict.fromkeys(part for each in (kept, other) for part in re.split(r"\s*,\s*", each.wikidata) if part)
    record = replace(
        kept,
        type=type_id,
        aliases=tuple(names.values()),
        wikidata=", ".join(ids),
        origin=_joined_origin(kept, other),
    )
    return Change(label, put, ((kept.id, record), (other.id, None)))


def _moved(annotation: Annotation, old: str, new: str, type_id: str) -> Annotation:
    """The annotation with `new` wherever it names `old`; the mentions of both as `type_id`."""
    if isinstance(annotation, Mention):
        if annotation.entity not in (old, new):
            return annotation
        return replace(annotation, entity=new, type=type_id)
    if old not in entities_of(annotation):
        return annotation
    if isinstance(annotation, Claim):
        attribution = tuple(replace(a, entity=new) if a.entity == old else a for a in annotation.attribution)
        about = tuple(dict.fromkeys(new if each == old else each for each in annotation.about))
        return replace(annotation, attribution=attribution, about=about)
    assert isinstance(annotation, Relation)
    from_id, to_id = (new if end == old else end for end in (annotation.from_id, annotation.to_id))
    return replace(annotation, from_id=from_id, to_id=to_id)


def _joined_origin(kept: Entity, other: Entity) -> Origin | None:
    """The record of `kept` with the fields of others' making that only `other` has; what differs stands apart."""
    theirs = _record(other)
    extra = {key: value for key, value in theirs.items() if key not in _OWN_KEYS}
    if not extra:
        return kept.origin
    ours = _record(kept)
    differing = {key: value for key, value in extra.items() if key in ours and ours[key] != value}
    joined = {**ours, **{key: value for key, value in extra.items() if key not in ours}}
    if differing:
        before = joined.get("mergedFrom")
        known = list(before) if isinstance(before, list) else []
        joined["mergedFrom"] = [*known, {"id": other.id, **differing}]
    return Origin(joined)


def _record(entity: Entity) -> dict[str, object]:
    record = entity.origin.record if entity.origin else None
    return dict(record) if isinstance(record, dict) else {}


def split(
    annotations: AnnotationSet, text: str, entity: Entity, chosen: Collection[str], stamp: Stamp, name: str = ""
) -> Change:
    """The chosen mentions as an entity of their own, of the same type, called by the first one's words.

    Nothing when none of its mentions is chosen, or all of them are: then there is nothing to part.
    """
    label = f"Split {entity.name}"
    mentions = annotations.mentions_by_entity.get(entity.id, ())
    own = [m for m in mentions if m.id in chosen]
    if not own or len(own) == len(mentions):
        return Change(label)
    first = own[0]
    words = first.spans[0].of(text) if first.spans else first.lost[0].exact if first.lost else ""
    made = Entity(stamp.new_id(), entity.type, " ".join(name.split()) or display_name(words) or entity.name)
    put = tuple((m.id, replace(m, entity=made.id, modified=stamp.now())) for m in own)
    return Change(label, put, ((made.id, made),))


def claims_of(annotations: AnnotationSet, entity_id: str) -> list[tuple[Claim, str]]:
    """The claims that name an entity, in reading order, each with how: "speaker", another role, or "about"."""
    found = []
    for claim in annotations.claims:
        roles = [a.role for a in claim.attribution if a.entity == entity_id]
        if roles or entity_id in claim.about:
            found.append((claim, roles[0] if roles else "about"))
    return found
