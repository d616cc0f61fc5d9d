"""The records of a sidecar as the merge of documents sees them: bytes that are read only where somebody asks."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import Any

from reader.annotations.names import name_key
from reader.sidecar.format.conflicts import levels_of, stated
from reader.sidecar.format.json_text import JsonObject, encoded, write_record, write_value
from reader.sidecar.format.rows import Row
from reader.sidecar.format.w3c_shape import as_list, conflicts_of, kind_of_record, places_of_fragments
from reader.sidecar.merging.records import Words, merge_annotation, merge_entity
from reader.sidecar.merging.three_way import same

_NOTHING: frozenset[str] = frozenset()


class Item:
    """The record of one annotation: its row in the file, or its value where there is no row."""

    __slots__ = ("_named", "_value", "plain", "row")

    def __init__(self, row: Row | None, value: Any = None) -> None:
        """Raises BrokenJsonError when the row is no JSON."""
        self.row = row
        self.plain = row.plain_mention() if row is not None else None
        self._value = row() if row is not None and self.plain is None else value
        self._named: Collection[str] | None = None

    @property
    def value(self) -> Any:
        """The record."""
        if self._value is None and self.row is not None:
            self._value = self.row()
        return self._value

    @property
    def id(self) -> str:
        """Its id; empty when it has none."""
        return self.plain.id if self.plain is not None else id_of(self.value)

    @property
    def named(self) -> Collection[str]:
        """The entities and annotations that it names; nothing for somebody else's."""
        if self._named is None:
            plain = self.plain
            self._named = _named_in(self.value) if plain is None else (plain.entity,) if plain.entity else _NOTHING
        return self._named

    @property
    def data(self) -> bytes:
        """As it is written: as it was, if it was read from a row."""
        if self.row is not None:
            return self.row.data
        return encoded(write_record(self.value) if isinstance(self.value, dict) else write_value(self.value))


def id_of(record: Any) -> str:
    """The id of a record; empty when it has none that can be used."""
    found = record.get("id") if isinstance(record, dict) else None
    return found if isinstance(found, str) else ""


class Annotations:
    """What the merge has to know of annotations. `words` says whose places are to be trusted."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def same(self, one: Item, other: Item) -> bool:
        """Whether they say the same."""
        return one is other or same(one.value, other.value)

    def merged(self, base: Item | None, ours: Item, theirs: Item) -> tuple[Item, bool]:
        """Both as one, and whether a fact is in conflict."""
        if base is not None and self.same(theirs, base):
            return ours, False
        before = base.value if base is not None else None
        record, conflicts = merge_annotation(before, ours.value, theirs.value, self._words)
        return Item(None, record), bool(conflicts)

    def twin_key(self, item: Item) -> Hashable:
        """Mentions of the same words as the same thing are one, if both can be named."""
        apart = self._words is not Words.ALIKE  # then numbers tell nothing
        if item.plain is not None:
            says = item.plain
            place = (says.exact, says.prefix, says.suffix) if apart else (says.exact, int(says.start))
            return says.type, says.entity, (place,)
        record = item.value
        if kind_of_record(record) != "Mention" or not item.id:
            return None
        targets = as_list(record.get("target"))
        places = tuple(_place(targets[number], apart=apart) for number in places_of_fragments(targets))
        tag, entity = stated(record, "tag"), stated(record, "entity")
        return (tag, entity if isinstance(entity, str) else None, places) if places else None

    def refers_to(self, item: Item) -> Collection[str]:
        """The entities and annotations that it names; nothing for somebody else's."""
        return item.named

    def renamed(self, item: Item, ids: Mapping[str, str]) -> Item:
        """The record with other ids in it."""
        return Item(None, _with_ids(item.value, ids))


class Entities:
    """What the merge has to know of the records of entities."""

    def same(self, one: Any, other: Any) -> bool:
        """Whether they say the same."""
        return same(one, other)

    def merged(self, base: Any, ours: Any, theirs: Any) -> tuple[Any, bool]:
        """Both as one, and whether a fact is in conflict."""
        record, conflicts = merge_entity(base, ours, theirs)
        return record, bool(conflicts)

    def twin_key(self, record: Any) -> Hashable:
        """Entities of one type with the same name are one, if both can be named."""
        tag, name = (record.get(key) if isinstance(record, dict) else None for key in ("tag", "name"))
        can_be_one = isinstance(tag, str) and isinstance(name, str) and id_of(record) != ""
        return (tag, name_key(str(name))) if can_be_one else None

    def renamed(self, record: Any, ids: Mapping[str, str]) -> Any:
        """The record with another id."""
        return record | {"id": ids.get(record["id"], record["id"])}


def _place(target: JsonObject, *, apart: bool) -> Hashable:
    """The words of a fragment and where they stand: by their number, or by what is beside them."""
    quote: JsonObject = {}
    start = None
    for selector in as_list(target.get("selector")):
        if isinstance(selector, dict) and selector.get("type") == "TextQuoteSelector":
            quote = quote or selector
        elif isinstance(selector, dict) and selector.get("type") == "TextPositionSelector":
            start = selector.get("start") if start is None else start
    exact = str(quote.get("exact"))
    beside = (exact, str(quote.get("prefix", "")), str(quote.get("suffix", "")))
    return beside if apart or type(start) is not int else (exact, start)


def _named_in(record: Any) -> set[str]:
    kind = kind_of_record(record)
    if not kind:
        return set()
    found = [stated(record, name) for name in ("entity", "to")]
    theirs = levels_of(conflicts_of(record))
    claim = record.get("claim")
    for facts in (claim if isinstance(claim, dict) and kind == "Claim" else {}, *theirs):
        found += [facts.get("entity"), facts.get("to"), *as_list(facts.get("about"))]
        found += [one.get("entity") for one in as_list(facts.get("attribution")) if isinstance(one, dict)]
    if kind == "Relation":
        found += [target.get("id") for target in as_list(record.get("target")) if isinstance(target, dict)]
    return {one for one in found if isinstance(one, str)}


def _with_ids(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return ids.get(value, value)
    if isinstance(value, list):
        return [_with_ids(one, ids) for one in value]
    return {key: _with_ids(one, ids) for key, one in value.items()} if isinstance(value, dict) else value
