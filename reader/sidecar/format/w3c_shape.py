"""The shape of W3C records: their kinds, bodies and targets. What they mean is said by `w3c_kinds`."""

from __future__ import annotations

from typing import Any, NamedTuple

from reader.sidecar.format.json_text import JsonObject

REJECTED = "postil:rejected"  # true on a target: the user said that its words are not those found for them
CONFLICT = "conflict"  # what another side said of some facts; `conflicts` tells its shape
OWN_KINDS = ("Mention", "Claim", "Highlight", "Relation")


class Problem(NamedTuple):
    """A bad record: where it stands in the document and why it is bad."""

    place: str
    reason: str


def kind_of_record(record: object) -> str:
    """Which of OWN_KINDS a record is, "" for somebody else's."""
    types = record.get("type") if isinstance(record, dict) else None
    if not isinstance(types, list) or "Annotation" not in types:
        return ""
    for kind in OWN_KINDS:
        if kind in types:
            return kind
    return ""


def items_of(document: JsonObject) -> list[Any]:
    """The records of a document, wherever its page is embedded."""
    first = document.get("first")
    items = first.get("items") if isinstance(first, dict) else None
    return items if isinstance(items, list) else []


def as_list(value: object) -> list[Any]:
    """W3C lets one value stand without its list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def bodies(record: JsonObject) -> list[JsonObject]:
    """The bodies of a record that are objects."""
    return [b for b in as_list(record.get("body")) if isinstance(b, dict)]


def is_text_body(body: JsonObject, purpose: str) -> bool:
    """Whether it is a text with this purpose."""
    return body.get("type") == "TextualBody" and body.get("purpose") == purpose and isinstance(body.get("value"), str)


def is_link_body(body: JsonObject, purpose: str) -> bool:
    """Whether it points to a resource with this purpose."""
    return body.get("purpose") == purpose and isinstance(body.get("source"), str)


def is_text_target(target: object) -> bool:
    """Whether a target stands on words."""
    if isinstance(target, dict):
        for selector in as_list(target.get("selector")):
            if isinstance(selector, dict) and selector.get("type") in ("TextQuoteSelector", "TextPositionSelector"):
                return True
    return False


def has_bare_position(value: object) -> bool:
    """Whether a record has, at any depth, a target that names its words by their position only."""
    open_values = [value]
    while open_values:  # a record may be nested deeper than the stack has room
        one = open_values.pop()
        if isinstance(one, list):
            open_values += one
        elif isinstance(one, dict):
            kinds = [s.get("type") for s in as_list(one.get("selector")) if isinstance(s, dict)]
            if "TextPositionSelector" in kinds and "TextQuoteSelector" not in kinds:
                return True
            open_values += one.values()
    return False


def places_of_fragments(targets: list[Any]) -> list[int]:
    """Which targets stand on words, in the order of their parts (as they are listed where that is not said)."""
    places = [n for n, target in enumerate(targets) if is_text_target(target)]
    if len(places) < 2:
        return places
    parts = [targets[n].get("part") for n in places]
    if all(type(part) is int for part in parts):
        places.sort(key=lambda n: int(targets[n]["part"]))
    return places


def conflicts_of(record: object) -> JsonObject:
    """Their values by the names of the facts; empty where nothing is in conflict."""
    found = record.get(CONFLICT) if isinstance(record, dict) else None
    return found if isinstance(found, dict) else {}
