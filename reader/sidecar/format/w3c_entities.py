"""From the list of entities in a document to the model. What cannot be read is given back with its reason."""

from __future__ import annotations

from typing import Any

from reader.annotations.model import Entity, Origin
from reader.sidecar.format.w3c_shape import Problem, conflicts_of
from reader.sidecar.format.w3c_values import BadRecordError, text_of


def read_entities(value: object) -> tuple[list[Entity], list[Any], list[Problem]]:
    """The entities in the list of a document, the records in it that cannot be read, and what is wrong with them."""
    if not isinstance(value, list):
        return [], [], [Problem("entities", "it is not a list")]
    found: dict[str, Entity] = {}
    unread: list[Any] = []
    problems: list[Problem] = []
    for number, record in enumerate(value):
        try:
            entity = _entity(record)
            if entity.id in found:
                raise BadRecordError(f"the id {entity.id} stands twice")
            found[entity.id] = entity
        except BadRecordError as error:
            problems.append(Problem(f"entities[{number}]", str(error)))
            unread.append(record)
    return list(found.values()), unread, problems


def _entity(record: object) -> Entity:
    if not isinstance(record, dict):
        raise BadRecordError("it is not an object")
    aliases = record.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(a, str) for a in aliases):
        raise BadRecordError("aliases: it is not a list of texts")
    fields = (
        text_of(record, "id", needed=True), text_of(record, "tag", needed=True), text_of(record, "name", needed=True),
        tuple(aliases), text_of(record, "wikidata"),
    )  # fmt: skip
    if not conflicts_of(record):
        return Entity(*fields, Origin(record, Entity(*fields)))
    from reader.sidecar.format.conflicts import OF_TWO_KINDS, has_settled, open_as_text  # few sidecars have any

    conflict = open_as_text(record)
    as_read = ((OF_TWO_KINDS, ""),) if has_settled(record) else conflict  # not as it is written with the next save
    return Entity(*fields, Origin(record, Entity(*fields, conflict=as_read)), conflict)
