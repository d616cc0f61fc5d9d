"""What the lists in the panel say, as values made from an annotation set. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Anchor, Annotation, Claim, Highlight, Mention, kind_of
from reader.annotations.tagset import EntityType, TagSet, unknown_type

MOST_WORDS_CP = 240  # two lines in the panel hold less than this


class Tab(Enum):
    """The lists below the entities."""

    CLAIMS = "Claims"
    ALL = "All"
    NOTES = "Notes"
    ORPHANS = "Orphans"
    MENTIONS = "Mentions"


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity, how often it is mentioned, and where first (code points)."""

    id: str
    type: EntityType
    name: str
    count: int
    first: int

    @property
    def spoken(self) -> str:
        """The row in words."""
        return f"{self.name}, {self.type.label}, {self.count} mention{'' if self.count == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Row:
    """One annotation. `type` gives a chip, `number` a claim's number; below the words `sign`, `strong` and `detail`."""

    id: str
    words: str
    type: EntityType | None = None
    number: str = ""
    sign: str = ""
    strong: str = ""
    detail: str = ""

    @property
    def spoken(self) -> str:
        """The row in words."""
        head = f"Claim {self.number}" if self.number else self.type.label if self.type else ""
        return ", ".join(part for part in (head, self.words, self.strong, self.detail) if part)


@dataclass(frozen=True, slots=True)
class Said:
    """What rows are made from."""

    annotations: AnnotationSet
    text: str
    tagset: TagSet


def entity_rows(said: Said, by_place: bool) -> list[EntityRow]:
    """All entities: the most mentioned first, or in the order of their first mention."""
    mentions = said.annotations.mentions_by_entity
    rows = []
    for entity in said.annotations.entities.values():
        own = mentions.get(entity.id, ())
        first = own[0].start if own else len(said.text)
        rows.append(EntityRow(entity.id, said.tagset.type(entity.type), entity.name, len(own), first))
    rows.sort(key=lambda r: (r.first, r.name) if by_place else (-r.count, r.first, r.name))
    return rows


def words_of(said: Said, annotation: Annotation) -> str:
    """The words it stands on, fragments joined by dots; the old ones of an orphan."""
    if annotation.spans:
        parts = [said.text[span.start : min(span.end, span.start + 2 * MOST_WORDS_CP)] for span in annotation.spans]
    else:
        parts = [quote.exact[: 2 * MOST_WORDS_CP] for quote in annotation.lost]
    words = " ".join(" … ".join(parts).split())
    return words if len(words) < MOST_WORDS_CP else words[: MOST_WORDS_CP - 1].rpartition(" ")[0] + " …"


def short_label(label: str) -> str:
    """The first of several names that a label gives: "Unproven / not enough evidence" is "Unproven"."""
    return label.split(" / ")[0]


def speaker_words(claim: Claim) -> str:
    """Who said it, and through whom."""
    relays = [a.name for a in claim.attribution if a.role == "relay" and a.name]
    others = [a for a in claim.attribution if a.role in ("author", "unnamed")]
    speaker = claim.source or (others[0].name or others[0].role if others else "")
    via = f"via {relays[0]}" if relays else ""
    return ", ".join(part for part in (speaker, via) if part)


def claim_rows(said: Said) -> list[Row]:
    """The claims with number, verdict and speaker."""
    rows = []
    for number, claim in enumerate(said.annotations.claims, start=1):
        label = short_label(said.tagset.label_of("rating", claim.verdict)) if claim.verdict else "No verdict"
        detail = speaker_words(claim) or "no speaker"
        if claim.note:
            detail += " · 1 note"
        rows.append(
            Row(claim.id, words_of(said, claim), number=str(number), sign=claim.verdict, strong=label, detail=detail)
        )
    return rows


def chip_of(said: Said, annotation: Annotation) -> EntityType:
    """A mention's type; kinds without a type get a chip of their own."""
    tagset = said.tagset
    if isinstance(annotation, Mention):
        return tagset.type(annotation.type)
    if isinstance(annotation, Claim):
        colours = (tagset.claim_fill, tagset.claim_line, tagset.claim_line_dark)
        return EntityType("CLAIM", tagset.claim_key, "Claim", *colours, "solid")
    if isinstance(annotation, Highlight):
        colours = (tagset.claim_fill, tagset.claim_line, tagset.claim_line_dark)
        return EntityType("MARK", "u", "Highlight", *colours, "solid")
    return unknown_type(kind_of(annotation).upper()[:5])


def all_rows(said: Said) -> list[Row]:
    """Everything, in reading order."""
    return [Row(a.id, words_of(said, a), chip_of(said, a)) for a in said.annotations.in_reading_order]


def note_rows(said: Said) -> list[Row]:
    """What has a note, with the note."""
    noted = [a for a in said.annotations.in_reading_order if a.note]
    return [Row(a.id, words_of(said, a), detail=" ".join(a.note.split())) for a in noted]


def is_orphan(annotation: Annotation) -> bool:
    """Whether its words are gone."""
    return annotation.anchor is Anchor.ORPHAN


def orphan_rows(said: Said) -> list[Row]:
    """What has lost its words, with the old words."""
    found = []
    for a in said.annotations.in_reading_order:
        if is_orphan(a):
            kind = chip_of(said, a).label
            found.append(Row(a.id, f"“{words_of(said, a)}”", sign="orphan", strong=kind, detail="words are gone"))
    return found


def mention_rows(said: Said, entity_id: str) -> list[Row]:
    """The mentions of one entity, each with the words around it."""
    rows = []
    for mention in said.annotations.mentions_by_entity.get(entity_id, ()):
        rows.append(Row(mention.id, words_around(said, mention), said.tagset.type(mention.type)))
    return rows


def words_around(said: Said, annotation: Annotation, before: int = 16, after: int = 24) -> str:
    """The words with what stands beside them on the same line, cut at white space."""
    if not annotation.spans:
        return f"“{words_of(said, annotation)}” (gone)"
    span, text = annotation.spans[0], said.text
    left = text[max(0, span.start - before) : span.start].rpartition("\n")[2]
    if span.start > before and left and not left[0].isspace():
        left = left.partition(" ")[2]
    right = text[span.end : span.end + after].partition("\n")[0]
    if right and not right[-1].isspace():
        right = right.rpartition(" ")[0]
    return " ".join(f"{left}{span.of(text)}{right}".split())


_ROWS: dict[Tab, Callable[[Said], list[Row]]] = {
    Tab.CLAIMS: claim_rows,
    Tab.ALL: all_rows,
    Tab.NOTES: note_rows,
    Tab.ORPHANS: orphan_rows,
}


def rows_of(said: Said, tab: Tab, entity_id: str = "") -> list[Row]:
    """The rows of a tab; of `Tab.MENTIONS` those of that entity."""
    return mention_rows(said, entity_id) if tab is Tab.MENTIONS else _ROWS[tab](said)


def counts(said: Said) -> dict[Tab, int]:
    """How many rows the fixed tabs have."""
    everything = said.annotations.annotations.values()
    return {
        Tab.CLAIMS: sum(isinstance(a, Claim) for a in everything),
        Tab.ALL: len(said.annotations),
        Tab.NOTES: sum(bool(a.note) for a in everything),
        Tab.ORPHANS: sum(is_orphan(a) for a in everything),
    }
