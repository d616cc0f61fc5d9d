"""`AnnotationSet`: everything said about one article at one moment, and `Change`: how one becomes the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import TypeVar

from reader.annotations.index import IntervalIndex
from reader.annotations.layered import Layered
from reader.annotations.model import Annotation, Claim, Entity, Mention, Relation, entities_of
from reader.annotations.names import name_key
from reader.annotations.order import Ordered
from reader.frozen import dataclass, field
from reader.text.spans import Span

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Change:
    """What to put and what to take away, as data. `None` takes away; `label` names it for undo ("Tag Person").

    An id stands in it once at most: ValueError otherwise.
    """

    label: str
    annotations: tuple[tuple[str, Annotation | None], ...] = ()
    entities: tuple[tuple[str, Entity | None], ...] = ()

    def __post_init__(self) -> None:
        for pairs in (self.annotations, self.entities):
            if len({key for key, _ in pairs}) < len(pairs):
                raise ValueError("an id stands twice in one change")

    def __bool__(self) -> bool:
        return bool(self.annotations or self.entities)


@dataclass(frozen=True, slots=True)
class Applied:
    """A change that took place: the set before and after, how to take it back, and the spans to look at again."""

    change: Change
    before: AnnotationSet
    after: AnnotationSet
    inverse: Change
    touched: tuple[Span, ...]


@dataclass(frozen=True)
class AnnotationSet:
    """Annotations and entities by id. Equal when they say the same, whatever the order they came in.

    What is worked out from them is worked out once; from then on every change keeps it up, at a cost that does not
    grow with their number.
    """

    annotations: Mapping[str, Annotation] = field(default_factory=Layered)
    entities: Mapping[str, Entity] = field(default_factory=Layered)
    index: IntervalIndex = field(default_factory=IntervalIndex, compare=False, repr=False)

    @classmethod
    def of(cls, annotations: Iterable[Annotation] = (), entities: Iterable[Entity] = ()) -> AnnotationSet:
        """A set of these; a later one with the same id wins."""
        by_id = {a.id: a for a in annotations}
        entries = [(span, a.id) for a in by_id.values() for span in a.spans]
        return cls(Layered(by_id), Layered({e.id: e for e in entities}), IntervalIndex().changed(added=entries))

    def __iter__(self) -> Iterator[Annotation]:
        return iter(self.annotations.values())

    def __len__(self) -> int:
        return len(self.annotations)

    # -- what is worked out ------------------------------------------------------------------------

    @cached_property
    def in_reading_order(self) -> Ordered[Annotation]:
        """By the first span's start, longer first, then id; what stands on no words comes last."""
        return Ordered(self.annotations.values(), reading_order)

    @cached_property
    def claims(self) -> Ordered[Claim]:
        """The claims in reading order; a claim's number is its place here, from 1."""
        return Ordered((a for a in self.annotations.values() if isinstance(a, Claim)), reading_order)

    @cached_property
    def mentions_by_entity(self) -> Mapping[str, Sequence[Mention]]:
        """The mentions of each entity, in reading order."""
        found: dict[str, list[Mention]] = {}
        for annotation in self.annotations.values():
            if isinstance(annotation, Mention) and annotation.entity:
                found.setdefault(annotation.entity, []).append(annotation)
        return Layered({key: Ordered(mentions, reading_order) for key, mentions in found.items()})

    @cached_property
    def claim_reaches(self) -> IntervalIndex:
        """The stretch of each claim from its first word to its last, with all that lies between its fragments."""
        return IntervalIndex().changed(added=_reaches(self.annotations.values()))

    @cached_property
    def _uses(self) -> Layered[str, int]:
        """How many annotations name an entity."""
        found: dict[str, int] = {}
        for annotation in self.annotations.values():
            for key in entities_of(annotation):
                found[key] = found.get(key, 0) + 1
        return Layered(found)

    @cached_property
    def _relations(self) -> Layered[str, Relation]:
        return Layered({a.id: a for a in self.annotations.values() if isinstance(a, Relation)})

    @cached_property
    def _related(self) -> Layered[str, tuple[str, ...]]:
        """The relations that a claim is an end of."""
        found: dict[str, tuple[str, ...]] = {}
        for relation in self.relations:
            for key in entities_of(relation):
                found[key] = (*found.get(key, ()), relation.id)
        return Layered(found)

    @cached_property
    def _names(self) -> Layered[str, tuple[str, ...]]:
        """The entities that bear a name."""
        found: dict[str, tuple[str, ...]] = {}
        for entity in self.entities.values():
            for name in _name_keys(entity):
                found[name] = (*found.get(name, ()), entity.id)
        return Layered(found)

    def prepare(self) -> None:
        """Work out everything now: for a thread that has the time, so that no key press has to wait for it."""
        for name in _DERIVED:
            getattr(self, name)

    def number_of(self, claim: Claim) -> int:
        """The claim's number, from 1."""
        return self.claims.rank(reading_order(claim)) + 1

    def unused_after(self, change: Change) -> list[str]:
        """The entities that annotations named before `change`, and none will name after it."""
        olds = [old for key, _ in change.annotations if (old := self.annotations.get(key)) is not None]
        after = self._uses_after(olds, [new for _, new in change.annotations if new is not None])
        return [key for key in dict.fromkeys(key for old in olds for key in entities_of(old)) if key not in after]

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The relations, in the order they were made."""
        return tuple(self._relations.values())

    def relations_of(self, annotation_id: str) -> tuple[str, ...]:
        """The ids of the relations that begin or end at this annotation."""
        return self._related.get(annotation_id, ())

    def named(self, name: str) -> list[Entity]:
        """The entities that bear a name, as name or alias, in the order they were made."""
        return [self.entities[key] for key in self._names.get(name_key(name), ())]

    def overlapping(self, span: Span) -> list[tuple[Span, Annotation]]:
        """Spans that share a code point with `span` and whose they are, by start, longer first."""
        return [(s, self.annotations[key]) for s, key in self.index.overlapping(span)]

    def at(self, position: int) -> list[Annotation]:
        """What stands on the code point at `position`, innermost (shortest span) first."""
        found = self.overlapping(Span(position, position + 1))
        found.sort(key=lambda pair: (len(pair[0]), pair[0].start, pair[1].id))
        return [annotation for _, annotation in found]

    # -- the next set ------------------------------------------------------------------------------

    def apply(self, change: Change) -> Applied:
        """The set after `change`. Applying the inverse to it gives back an equal set."""
        olds = {key: old for key, _ in change.annotations if (old := self.annotations.get(key)) is not None}
        news = {key: new for key, new in change.annotations if new is not None}
        removed = [(span, key) for key, old in olds.items() for span in old.spans]
        added = [(span, key) for key, new in news.items() for span in new.spans]
        after = AnnotationSet(
            _layered(self.annotations).changed(change.annotations),
            _layered(self.entities).changed(change.entities),
            self.index.changed(removed, added),
        )
        self._keep_up(after, change, tuple(olds.values()), tuple(news.values()))
        inverse = Change(
            change.label,
            tuple((key, olds.get(key)) for key, _ in change.annotations),
            tuple((key, self.entities.get(key)) for key, _ in change.entities),
        )
        named = (span for each in (olds.values(), news.values()) for span in _attributed(each))
        touched = tuple(sorted({*(span for span, _ in removed + added), *named}, key=_BY_PLACE))
        return Applied(change, self, after, inverse, touched)

    def _keep_up(
        self, after: AnnotationSet, change: Change, olds: tuple[Annotation, ...], news: tuple[Annotation, ...]
    ) -> None:
        """What was worked out from this set, for `after`."""
        known, kept = self.__dict__, after.__dict__
        if "in_reading_order" in known:
            kept["in_reading_order"] = self.in_reading_order.changed(olds, news)
        if "claims" in known:
            kept["claims"] = self.claims.changed(_claims_in(olds), _claims_in(news))
        if "claim_reaches" in known:
            kept["claim_reaches"] = self.claim_reaches.changed(_reaches(olds), _reaches(news))
        if "mentions_by_entity" in known:
            kept["mentions_by_entity"] = self._mentions_after(olds, news)
        if "_uses" in known:
            kept["_uses"] = self._uses_after(olds, news)
        if "_relations" in known:
            kept["_relations"] = self._relations_after(change, olds)
        if "_related" in known:
            kept["_related"] = _regrouped(self._related, _relation_ends(olds), _relation_ends(news))
        if "_names" in known:
            before = [e for key, _ in change.entities if (e := self.entities.get(key)) is not None]
            now = [e for _, e in change.entities if e is not None]
            kept["_names"] = _regrouped(self._names, _name_pairs(before), _name_pairs(now))

    def _mentions_after(
        self, olds: Iterable[Annotation], news: Iterable[Annotation]
    ) -> Layered[str, Sequence[Mention]]:
        changes: dict[str, tuple[list[Mention], list[Mention]]] = {}
        for side, changed in enumerate((olds, news)):
            for annotation in changed:
                if isinstance(annotation, Mention) and annotation.entity:
                    changes.setdefault(annotation.entity, ([], []))[side].append(annotation)
        none: Ordered[Mention] = Ordered((), reading_order)
        after = {}
        for key, (removed, added) in changes.items():
            own = self.mentions_by_entity.get(key, none)
            after[key] = (own if isinstance(own, Ordered) else none).changed(removed, added)
        return _layered(self.mentions_by_entity).changed((key, own or None) for key, own in after.items())

    def _relations_after(self, change: Change, olds: Iterable[Annotation]) -> Layered[str, Relation]:
        were = {a.id for a in olds if isinstance(a, Relation)}
        now = ((key, new if isinstance(new, Relation) else None) for key, new in change.annotations)
        return self._relations.changed((key, new) for key, new in now if new is not None or key in were)

    def _uses_after(self, olds: Iterable[Annotation], news: Iterable[Annotation]) -> Layered[str, int]:
        steps: dict[str, int] = {}
        for changed, step in ((olds, -1), (news, 1)):
            for annotation in changed:
                for key in entities_of(annotation):
                    steps[key] = steps.get(key, 0) + step
        uses = self._uses
        return uses.changed((key, uses.get(key, 0) + step or None) for key, step in steps.items() if step)


_BY_PLACE = attrgetter("start", "end")
_DERIVED = (
    "in_reading_order",
    "claims",
    "mentions_by_entity",
    "claim_reaches",
    "_uses",
    "_relations",
    "_related",
    "_names",
)


def _layered(records: Mapping[str, V]) -> Layered[str, V]:
    return records if isinstance(records, Layered) else Layered(dict(records))


def _attributed(annotations: Iterable[Annotation]) -> Iterator[Span]:
    """Words outside of claims that are drawn with them."""
    for annotation in annotations:
        if isinstance(annotation, Claim) and annotation.attribution:
            yield from annotation.attributed


def _claims_in(annotations: Iterable[Annotation]) -> list[Claim]:
    return [a for a in annotations if isinstance(a, Claim)]


def _reaches(annotations: Iterable[Annotation]) -> list[tuple[Span, str]]:
    return [(reach, a.id) for a in annotations if isinstance(a, Claim) and (reach := reach_of(a)) is not None]


def reach_of(claim: Claim) -> Span | None:
    """The stretch from its first word to its last; None when it stands on no words."""
    spans = claim.spans
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None


def _relation_ends(annotations: Iterable[Annotation]) -> list[tuple[str, str]]:
    return [(key, a.id) for a in annotations if isinstance(a, Relation) for key in entities_of(a)]


def _name_keys(entity: Entity) -> dict[str, None]:
    return dict.fromkeys(name_key(name) for name in (entity.name, *entity.aliases))


def _name_pairs(entities: Iterable[Entity]) -> list[tuple[str, str]]:
    return [(name, entity.id) for entity in entities for name in _name_keys(entity)]


def _regrouped(
    groups: Layered[str, tuple[str, ...]], removed: Sequence[tuple[str, str]], added: Sequence[tuple[str, str]]
) -> Layered[str, tuple[str, ...]]:
    """`groups` of ids by name, without some and with others; what is taken away and put again keeps its place."""
    after: dict[str, dict[str, None]] = {}
    gone = set(removed) - set(added)
    for name, key in (*removed, *added):
        own = after.setdefault(name, dict.fromkeys(groups.get(name, ())))
        if (name, key) in gone:
            own.pop(key, None)
        else:
            own[key] = None
    return groups.changed((name, tuple(own) or None) for name, own in after.items())


def reading_order(annotation: Annotation) -> tuple[bool, int, int, str]:
    """Sort key: spans by start, then longer first, then id; orphans and relations after all of them."""
    spans = annotation.spans
    if len(spans) == 1:
        return False, spans[0].start, -spans[0].end, annotation.id
    if not spans:
        return True, annotation.start, 0, annotation.id
    first = min(spans, key=lambda span: (span.start, -span.end))
    return False, first.start, -first.end, annotation.id
