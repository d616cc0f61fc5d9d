"""What is wrong with the values of one record, down to each selector. Says nothing of strangers' records and terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from datetime import date, datetime
from typing import Any

from reader.sidecar.format.json_text import WrittenNumber
from reader.sidecar.format.w3c_shape import OWN_KINDS, Problem, as_list, kind_of_record
from reader.text.source import MAX_BYTES

_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?")


def record_problems(record: object, place: str, entities: Set[str]) -> Iterator[Problem]:
    """The bad values in a record of ours that stands at `place`; `entities` are the ids that the document knows.

    Words of vocabularies are not looked at: tag sets change.
    """
    if not isinstance(record, dict) or not kind_of_record(record):
        return
    kinds = [kind for kind in as_list(record.get("type")) if kind in OWN_KINDS]
    if len(kinds) > 1:
        yield Problem(f"{place}.type", f"it names {len(kinds)} kinds: {', '.join(kinds)}")
    for key in ("created", "modified"):
        if key in record and not _is_time(record[key]):
            yield Problem(f"{place}.{key}", "it is not a date and time of ISO 8601")
    yield from _creator_problems(record.get("creator"), f"{place}.creator")
    for at, body in _each(record.get("body"), f"{place}.body"):
        yield from _body_problems(body, at, kinds[0], entities)
    for at, target in _each(record.get("target"), f"{place}.target"):
        yield from _target_problems(target, at)
    if kinds[0] == "Claim":
        yield from _claim_problems(record.get("claim"), f"{place}.claim", entities)


def _each(value: object, place: str) -> Iterator[tuple[str, Any]]:
    """The values of a list and their places; one may stand without its list."""
    if isinstance(value, list):
        yield from ((f"{place}[{number}]", one) for number, one in enumerate(value))
    elif value is not None:
        yield place, value


def _is_time(value: object) -> bool:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        if "T" in value:
            datetime.fromisoformat(value)
        else:
            date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _creator_problems(value: object, place: str) -> Iterator[Problem]:
    for at, one in _each(value, place):
        if isinstance(one, dict):
            if any(not isinstance(name, str) for name in as_list(one.get("name"))):
                yield Problem(f"{at}.name", "it is not a text")
        elif not isinstance(one, str):
            yield Problem(at, "it is neither an object nor an address")


def _body_problems(body: object, place: str, kind: str, entities: Set[str]) -> Iterator[Problem]:
    if not isinstance(body, dict):
        if not isinstance(body, str):
            yield Problem(place, "it is neither an object nor an address")
        return
    purpose = body.get("purpose")
    if purpose == "commenting" or body.get("type") == "TextualBody":
        if not isinstance(body.get("value"), str):
            yield Problem(f"{place}.value", "it is not a text")
    elif purpose == "identifying" and kind == "Mention":
        yield from _entity_problems(body.get("source"), f"{place}.source", entities)


def _entity_problems(value: object, place: str, entities: Set[str]) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(place, "it is not the id of an entity")
    elif value not in entities:
        yield Problem(place, f"there is no entity {value}")


def _claim_problems(facts: object, place: str, entities: Set[str]) -> Iterator[Problem]:
    if not isinstance(facts, dict):
        return
    for at, one in _each(facts.get("about"), f"{place}.about"):
        yield from _entity_problems(one, at, entities)
    for at, one in _each(facts.get("attribution"), f"{place}.attribution"):
        if not isinstance(one, dict):
            continue
        if one.get("entity") is not None:
            yield from _entity_problems(one["entity"], f"{at}.entity", entities)
        for key in ("words", "cue"):
            if one.get(key) is not None:
                yield from _target_problems(one[key], f"{at}.{key}")


def _target_problems(target: object, place: str) -> Iterator[Problem]:
    if not isinstance(target, dict):
        if not isinstance(target, str):
            yield Problem(place, "it is neither an object nor an address")
        return
    for at, selector in _each(target.get("selector"), f"{place}.selector"):
        kind = selector.get("type") if isinstance(selector, dict) else None
        if kind == "TextPositionSelector":
            yield from _position_problems(selector, at)
        elif kind == "TextQuoteSelector":
            yield from _quote_problems(selector, at)
        elif not isinstance(selector, dict | str):
            yield Problem(at, "it is not an object")


def _position_problems(selector: dict[str, Any], place: str) -> Iterator[Problem]:
    start, end = selector.get("start"), selector.get("end")
    for key, value in (("start", start), ("end", end)):
        if key not in selector:
            yield Problem(f"{place}.{key}", "it is missing")
        elif (why := _no_offset(value)) is not None:
            yield Problem(f"{place}.{key}", why)
    if type(start) is int and type(end) is int and end <= start:
        yield Problem(f"{place}.end", f"it is not behind the start ({end} after {start})")


def _no_offset(value: object) -> str | None:
    """Why a number is no position in any article; None when it may be one."""
    if isinstance(value, WrittenNumber) and value.text != "-0":
        written = value.text if len(value.text) <= 40 else f"{value.text[:37]}..."
        return f"it is {'no whole number' if set(value.text) & set('.eE') else 'out of all bounds'} ({written})"
    if type(value) is not int:
        return "it is no whole number"
    if value < 0:
        return f"it is below 0 ({value})"
    return f"it is beyond the end of any article ({value})" if value > MAX_BYTES else None


def _quote_problems(selector: dict[str, Any], place: str) -> Iterator[Problem]:
    for key in ("exact", "prefix", "suffix"):
        if key not in selector:
            if key == "exact":
                yield Problem(f"{place}.exact", "it is missing")
        elif not isinstance(selector[key], str):
            yield Problem(f"{place}.{key}", "it is not a text")
        elif key == "exact" and not selector[key]:
            yield Problem(f"{place}.exact", "it is empty")
