"""The values everything works on: annotations, entities and where they stand. Knows no file format."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

from reader.frozen import dataclass, field
from reader.text.spans import Span

MentionKind = Literal["NAM", "NOM", "PRO"]
Role = Literal["speaker", "relay", "unnamed", "author"]


class Anchor(StrEnum):
    """How sure it is that an annotation stands on its words."""

    EXACT = "exact"
    MOVED = "moved"
    FUZZY = "fuzzy"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words and what stood beside them: W3C's TextQuoteSelector."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A fragment that stands on words. `quote` is kept only while a fuzzy place is not yet accepted."""

    span: Span
    anchor: Anchor = Anchor.EXACT
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """A fragment whose words are gone. `was` is where they stood last, if known: good for sorting only.

    `rejected`: somebody said that the words found for it are others; it is not looked for again.
    """

    quote: Quote
    was: Span | None = None
    rejected: bool = False


Fragment = Placed | Lost


@dataclass(frozen=True, slots=True)
class Origin:
    """The record a value was read from, and the value as it was read: for the sidecar alone to understand.

    `kept` is the record, or a function that reads it. `as_read` may be the very value that has this origin. `settled`
    says that the value as read would be written just as it stands in the file. With `own` the record says something
    that was made here, and goes before the one in the file.
    """

    kept: object
    as_read: object = field(default=None, repr=False, compare=False)
    settled: bool = field(default=False, compare=False)
    own: bool = field(default=False, compare=False)

    @property
    def record(self) -> object:
        """The record."""
        return self.kept() if callable(self.kept) else self.kept

    def read_as(self, value: object) -> None:
        """Say which value was read, once: it cannot be there before its origin."""
        if self.as_read is not None:
            raise ValueError("this origin has its value")
        object.__setattr__(self, "as_read", value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """What all kinds have. `fragments` are in their own order (the order of a claim's parts).

    `created` and `modified` are ISO 8601 in UTC; `creator` is a name or empty. `origin` takes no part
    in comparisons: two annotations are equal when they say the same. `conflict` holds what another side said of some
    facts, by their names here ("verdict", "fragments"); what only its writer knows is text by another name, and once it
    was taken over from there, in `taken`.
    """

    id: str
    fragments: tuple[Fragment, ...] = ()
    created: str = ""
    modified: str = ""
    creator: str = ""
    note: str = ""
    conflict: tuple[tuple[str, object], ...] = ()
    taken: tuple[tuple[str, object], ...] = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where it stands, lost fragments left out."""
        fragments = self.fragments
        if len(fragments) == 1:  # of nearly all annotations, and asked for more often than anything else
            only = fragments[0]
            return (only.span,) if isinstance(only, Placed) else ()
        return tuple(f.span for f in fragments if isinstance(f, Placed))

    @property
    def lost(self) -> tuple[Quote, ...]:
        """The quotes of fragments whose words are gone."""
        return tuple(f.quote for f in self.fragments if isinstance(f, Lost))

    @property
    def anchor(self) -> Anchor:
        """The least sure of its fragments; an orphan only when all are lost.

        With some fragments lost and others placed it is fuzzy: somebody has to look at it.
        """
        placed = [f.anchor for f in self.fragments if isinstance(f, Placed)]
        if not self.fragments:
            return Anchor.EXACT
        if not placed:
            return Anchor.ORPHAN
        if len(placed) < len(self.fragments) or Anchor.FUZZY in placed:
            return Anchor.FUZZY
        return Anchor.MOVED if Anchor.MOVED in placed else Anchor.EXACT

    @property
    def start(self) -> int:
        """The first code point it covers; where it was last for an orphan, 0 when nobody knows."""
        places = [f.span.start for f in self.fragments if isinstance(f, Placed)]
        places = places or [f.was.start for f in self.fragments if isinstance(f, Lost) and f.was]
        return min(places, default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Annotation):
    """Words that name, describe or stand for an entity. `type` is an id of the tag set."""

    type: str
    entity: str | None = None
    kind: MentionKind = "NAM"
    metonym: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight(Annotation):
    """Words worth marking, without a type."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is behind a claim. `name` is plain text; the entity and the naming and reporting words if known."""

    name: str
    role: str = "speaker"
    entity: str | None = None
    words: Fragment | None = None
    cue: Fragment | None = None
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence; every field is plain text and may be empty."""

    question: str = ""
    answer: str = ""
    url: str = ""
    archived: str = ""
    quote: str = ""
    stance: str = ""
    origin: Origin | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Annotation):
    """A statement that can be checked. Empty strings are facts nobody has stated yet."""

    voice: str = ""
    claim_kind: str = ""
    check: str = ""
    normalized: str = ""
    attribution: tuple[Attribution, ...] = ()
    about: tuple[str, ...] = ()
    source_reliability: str = ""
    credibility: str = ""
    likelihood: str = ""
    verdict: str = ""
    evidence: tuple[Evidence, ...] = ()

    @property
    def source(self) -> str:
        """The name of the first speaker, empty when there is none."""
        return next((a.name for a in self.attribution if a.role == "speaker"), "")

    @property
    def attributed(self) -> tuple[Span, ...]:
        """Where the words stand that name its sources and report it."""
        both = (f for a in self.attribution for f in (a.words, a.cue))
        return tuple(f.span for f in both if isinstance(f, Placed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Annotation):
    """A link from one claim to another; it stands on no words of its own."""

    type: str
    from_id: str
    to_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Other(Annotation):
    """A record that somebody else made, or that is damaged (`reason` says how): kept as it is."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """The record that mentions share. `type` is an id of the tag set; `conflict` and `taken` as in annotations."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    wikidata: str = ""
    origin: Origin | None = field(default=None, compare=False, repr=False)
    conflict: tuple[tuple[str, object], ...] = ()
    taken: tuple[tuple[str, object], ...] = ()


def entities_of(annotation: Annotation) -> set[str]:
    """The ids of the entities that an annotation names, in conflicts too; of a relation both ends, whatever it is."""
    named: Iterable[str | None]
    if isinstance(annotation, Mention):
        named = (annotation.entity,)
    elif isinstance(annotation, Claim):
        named = _named_by_claim(annotation.about, annotation.attribution)
    elif isinstance(annotation, Relation):
        named = (annotation.from_id, annotation.to_id)
    else:
        return set()
    if annotation.conflict:
        theirs = dict(annotation.conflict)
        more = _named_by_claim((), theirs.get("attribution", ()))  # type: ignore[arg-type]
        named = (*named, *more, theirs.get("entity"), theirs.get("to_id"))  # type: ignore[arg-type]
    return {name for name in named if name}


def _named_by_claim(about: Iterable[str], attribution: Iterable[Attribution]) -> Iterable[str | None]:
    return (*about, *(a.entity for a in attribution))


KINDS: dict[type[Annotation], str] = {
    Mention: "mention",
    Claim: "claim",
    Highlight: "highlight",
    Relation: "relation",
    Other: "other",
}


def kind_of(annotation: Annotation) -> str:
    """The word for its kind: mention, claim, highlight, relation or other."""
    return KINDS[type(annotation)]
