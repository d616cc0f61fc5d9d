"""From W3C records to the model. What cannot be read becomes an `Other` with its reason; nothing is thrown away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import unquote

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import (
    Annotation,
    Attribution,
    Claim,
    Entity,
    Evidence,
    Fragment,
    Highlight,
    Lost,
    Mention,
    Origin,
    Other,
    Placed,
    Quote,
    Relation,
)
from reader.sidecar.format.json_text import BrokenJsonError, JsonObject, write_value
from reader.sidecar.format.rows import Row
from reader.sidecar.format.w3c_shape import (
    CONFLICT,
    REJECTED,
    Problem,
    as_list,
    bodies,
    conflicts_of,
    is_link_body,
    is_text_body,
    items_of,
    kind_of_record,
    places_of_fragments,
)
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.sidecar.anchoring.anchoring import Asked
    from reader.sidecar.anchoring.finder import Finder

Fields = dict[str, Any]  # of one of the model's values, by name

_Place = Callable[[Quote | None, Span | None], Fragment | None]
_Conflict = tuple[tuple[str, object], ...]


class _Places(Protocol):
    """What says where words stand."""

    @property
    def place(self) -> _Place:
        """Where they stand."""


_Reader = Callable[[JsonObject, _Places], Fields]

MANY_ROWS = 100  # with fewer, making ready for the short way takes longer than the long one


class BadRecordError(ValueError):
    """A record of ours that does not have the shape of ours; the message says what is wrong where."""


class Decoded(NamedTuple):
    """What a document says, and what is wrong with it."""

    annotations: AnnotationSet
    problems: tuple[Problem, ...] = ()


def read_document(
    document: JsonObject, anchorer: Finder, article_name: str, rows: Sequence[Row] | None = None
) -> Decoded:
    """All annotations and entities of a document, placed by `anchorer`; read again where neighbours told more.

    `rows` are its records where it was taken apart. Raises BrokenJsonError when one of them is no JSON.
    """
    if anchorer.wants_all:
        anchorer.know(_all_asked(items_of(document) if rows is None else rows))
    decoded = _read_document(document, anchorer, article_name, rows)
    return _read_document(document, anchorer, article_name, rows) if anchorer.settle() else decoded


def _read_document(document: JsonObject, anchorer: Finder, article_name: str, rows: Sequence[Row] | None) -> Decoded:
    entities, _, problems = read_entities(document.get("entities", []))
    annotations: dict[str, Annotation] = {}
    first = document.get("first")
    if first is not None and not isinstance(first, dict):
        problems.append(Problem("first", "the page of annotations is not embedded here"))
    elif isinstance(first, dict) and not isinstance(first.get("items", []), list):
        problems.append(Problem("first.items", "it is not a list"))
    alike: dict[str, str] = {}
    shorter = rows is not None and len(rows) >= MANY_ROWS
    for number, kept in enumerate(items_of(document) if rows is None else rows):
        plain = _plain_mention(kept, anchorer, alike) if shorter and isinstance(kept, Row) else None
        annotation = plain or _read_record(kept, number, anchorer, article_name)
        if annotation.id in annotations:
            place = f"first.items[{number}]"
            problems.append(Problem(place, f"the id {annotation.id} stands twice"))
            annotation = _other(kept, f"{annotation.id}#{number}", anchorer, article_name, "its id stands twice")
        elif isinstance(annotation, Other) and annotation.reason:
            problems.append(Problem(f"first.items[{number}]", annotation.reason))
        annotations[annotation.id] = annotation
    return Decoded(AnnotationSet.of(annotations.values(), entities), tuple(problems))


def read_rows(rows: Iterable[Row], anchorer: Finder, article_name: str) -> list[Annotation]:
    """The annotations of some of a document's rows; a row that is no JSON is left out."""
    found = []
    for row in rows:
        try:
            found.append(_plain_mention(row, anchorer, {}) or _read_record(row, 0, anchorer, article_name))
        except BrokenJsonError:
            continue
    return found


def read_record(record: object, anchorer: Finder, article_name: str) -> Annotation:
    """The annotation of one record, whatever it is."""
    return _read_record(record, 0, anchorer, article_name)


def _plain_mention(row: Row, anchorer: Finder, alike: dict[str, str]) -> Mention | None:
    """The short way for what most rows are: an ordinary mention. None for all others.

    `alike` holds strings that many records share.
    """
    if not (anchorer.unchanged or anchorer.wants_all):
        return None
    says = row.plain_mention()
    if says is None or not says.exact or says.entity == "":
        return None
    span = Span(int(says.start), int(says.end))
    fragment: Fragment
    if anchorer.unchanged:
        if not anchorer.stands(says.exact, says.prefix, says.suffix, span, row.asked):
            return None
        fragment, is_settled = Placed(span), True
    else:
        moved = anchorer.moved
        placed = anchorer.place(Quote(says.exact, says.prefix, says.suffix), span) if span else None
        if placed is None:
            return None
        fragment, is_settled = placed, moved == anchorer.moved
    same = alike.setdefault
    created = same(says.created, says.created) if says.created else ""
    origin = Origin(row, None, is_settled)
    mention = Mention(
        id=says.id,
        fragments=(fragment,),
        created=created,
        modified=same(says.modified, says.modified) if says.modified else created,
        creator=same(says.creator, says.creator) if says.creator else "",
        type=same(says.type, says.type),
        entity=same(says.entity, says.entity) if says.entity else None,
        origin=origin,
    )
    origin.read_as(mention)
    return mention


def read_entities(value: object) -> tuple[list[Entity], list[Any], list[Problem]]:
    """The entities in the list of a document, the records in it that cannot be read, and what is wrong with them."""
    if not isinstance(value, list):
        return [], [], [Problem("entities", "it is not a list")]
    found: dict[str, Entity] = {}
    unread: list[Any] = []
    problems: list[Problem] = []
    for number, record in enumerate(value):
        try:
            entity = _entity(record)
            if entity.id in found:
                raise BadRecordError(f"the id {entity.id} stands twice")
            found[entity.id] = entity
        except BadRecordError as error:
            problems.append(Problem(f"entities[{number}]", str(error)))
            unread.append(record)
    return list(found.values()), unread, problems


def _entity(record: object) -> Entity:
    if not isinstance(record, dict):
        raise BadRecordError("it is not an object")
    aliases = record.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(a, str) for a in aliases):
        raise BadRecordError("aliases: it is not a list of texts")
    fields = (
        _text(record, "id", needed=True), _text(record, "tag", needed=True), _text(record, "name", needed=True),
        tuple(aliases), _text(record, "wikidata"),
    )  # fmt: skip
    conflict = _entity_conflict(record)
    return Entity(*fields, Origin(record, Entity(*fields, conflict=conflict)), conflict)


def _entity_conflict(record: JsonObject) -> _Conflict:
    if not conflicts_of(record):
        return ()
    from reader.sidecar.format.conflicts import in_model, values_of

    return tuple(
        (in_model(name, ""), value if isinstance(value, str) else write_value(value))
        for name, values in values_of(conflicts_of(record)).items()
        for value in values
    )


def _read_record(kept: object, number: int, anchorer: Finder, article_name: str) -> Annotation:
    record = kept() if isinstance(kept, Row) else kept
    kind = kind_of_record(record)
    record_id = record.get("id") if isinstance(record, dict) else None
    key = record_id if isinstance(record_id, str) and record_id else f"item:{number}"
    if not isinstance(record, dict):
        return _other(kept, key, anchorer, article_name, "it is not an object")
    if not kind:
        return _other(kept, key, anchorer, article_name, "")
    moved = anchorer.moved
    try:
        if key != record_id:
            raise BadRecordError("id is missing")
        model, read_fields = _KINDS[kind]
        fields = read_fields(record, anchorer)
    except BadRecordError as error:
        return _other(kept, key, anchorer, article_name, str(error))
    if conflicts_of(record):
        fields["conflict"] = _conflict(record, kind, read_fields, fields, anchorer)
    # the value as read is kept in its origin, so that the writer knows which records to leave alone
    origin = Origin(kept, None, moved == anchorer.moved)
    annotation = model(**fields, origin=origin)
    origin.read_as(annotation)
    return annotation


class _Apart:
    """Places what another side said: it takes no place from anybody."""

    def __init__(self, anchorer: Finder) -> None:
        self.place = anchorer.place_apart


def _conflict(record: JsonObject, kind: str, read: _Reader, ours: Fields, anchorer: Finder) -> _Conflict:
    """What the other side said of facts in conflict, by the model's names; as text where it means nothing to us."""
    from reader.sidecar.format.conflicts import OF_TWO_KINDS, in_model, levels_of, theirs_taken  # few sidecars have any

    found: list[tuple[str, object]] = []
    for level in levels_of(conflicts_of(record)):
        try:
            theirs = read(theirs_taken(record | {CONFLICT: level}), _Apart(anchorer))
        except BadRecordError:
            theirs = ours
        for name, value in level.items():
            known = in_model(name, kind)
            if known in theirs and theirs[known] != ours[known]:
                found.append((known, theirs[known]))
            else:
                unknown = name if name == OF_TWO_KINDS else f"{OF_TWO_KINDS}.{name}"
                found.append((unknown, value if isinstance(value, str) else write_value(value)))
    return tuple(found)


# -- kinds: the fields of the model's values, for a thousand records take half as long without `replace` ------


def _common(record: JsonObject, parts: list[JsonObject]) -> Fields:
    return {
        "id": _text(record, "id", needed=True),
        "created": _text(record, "created"),
        "modified": _text(record, "modified") or _text(record, "created"),
        "creator": _creator(record.get("creator")),
        "note": _value(parts, "commenting"),
    }


def _value(parts: list[JsonObject], purpose: str) -> str:
    for body in parts:
        if is_text_body(body, purpose):
            return str(body["value"])
    return ""


def _link(parts: list[JsonObject], purpose: str) -> str | None:
    for body in parts:
        if is_link_body(body, purpose):
            return str(body["source"])
    return None


def _mention(record: JsonObject, anchorer: _Places) -> Fields:
    parts = bodies(record)
    type_id = _value(parts, "tagging")
    if not type_id:
        raise BadRecordError("body: there is no tagging body with the entity type")
    kind = _text(record, "mentionKind") or "NAM"
    if kind not in ("NAM", "NOM", "PRO"):
        raise BadRecordError(f"mentionKind: {kind!r} is none of NAM, NOM, PRO")
    return {
        "fragments": _fragments(record, anchorer),
        "type": type_id,
        "entity": _link(parts, "identifying"),
        "kind": kind,
        "metonym": record.get("metonym") is True,
        **_common(record, parts),
    }


def _highlight(record: JsonObject, anchorer: _Places) -> Fields:
    return {"fragments": _fragments(record, anchorer), **_common(record, bodies(record))}


def _relation(record: JsonObject, _anchorer: _Places) -> Fields:
    parts, targets = bodies(record), as_list(record.get("target"))
    from_id = next((t["id"] for t in targets if isinstance(t, dict) and isinstance(t.get("id"), str)), "")
    to_id, type_id = _link(parts, "linking"), _value(parts, "tagging")
    if not (from_id and to_id and type_id):
        raise BadRecordError("a relation needs a target with an id, a linking body and a tagging body")
    return {"type": type_id, "from_id": from_id, "to_id": to_id, **_common(record, parts)}


def _claim(record: JsonObject, anchorer: _Places) -> Fields:
    facts = record.get("claim", {})
    if not isinstance(facts, dict):
        raise BadRecordError("claim: it is not an object")
    about = facts.get("about", [])
    if not isinstance(about, list) or not all(isinstance(a, str) for a in about):
        raise BadRecordError("claim.about: it is not a list of ids")
    return {
        "fragments": _fragments(record, anchorer),
        "voice": _text(facts, "voice"),
        "claim_kind": _text(facts, "kind"),
        "check": _text(facts, "check"),
        "normalized": _text(facts, "normalized"),
        "attribution": tuple(_attribution(a, anchorer) for a in _objects(facts, "attribution")),
        "about": tuple(about),
        "source_reliability": _text(facts, "sourceReliability"),
        "credibility": _text(facts, "credibility"),
        "likelihood": _text(facts, "likelihood"),
        "verdict": _text(facts, "verdict"),
        "evidence": tuple(_evidence(e) for e in _objects(facts, "evidence")),
        **_common(record, bodies(record)),
    }


_KINDS: dict[str, tuple[Callable[..., Annotation], _Reader]] = {
    "Mention": (Mention, _mention),
    "Claim": (Claim, _claim),
    "Highlight": (Highlight, _highlight),
    "Relation": (Relation, _relation),
}


def _attribution(record: JsonObject, anchorer: _Places) -> Attribution:
    words, cue = (
        _fragment(record[k], anchorer.place) if isinstance(record.get(k), dict) else None for k in ("words", "cue")
    )
    entity = _text(record, "entity") or None
    return Attribution(_text(record, "name"), _text(record, "role") or "speaker", entity, words, cue, Origin(record))


def _evidence(record: JsonObject) -> Evidence:
    fields = {k: _text(record, k) for k in ("question", "answer", "url", "archived", "quote", "stance")}
    return Evidence(**fields, origin=Origin(record))


def _other(kept: object, key: str, anchorer: Finder, article_name: str, reason: str) -> Other:
    """Somebody else's record, or a bad one, with its words on this article as far as they can be found."""
    record = kept() if isinstance(kept, Row) else kept
    fragments: list[Fragment] = []
    targets = as_list(record.get("target")) if isinstance(record, dict) else []
    for target in targets:
        if isinstance(target, dict) and _is_on(target.get("source"), article_name):
            placed = _fragment(target, anchorer.place_apart)
            fragments += [placed] if placed is not None else []
    common: Fields = {}
    if isinstance(record, dict):
        texts = ((k, record.get(k)) for k in ("created", "modified"))
        common = {k: v for k, v in texts if isinstance(v, str)}
    return Other(id=key, fragments=tuple(fragments), reason=reason, origin=Origin(kept), **common)


def _is_on(source: object, article_name: str) -> bool:
    """Whether a target's source is this article: its file name, at the end of whatever address."""
    if not isinstance(source, str) or not article_name:
        return False
    return unquote(source.rsplit("/", 1)[-1], errors="surrogateescape") == article_name


# -- pieces ----------------------------------------------------------------------------------------


def _fragments(record: JsonObject, anchorer: _Places) -> tuple[Fragment, ...]:
    found = []
    targets = as_list(record.get("target"))
    for number in places_of_fragments(targets):
        fragment = _fragment(targets[number], anchorer.place)
        if fragment is None:
            raise BadRecordError("target: its selectors do not say which words")
        found.append(fragment)
    if not found:
        raise BadRecordError("target: there is no text selector")
    return tuple(found)


def _all_asked(kept: Iterable[object]) -> Iterator[Asked]:
    """All quotes in records, with their places."""
    for row in kept:
        if isinstance(row, Row) and row.plain_mention() is not None:
            yield row.asked()
            continue
        waiting = [row() if isinstance(row, Row) else row]
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict):
                if "selector" in value and value.get(REJECTED) is not True:
                    quote, position = _asked_by(value)
                    if quote is not None:
                        yield quote, position
                waiting += value.values()
            elif isinstance(value, list):
                waiting += value


def _asked_by(target: JsonObject) -> tuple[Quote | None, Span | None]:
    """The quote and the position that the selectors of a target say."""
    quote, position = None, None
    for selector in as_list(target.get("selector")):
        if not isinstance(selector, dict):
            continue
        kind = selector.get("type")
        if kind == "TextQuoteSelector" and quote is None and isinstance(selector.get("exact"), str):
            before, after = selector.get("prefix", ""), selector.get("suffix", "")
            quote = Quote(
                selector["exact"], before if isinstance(before, str) else "", after if isinstance(after, str) else ""
            )
        elif kind == "TextPositionSelector" and position is None:
            start, end = selector.get("start"), selector.get("end")
            if type(start) is int and type(end) is int and 0 <= start < end:
                position = Span(start, end)
    return quote, position


def _fragment(target: JsonObject, place: _Place) -> Fragment | None:
    quote, position = _asked_by(target)
    if target.get(REJECTED) is True and quote is not None and quote.exact:
        return Lost(quote, position, rejected=True)
    placed = place(quote, position)
    return Lost(quote, position) if placed is None and quote is not None and quote.exact else placed


def _text(record: JsonObject, key: str, *, needed: bool = False) -> str:
    value = record.get(key)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or (needed and not value):
        raise BadRecordError(f"{key} is missing" if value in (None, "") else f"{key}: it is not a text")
    return value


def _objects(record: JsonObject, key: str) -> list[JsonObject]:
    value = record.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise BadRecordError(f"claim.{key}: it is not a list of objects")
    return value


def _creator(value: object) -> str:
    first = as_list(value)[:1]
    name = first[0].get("name") if first and isinstance(first[0], dict) else first[0] if first else ""
    return name if isinstance(name, str) else ""
