"""Values out of a record's fields: each of the kind it must be, or a word on what is wrong where."""

from __future__ import annotations

from reader.sidecar.format.json_text import JsonObject
from reader.sidecar.format.w3c_shape import as_list


class BadRecordError(ValueError):
    """A record of ours that does not have the shape of ours; the message says what is wrong where."""


def text_of(record: JsonObject, key: str, *, needed: bool = False) -> str:
    """The text under `key`; empty when there is none. Raises BadRecordError for what is none, or is `needed`."""
    value = record.get(key)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or (needed and not value):
        raise BadRecordError(f"{key} is missing" if value in (None, "") else f"{key}: it is not a text")
    return value


def objects_of(facts: JsonObject, key: str) -> list[JsonObject]:
    """The objects in the list under `key` of a claim's facts. Raises BadRecordError for what is none."""
    value = facts.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise BadRecordError(f"claim.{key}: it is not a list of objects")
    return value


def creator_of(value: object) -> str:
    """The name of the first creator, however it is written; empty when there is none."""
    first = as_list(value)[:1]
    name = first[0].get("name") if first and isinstance(first[0], dict) else first[0] if first else ""
    return name if isinstance(name, str) else ""
