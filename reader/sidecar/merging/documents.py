"""Three-way merge of sidecars as they stand on disk, for git and whoever else has three files and no article.

Works on the JSON alone: what nobody touched is written back byte for byte, whoever made it and whatever it means.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from reader.errors import UserError, worded
from reader.sidecar.format.document import why_read_only
from reader.sidecar.format.json_text import BrokenJsonError, JsonObject, encoded, parse_object, write_lines, write_value
from reader.sidecar.format.rows import part
from reader.sidecar.format.w3c_shape import as_list, items_of, kind_of_record
from reader.sidecar.merging.head import merge_heads, with_term
from reader.sidecar.merging.items import Annotations, Entities, Item, id_of
from reader.sidecar.merging.records import Words
from reader.sidecar.merging.sides import Records, merge_sides
from reader.sidecar.merging.three_way import interleaved

Progress = Callable[[float, str], None]


class MergedDocument(NamedTuple):
    """The bytes of the merged sidecar, and what is in conflict in it since this merge: ids, and facts of its head.

    `before` is how many annotations ours had.
    """

    data: bytes
    conflicts: tuple[str, ...]
    before: int = 0


class _Document(NamedTuple):
    head: JsonObject
    items: dict[str, Item]
    entities: dict[str, Any]


class Source(NamedTuple):
    """A sidecar that is to be merged: what people call it, and its bytes."""

    name: str
    data: bytes


def merge_documents(
    base: Source, ours: Source, theirs: Source, progress: Progress = lambda _done, _word: None
) -> MergedDocument:
    """What both sides made of `base`, which may be empty: then each began anew.

    Raises UserError when one of them is broken, a newer version's or another program's.
    """
    try:
        return _merge_documents(base, ours, theirs, progress)
    except RecursionError:
        raise UserError("The annotations cannot be merged", "something is nested too deeply in them") from None


def _merge_documents(base: Source, ours: Source, theirs: Source, progress: Progress) -> MergedDocument:
    seen: dict[bytes, Item] = {}
    read = []
    for number, source in enumerate((base, ours, theirs)):
        progress(0.2 * number, f"reading {source.name}")
        is_nothing = source is base and not source.data.strip()
        read.append(_Document({}, {}, {}) if is_nothing else _read(source, seen))
    before, mine, other = read
    progress(0.6, "merging")
    head = merge_heads(before.head, mine.head, other.head)
    sides = [Records(document.items, document.entities) for document in read]
    merged = merge_sides(sides[0], sides[1], sides[2], Annotations(head.words), Entities())
    conflicts = (*merged.conflicts, *head.conflicts)
    document = with_term(head.document) if conflicts else head.document
    preferred = {Words.OURS: mine, Words.THEIRS: other}.get(head.words)
    if preferred is not None and not _stand_as_in(merged.annotations, preferred.items):
        document["article"] = {k: v for k, v in document["article"].items() if k != "textSha256"}
    if "total" in document:
        document["total"] = len(merged.annotations)
    progress(0.8, "writing")
    items = merged.annotations
    order = interleaved(
        [k for k in mine.items if k in items], [k for k in other.items if k in items], lambda key: _place(items[key])
    )
    names = interleaved(
        [k for k in mine.entities if k in merged.entities], [k for k in other.entities if k in merged.entities]
    )
    rows = {
        "entities": [encoded(write_value(merged.entities[key])) for key in names],
        "first.items": [items[key].data for key in order],
    }
    return MergedDocument(write_lines(document, "first", rows), conflicts, len(mine.items))


def _read(source: Source, seen: dict[bytes, Item]) -> _Document:
    """Raises UserError."""
    try:
        document, items = _parted(source.data, seen) or _whole(source.data)
    except BrokenJsonError as error:
        raise UserError(
            worded("{name} is not valid JSON ({error})", name=source.name, error=error.args[0]),
            remedy="Nothing was merged",
        ) from None
    why = why_read_only(document, source.name)
    if why is not None:
        raise why
    named = _named(((item.id, item) for item in items), lambda item: item.value)
    entities = _named(((id_of(record), record) for record in document.get("entities", [])), lambda record: record)
    return _Document(document, named, entities)


def _parted(data: bytes, seen: dict[bytes, Item]) -> tuple[JsonObject, list[Item]] | None:
    """The head and the records of a file in our layout, equal rows as the same object; None for any other file."""
    parted = part(data)
    if parted is None:
        return None
    items = []
    for row in parted.rows:
        known = seen.get(row.data)
        if known is None:
            try:
                known = seen[row.data] = Item(row)
            except BrokenJsonError:  # where it is broken, the whole says
                return None
        items.append(known)
    return parted.document, items


def _whole(data: bytes) -> tuple[JsonObject, list[Item]]:
    document = parse_object(data)
    return document, [Item(None, record) for record in items_of(document)]


def _named(records: Iterable[tuple[str, Any]], value: Callable[[Any], Any]) -> dict[str, Any]:
    """Records by their ids; one without, or whose id stands twice, by all that it says."""
    named: dict[str, Any] = {}
    for name, record in records:
        key = name
        if not key or key in named:
            key = f"\0{write_value(value(record))}"
            while key in named:
                key += "\0"
        named[key] = record
    return named


def _place(item: Item) -> tuple[int, int, int, str]:
    """Sort key: ours by their first words, longer ones first, then relations; then others' as they come."""
    if item.plain is not None:
        return 0, int(item.plain.start), -int(item.plain.end), item.id
    if not kind_of_record(item.value):
        return 2, 0, 0, ""
    places = [
        (selector["start"], -selector["end"])
        for target in as_list(item.value.get("target"))
        for selector in _positions(target)
    ]
    start, end = min(places, default=(sys.maxsize, 0))
    return (0 if places else 1), start, end, item.id


def _positions(value: Any) -> Iterable[JsonObject]:
    """The positions of a target that can be used."""
    for selector in as_list(value.get("selector")) if isinstance(value, dict) else ():
        if isinstance(selector, dict) and type(selector.get("start")) is int and type(selector.get("end")) is int:
            yield selector


def _stand_as_in(items: Mapping[str, Item], preferred: Mapping[str, Item]) -> bool:
    """Whether all that stands on words stands where one side has it."""
    for key, item in items.items():
        known = preferred.get(key)
        if known is not item and _all_places(item.value) != ([] if known is None else _all_places(known.value)):
            return False
    return True


def _all_places(value: Any) -> list[tuple[int, int]]:
    """Every position in a record, at any depth, conflicts too."""
    if isinstance(value, list):
        return [place for one in value for place in _all_places(one)]
    if not isinstance(value, dict):
        return []
    own = [(s["start"], s["end"]) for s in _positions(value)]
    return own + [place for one in value.values() for place in _all_places(one)]
