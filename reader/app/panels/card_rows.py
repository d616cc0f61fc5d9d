"""What the card of an entity says, as rows made from an annotation set: facts, acts, mentions, claims. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from reader.annotations.collection import reading_order
from reader.annotations.model import Claim, Entity, Mention
from reader.annotations.tagset import EntityType
from reader.app.panels.lazy_rows import AnyRow, RowKey, Rows
from reader.app.panels.rows import Said, words_around, words_of
from reader.app.wording.tr import later, tr, trn
from reader.frozen import dataclass
from reader.visible import in_a_line, shown

KINDS = {"NAM": later("name"), "NOM": later("description"), "PRO": later("pronoun")}
ALIAS = "alias:"
Uses = tuple[Claim, str]  # a claim that names the entity, and how: see `entity_acts.claims_of`
_FACT, _MENTIONS, _MENTION, _CLAIMS, _CLAIM = range(5)  # the sections, as the first part of a key
MOST_BEFORE, MOST_AFTER = 14, 30  # code points beside a mention


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact and its value, or, without a label, something that can be done. `key` is what changes or does it."""

    id: str
    label: str
    words: str
    key: str = ""
    chip: EntityType | None = None

    @property
    def spoken(self) -> str:
        """The row in words."""
        says = f"{self.label}: {self.words or tr('not set')}" if self.label else self.words
        return tr("{says}, key {key}", says=says, key=self.key) if self.key else says


@dataclass(frozen=True, slots=True)
class HeadRow:
    """The heading of a section; it cannot be current."""

    id: str
    words: str

    @property
    def spoken(self) -> str:
        """The row in words."""
        return self.words


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A mention between the words beside it, `start` and `end` its own; what kind it is; whether it is chosen."""

    id: str
    words: str
    start: int
    end: int
    detail: str
    chosen: bool = False

    @property
    def spoken(self) -> str:
        """The row in words."""
        return ", ".join(part for part in (self.words, self.detail, "chosen" if self.chosen else "") if part)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim that names the entity, and how."""

    id: str
    number: str
    words: str
    detail: str

    @property
    def spoken(self) -> str:
        """The row in words."""
        return tr("Claim {number}, {words}, {detail}", number=self.number, words=self.words, detail=self.detail)


def facts(said: Said, entity: Entity, keys: Callable[[str], str]) -> list[FactRow]:
    """What is known of it and what can be done with it. `keys` gives the live key of a command."""
    kind = said.tagset.type(entity.type)
    found = [
        FactRow("name", tr("Name"), shown(entity.name), keys("entity-card.rename")),
        FactRow("type", tr("Type"), kind.label, keys("entity-card.type"), kind),
    ]
    aliases = [FactRow(ALIAS + alias, "", shown(alias)) for alias in entity.aliases] or [FactRow(ALIAS, "", "")]
    found += [replace(aliases[0], label=tr("Also called"), key=keys("entity-card.alias")), *aliases[1:]]
    found.append(FactRow("wikidata", tr("Wikidata"), shown(entity.wikidata), keys("entity-card.wikidata")))
    found.append(FactRow("merge", "", tr("Merge with another entity …"), keys("entity-card.merge")))
    found.append(FactRow("split", "", tr("Split the chosen mentions off"), keys("entity-card.split")))
    found.append(FactRow("remove", "", tr("Remove all mentions"), keys("entity-card.remove.all")))
    return found


def mention_row(said: Said, mention: Mention, chosen: bool) -> MentionRow:
    """A mention with the words around it."""
    words, kind = words_around(said, mention, MOST_BEFORE, MOST_AFTER), tr(KINDS.get(mention.kind, mention.kind))
    own = in_a_line(mention.spans[0].of(said.text)) if mention.spans else ""
    start = max(0, words.find(own, _words_before(said, mention, words))) if own else 0
    detail = " · ".join(part for part in (kind, tr("unsure") if mention.anchor.value == "fuzzy" else "") if part)
    return MentionRow(mention.id, words, start, start + len(own), detail, chosen)


def _words_before(said: Said, mention: Mention, words: str) -> int:
    """How many code points of `words` stand before the mention's own, at least."""
    start = mention.spans[0].start
    before = in_a_line(said.text[max(0, start - MOST_BEFORE) : start].rpartition("\n")[2])
    shared = next((n for n in range(len(before)) if words.startswith(before[n:])), len(before))
    return len(before) - shared


def card_rows(said: Said, entity: Entity, claims: Sequence[Uses], keys: Callable[[str], str], chosen: Set[str]) -> Rows:
    """All rows of the card; those of mentions are made when they are looked at."""
    mentions = said.annotations.mentions_by_entity.get(entity.id, ())
    fixed: dict[RowKey, AnyRow] = {(_FACT, n, row.id): row for n, row in enumerate(facts(said, entity, keys))}
    head = HeadRow(
        "#mentions", trn("{count} mention", "{count} mentions", len(mentions)) if mentions else tr("No mentions")
    )
    fixed[(_MENTIONS, 0, head.id)] = head
    if claims:
        fixed[(_CLAIMS, 0, "#claims")] = HeadRow("#claims", trn("{count} claim", "{count} claims", len(claims)))
    for n, (claim, how) in enumerate(claims):
        row = ClaimRow(claim.id, str(said.annotations.number_of(claim)), words_of(said, claim), how)
        fixed[(_CLAIM, n, claim.id)] = row
    by_id = {key[-1]: key for key in fixed}
    known = said.annotations.annotations

    def make(key: RowKey) -> AnyRow:
        found = known.get(key[-1]) if key[0] == _MENTION else None
        return mention_row(said, found, found.id in chosen) if isinstance(found, Mention) else fixed[key]

    def find(row_id: str) -> RowKey | None:
        annotation = known.get(row_id)
        if isinstance(annotation, Mention) and annotation.entity == entity.id:
            return (_MENTION, *reading_order(annotation))
        return by_id.get(row_id)

    return Rows(sorted([*fixed, *((_MENTION, *reading_order(m)) for m in mentions)]), make, find)


def summary(said: Said, entity: Entity, claims: Sequence[Uses]) -> str:
    """Type, how often it is mentioned, and who uses it."""
    roles = [how for _, how in claims]
    about = roles.count("about")
    parts = [said.tagset.type(entity.type).label]
    parts.append(
        trn("{count} mention", "{count} mentions", len(said.annotations.mentions_by_entity.get(entity.id, ())))
    )
    if len(roles) > about:
        parts.append(trn("behind {count} claim", "behind {count} claims", len(roles) - about))
    if about:
        parts.append(trn("subject of {count} claim", "subject of {count} claims", about))
    return " · ".join(parts)
