"""A change as the journal holds it: of each record what it was and what it became, as the sidecar would hold them.

Records are W3C's, so that a change can be placed on an article that is another by now. An ordinary mention is a short
list instead: a bulk change of 20,000 has to be written within a fraction of a second.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.annotations.collection import Change
from reader.annotations.model import Anchor, Annotation, Entity, Mention, Origin, Placed, Quote
from reader.annotations.quoting import CONTEXT_CP
from reader.sidecar.format.json_text import JsonObject, encoded, parse_value, write_value
from reader.sidecar.format.rows import PlainMention, Row
from reader.sidecar.format.w3c_entities import read_entities
from reader.sidecar.format.w3c_read import read_record
from reader.sidecar.format.w3c_targets import all_asked
from reader.sidecar.format.w3c_write import GENERATOR, RecordWriter, entity_record, source_iri
from reader.text.article import Article
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.sidecar.anchoring.anchoring import Asked
    from reader.sidecar.anchoring.finder import Finder

VALUES_AT_ONCE = 1000  # holds the interpreter for 2 ms; between them a window that wants to paint gets the interpreter
GIVE_WAY_S = 0.0002


class _Short:
    """An ordinary mention as a short list. Called, it is the record that the sidecar would hold."""

    __slots__ = ("_values",)

    def __init__(self, values: list[Any]) -> None:
        self._values = values

    def __call__(self) -> object:
        return _record_of(self.plain_mention())

    def plain_mention(self) -> PlainMention:
        return PlainMention(*self._values)


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
        pairs = list(zip(was.annotations, became.annotations, strict=True))
        rows = []
        for start in range(0, len(pairs), VALUES_AT_ONCE):
            if start:
                time.sleep(GIVE_WAY_S)
            rows += self._rows(pairs[start : start + VALUES_AT_ONCE])
        entities = [
            [key, _entity_value(old), _entity_value(new)]
            for (key, old), (_, new) in zip(was.entities, became.entities, strict=True)
        ]
        return b'{"annotations": [\n%b],\n"entities": %b}' % (b",\n".join(rows), encoded(write_value(entities)))

    def _rows(
        self, pairs: Sequence[tuple[tuple[str, Annotation | None], tuple[str, Annotation | None]]]
    ) -> list[bytes]:
        values = [[key, self._value(old), self._value(new)] for (key, old), (_, new) in pairs]
        if not any(isinstance(v, bytes) for row in values for v in row):
            return [encoded(write_value(values))[1:-1]]  # all at once takes a fourth of the time
        return [
            b"[%b]" % b", ".join(v if isinstance(v, bytes) else encoded(write_value(v)) for v in row) for row in values
        ]

    def _value(self, annotation: Annotation | None) -> Any:
        """What stands for it, or the very bytes of it."""
        if annotation is None:
            return None
        if isinstance(annotation, Mention) and (plain := self._plain(annotation)) is not None:
            return plain
        origin = annotation.origin
        if origin is not None and isinstance(origin.kept, Row) and origin.settled and origin.as_read is annotation:
            return origin.kept.data
        return self._records.record(annotation)

    def _plain(self, mention: Mention) -> list[str | int | None] | None:
        """An ordinary mention, with nothing of anybody else's in it; None for all others."""
        if len(mention.fragments) != 1 or mention.kind != "NAM" or mention.metonym or mention.note:
            return None
        fragment, source = mention.fragments[0], self._source
        if not isinstance(fragment, Placed) or fragment.anchor is not Anchor.EXACT:
            return None
        if mention.origin is not None:
            kept = mention.origin.kept
            known = kept.plain_mention() if isinstance(kept, (Row, _Short)) else None
            if known is None:
                return None
            source = known.source
        text, start, end = self._text, fragment.span.start, fragment.span.end
        words = (text[start:end], text[max(0, start - CONTEXT_CP) : start], text[end : end + CONTEXT_CP])  # `quote_at`
        said = (mention.id, mention.created, mention.modified, mention.creator, mention.type, mention.entity)
        return [*said, source, *words, start, end]


def _entity_value(entity: Entity | None) -> JsonObject | None:
    return None if entity is None else entity_record(entity)


class ChangeReader:
    """Reads what `ChangeWriter.write` wrote, with its words placed on `article`.

    `finder` makes what places them (`finder_for`): for another text than they were written for, one that looks at all
    of them together, and that is asked about every change. All methods raise ValueError when it is not what was
    written.
    """

    def __init__(self, article: Article, finder: Callable[[], Finder]) -> None:
        self._article, self._make = article, finder
        self._shared: Finder | None = None

    def know(self, changes: Iterable[bytes]) -> None:
        """Look at all of these together before the first of them is read, where that may tell more."""
        finder = self._finder()
        if finder.wants_all:
            finder.know(asked for data in changes for asked in _asked(parse_value(data)))

    def _finder(self) -> Finder:
        """One for each side of a change, as what it finds is nowhere else; one for all where the texts are compared."""
        if self._shared is not None:
            return self._shared
        finder = self._make()
        if finder.wants_all:
            self._shared = finder
        return finder

    def both(self, data: bytes, label: str) -> Sides:
        """The change with its inverse."""
        value = parse_value(data)
        return Sides(label, self._side(value, 2, label), self._side(value, 1, label))

    def inverse(self, data: bytes, label: str) -> Change:
        """What takes it back."""
        return self._side(parse_value(data), 1, label)

    def _side(self, value: Any, number: int, label: str) -> Change:
        """One side of all its rows; read once more where an annotation's neighbours told more about its place."""
        anchorer = self._finder()
        if anchorer.wants_all:
            anchorer.know(_asked(value))
        try:
            rows = [(row[0], row[number]) for row in value["annotations"]]
            found = [(key, self._annotation(key, record, anchorer)) for key, record in rows]
            if anchorer.settle():
                found = [(key, self._annotation(key, record, anchorer)) for key, record in rows]
            return Change(label, tuple(found), tuple((row[0], _entity(row[number])) for row in value["entities"]))
        except (TypeError, KeyError, IndexError, AttributeError) as error:
            raise ValueError(f"this is no change of a journal: {error}") from None

    def _annotation(self, key: str, value: Any, anchorer: Finder) -> Annotation | None:
        if value is None:
            return None
        if isinstance(value, list):
            short = _Short(value)
            return self._standing(short, anchorer) or read_record(short(), anchorer, self._article.name)
        annotation = read_record(value, anchorer, self._article.name)
        return annotation if annotation.id == key else replace(annotation, id=key)

    def _standing(self, short: _Short, anchorer: Finder) -> Mention | None:
        """The short way for what stands where it stood; it takes a tenth of the time."""
        says = short.plain_mention()
        span, quote = Span(int(says.start), int(says.end)), Quote(says.exact, says.prefix, says.suffix)
        if not (
            anchorer.unchanged and anchorer.stands(quote.exact, quote.prefix, quote.suffix, span, lambda: (quote, span))
        ):
            return None
        origin = Origin(short, None, True)
        mention = Mention(
            id=says.id,
            fragments=(Placed(span),),
            created=says.created or "",
            modified=says.modified or says.created or "",
            creator=says.creator or "",
            type=says.type,
            entity=says.entity or None,
            origin=origin,
        )
        origin.read_as(mention)
        return mention


def _asked(value: Any) -> Iterator[Asked]:
    """All quotes in a change, before and after it, with their places."""
    try:
        for record in (record for row in value["annotations"] for record in row[1:]):
            if isinstance(record, list):
                says = PlainMention(*record)
                yield Quote(says.exact, says.prefix, says.suffix), Span(int(says.start), int(says.end))
            else:
                yield from all_asked([record])
    except (TypeError, KeyError, IndexError, AttributeError) as error:
        raise ValueError(f"this is no change of a journal: {error}") from None


def _record_of(says: PlainMention) -> JsonObject:
    """The record of an ordinary mention, just as the sidecar would hold it."""
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
