"""From the model to W3C records. Patches the record a value came from, so that what we do not know stays as it was."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote_from_bytes

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import (
    Anchor,
    Annotation,
    Attribution,
    Claim,
    Entity,
    Evidence,
    Fragment,
    Highlight,
    Lost,
    Mention,
    Other,
    Placed,
    Relation,
)
from reader.annotations.quoting import quote_at
from reader.sidecar.format.json_text import JsonObject
from reader.sidecar.format.w3c_shape import CONFLICT, REJECTED, as_list, is_link_body, is_text_body, places_of_fragments

GENERATOR = {"id": "https://postil.github.io/", "type": "Software", "name": "Postil"}
_MOTIVATIONS: dict[type[Annotation], str] = {
    Mention: "identifying",
    Claim: "assessing",
    Highlight: "highlighting",
    Relation: "linking",
}
_CLAIM_TEXTS = {
    "voice": "voice", "kind": "claim_kind", "check": "check", "normalized": "normalized",
    "sourceReliability": "source_reliability", "credibility": "credibility", "likelihood": "likelihood",
    "verdict": "verdict",
}  # fmt: skip
_CLAIM_ORDER = ("voice", "kind", "check", "normalized", "attribution", "about", "sourceReliability", "credibility",
                "likelihood", "verdict", "evidence")  # fmt: skip
_RECORD_ORDER = ("id", "type", "motivation", "created", "modified", "creator", "generator", "mentionKind", "metonym",
                 "body", "claim", "target")  # fmt: skip


def source_iri(article_name: bytes) -> str:
    """The article's name as a relative IRI: its bytes, percent-encoded, `#`, `?`, `%` and `:` too."""
    return quote_from_bytes(article_name, safe="")


class RecordWriter:
    """Writes the annotations of one article whose reading text is `text`."""

    def __init__(self, text: str, source: str) -> None:
        self._text = text
        self._source = source

    def record(self, annotation: Annotation) -> Any:
        """The record of an annotation. One that was not changed, and has not moved, is the very record it came from."""
        origin = annotation.origin
        if origin is not None and isinstance(annotation, Other):
            return other_record(annotation)
        if origin is not None and not self._has_changed(annotation):
            return origin.record
        old = origin.record if origin is not None and isinstance(origin.record, dict) else {}
        record = dict(old)
        record["id"] = annotation.id
        record.setdefault("type", ["Annotation", type(annotation).__name__])
        record.setdefault("motivation", _MOTIVATIONS[type(annotation)])
        _put(record, "created", annotation.created)
        if annotation.modified != annotation.created or record.get("modified") or not old:
            _put(record, "modified", annotation.modified)
        if annotation.creator and not old.get("creator"):
            record["creator"] = {"type": "Person", "name": annotation.creator}
        record.setdefault("generator", dict(GENERATOR))
        _put_bodies(record, annotation)
        if isinstance(annotation, Mention):
            if annotation.kind != (record.get("mentionKind") or "NAM"):
                _put(record, "mentionKind", "" if annotation.kind == "NAM" else annotation.kind)
            if annotation.metonym:
                record["metonym"] = True
            elif record.get("metonym") is True:
                del record["metonym"]
        if isinstance(annotation, Claim):
            record["claim"] = self._claim(annotation, old.get("claim"))
        record["target"] = self._targets(annotation, old.get("target"))
        if CONFLICT in record or annotation.conflict:
            record = _left_open(record, annotation)
        return record if old else _ordered(record, _RECORD_ORDER)

    def _has_changed(self, annotation: Annotation) -> bool:
        as_read = annotation.origin.as_read if annotation.origin else None
        if annotation != as_read:
            return True
        own = list(annotation.fragments)
        if isinstance(annotation, Claim):
            own += [f for a in annotation.attribution for f in (a.words, a.cue) if f is not None]
        if any(isinstance(f, Placed) and f.anchor is Anchor.MOVED for f in own):
            return True
        # words that stand where they stood, but beside others: what is kept has to fit this text, or it counts as lost
        return any(
            self._is_beside_others(target, f) for target, f in zip(self._own_targets(annotation), own, strict=False)
        )

    def _own_targets(self, annotation: Annotation) -> list[object]:
        record = annotation.origin.record if annotation.origin else None
        targets = as_list(record.get("target")) if isinstance(record, dict) else []
        found: list[object] = [targets[n] for n in places_of_fragments(targets)]
        if isinstance(annotation, Claim):
            for attribution in annotation.attribution:
                old = attribution.origin.record if attribution.origin else None
                pairs = (("words", attribution.words), ("cue", attribution.cue))
                found += [old.get(k) if isinstance(old, dict) else None for k, f in pairs if f is not None]
        return found

    def _is_beside_others(self, target: object, fragment: Fragment) -> bool:
        if not isinstance(fragment, Placed) or fragment.anchor is not Anchor.EXACT or not isinstance(target, dict):
            return False
        for selector in as_list(target.get("selector")):
            if isinstance(selector, dict) and selector.get("type") == "TextQuoteSelector":
                before, after = selector.get("prefix", ""), selector.get("suffix", "")
                start, end = fragment.span.start, fragment.span.end
                return not (
                    (not isinstance(before, str) or self._text.endswith(before, 0, start))
                    and (not isinstance(after, str) or self._text.startswith(after, end))
                )
        return False

    # -- targets -----------------------------------------------------------------------------------

    def _targets(self, annotation: Annotation, old: object) -> Any:
        """The targets: those on words rewritten where they stand, those elsewhere as they are."""
        if isinstance(annotation, Relation):
            return old or [{"id": annotation.from_id, "type": "Annotation"}]
        made = list(as_list(old))
        places = places_of_fragments(made)
        several = len(annotation.fragments) > 1
        earlier = [made[place] for place in places]
        for number, known in enumerate(_earlier_places(annotation, len(places))):
            target = self.target(annotation.fragments[number], None if known is None else earlier[known])
            target = _with_part(target, number + 1 if several else None)
            if number < len(places):
                made[places[number]] = target
            else:
                made.append(target)
        for place in sorted(places[len(annotation.fragments) :], reverse=True):
            del made[place]
        return made[0] if isinstance(old, dict) and len(made) == 1 else made

    def target(self, fragment: Fragment, old: object) -> JsonObject:
        """The target of one fragment: the pair quote and position, and whatever else `old` held."""
        target = dict(old) if isinstance(old, dict) else {}
        target.setdefault("type", "SpecificResource")
        target.setdefault("source", self._source)
        if isinstance(fragment, Lost) or fragment.anchor is Anchor.FUZZY:
            target.setdefault("selector", _kept_selectors(fragment))
            if isinstance(fragment, Lost) and fragment.rejected:
                target[REJECTED] = True
            return target
        if target.get(REJECTED) is True:
            del target[REJECTED]
        words = quote_at(self._text, fragment.span)
        quote = {"exact": words.exact, "prefix": words.prefix, "suffix": words.suffix}
        place = {"start": fragment.span.start, "end": fragment.span.end}
        wanted: dict[str, JsonObject] = {"TextQuoteSelector": quote, "TextPositionSelector": place}
        selectors: list[object] = []
        for selector in as_list(target.get("selector")):
            name = selector.get("type") if isinstance(selector, dict) else None
            values = wanted.pop(name, None) if isinstance(name, str) else None  # others' types may be anything
            selectors.append(selector if values is None else selector | values)
        target["selector"] = [*selectors, *({"type": name} | values for name, values in wanted.items())]
        return target

    # -- claims ------------------------------------------------------------------------------------

    def _claim(self, claim: Claim, old: object) -> JsonObject:
        facts = dict(old) if isinstance(old, dict) else {}
        for key, attribute in _CLAIM_TEXTS.items():
            _put(facts, key, getattr(claim, attribute))
        _put(facts, "attribution", [self._attribution(a) for a in claim.attribution])
        _put(facts, "about", list(claim.about))
        _put(facts, "evidence", [_evidence(e) for e in claim.evidence])
        return facts if old else _ordered(facts, _CLAIM_ORDER)

    def _attribution(self, attribution: Attribution) -> JsonObject:
        old = attribution.origin.record if attribution.origin else None
        record = dict(old) if isinstance(old, dict) else {}
        if attribution.role != (record.get("role") or "speaker") or not old:
            record["role"] = attribution.role
        if attribution.name or not old:
            record["name"] = attribution.name
        _put(record, "entity", attribution.entity or "")
        for key, fragment in (("words", attribution.words), ("cue", attribution.cue)):
            if fragment is not None:
                record[key] = self.target(fragment, record.get(key))
        return record


def entity_record(entity: Entity) -> JsonObject:
    """The record of an entity, patched onto the one it came from; that very record when nothing was changed."""
    old = entity.origin.record if entity.origin else None
    if isinstance(old, dict) and entity.origin is not None and entity == entity.origin.as_read:
        return old
    record = dict(old) if isinstance(old, dict) else {}
    record["id"] = entity.id
    record.setdefault("type", "Entity")
    record["tag"] = entity.type
    record["name"] = entity.name
    _put(record, "aliases", list(entity.aliases))
    _put(record, "wikidata", entity.wikidata)
    return _left_open(record, entity) if CONFLICT in record else record


def is_as_read(other: Other) -> bool:
    """Whether a record of somebody else's is just as it was read: all that is ever changed in it are its conflicts."""
    as_read = other.origin.as_read if other.origin is not None else None
    return not isinstance(as_read, Other) or (other.conflict, other.taken) == (as_read.conflict, as_read.taken)


def other_record(other: Other) -> Any:
    """The very record of somebody else's, but for conflicts that were settled in it."""
    record = other.origin.record if other.origin is not None else None
    return record if is_as_read(other) or not isinstance(record, dict) else _left_open(record, other)


def _left_open(record: JsonObject, value: Annotation | Entity) -> JsonObject:
    """The record with those conflicts alone that are still there, and with what was taken of them."""
    from reader.sidecar.format.conflicts import left_open, with_taken  # few sidecars have any

    return left_open(with_taken(record, value.taken), value.conflict)


def in_file_order(annotations: AnnotationSet) -> Iterable[Annotation]:
    """Ours in reading order, relations after all that stands on words; then others' records in their own order."""
    ours = [a for a in annotations.in_reading_order if not isinstance(a, Other)]
    return [*ours, *(a for a in annotations if isinstance(a, Other))]


def _kept_selectors(fragment: Fragment) -> list[JsonObject]:
    """For a fragment that lost its words and its record: the quote is all there is."""
    if fragment.quote is None:
        return []
    words = {"exact": fragment.quote.exact, "prefix": fragment.quote.prefix, "suffix": fragment.quote.suffix}
    selectors: list[JsonObject] = [{"type": "TextQuoteSelector"} | words]
    place = fragment.was if isinstance(fragment, Lost) else fragment.span
    if place is not None:
        selectors.append({"type": "TextPositionSelector", "start": place.start, "end": place.end})
    return selectors


def _earlier_places(annotation: Annotation, count: int) -> list[int | None]:
    """For each fragment, which of the `count` fragments in the file it was: what stands beside them goes along.

    A fragment that was put on other words is the one of its number, if that one has not moved elsewhere.
    """
    as_read = annotation.origin.as_read if annotation.origin else None
    before = as_read.fragments[:count] if isinstance(as_read, Annotation) else ()
    free = set(range(count))
    found: list[int | None] = []
    for number, fragment in enumerate(annotation.fragments):
        same = [n for n, old in enumerate(before) if n in free and _is_same(old, fragment)]
        known = None if not same else number if number in same else same[0]
        free.discard(-1 if known is None else known)
        found.append(known)
    return [
        number if known is None and number in free and _is_rewritten(annotation.fragments[number]) else known
        for number, known in enumerate(found)
    ]


def _is_same(old: Fragment, new: Fragment) -> bool:
    if isinstance(old, Lost):
        return isinstance(new, Lost) and new.quote == old.quote
    return (new.was if isinstance(new, Lost) else new.span) == old.span


def _is_rewritten(fragment: Fragment) -> bool:
    """Whether its selectors are written anew, whatever stood there."""
    return isinstance(fragment, Placed) and fragment.anchor is not Anchor.FUZZY


def _with_part(target: JsonObject, part: int | None) -> JsonObject:
    """`target` as this part of several (None: as the only one); a new number stands after the source."""
    if part is None or "part" in target:
        return {k: part if k == "part" else v for k, v in target.items() if k != "part" or part is not None}
    numbered: JsonObject = {}
    for key, value in target.items():
        numbered[key] = value
        if key == "source":
            numbered["part"] = part
    return numbered


def _put_bodies(record: JsonObject, annotation: Annotation) -> None:
    old = record.get("body")
    bodies = list(as_list(old))
    if isinstance(annotation, Mention):
        _put_text_body(bodies, "tagging", annotation.type, {})
        _put_link_body(bodies, "identifying", annotation.entity or "")
    elif isinstance(annotation, Relation):
        _put_text_body(bodies, "tagging", annotation.type, {})
        _put_link_body(bodies, "linking", annotation.to_id)
    _put_text_body(bodies, "commenting", annotation.note, {"format": "text/plain"})
    if bodies == as_list(old):
        return
    if bodies:
        record["body"] = bodies[0] if len(bodies) == 1 and isinstance(old, dict) else bodies
    else:
        record.pop("body", None)


def _put_text_body(bodies: list[Any], purpose: str, value: str, more: JsonObject) -> None:
    for number, body in enumerate(bodies):
        if isinstance(body, dict) and is_text_body(body, purpose):
            bodies[number : number + 1] = [body | {"value": value}] if value else []
            return
    if value:
        bodies.append({"type": "TextualBody", "purpose": purpose, **more, "value": value})


def _put_link_body(bodies: list[Any], purpose: str, source: str) -> None:
    for number, body in enumerate(bodies):
        if isinstance(body, dict) and is_link_body(body, purpose):
            bodies[number : number + 1] = [body | {"source": source}] if source else []
            return
    if source:
        bodies.append({"type": "SpecificResource", "purpose": purpose, "source": source})


def _evidence(evidence: Evidence) -> JsonObject:
    old = evidence.origin.record if evidence.origin else None
    record = dict(old) if isinstance(old, dict) else {}
    for key in ("question", "answer", "url", "archived", "quote", "stance"):
        _put(record, key, getattr(evidence, key))
    return record


def _put(record: JsonObject, key: str, value: str | list[Any]) -> None:
    """Set a fact; an empty one is left out, as it was never stated. What says that already stays as it is."""
    if (record.get(key) or type(value)()) == value:
        return
    if value:
        record[key] = value
    else:
        record.pop(key, None)


def _ordered(record: JsonObject, order: tuple[str, ...]) -> JsonObject:
    return {key: record[key] for key in order if key in record} | record
