"""What the lists in the panel say, as values made from an annotation set. Knows no Qt."""

from __future__ import annotations

from enum import Enum

from reader.annotations.collection import AnnotationSet
from reader.annotations.conflicts import is_in_conflict
from reader.annotations.model import Anchor, Annotation, Claim, Entity, Highlight, Mention, Relation, kind_of
from reader.annotations.tagset import EntityType, TagSet, unknown_type
from reader.app.desk.hidden import CLAIMS, hidden_as
from reader.app.wording.numbers import number_words
from reader.app.wording.tr import later, tr, trn
from reader.frozen import dataclass
from reader.visible import in_a_line, shown

MOST_WORDS_CP = 240  # two lines in the panel hold less than this
HIDDEN = later("hidden on the page")


class Tab(Enum):
    """The lists below the entities."""

    CLAIMS = later("Claims")
    ALL = later("All")
    NOTES = later("Notes")
    ORPHANS = later("Orphans")


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity, how often it is mentioned and in how many uncertain places; `dim`: its type is hidden on the page."""

    id: str
    type: EntityType
    name: str
    count: int
    dim: bool = False
    unsure: int = 0

    @property
    def detail(self) -> str:
        """What stands at the end of the row."""
        return " · ".join((*self._unsure, number_words(self.count)))

    @property
    def _unsure(self) -> tuple[str, ...]:
        return (trn("{count} unsure", "{count} unsure", self.unsure),) if self.unsure else ()

    @property
    def spoken(self) -> str:
        """The row in words."""
        return ", ".join(
            (
                self.name,
                self.type.label,
                trn("{count} mention", "{count} mentions", self.count),
                *self._unsure,
                *([tr(HIDDEN)] if self.dim else []),
            )
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One annotation. With a `type` it is one line: chip, words, `detail`.

    Without, `number` stands before the words, and below them `sign`, `strong` and `detail`. `dim`: hidden on the page.
    """

    id: str
    words: str
    type: EntityType | None = None
    number: str = ""
    sign: str = ""
    strong: str = ""
    detail: str = ""
    dim: bool = False

    @property
    def spoken(self) -> str:
        """The row in words."""
        head = tr("Claim {number}", number=self.number) if self.number else self.type.label if self.type else ""
        return ", ".join(part for part in (head, self.words, self.strong, self.detail, self.dim * tr(HIDDEN)) if part)


@dataclass(frozen=True, slots=True)
class Said:
    """What rows are made from. `hidden` is not drawn on the page, see `app.hidden`."""

    annotations: AnnotationSet
    text: str
    tagset: TagSet
    hidden: frozenset[str] = frozenset()


def entity_row(said: Said, entity: Entity, count: int, unsure: int = 0) -> EntityRow:
    """The row of an entity that has so many mentions, some of them in uncertain places."""
    is_dim = entity.type in said.hidden
    return EntityRow(entity.id, said.tagset.type(entity.type), shown(entity.name), count, is_dim, unsure)


def words_of(said: Said, annotation: Annotation) -> str:
    """The words it stands on, fragments joined by dots; the old ones of an orphan."""
    if annotation.spans:
        parts = [said.text[span.start : min(span.end, span.start + 2 * MOST_WORDS_CP)] for span in annotation.spans]
    else:
        parts = [quote.exact[: 2 * MOST_WORDS_CP] for quote in annotation.lost]
    return cut(" … ".join(parts))


def relation_words(said: Said, relation: Relation) -> str:
    """What a relation says: "claim 2 supports claim 6"."""

    def end(annotation_id: str) -> str:
        claim = said.annotations.annotations.get(annotation_id)
        return (
            tr("claim {number}", number=said.annotations.number_of(claim))
            if isinstance(claim, Claim)
            else tr("a claim that is gone")
        )

    return f"{end(relation.from_id)} {shown(relation.type.replace('_', ' '))} {end(relation.to_id)}"


def cut(words: str) -> str:
    """On one line, and not longer than what two lines in the panel hold."""
    words = in_a_line(words[: 4 * MOST_WORDS_CP])
    return words if len(words) < MOST_WORDS_CP else words[: MOST_WORDS_CP - 1].rpartition(" ")[0] + " …"


def short_label(label: str) -> str:
    """The first of several names that a label gives: "Unproven / not enough evidence" is "Unproven"."""
    return label.split(" / ")[0]


def speaker_words(claim: Claim) -> str:
    """Who said it, and through whom."""
    relays = [a.name for a in claim.attribution if a.role == "relay" and a.name]
    others = [a for a in claim.attribution if a.role in ("author", "unnamed")]
    speaker = claim.source or (others[0].name or others[0].role if others else "")
    via = tr("via {name}", name=relays[0]) if relays else ""
    return shown(", ".join(part for part in (speaker, via) if part))


_STATES = {Anchor.MOVED: later("moved"), Anchor.FUZZY: later("unsure"), Anchor.ORPHAN: later("orphan")}


def claim_row(said: Said, claim: Claim, number: int) -> Row:
    """A claim with number, verdict and speaker."""
    label = short_label(said.tagset.label_of("rating", claim.verdict)) if claim.verdict else tr("No verdict")
    parts = (
        tr(_STATES[claim.anchor]) if claim.anchor in (Anchor.FUZZY, Anchor.ORPHAN) else "",
        tr("in conflict") if claim.conflict else "",
        speaker_words(claim) or tr("no speaker"),
        tr("1 note") if claim.note else "",
    )
    detail = " · ".join(filter(None, parts))
    words, dim = words_of(said, claim), CLAIMS in said.hidden
    return Row(claim.id, words, number=str(number), sign=claim.verdict, strong=label, detail=detail, dim=dim)


def chip_of(said: Said, annotation: Annotation) -> EntityType:
    """A mention's type; kinds without a type get a chip of their own."""
    tagset = said.tagset
    if isinstance(annotation, Mention):
        return tagset.type(annotation.type)
    if isinstance(annotation, Claim):
        colours = (tagset.claim_fill, tagset.claim_line, tagset.claim_line_dark)
        return EntityType("CLAIM", tagset.claim_key, tr("Claim"), *colours, "solid")
    if isinstance(annotation, Highlight):
        colours = (tagset.claim_fill, tagset.claim_line, tagset.claim_line_dark)
        return EntityType("MARK", "u", tr("Highlight"), *colours, "solid")
    if isinstance(annotation, Relation):
        return unknown_type("REL")._replace(label=tr("Relation"))
    return unknown_type(kind_of(annotation).upper()[:5])


def plain_row(said: Said, annotation: Annotation) -> Row:
    """Any annotation in one line, with what is special about it."""
    words = relation_words(said, annotation) if isinstance(annotation, Relation) else words_of(said, annotation)
    state = _STATES.get(annotation.anchor, "")
    in_conflict = is_in_conflict(said.annotations, annotation)
    parts = (
        tr(state) if state else "",
        tr("in conflict") if in_conflict else "",
        tr("note") if annotation.note else "",
    )
    detail = " · ".join(filter(None, parts))
    return Row(
        annotation.id,
        words,
        chip_of(said, annotation),
        detail=detail,
        dim=is_dim(said, annotation),
    )


def note_row(said: Said, annotation: Annotation) -> Row:
    """The note, and below it what it is about."""
    note, words = cut(annotation.note), words_of(said, annotation)
    kind = chip_of(said, annotation).label
    return Row(annotation.id, note, strong=kind, detail=f"“{words}”", dim=is_dim(said, annotation))


def is_dim(said: Said, annotation: Annotation) -> bool:
    """Whether it is hidden on the page."""
    return bool(said.hidden) and hidden_as(annotation) in said.hidden


def is_orphan(annotation: Annotation) -> bool:
    """Whether its words are gone."""
    return annotation.anchor is Anchor.ORPHAN


def orphan_row(said: Said, annotation: Annotation) -> Row:
    """What has lost its words, with the old words."""
    kind, words = chip_of(said, annotation).label, f"“{words_of(said, annotation)}”"
    return Row(
        annotation.id, words, sign="orphan", strong=kind, detail=tr("words are gone"), dim=is_dim(said, annotation)
    )


def words_around(said: Said, annotation: Annotation, before: int = 16, after: int = 24) -> str:
    """The words with what stands beside them on the same line, cut at white space."""
    if not annotation.spans:
        return tr("“{words}” (gone)", words=words_of(said, annotation))
    span, text = annotation.spans[0], said.text
    left = text[max(0, span.start - before) : span.start].rpartition("\n")[2]
    if span.start > before and left and not left[0].isspace():
        left = left.partition(" ")[2]
    right, line_end, _ = text[span.end : span.end + after].partition("\n")
    in_a_word = not line_end and span.end + after < len(text) and not text[span.end + after].isspace()
    if in_a_word and right and not right[-1].isspace():
        right = right.rpartition(" ")[0]
    return in_a_line(f"{left}{span.of(text)}{right}")


def row_of(said: Said, tab: Tab, annotation: Annotation, number: int) -> Row:
    """The row of an annotation in that list; `number` is a claim's."""
    if tab is Tab.CLAIMS and isinstance(annotation, Claim):
        return claim_row(said, annotation, number)
    if tab is Tab.NOTES:
        return note_row(said, annotation)
    return orphan_row(said, annotation) if tab is Tab.ORPHANS else plain_row(said, annotation)
