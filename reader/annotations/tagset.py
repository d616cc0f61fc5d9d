"""`TagSet`: the entity types, claim vocabularies and relations in use, read from one TOML file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from reader.frozen import dataclass, field
from reader.visible import shown

UNDERLINES = ("solid", "dash", "dot", "dashdot", "double", "wave")
ROLES = ("speaker", "relay", "unnamed", "author")  # of who is behind a claim, unless the file has others
STANCES = ("supports", "refutes", "context")  # of evidence, likewise
LONGEST_CODE = 12


class EntityType(NamedTuple):
    """One thing that can be tagged. Colours are `#rrggbb`; `underline` is one of UNDERLINES."""

    id: str
    key: str
    label: str
    fill: str
    line: str
    line_dark: str
    underline: str

    @property
    def code(self) -> str:
        """The id as it stands in chips: short, and nothing in it unseen, for it may come from a stranger's file."""
        code = shown(self.id)
        return code if len(code) <= LONGEST_CODE else code[: LONGEST_CODE - 1] + "…"


class Value(NamedTuple):
    """One value of a vocabulary: its id, the key that chooses it and what people read."""

    id: str
    key: str
    label: str


@dataclass(frozen=True)
class TagSet:
    """A tag set. `vocabularies` holds those of claims by name: "rating" are the verdicts."""

    id: str
    version: str
    label: str
    types: tuple[EntityType, ...]
    vocabularies: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    relations: tuple[Value, ...] = ()
    voices: tuple[str, ...] = ()
    claim_kinds: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    roles: tuple[str, ...] = ROLES
    stances: tuple[str, ...] = STANCES
    claim_key: str = "c"
    claim_fill: str = "#F0E442"
    claim_line: str = "#7F7822"
    claim_line_dark: str = "#F0E442"

    @cached_property
    def by_id(self) -> Mapping[str, EntityType]:
        """Entity types by their id."""
        return {t.id: t for t in self.types}

    @property
    def verdicts(self) -> tuple[Value, ...]:
        """The vocabulary of verdicts."""
        return self.vocabularies.get("rating", ())

    def type(self, type_id: str) -> EntityType:
        """The type of this id; one unknown to the set is grey with a wave, its id as label."""
        return self.by_id.get(type_id) or unknown_type(type_id)

    def label_of(self, vocabulary: str, value_id: str) -> str:
        """What people read for a value; its id when the vocabulary does not have it."""
        values = self.vocabularies.get(vocabulary, ())
        return next((v.label for v in values if v.id == value_id), shown(value_id))


def unknown_type(type_id: str) -> EntityType:
    """How an id that no tag set knows is drawn."""
    return EntityType(type_id, "", shown(type_id), "#5A5A5A", "#5A5A5A", "#848484", "wave")


class TagSetError(ValueError):
    """A tag set that cannot be used: `path` of the bad value inside the file ("entity", 3, "key") and the reason.

    With `second`, the reason concerns that occurrence too (the later of two equal keys).
    """

    def __init__(self, where: tuple[str | int, ...], reason: str) -> None:
        super().__init__(reason)
        self.where = where
        self.reason = reason


def tagset_from(data: Mapping[str, Any], reserved: Mapping[str, str] | None = None) -> TagSet:
    """The tag set in parsed TOML `data`.

    `reserved` maps keys that are commands already to the command's title: a type may not take one.
    Raises TagSetError naming the place of the first thing that is wrong.
    """
    if data.get("schema") != "tagset/1":
        raise TagSetError(("schema",), 'schema must be "tagset/1"')
    types = tuple(_entity_type(n, entry) for n, entry in enumerate(_tables(data, "entity")))
    if not types:
        raise TagSetError(("entity",), "it defines no entity type")
    claim = _table(data, "claim")
    claim_key = _text(claim, "key", ("claim",), default="c")
    keys: list[tuple[str, tuple[str | int, ...], str]]
    keys = [(t.key, ("entity", n, "key"), t.label) for n, t in enumerate(types)]
    keys.append((claim_key, ("claim", "key"), "Claim"))
    _refuse_double_keys(keys, reserved or {})
    _refuse_doubles([(t.id, ("entity", n, "id")) for n, t in enumerate(types)], "id")
    fields = _claim_fields(claim)
    vocabularies = _table(data, "vocab")
    return TagSet(
        id=_text(data, "id", ()),
        version=_text(data, "version", (), default="1.0.0"),
        label=_text(data, "label", (), default=""),
        types=types,
        vocabularies={name: _vocabulary(name, _table(vocabularies, name, ("vocab",))) for name in vocabularies},
        relations=_relations(_tables(data, "relation")),
        voices=fields.get("voice", ()),
        claim_kinds=fields.get("kind", ()),
        checks=fields.get("check", ()),
        roles=_item_values(claim, "attribution", "role") or ROLES,
        stances=_item_values(claim, "evidence", "stance") or STANCES,
        claim_key=claim_key,
        claim_fill=_colour(claim, "fill", ("claim",), "#F0E442"),
        claim_line=_colour(claim, "line", ("claim",), "#7F7822"),
        claim_line_dark=_colour(claim, "line_dark", ("claim",), "#F0E442"),
    )


def _entity_type(number: int, entry: Mapping[str, Any]) -> EntityType:
    where = ("entity", number)
    underline = _text(entry, "underline", where, default="solid")
    if underline not in UNDERLINES:
        raise TagSetError((*where, "underline"), f"underline is one of {', '.join(UNDERLINES)}")
    fill = _colour(entry, "fill", where, "#5A5A5A")
    type_id = _text(entry, "id", where)
    if type_id.split() != [type_id]:
        raise TagSetError((*where, "id"), f'the id "{type_id}" has white space in it')
    return EntityType(
        id=type_id,
        key=_key(entry, where),
        label=_text(entry, "label", where, default=str(entry.get("id", ""))),
        fill=fill,
        line=_colour(entry, "line", where, fill),
        line_dark=_colour(entry, "line_dark", where, fill),
        underline=underline,
    )


def _key(entry: Mapping[str, Any], where: tuple[str | int, ...]) -> str:
    key = _text(entry, "key", where, default="")
    if len(key) > 1 or key.isspace() or key != key.lower():
        raise TagSetError((*where, "key"), f'the key "{key}" is not one character, as typed without Shift')
    return key


def _vocabulary(name: str, table: Mapping[str, Any]) -> tuple[Value, ...]:
    values = []
    for value_id, entry in table.items():
        where = ("vocab", name, value_id)
        if isinstance(entry, str):
            values.append(Value(value_id, value_id.casefold(), entry))
        elif isinstance(entry, Mapping):
            key, label = (
                _text(entry, "key", where, default=""),
                _text(entry, "label", where, default=value_id),
            )
            values.append(Value(value_id, key, label))
        else:
            raise TagSetError(where, "a value is a label or a table with key and label")
    _refuse_double_keys([(v.key, ("vocab", name, v.id), v.label) for v in values], {})
    return tuple(values)


def _refuse_double_keys(keys: Iterable[tuple[str, tuple[str | int, ...], str]], reserved: Mapping[str, str]) -> None:
    taken: dict[str, str] = {}
    for key, where, label in keys:
        if not key:
            continue
        if key in taken:
            raise TagSetError(where, f'the key "{key}" of {label} is already that of {taken[key]}')
        if key in reserved:
            raise TagSetError(where, f'the key "{key}" of {label} already means "{reserved[key]}"')
        taken[key] = label


def _refuse_doubles(values: Iterable[tuple[str, tuple[str | int, ...]]], what: str) -> None:
    seen: set[str] = set()
    for value, where in values:
        if value in seen:
            raise TagSetError(where, f'the {what} "{value}" stands twice')
        seen.add(value)


def _claim_fields(claim: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The values of each field of a claim by the field's id; empty for one that takes any text."""
    found = {}
    for number, field_ in enumerate(_tables(claim, "field", ("claim",))):
        where = ("claim", "field", number)
        values = field_.get("values", [])
        if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            raise TagSetError((*where, "values"), "values must be a list of texts")
        found[_text(field_, "id", where)] = tuple(values)
    return found


def _item_values(claim: Mapping[str, Any], field_id: str, key: str) -> tuple[str, ...]:
    """The values of one key of the items that a field lists; empty when the file says nothing of them."""
    for number, field_ in enumerate(_tables(claim, "field", ("claim",))):
        if field_.get("id") == field_id:
            where = ("claim", "field", number, "item")
            item = _table(field_, "item", where[:-1])
            values = item.get(key, [])
            if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
                raise TagSetError(where, f"{key} must be a list of texts")
            return tuple(values)
    return ()


def _relations(entries: list[Mapping[str, Any]]) -> tuple[Value, ...]:
    """Relations with key and label; a key that is missing is given out by whoever binds keys."""
    found = []
    for number, entry in enumerate(entries):
        where = ("relation", number)
        type_id = _text(entry, "id", where)
        label = _text(entry, "label", where, default=type_id.replace("_", " "))
        found.append(Value(type_id, _key(entry, where), label))
    _refuse_doubles([(v.id, ("relation", n, "id")) for n, v in enumerate(found)], "id")
    _refuse_double_keys([(v.key, ("relation", n, "key"), v.label) for n, v in enumerate(found)], {})
    return tuple(found)


def _table(data: Mapping[str, Any], key: str, above: tuple[str | int, ...] = ()) -> Mapping[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, Mapping):
        raise TagSetError((*above, key), f"{key} must be a table")
    return value


def _tables(data: Mapping[str, Any], key: str, above: tuple[str | int, ...] = ()) -> list[Mapping[str, Any]]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(entry, Mapping) for entry in value):
        name = ".".join(map(str, (*above, key)))
        raise TagSetError((*above, key), f"{key} must be written [[{name}]]")
    return value


def _text(data: Mapping[str, Any], key: str, above: tuple[str | int, ...], default: str | None = None) -> str:
    value = data.get(key, default)
    if not isinstance(value, str) or (default is None and not value):
        raise TagSetError((*above, key), f"{key} is missing" if value is None else f"{key} must be a text")
    return value


def _colour(data: Mapping[str, Any], key: str, above: tuple[str | int, ...], default: str) -> str:
    value = _text(data, key, above, default)
    if len(value) != 7 or value[0] != "#" or not set(value[1:]) <= set("0123456789abcdefABCDEF"):
        raise TagSetError((*above, key), f"{key} must be a colour like #0072B2")
    return value
