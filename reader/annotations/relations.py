"""Relations between claims: making them, and what stands to a claim in which. A relation of two claims is said once."""

from __future__ import annotations

from typing import NamedTuple

from reader.annotations.acts import remove
from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.ids import Stamp
from reader.annotations.model import Claim, Relation

SYMMETRIC = frozenset({"same_as"})  # what holds in one direction holds in the other


class Related(NamedTuple):
    """A relation seen from one of its ends; `outgoing`: from that end to the `other`, an annotation's id."""

    relation: Relation
    other: str
    outgoing: bool


def related(annotations: AnnotationSet, claim_id: str) -> tuple[Related, ...]:
    """The relations of a claim, those that begin with it first. The other end need not be there."""
    out = [Related(r, r.to_id, True) for r in annotations.relations if r.from_id == claim_id]
    back = [Related(r, r.from_id, False) for r in annotations.relations if r.to_id == claim_id != r.from_id]
    return (*out, *back)


def relate(annotations: AnnotationSet, from_id: str, to_id: str, type_id: str, stamp: Stamp) -> Change:
    """`from_id` stands to `to_id` in this relation. Nothing when it is said already, or the two are one claim."""
    label = "Relate claims"
    ends = [annotations.annotations.get(key) for key in (from_id, to_id)]
    if from_id == to_id or not all(isinstance(end, Claim) for end in ends):
        return Change(label)
    said = {(r.from_id, r.to_id) for r in annotations.relations if r.type == type_id}
    if (from_id, to_id) in said or (type_id in SYMMETRIC and (to_id, from_id) in said):
        return Change(label)
    key, now = stamp.new_id(), stamp.now()
    made = Relation(
        id=key, created=now, modified=now, creator=stamp.creator, type=type_id, from_id=from_id, to_id=to_id
    )
    return Change(label, ((key, made),))


def unrelate(annotations: AnnotationSet, relation_id: str) -> Change:
    """A relation away."""
    if not isinstance(annotations.annotations.get(relation_id), Relation):
        return Change("Remove relation")
    return remove(annotations, [relation_id], "Remove relation")
