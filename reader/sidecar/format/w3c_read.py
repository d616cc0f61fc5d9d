"""From W3C records to the model. What cannot be read becomes an `Other` with its reason; nothing is thrown away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Annotation, Fragment, Mention, Origin, Other, Placed, Quote
from reader.sidecar.format.json_text import BrokenJsonError, JsonObject
from reader.sidecar.format.rows import Row
from reader.sidecar.format.w3c_entities import read_entities
from reader.sidecar.format.w3c_kinds import KINDS, Fields, FieldsReader
from reader.sidecar.format.w3c_shape import CONFLICT, Problem, as_list, conflicts_of, items_of, kind_of_record
from reader.sidecar.format.w3c_targets import all_asked, fragment_of
from reader.sidecar.format.w3c_values import BadRecordError
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.sidecar.anchoring.finder import Finder

_Conflict = tuple[tuple[str, object], ...]


MANY_ROWS = 100  # with fewer, making ready for the short way takes longer than the long one


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
        anchorer.know(all_asked(items_of(document) if rows is None else rows))
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
        model, read_fields = KINDS[kind]
        fields = read_fields(record, anchorer)
    except BadRecordError as error:
        return _other(kept, key, anchorer, article_name, str(error))
    if conflicts_of(record):
        fields["conflict"] = _conflict(record, kind, read_fields, fields, anchorer)
    # the value as read is kept in its origin, so that the writer knows which records to leave alone
    origin = Origin(kept, None, moved == anchorer.moved)
    annotation = model(**fields, origin=origin)
    origin.read_as(_unlike(annotation) if conflicts_of(record) and _has_settled(record) else annotation)
    return annotation


def _has_settled(record: JsonObject) -> bool:
    from reader.sidecar.format.conflicts import has_settled  # few sidecars have any

    return has_settled(record)


def _unlike(annotation: Annotation) -> Annotation:
    """Another one: the record is not as it would be written, and is with the next save."""
    return replace(annotation, conflict=(("", ""),))


class _Apart:
    """Places what another side said: it takes no place from anybody."""

    def __init__(self, anchorer: Finder) -> None:
        self.place = anchorer.place_apart


def _conflict(record: JsonObject, kind: str, read: FieldsReader, ours: Fields, anchorer: Finder) -> _Conflict:
    """What the other side said of facts in conflict, by the model's names; as text where it means nothing to us."""
    from reader.sidecar.format.conflicts import OF_TWO_KINDS, as_text, in_model, is_settled, levels_of, theirs_taken

    found: list[tuple[str, object]] = []
    for level in levels_of(conflicts_of(record)):
        try:
            theirs = read(theirs_taken(record | {CONFLICT: level}), _Apart(anchorer))
        except BadRecordError:
            theirs = ours
        for name, value in level.items():
            known = in_model(name, kind)
            if is_settled(record, name, value):
                continue
            if known in theirs and theirs[known] != ours[known]:
                found.append((known, theirs[known]))
            else:
                unknown = name if name == OF_TWO_KINDS else f"{OF_TWO_KINDS}.{name}"
                found.append((unknown, as_text(value)))
    return tuple(found)


def _other(kept: object, key: str, anchorer: Finder, article_name: str, reason: str) -> Other:
    """Somebody else's record, or a bad one, with its words on this article as far as they can be found."""
    record = kept() if isinstance(kept, Row) else kept
    fragments: list[Fragment] = []
    targets = as_list(record.get("target")) if isinstance(record, dict) else []
    for target in targets:
        if isinstance(target, dict) and _is_on(target.get("source"), article_name):
            placed = fragment_of(target, anchorer.place_apart)
            fragments += [placed] if placed is not None else []
    common: Fields = {}
    if isinstance(record, dict):
        texts = ((k, record.get(k)) for k in ("created", "modified"))
        common = {k: v for k, v in texts if isinstance(v, str)}
    other = Other(id=key, fragments=tuple(fragments), reason=reason, origin=Origin(kept), **common)
    return _in_conflict(other, record) if isinstance(record, dict) and conflicts_of(record) else other


def _in_conflict(other: Other, record: JsonObject) -> Other:
    from reader.sidecar.format.conflicts import open_as_text  # few sidecars have any

    origin = Origin(other.origin.kept if other.origin is not None else record)
    found = replace(other, conflict=open_as_text(record), origin=origin)
    origin.read_as(found)
    return found


def _is_on(source: object, article_name: str) -> bool:
    """Whether a target's source is this article: its file name, at the end of whatever address."""
    if not isinstance(source, str) or not article_name:
        return False
    return unquote(source.rsplit("/", 1)[-1], errors="surrogateescape") == article_name
