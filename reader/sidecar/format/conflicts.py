"""What two sides said differently of one fact: how it stands in a record, and how it is settled.

A record whose fact was changed on two sides has our value in its place, and theirs in one object `conflict` of its own,
by the name of the fact:

    {"id": "urn:uuid:...", "type": ["Annotation", "Claim"], ...
     "conflict": {"verdict": "false", "note": "Only KCNA has it."},
     "claim": {"verdict": "misleading"}, "target": [...]}

The names are `note`, `tag` (the entity type, or that of a relation), `entity` and `to` (an id, null for none), the
keys of the `claim` object (`attribution` and `evidence` hold their whole list), `target` (their whole targets), `body`
(those of their bodies that are not ours), and any other key of the record. An entity's are the keys of its record,
`name` above all. `record` holds their whole record where it is of another kind. The document and its `article` may
have a `conflict` too. Of more than two values the further ones are in a `conflict` inside it.
In JSON-LD `conflict` is the term `postil:conflict`, whose own keys are in our vocabulary. It is
left out when empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from reader.sidecar.format.json_text import JsonObject, write_value
from reader.sidecar.format.w3c_shape import CONFLICT, as_list, conflicts_of, is_link_body, is_text_body, kind_of_record
from reader.sidecar.merging.three_way import MISSING, same

OF_TWO_KINDS: Final = "record"
FACTS_IN_CLAIM = ("voice", "kind", "check", "normalized", "attribution", "about", "sourceReliability", "credibility",
                  "likelihood", "verdict", "evidence")  # fmt: skip
_IN_BODIES = {  # by kind: the name of a fact, and the purpose of the body it stands in
    "Mention": {"tag": "tagging", "entity": "identifying", "note": "commenting"},
    "Relation": {"tag": "tagging", "to": "linking", "note": "commenting"},
    "Claim": {"note": "commenting"},
    "Highlight": {"note": "commenting"},
}
TYPED = ("note", "normalized")  # facts that people type as text; the model calls them the same
_LINKS = ("entity", "to")
_IN_MODEL = {  # what the model calls a fact, where it has another name for it
    "tag": "type", "to": "to_id", "target": "fragments", "kind": "claim_kind", "mentionKind": "kind",
    "sourceReliability": "source_reliability",
}  # fmt: skip


def in_model(name: str, kind: str) -> str:
    """What the model calls a fact; for one that it does not know, a name that is no field's."""
    known = (
        *_IN_BODIES.get(kind, {}),
        *(FACTS_IN_CLAIM if kind == "Claim" else ()),
        "target",
        "mentionKind",
        "metonym",
    )
    if name in (known if kind else ("tag", "name", "wikidata")):
        return _IN_MODEL.get(name, name)
    if name == OF_TWO_KINDS:
        return name
    return f"{OF_TWO_KINDS}.{name}"


def values_of(*conflicts: JsonObject) -> dict[str, list[Any]]:
    """All values of `conflict` objects by their names, each once, those of inner ones behind."""
    found: dict[str, list[Any]] = {}
    for conflict in conflicts:
        for level in levels_of(conflict):
            for name, value in level.items():
                known = found.setdefault(name, [])
                if not any(same(value, one) for one in known):
                    known.append(value)
    return found


def levels_of(conflict: JsonObject) -> list[JsonObject]:
    """A `conflict` object and those inside of it, each without its inner one."""
    levels = []
    while conflict:
        levels.append({name: value for name, value in conflict.items() if name != CONFLICT})
        inner = conflict.get(CONFLICT)
        conflict = inner if isinstance(inner, dict) else {}
    return levels


def nested(values: Mapping[str, list[Any]]) -> JsonObject:
    """The `conflict` object that has these values: the first ones, and the others inside."""
    made: JsonObject = {name: several[0] for name, several in values.items() if several}
    rest = nested({name: several[1:] for name, several in values.items()}) if made else {}
    return made | ({CONFLICT: rest} if rest else {})


def left_open(record: JsonObject, still: Iterable[tuple[str, object]]) -> JsonObject:
    """The record with those conflicts alone that are `still` there, by the model's names; ids may have changed.

    What somebody typed in place of what another one wrote meanwhile may be in conflict with it since then.
    """
    kind = kind_of_record(record)
    open_: dict[str, list[object]] = {}
    for known, now in still:
        open_.setdefault(known, []).append(now)
    theirs: dict[str, list[Any]] = {}
    for name, values in values_of(conflicts_of(record)).items():
        now = open_.pop(in_model(name, kind), [])
        now, new_ones = now[: len(values)], now[len(values) :]
        left = values[max(0, len(values) - len(now)) :] if now else []  # those that were taken stood first
        pairs = zip(left, now[-len(left) :] if left else [], strict=True)
        theirs[name] = [new if isinstance(old, str) and isinstance(new, str) and new else old for old, new in pairs]
        theirs[name] += new_ones
    theirs |= {name: open_[name] for name in TYPED if name in open_}
    return without_settled(with_conflicts(record, nested(theirs)))


def with_taken(record: JsonObject, taken: Iterable[tuple[str, object]]) -> JsonObject:
    """The record with those of their values that were `taken`, as the model has them: by its names, and as text."""
    kind, theirs = kind_of_record(record), values_of(conflicts_of(record))
    for known, text in taken:
        for name, values in theirs.items():
            value = next((v for v in values if as_text(v) == text), MISSING)
            if value is MISSING or known not in (in_model(name, kind), f"{OF_TWO_KINDS}.{name}"):
                continue
            if _is_bodies(record, name):
                record = _with_bodies(record, value)
            elif name.startswith(f"{OF_TWO_KINDS}."):  # a key of the record that is called like a fact
                record = _with_key(record, name.removeprefix(f"{OF_TWO_KINDS}."), value)
            else:
                record = with_stated(record, name, value)
    return record


def open_as_text(record: JsonObject) -> tuple[tuple[str, object], ...]:
    """The open conflicts of an entity, or of a record that is none of ours, as the model has them: all as text."""
    kind = kind_of_record(record)
    return tuple(
        (in_model(name, kind), as_text(value))
        for name, values in values_of(conflicts_of(record)).items()
        for value in values
        if not is_settled(record, name, value)
    )


def has_settled(record: JsonObject) -> bool:
    """Whether the other side's value of a fact is what stands: the next save leaves that out."""
    theirs = values_of(conflicts_of(record))
    return any(is_settled(record, name, value) for name, values in theirs.items() for value in values)


def as_text(value: object) -> str:
    """A value as the model has it where it means nothing to us."""
    return value if isinstance(value, str) else write_value(value)


def with_conflicts(record: JsonObject, theirs: JsonObject) -> JsonObject:
    """The record with these conflicts; its target goes on coming last."""
    if CONFLICT in record or not theirs or "target" not in record:
        plain = record | {CONFLICT: theirs}
        return plain if theirs else {key: value for key, value in plain.items() if key != CONFLICT}
    made: JsonObject = {}
    for key, value in record.items():
        if key == "target":
            made[CONFLICT] = theirs
        made[key] = value
    return made


def fact_of_body(body: object, kind: str) -> str:
    """Which fact of a record of this kind stands in a body; "" for a body of somebody else's."""
    if isinstance(body, dict):
        for name, purpose in _IN_BODIES.get(kind, {}).items():
            if is_link_body(body, purpose) if name in _LINKS else is_text_body(body, purpose):
                return name
    return ""


def value_key(name: str) -> str:
    """Under which key of its body a fact stands."""
    return "source" if name in _LINKS else "value"


def stated(record: JsonObject, name: str) -> Any:
    """What a record says of a fact; MISSING where it says nothing."""
    kind = kind_of_record(record)
    if name in _IN_BODIES.get(kind, {}):
        body = next((b for b in as_list(record.get("body")) if fact_of_body(b, kind) == name), None)
        return MISSING if body is None else body[value_key(name)]
    claim = record.get("claim")
    if kind == "Claim" and name in FACTS_IN_CLAIM:
        return claim.get(name, MISSING) if isinstance(claim, dict) else MISSING
    return record.get(name, MISSING)


def with_stated(record: JsonObject, name: str, value: Any) -> JsonObject:
    """The record with another value of a fact; None takes it away. What else it holds stays."""
    kind = kind_of_record(record)
    if name in _IN_BODIES.get(kind, {}):
        return _with_body(record, name, value, kind)
    if kind == "Claim" and name in FACTS_IN_CLAIM:
        claim = record.get("claim")
        return record | {"claim": _with_key(claim if isinstance(claim, dict) else {}, name, value)}
    return _with_key(record, name, value)


def theirs_taken(record: JsonObject) -> JsonObject:
    """The record as it is when their values are taken."""
    theirs = next(iter(levels_of(conflicts_of(record))), {})
    plain = {key: value for key, value in record.items() if key != CONFLICT}
    if isinstance(theirs.get(OF_TWO_KINDS), dict):
        return dict(theirs[OF_TWO_KINDS])
    for name, value in theirs.items():
        plain = _with_bodies(plain, value) if _is_bodies(plain, name) else with_stated(plain, name, value)
    return plain


def without_settled(record: JsonObject) -> JsonObject:
    """The record without conflicts about values that are the same by now."""
    theirs = values_of(conflicts_of(record))
    open_ = {name: [v for v in values if not is_settled(record, name, v)] for name, values in theirs.items()}
    return record if open_ == theirs else with_conflicts(record, nested(open_))


def is_settled(record: JsonObject, name: str, value: Any) -> bool:
    """Whether a value of the other side's is what stands in the record."""
    now = stated(record, name)
    if _is_bodies(record, name):
        return all(any(same(one, body) for one in as_list(now)) for body in as_list(value))
    return same(now, value) or (now is MISSING and value is None)


def _is_bodies(record: JsonObject, name: str) -> bool:
    return name == "body" and bool(kind_of_record(record))


def _with_bodies(record: JsonObject, theirs: Any) -> JsonObject:
    """The record with others' bodies as they have them, known again by their ids."""
    ids = {body["id"]: body for body in as_list(theirs) if isinstance(body, dict) and isinstance(body.get("id"), str)}
    old = as_list(record.get("body"))
    bodies = [
        ids.get(body["id"], body) if isinstance(body, dict) and isinstance(body.get("id"), str) else body
        for body in old
    ]
    return record | {"body": bodies if isinstance(record.get("body"), list) else bodies[0]}


def _with_key(record: JsonObject, key: str, value: Any) -> JsonObject:
    if value is None:
        return {k: v for k, v in record.items() if k != key}
    return record | {key: value}


def _with_body(record: JsonObject, name: str, value: Any, kind: str) -> JsonObject:
    bodies = list(as_list(record.get("body")))
    at = next((n for n, body in enumerate(bodies) if fact_of_body(body, kind) == name), len(bodies))
    old = bodies[at] if at < len(bodies) else {"type": "SpecificResource" if name in _LINKS else "TextualBody",
                                               "purpose": _IN_BODIES[kind][name]}  # fmt: skip
    bodies[at : at + 1] = (
        [] if value is None else [value if isinstance(value, dict) else old | {value_key(name): value}]
    )
    if not bodies:
        return {k: v for k, v in record.items() if k != "body"}
    alone = len(bodies) == 1 and isinstance(record.get("body"), dict)
    return record | {"body": bodies[0] if alone else bodies}
