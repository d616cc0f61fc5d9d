"""`LiveMemory`: names tagged in an article where they stand untagged, kept up to date change by change.

Gives what `engine.suggestions` gives of the memory, without ever going over all text or all annotations at once: what
has to be looked for is put into a queue, and `work` takes from it for as long as it is given. A name that is tagged no
longer is forgotten, but not where it stands: it may come back by redo.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice

from reader.annotations.collection import AnnotationSet, Applied
from reader.annotations.model import Annotation, Mention
from reader.annotations.names import display_name
from reader.suggest.memory import SHORTEST
from reader.suggest.places import is_composed, places_of
from reader.suggest.suggestion import Suggestion
from reader.text.spans import Span

BUCKET_CP = 2048
MANY = 200  # annotations changed at once
AT_ONCE = 200  # annotations read between two looks at the clock
SCORE = 0.95
_Place = tuple[int, int, str]  # start, end; what stands there: a name, or the type that is suggested
LONGEST = 200  # code points: longer words that are tagged are no name


@dataclass(slots=True)
class _Name:
    """A name with what it was tagged as: how often each pair of type and entity. `buckets`: where it stands.

    `types` sums up the pairs by type; one that was taken out before it was read in is less than none for a moment, and
    counts as none.
    """

    tags: Counter[tuple[str, str]] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    buckets: set[int] = field(default_factory=set)
    sought: bool = False

    @property
    def type(self) -> str:
        """The type used most, as `from_memory` chooses it; empty when it is tagged no longer."""
        types = self.types
        return max(types, key=lambda type_id: (types[type_id], type_id), default="")

    def count(self, type_id: str, entity: str, by: int) -> None:
        """Count one that is tagged so in or out."""
        tag = type_id, entity
        before = self.tags[tag]
        self.tags[tag] = now = before + by
        if not now:
            del self.tags[tag]
        self.types[type_id] += max(now, 0) - max(before, 0)
        if not self.types[type_id]:
            del self.types[type_id]


class LiveMemory:
    """The memory over one article. `allowed` says whether a type is in use."""

    def __init__(self, text: str, annotations: AnnotationSet, allowed: Callable[[str], bool]) -> None:
        self._text, self._annotations, self._allowed = text, annotations, allowed
        self._rejected: dict[int, set[Span]] = {}
        self._begin()

    def _begin(self) -> None:
        annotations = self._annotations
        self._names: dict[str, _Name] = {}
        # By bucket. As plain tuples: of a hundred thousand values of a class each collection of garbage looks at all.
        self._places: dict[int, list[_Place]] = {}
        self._found: dict[int, tuple[_Place, ...]] = {}
        self._stale: set[int] = set()
        self._count = 0
        self._seek: deque[str] = deque()
        self._seeking: Iterator[None] | None = self._read(tuple(annotations)) if len(annotations) else None

    # -- asking ------------------------------------------------------------------------------------

    @property
    def works(self) -> bool:
        """Whether something is still to be looked for."""
        return self._seeking is not None or bool(self._seek) or bool(self._stale)

    @property
    def count(self) -> int | None:
        """How many suggestions there are; None while nobody knows."""
        return None if self.works else self._count

    def overlapping(self, span: Span) -> list[Suggestion]:
        """Those that share a code point with `span`, in reading order."""
        first = max(span.start - BUCKET_CP, 0) // BUCKET_CP
        near = (each for number in range(first, span.end // BUCKET_CP + 1) for each in self._in_bucket(number))
        return [_suggestion(each) for each in near if each[0] < span.end and span.start < each[1]]

    def at(self, position: int) -> Suggestion | None:
        """The one that covers the code point at `position`."""
        return next(iter(self.overlapping(Span(position, position + 1))), None)

    def after(self, position: int) -> Suggestion | None:
        """The first that begins after `position`."""
        for number in range(max(position, 0) // BUCKET_CP, self._last_bucket + 1):
            for each in self._in_bucket(number):
                if each[0] > position:
                    return _suggestion(each)
        return None

    def before(self, position: int) -> Suggestion | None:
        """The last that begins before `position`."""
        for number in range(max(position, 0) // BUCKET_CP, -1, -1):
            for each in reversed(self._in_bucket(number)):
                if each[0] < position:
                    return _suggestion(each)
        return None

    def ordinal(self, suggestion: Suggestion) -> int:
        """Which of all it is, from 1; `count` is known."""
        number = suggestion.span.start // BUCKET_CP
        before = sum(len(found) for other, found in self._found.items() if other < number)
        return before + sum(start <= suggestion.span.start for start, _, _ in self._in_bucket(number))

    def entities(self, suggestion: Suggestion) -> set[str]:
        """The ids of the entities that these words were tagged as, with the type of the suggestion."""
        name = self._names.get(display_name(suggestion.span.of(self._text)))
        if name is None:
            return set()
        return {entity for (type_id, entity), n in name.tags.items() if n > 0 and entity and type_id == suggestion.type}

    # -- changing ----------------------------------------------------------------------------------

    def changed(self, applied: Applied) -> None:
        """Follow a change to the annotations. One that says nothing puts another set in the place of all of them."""
        self._annotations = applied.after
        if not applied.change:
            self._begin()
            return
        if (
            len(applied.change.annotations) > AT_ONCE
        ):  # what is tagged now is known at once, the names are counted later
            self._spoil(self._places)
            self._seeking = chain(self._seeking or (), self._count_later(applied))
            return
        for annotation, by in _exchanged(applied):
            self._note(annotation, by)
            for span in annotation.spans:
                self._spoil(range(span.start // BUCKET_CP - 1, span.end // BUCKET_CP + 2))

    def reject(self, span: Span) -> None:
        """Suggest nothing at this place from now on."""
        self._rejected.setdefault(span.start // BUCKET_CP, set()).add(span)
        self._spoil(range(span.start // BUCKET_CP - 1, span.end // BUCKET_CP + 2))

    def allow(self, span: Span) -> None:
        """Suggest here again."""
        self._rejected.get(span.start // BUCKET_CP, set()).discard(span)
        self._spoil(range(span.start // BUCKET_CP - 1, span.end // BUCKET_CP + 2))

    def types_changed(self) -> None:
        """Other types are in use."""
        self._spoil(self._places)

    def work(self, seconds: float, clock: Callable[[], float] = time.perf_counter) -> bool:
        """Look for what is to be looked for, about that long; whether something is left."""
        end = clock() + seconds
        while self.works:
            if self._seeking is not None or self._seek:
                self._seek_on()
            else:
                self._in_bucket(next(iter(self._stale)))
            if clock() >= end:
                break
        return self.works

    def seek(self, seconds: float, clock: Callable[[], float] = time.perf_counter) -> None:
        """Find where names stand that are not known yet, about that long; what to suggest there waits until asked."""
        end = clock() + seconds
        while (self._seeking is not None or self._seek) and clock() < end:
            self._seek_on()

    def _seek_on(self) -> None:
        if self._seeking is None:
            self._seeking = self._places_of(self._seek.popleft())
        if next(self._seeking, self) is self:
            self._seeking = None

    # -- inside ------------------------------------------------------------------------------------

    @cached_property
    def _composed(self) -> bool:
        return is_composed(self._text)

    @property
    def _last_bucket(self) -> int:
        return len(self._text) // BUCKET_CP

    def _read(self, annotations: tuple[Annotation, ...]) -> Iterator[None]:
        """Take in what was tagged before anybody looked; what changes meanwhile comes through `changed`."""
        for first in range(0, len(annotations), AT_ONCE):
            for annotation in annotations[first : first + AT_ONCE]:
                if isinstance(annotation, Mention):
                    self._note(annotation, 1)
            yield None

    def _count_later(self, applied: Applied) -> Iterator[None]:
        """Count the mentions of a large change in or out, some at a time."""
        exchanged = _exchanged(applied)
        while some := tuple(islice(exchanged, AT_ONCE)):
            for annotation, by in some:
                self._note(annotation, by)
            yield None

    def _note(self, mention: Mention, by: int) -> None:
        """Count a mention in or out."""
        for span in mention.spans:
            words = display_name(span.of(self._text))
            if not SHORTEST <= len(words) <= LONGEST:
                continue
            name = self._names.setdefault(words, _Name())
            before = name.type
            name.count(mention.type, mention.entity or "", by)
            if not name.sought:
                name.sought = True
                self._seek.append(words)
            elif name.type != before:
                self._spoil(name.buckets)

    def _places_of(self, words: str) -> Iterator[None]:
        name = self._names[words]
        for spans in places_of(self._text, words, composed=self._composed):
            for span in spans:
                number = span.start // BUCKET_CP
                self._places.setdefault(number, []).append((span.start, span.end, words))
                name.buckets.add(number)
            self._spoil({span.start // BUCKET_CP for span in spans})
            yield None

    def _spoil(self, numbers: range | set[int] | Mapping[int, object]) -> None:
        """What is in these buckets has to be chosen anew, if anything can be."""
        self._stale.update(number for number in numbers if number in self._places)

    def _in_bucket(self, number: int) -> tuple[_Place, ...]:
        if number in self._stale:
            self._stale.discard(number)
            before = len(self._found.get(number, ()))
            found = tuple(each for each in self._choose(number) if each[0] // BUCKET_CP == number)
            self._found[number] = found
            self._count += len(found) - before
        return self._found.get(number, ())

    def _choose(self, number: int) -> list[_Place]:
        """As the engine chooses: the longest first, none on words that are tagged, and no two on the same words."""
        first, last = max((number - 1) * BUCKET_CP, 0), (number + 2) * BUCKET_CP + LONGEST
        occupied = bytearray(last - first)
        taken = [s for s, a in self._annotations.overlapping(Span(first, last)) if isinstance(a, Mention)]
        places: list[_Place] = []
        for beside in (number - 1, number, number + 1):
            places += self._places.get(beside, ())
            taken += self._rejected.get(beside, ())
        for span in taken:
            low, high = max(span.start - first, 0), min(span.end, last) - first
            occupied[low:high] = bytes([1]) * (high - low)
        types = {words: self._names[words].type for words in {words for _, _, words in places}}
        chosen = []
        for start, end, words in sorted(places, key=lambda place: (place[0] - place[1], place)):
            type_id = types[words]
            if type_id and occupied.find(1, start - first, end - first) < 0 and self._allowed(type_id):
                occupied[start - first : end - first] = bytes([1]) * (end - start)
                chosen.append((start, end, type_id))
        return sorted(chosen)


def _suggestion(place: _Place) -> Suggestion:
    return Suggestion(Span(place[0], place[1]), place[2], "memory", SCORE)


def _exchanged(applied: Applied) -> Iterator[tuple[Mention, int]]:
    """The mentions of a change: -1 with those that are gone, 1 with those that are there now."""
    for key, new in applied.change.annotations:
        old = applied.before.annotations.get(key)
        if isinstance(old, Mention):
            yield old, -1
        if isinstance(new, Mention):
            yield new, 1
