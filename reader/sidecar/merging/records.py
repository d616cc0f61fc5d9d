"""Merges two versions of one record: an annotation's or an entity's, as it stands in the file, fact by fact.

What belongs together is taken whole from one side: the targets with their selectors, the type of a mention with its
entity, who is behind a claim with the words that name them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any, NamedTuple

from reader.annotations.names import name_key
from reader.sidecar.format.conflicts import (
    FACTS_IN_CLAIM,
    OF_TWO_KINDS,
    fact_of_body,
    nested,
    value_key,
    values_of,
    with_conflicts,
    without_settled,
)
from reader.sidecar.format.json_text import JsonObject, write_value
from reader.sidecar.format.w3c_shape import CONFLICT, as_list, conflicts_of, kind_of_record
from reader.sidecar.merging.three_way import (
    MISSING,
    Outcome,
    Rule,
    as_entries,
    as_one,
    as_set,
    by_keys,
    interleaved,
    one_sided,
    same,
    settled,
    three_way,
)


class Words(Enum):
    """For which text positions are to be true, where both sides have the same words at different places."""

    ALIKE = "both sides were written for the same text"
    OURS = "our text"
    THEIRS = "their text"


class Merged(NamedTuple):
    """A record, and the names of the facts that were found in conflict."""

    record: JsonObject
    conflicts: tuple[str, ...] = ()


def merge_annotation(
    base: JsonObject | None, ours: JsonObject, theirs: JsonObject, words: Words = Words.ALIKE
) -> Merged:
    """What two sides made of an annotation. None for `base`: both made it anew."""
    kind = kind_of_record(ours)
    if kind != kind_of_record(theirs):
        return Merged(with_conflicts(ours, {OF_TWO_KINDS: theirs}), (OF_TWO_KINDS,))
    rules: dict[str, Rule] = {
        "id": _ours, "type": as_set, "motivation": as_set, "created": _earlier, "modified": _later,
        "target": _targets(words),
    }  # fmt: skip
    if base is None:
        first = min((ours, theirs), key=lambda record: (str(record.get("created", "")), str(record.get("id", ""))))
        made_by = {key: first.get(key, MISSING) for key in ("creator", "generator")}
        rules |= {key: _always(value) for key, value in made_by.items()}
    return _merged(base or {}, ours, theirs, rules, kind)


def merge_entity(base: JsonObject | None, ours: JsonObject, theirs: JsonObject) -> Merged:
    """What two sides made of an entity."""
    rules: dict[str, Rule] = {"id": _ours, "type": as_set, "aliases": as_set}
    names = (ours.get("name"), theirs.get("name"))
    if base is None and all(isinstance(name, str) for name in names) and len({name_key(str(n)) for n in names}) == 1:
        rules["name"] = _ours
    return _merged(base or {}, ours, theirs, rules, "")


def _merged(base: JsonObject, ours: JsonObject, theirs: JsonObject, rules: Mapping[str, Rule], kind: str) -> Merged:
    record: JsonObject = {}
    found: JsonObject = {}
    for key in interleaved(list(ours), list(theirs)):
        before, mine, other = (side.get(key, MISSING) for side in (base, ours, theirs))
        if key == CONFLICT:
            record[key] = {}
        elif key == "body" and kind:
            _put(record, key, _bodies(before, mine, other, kind, found))
        elif key == "claim" and kind == "Claim" and _are_objects(before, mine, other):
            _put(record, key, _claim(before, mine, other, found))
        else:
            outcome = rules.get(key, three_way)(before, mine, other)
            _put(record, key, outcome.value)
            if outcome.is_conflict:
                found[f"{OF_TWO_KINDS}.{key}" if key in _RESERVED else key] = outcome.other
    known = by_keys(*(conflicts_of(side) for side in (base, ours, theirs)))
    every = nested(values_of(found, known.value, known.other))
    return Merged(without_settled(with_conflicts(record, every)), tuple(found))


def _are_objects(*sides: Any) -> bool:
    return all(side is MISSING or isinstance(side, dict) for side in sides)


_RESERVED = ("note", "tag", "entity", "to", *FACTS_IN_CLAIM, OF_TWO_KINDS)


def _put(record: JsonObject, key: str, value: Any) -> None:
    if value is not MISSING:
        record[key] = value


# -- rules -----------------------------------------------------------------------------------------


def _ours(_base: Any, ours: Any, theirs: Any) -> Outcome:
    return settled(theirs if ours is MISSING else ours)


def _always(value: Any) -> Rule:
    return lambda _base, _ours, _theirs: settled(value)


def _later(_base: Any, ours: Any, theirs: Any) -> Outcome:
    return settled(max((ours, theirs), key=_moment))


def _earlier(_base: Any, ours: Any, theirs: Any) -> Outcome:
    return settled(min((one for one in (ours, theirs) if one is not MISSING), key=_moment))


def _moment(value: Any) -> tuple[float, str]:
    try:
        return datetime.fromisoformat(value).timestamp(), value
    except (TypeError, ValueError, OverflowError):
        return 0.0, value if isinstance(value, str) else ""


def _targets(words: Words) -> Rule:
    def rule(base: Any, ours: Any, theirs: Any) -> Outcome:
        mine, other, before = (_words_of(value) for value in (ours, theirs, base))
        if mine == other:  # of two placings of the same words one is chosen, never half of each
            if words is Words.ALIKE:
                return settled(as_one(base, ours, theirs).value)
            return settled(theirs if words is Words.THEIRS else ours)
        if MISSING not in (base, ours, theirs):
            if mine == before:
                return settled(theirs)
            if other == before:
                return settled(ours)
        return as_one(base, ours, theirs)

    return rule


def _words_of(targets: Any) -> str:
    """What targets say apart from places, which change with the article: two that agree in it mean the same words."""
    return "" if targets is MISSING else write_value([_without_place(target) for target in as_list(targets)])


def _without_place(target: Any) -> Any:
    selectors = as_list(target.get("selector")) if isinstance(target, dict) else []
    kinds = [selector.get("type") if isinstance(selector, dict) else None for selector in selectors]
    if "TextQuoteSelector" not in kinds:
        return target
    kept = [
        {k: v for k, v in selector.items() if k not in ("prefix", "suffix")}
        if kind == "TextQuoteSelector"
        else selector
        for kind, selector in zip(kinds, selectors, strict=True)
        if kind != "TextPositionSelector"
    ]
    return target | {"selector": kept}


# -- claims ----------------------------------------------------------------------------------------


def _grouped(keys: tuple[str, ...], rules: Mapping[str, Rule]) -> Rule:
    """The rule for an object in which `keys` are taken together from one side."""

    def rule(base: Any, ours: Any, theirs: Any) -> Outcome:
        clear = one_sided(base, ours, theirs)
        if clear is not None or not isinstance(ours, dict) or not isinstance(theirs, dict):
            return clear or Outcome(ours, theirs, True)
        before = base if isinstance(base, dict) else {}
        groups = [{key: side[key] for key in keys if key in side} for side in (before, ours, theirs)]
        group = as_one(*groups)
        if not groups[0] and not (joined := by_keys({}, groups[1], groups[2])).is_conflict:
            group = joined  # both new, and one says more
        chosen: dict[str, Rule] = {
            key: _always_of(group.value.get(key, MISSING), group.other.get(key, MISSING)) for key in keys
        }
        merged = by_keys(before, ours, theirs, {**rules, **chosen})
        return Outcome(merged.value, merged.other, merged.is_conflict or group.is_conflict)

    return rule


def _always_of(value: Any, other: Any) -> Rule:
    return lambda _base, _ours, _theirs: Outcome(value, other)


def _is_speaker(attribution: JsonObject) -> bool:
    return attribution.get("role") in (None, "speaker")


_ATTRIBUTION = _grouped(("name", "entity", "words"), {"cue": as_one})
_IN_CLAIM: dict[str, Rule] = {
    "about": as_set,
    "attribution": as_entries(("name", "entity", "words", "cue", "role"), _ATTRIBUTION, _is_speaker),
    "evidence": as_entries(("url", "archived", "quote", "question", "answer"), three_way),
}


def _claim(base: Any, ours: Any, theirs: Any, found: JsonObject) -> Any:
    """The `claim` objects as one; `found` gets what is in conflict."""
    before, mine, other = ({} if side is MISSING else side for side in (base, ours, theirs))
    facts: JsonObject = {}
    for key in interleaved(list(mine), list(other)):
        outcome = _IN_CLAIM.get(key, three_way)(*(side.get(key, MISSING) for side in (before, mine, other)))
        _put(facts, key, outcome.value)
        if outcome.is_conflict:
            found[key if key in FACTS_IN_CLAIM else f"claim.{key}"] = outcome.other
    return facts if facts or ours is not MISSING or theirs is not MISSING else MISSING


# -- bodies ----------------------------------------------------------------------------------------


def _bodies(base: Any, ours: Any, theirs: Any, kind: str, found: JsonObject) -> Any:
    """The bodies of both: facts of ours by their purpose, others' bodies by their ids or as wholes."""
    if same(ours, theirs):
        return ours
    before, mine, other = (_named_bodies(side, kind) for side in (base, ours, theirs))
    rules: dict[str, Rule] = {}
    if kind == "Mention":
        groups = [{key: side[key] for key in ("tag", "entity") if key in side} for side in (before, mine, other)]
        group = as_one(*groups)
        for key in ("tag", "entity"):
            value, theirs_value = group.value.get(key, MISSING), group.other.get(key, MISSING)
            rules[key] = _always(value)
            if group.is_conflict and not same(value, theirs_value):
                found[key] = None if theirs_value is MISSING else theirs_value[value_key(key)]
    merged: list[Any] = []
    kept_beside: list[Any] = []
    for key in interleaved(list(mine), list(other)):
        outcome = rules.get(key, three_way)(*(side.get(key, MISSING) for side in (before, mine, other)))
        merged += [] if outcome.value is MISSING else [outcome.value]
        if outcome.is_conflict and isinstance(key, str):
            plain = same(outcome.value | {value_key(key): outcome.other[value_key(key)]}, outcome.other)
            found[key] = outcome.other[value_key(key)] if plain else outcome.other
        elif outcome.is_conflict:
            kept_beside.append(outcome.other)
    if kept_beside:
        found["body"] = kept_beside
    if not merged:
        return [] if isinstance(ours, list) and isinstance(theirs, list) else MISSING
    return merged[0] if len(merged) == 1 and not isinstance(ours, list) and not isinstance(theirs, list) else merged


def _named_bodies(value: Any, kind: str) -> dict[Any, Any]:
    """Bodies by a name that both sides have for them: the fact, else the id, else all that it says."""
    named: dict[Any, Any] = {}
    for body in [] if value is MISSING else value if isinstance(value, list) else [value]:
        name: Any = fact_of_body(body, kind)
        if not name or name in named:
            key = body.get("id") if isinstance(body, dict) else None
            name = ("id", key) if isinstance(key, str) else ("says", write_value(body))
        while name in named:
            name = (*name, "again")
        named[name] = body
    return named
