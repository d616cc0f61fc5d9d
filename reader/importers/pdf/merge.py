"""What an attached sidecar and the annotations here make together: nothing that was done here since gets lost.

Nobody wrote down what both sides began with. It is made out, fact by fact, from the earlier versions that are kept
here, with each that was exported: a fact of the PDF that was so here once has been changed here since, and stays so;
one that was as it is here in every export has been changed there. Where neither is known, ours stands, and theirs is
kept as its conflict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, NamedTuple, TypeVar

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Anchor, Annotation, Entity
from reader.sidecar.merging.sets import Merger
from reader.text.article import Article

R = TypeVar("R", Annotation, Entity)
_OURS = frozenset({"id", "origin", "created", "creator", "modified"})  # no facts that anybody edits
MOST_VERSIONS = 24  # the newest ones: each is read anew


class Version(NamedTuple):
    """An earlier version of the annotations here. `exported`: it went out in a file; others may have begun with it."""

    annotations: AnnotationSet
    exported: bool


def merged(
    article: Article, ours: AnnotationSet, theirs: AnnotationSet, earlier: Callable[[], Iterable[Version]]
) -> AnnotationSet:
    """Both as one. `earlier` gives older versions of ours, newest first; it is asked only when something differs."""
    theirs = _where_ours_stand(ours, theirs)
    differing = [k for k, a in theirs.annotations.items() if k in ours.annotations and ours.annotations[k] != a]
    names = [k for k, e in theirs.entities.items() if k in ours.entities and ours.entities[k] != e]
    versions = _first(earlier(), MOST_VERSIONS) if differing or names else []
    base = AnnotationSet.of(
        _bases("annotations", ours.annotations, theirs.annotations, differing, versions),
        _bases("entities", ours.entities, theirs.entities, names, versions),
    )
    return Merger(article).merge(base, ours, theirs)


def _first(versions: Iterable[Version], most: int) -> list[Version]:
    return [version for version, _ in zip(versions, range(most), strict=False)]


def _where_ours_stand(ours: AnnotationSet, theirs: AnnotationSet) -> AnnotationSet:
    """`theirs`, on the words ours are on where it is not sure of its own: here somebody may have looked at them."""
    put = []
    for key, other in theirs.annotations.items():
        own = ours.annotations.get(key)
        if own is not None and type(own) is type(other) and own.fragments != other.fragments:
            unsure = other.anchor in (Anchor.FUZZY, Anchor.ORPHAN)
            if unsure or own.spans == other.spans:
                put.append(replace(other, fragments=own.fragments, origin=other.origin))
    return AnnotationSet.of([*theirs, *put], theirs.entities.values()) if put else theirs


def _bases(
    kind: str, ours: Mapping[str, R], theirs: Mapping[str, R], keys: Iterable[str], versions: Sequence[Version]
) -> list[R]:
    found = []
    for key in keys:
        own, other = ours[key], theirs[key]
        if type(own) is not type(other):
            continue
        known = [(getattr(v.annotations, kind).get(key), v.exported) for v in versions]
        then = [(record, exported) for record, exported in known if type(record) is type(own)]
        shared = [record for record, exported in then if exported and _is_before(record, other)]
        found.append(_base(own, other, [record for record, _ in then], shared))
    return found


def _is_before(one: R, other: R) -> bool:
    """Whether a version may be one that the other side began with; of entities nobody knows the time."""
    return isinstance(one, Entity) or isinstance(other, Entity) or one.modified <= other.modified


def _base(own: R, other: R, known: Sequence[R], shared: Sequence[R]) -> R:
    """What both were made of, as far as that is known."""
    facts: dict[str, Any] = {}
    for each in fields(own):
        name = each.name
        mine, yours = getattr(own, name), getattr(other, name)
        if name in _OURS or mine == yours:
            continue
        if any(getattr(version, name) == yours for version in known):
            facts[name] = yours
        elif shared and all(getattr(version, name) == mine for version in shared):
            facts[name] = mine
        else:
            facts[name] = _neither(mine)
    return replace(own, origin=other.origin, **facts)


def _neither(value: Any) -> Any:
    """A value of the same kind that neither side has."""
    if isinstance(value, bool):
        return value
    return () if isinstance(value, tuple) else None if value is None else ""
