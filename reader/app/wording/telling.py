"""What an annotation is, in words: for the chip beside it, the tip under the mouse and a screen reader. Knows no Qt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from reader.annotations.collection import reading_order
from reader.annotations.conflicts import is_in_conflict
from reader.annotations.model import Anchor, Annotation, Claim, Mention, Other
from reader.annotations.tagset import EntityType
from reader.app.panels.rows import Said, chip_of, short_label, speaker_words
from reader.app.wording.tr import later, tr, trn
from reader.suggest.suggestion import Suggestion
from reader.visible import in_a_line, shown

KINDS = {"NAM": later("name"), "NOM": later("description"), "PRO": later("pronoun")}
MOST_ONCE = 60  # characters of the words that were quoted
ANCHORS = {
    Anchor.MOVED: later("moved with its words"),
    Anchor.FUZZY: later("unsure: its words have changed"),
    Anchor.ORPHAN: later("its words are gone"),
}


class Told(NamedTuple):
    """One annotation in words. `type` gives a chip, `number` a claim's number instead; `sign` is a verdict."""

    title: str
    lines: tuple[str, ...] = ()
    type: EntityType | None = None
    number: str = ""
    sign: str = ""
    note: str = ""

    @property
    def spoken(self) -> str:
        """All of it, as one sentence without a full stop."""
        kind = self.type.label if self.type is not None and self.type.label != self.title else ""
        note = tr("Note: {note}", note=self.note) if self.note else ""
        return ", ".join(part.replace(" · ", ", ") for part in (self.title, kind, *self.lines, note) if part)

    @property
    def in_a_line(self) -> str:
        """What the status line says where the margin has no room."""
        code = self.type.code if self.type is not None and self.type.label != self.title else ""
        note = tr("Note: {note}", note=self.note) if self.note else ""
        return " · ".join(part for part in (f"{code} {self.title}".strip(), *self.lines, note) if part)


def told_of(said: Said, annotation: Annotation) -> Told:
    """`annotation` in words; a claim by its number, a mention by its entity."""
    note = in_a_line(annotation.note)
    if isinstance(annotation, Claim):
        lines = _known(
            claim_words(said, annotation), _fragments(annotation), _anchor(annotation), *_conflict(said, annotation)
        )
        number = str(place_of(said.annotations.claims, annotation))
        return Told(tr("Claim {number}", number=number), lines, None, number, annotation.verdict, note)
    kind = chip_of(said, annotation)
    if isinstance(annotation, Mention):
        return Told(
            _name(said, annotation),
            _known(_which(said, annotation), _anchor(annotation), *_conflict(said, annotation)),
            kind,
            note=note,
        )
    what = shown(annotation.reason) if isinstance(annotation, Other) else ""
    return Told(kind.label, _known(what, _anchor(annotation), *_conflict(said, annotation)), kind, note=note)


def told_suggested(said: Said, suggestion: Suggestion, which: str = "") -> Told:
    """A suggestion in words; `which` says which of how many it is, if that is known."""
    lines = " · ".join(_known(tr("from {layer}", layer=tr(suggestion.layer)), which))
    return Told(tr("Suggested"), (lines,), said.tagset.type(suggestion.type))


def claim_words(said: Said, claim: Claim) -> str:
    """The verdict and who said it."""
    label = short_label(said.tagset.label_of("rating", claim.verdict)) if claim.verdict else tr("No verdict")
    return f"{label} · {speaker_words(claim) or tr('no speaker')}"


def place_of(ordered: Sequence[Annotation], annotation: Annotation) -> int:
    """The place of `annotation`, from 1, among others in reading order."""
    return bisect_left(ordered, reading_order(annotation), key=reading_order) + 1


def _name(said: Said, mention: Mention) -> str:
    entity = said.annotations.entities.get(mention.entity or "")
    if entity is not None:
        return shown(entity.name)
    words = in_a_line(" … ".join(said.text[s.start : s.end] for s in mention.spans))
    return words or next((in_a_line(quote.exact) for quote in mention.lost), "")


def _which(said: Said, mention: Mention) -> str:
    """ "mention 2 of 9 · name"."""
    kind = tr(KINDS[mention.kind]) if mention.kind in KINDS else ""
    mentions = said.annotations.mentions_by_entity.get(mention.entity or "", ())
    which = (
        tr("the only mention")
        if len(mentions) == 1
        else tr("mention {number} of {all}", number=place_of(mentions, mention), all=len(mentions))
    )
    return " · ".join(_known(which if mentions else "", kind))


def _fragments(claim: Claim) -> str:
    count = len(claim.fragments)
    return trn("{count} fragment", "{count} fragments", count) if count > 1 else ""


def _anchor(annotation: Annotation) -> str:
    once = " … ".join(f.quote.exact for f in annotation.fragments if f.quote is not None)
    if annotation.anchor is Anchor.FUZZY and once:
        return tr(
            "unsure, once “{words}”", words=in_a_line(once if len(once) <= MOST_ONCE else f"{once[: MOST_ONCE - 1]}…")
        )
    return tr(ANCHORS[annotation.anchor]) if annotation.anchor in ANCHORS else ""


def _conflict(said: Said, annotation: Annotation) -> tuple[str, ...]:
    if not is_in_conflict(said.annotations, annotation):
        return ()
    from reader.app.wording.conflicts import theirs_words  # asks the commands for their labels

    return tr("in conflict"), tr("theirs: {theirs}", theirs=theirs_words(said, annotation))


def _known(*parts: str) -> tuple[str, ...]:
    return tuple(part for part in parts if part)
