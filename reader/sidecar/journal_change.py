"""A change as the journal holds it: of each record what it was and what it became, as the sidecar would hold them.

Records are W3C's, so that a change can be placed on an article that is another by now. An ordinary mention is a short
list instead: a bulk change of 20,000 has to be written within a fraction of a second.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from reader.annotations.collection import Change
from reader.annotations.model import Anchor, Annotation, Entity, Mention, Placed
from reader.annotations.quoting import quote_at
from reader.sidecar.anchoring import Anchorer
from reader.sidecar.json_text import JsonObject, encoded, parse_value, write_value
from reader.sidecar.rows import PlainMention, Row
from reader.sidecar.w3c_read import read_entities, read_record
from reader.sidecar.w3c_write import GENERATOR, RecordWriter, entity_record, source_iri
from reader.text.article import Article

VALUES_AT_ONCE = 200  # about 1 ms; between them a window that wants to paint gets the interpreter
GIVE_WAY_S = 0.0002


class Sides(NamedTuple):
    """A change and what takes it back: the same ids with what they became, and with what they were."""

    label: str
    became: Change
    was: Change


class ChangeWriter:
    """Writes changes to the annotations of one article."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        self._source = source_iri(os.fsencode(article.name))
        self._records = RecordWriter(article.text, self._source)

    def write(self, became: Change, was: Change) -> bytes:
        """`became` with its inverse. Gives way to other threads while it is long."""
        rows = (
            b"[%b,\n%b,\n%b]" % (encoded(write_value(key)), self._value(old), self._value(new))
            for (key, new), (_, old) in zip(became.annotations, was.annotations, strict=True)
        )
        entities = (
            encoded(write_value([key, _entity_value(old), _entity_value(new)]))
            for (key, new), (_, old) in zip(became.entities, was.entities, strict=True)
        )
        lists = (b",\n".join(_giving_way(rows)), b",\n".join(_giving_way(entities)))
        return b'{"annotations": [\n%b],\n"entities": [\n%b]}' % lists

    def _value(self, annotation: Annotation | None) -> bytes:
        if annotation is None:
            return b"null"
        if isinstance(annotation, Mention) and (plain := self._plain(annotation)) is not None:
            return encoded(write_value(plain))
        origin = annotation.origin
        if origin is not None and isinstance(origin.kept, Row) and origin.settled and origin.as_read is annotation:
            return origin.kept.data
        return encoded(write_value(self._records.record(annotation)))

    def _plain(self, mention: Mention) -> list[str | int | None] | None:
        """An ordinary mention, with nothing of anybody else's in it; None for all others."""
        if len(mention.fragments) != 1 or mention.kind != "NAM" or mention.metonym or mention.note:
            return None
        fragment, source = mention.fragments[0], self._source
        if not isinstance(fragment, Placed) or fragment.anchor is not Anchor.EXACT:
            return None
        if mention.origin is not None:
            kept = mention.origin.kept
            known = kept.plain_mention() if isinstance(kept, Row) else None
            if known is None:
                return None
            source = known.source
        span, words = fragment.span, quote_at(self._text, fragment.span)
        said = (mention.id, mention.created, mention.modified, mention.creator, mention.type, mention.entity)
        return [*said, source, words.exact, words.prefix, words.suffix, span.start, span.end]


def _giving_way(rows: Iterator[bytes]) -> Iterator[bytes]:
    for number, row in enumerate(rows):
        if number % VALUES_AT_ONCE == VALUES_AT_ONCE - 1:
            time.sleep(GIVE_WAY_S)
        yield row


def _entity_value(entity: Entity | None) -> JsonObject | None:
    return None if entity is None else entity_record(entity)


def read_sides(data: bytes, label: str, article: Article, *, unchanged: bool, old_length: int | None = None) -> Sides:
    """What `ChangeWriter.write` wrote, with its words placed on `article`.

    `unchanged` says that this is the very text it was written for, else `old_length` how long that was.
    Raises ValueError when it is not what was written.
    """
    value = parse_value(data)
    try:
        was, became = (_side(value, number, article, unchanged=unchanged, old_length=old_length) for number in (1, 2))
    except (TypeError, KeyError, IndexError, AttributeError) as error:
        raise ValueError(f"this is no change of a journal: {error}") from None
    return Sides(label, Change(label, *became), Change(label, *was))


Pairs = tuple[tuple[tuple[str, Annotation | None], ...], tuple[tuple[str, Entity | None], ...]]


def _side(value: Any, number: int, article: Article, *, unchanged: bool, old_length: int | None) -> Pairs:
    """One side of all its rows; read once more where an annotation's neighbours told more about its place."""
    anchorer = Anchorer(article.text, unchanged=unchanged, old_length=old_length)
    rows = [(row[0], row[number]) for row in value["annotations"]]
    found = [(key, _annotation(key, record, anchorer, article.name)) for key, record in rows]
    if anchorer.settle():
        found = [(key, _annotation(key, record, anchorer, article.name)) for key, record in rows]
    entities = [(row[0], _entity(row[number])) for row in value["entities"]]
    return tuple(found), tuple(entities)


def _annotation(key: str, value: Any, anchorer: Anchorer, article_name: str) -> Annotation | None:
    if value is None:
        return None
    record = _record_of(value) if isinstance(value, list) else value
    annotation = read_record(record, anchorer, article_name)
    return annotation if annotation.id == key else replace(annotation, id=key)


def _record_of(values: list[Any]) -> JsonObject:
    """The record of an ordinary mention, just as the sidecar would hold it."""
    says = PlainMention(*values)
    record: JsonObject = {"id": says.id, "type": ["Annotation", "Mention"], "motivation": "identifying"}
    if says.created:
        record["created"] = says.created
    if says.modified:
        record["modified"] = says.modified
    if says.creator:
        record["creator"] = {"type": "Person", "name": says.creator}
    record["generator"] = dict(GENERATOR)
    record["body"] = [{"type": "TextualBody", "purpose": "tagging", "value": says.type}]
    if says.entity:
        record["body"].append({"type": "SpecificResource", "purpose": "identifying", "source": says.entity})
    quote = {"type": "TextQuoteSelector", "exact": says.exact, "prefix": says.prefix, "suffix": says.suffix}
    place = {"type": "TextPositionSelector", "start": says.start, "end": says.end}
    record["target"] = [{"type": "SpecificResource", "source": says.source, "selector": [quote, place]}]
    return record


def _entity(record: Any) -> Entity | None:
    if record is None:
        return None
    entities, _, problems = read_entities([record])
    if problems:
        raise ValueError(problems[0].reason)
    return entities[0]
