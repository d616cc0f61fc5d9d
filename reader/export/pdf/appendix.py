"""The pages after the article as data for the template: legend, claims, entities, notes, orphans. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Anchor, Annotation, Claim, Entity, Evidence, Highlight, Mention, Other, Relation
from reader.annotations.tagset import TagSet
from reader.counted import counted
from reader.export.pdf.breaks import address_parts
from reader.export.pdf.colours import UNSURE, Look, look_of, type_look
from reader.export.pdf.document import printable
from reader.export.pdf.scripts import right_to_left
from reader.export.pdf.words import grades, said_by, subject, verdict

Json = dict[str, Any]
Places = Mapping[str, tuple[int, int]]  # of an annotation: the page where it begins (from 1), and the run
_SHORT = (
    400  # rows, page numbers and claims up to which the columns of the index are made equal: that asks for a second
)
# layout, which took 1.5 s and 370 MB with 200 rows, 8,000 page numbers and 500 claims
_WHOLE_CP = 1_000  # of a row, with the names of its parts: some twenty lines
_ITEM = re.compile(r"Q[0-9]+")  # of Wikidata
_RELATIONS = {"supports": "Supports", "attacks": "Speaks against", "same_as": "Says the same as"}
_BACK = {"supports": "Supported by", "attacks": "Spoken against by", "same_as": "Says the same as"}


def appendix_of(text: str, annotations: AnnotationSet, tagset: TagSet, places: Places) -> Json | None:
    """All of it, or None when nothing was said about the article. `text` is the reading text."""
    shown = [a for a in annotations.in_reading_order if not isinstance(a, (Other, Relation))]
    if not shown and not annotations.entities:
        return None
    entities = _entities(text, annotations, tagset, places)
    rows = [row for group in entities for row in group["rows"]]
    return {
        "summary": _summary(annotations),
        "legend": _legend(shown, tagset),
        "claims": [_directed(row) for row in _claims(text, annotations, tagset, places)],
        "entities": entities,
        "short": _is_short(rows, len(annotations.claims)),
        "notes": [
            _directed(_noted(_quoted(text, a), a, tagset) | {"pages": _pages([a], places)})
            for a in shown
            if a.note and a.spans and not isinstance(a, Claim)
        ],
        "orphans": _orphans(shown, annotations, tagset),
    }


def _is_short(rows: Sequence[Json], claims: int) -> bool:
    """Whether the columns of an index of these rows can be made equal: nothing is long, and all is little work."""
    return claims + sum(1 + len(row["pages"]) for row in rows) <= _SHORT and all(row["whole"] for row in rows)


def _orphans(shown: Sequence[Annotation], annotations: AnnotationSet, tagset: TagSet) -> list[Json]:
    """Of each annotation the words that are gone; a claim is named by its number."""
    number_of = {claim.id: n for n, claim in enumerate(annotations.claims, start=1)}
    found = []
    for each in shown:
        if each.lost:
            row = _noted(printable(" … ".join(quote.exact for quote in each.lost)), each, tagset)
            if each.id in number_of:
                row |= {"what": f"{row['what']} {number_of[each.id]}", "note": ""}  # which stands with the claim
            found.append(_directed(row))
    return found


def _noted(words: str, annotation: Annotation, tagset: TagSet) -> Json:
    return {"words": words, "what": printable(subject(annotation, tagset)), "note": printable(annotation.note)}


def _summary(annotations: AnnotationSet) -> str:
    counts = [
        (sum(isinstance(a, Mention) and bool(a.spans) for a in annotations), "mention", ""),
        (len(annotations.entities), "entity", "entities"),
        (len(annotations.claims), "claim", ""),
        (sum(isinstance(a, Highlight) for a in annotations), "highlight", ""),
        (sum(bool(a.lost) and not a.spans for a in annotations), "orphan", ""),
    ]
    return ", ".join(counted(number, one, many) for number, one, many in counts if number)


def _legend(shown: Sequence[Annotation], tagset: TagSet) -> list[Json]:
    counts: dict[str, int] = {}
    for annotation in shown:
        if isinstance(annotation, Mention) and annotation.spans:
            counts[annotation.type] = counts.get(annotation.type, 0) + 1
    known = [t.id for t in tagset.types if t.id in counts]
    legend = [
        _swatch(tagset.type(type_id).label, type_look(tagset.type(type_id))) | {"count": str(counts[type_id])}
        for type_id in [*known, *sorted(counts.keys() - set(known))]
    ]
    for kind in (Claim, Highlight):
        placed = [a for a in shown if isinstance(a, kind) and a.spans]
        if placed:
            swatch = _swatch(kind.__name__, look_of(placed[0], tagset))
            legend.append(swatch | {"count": str(len(placed)), "bar": kind is Claim})
    if unsure := sum(a.anchor is Anchor.FUZZY for a in shown):
        swatch = _swatch("Uncertain: its words have changed", UNSURE)
        legend.append(swatch | {"count": str(unsure), "unsure": True})
    return legend


def _swatch(label: str, look: Look) -> Json:
    return {
        "label": printable(label),
        "fill": look.fill,
        "line": look.line,
        "clear": 1 - look.alpha,
        "pattern": look.pattern,
        "dash": list(look.dash),
        "thick": look.thickness,
        "bar": False,
        "unsure": False,
    }


def _claims(text: str, annotations: AnnotationSet, tagset: TagSet, places: Places) -> list[Json]:
    number_of = {claim.id: n for n, claim in enumerate(annotations.claims, start=1)}
    relations: dict[str, list[Json]] = {}
    for relation in annotations.relations:
        ends = (relation.from_id, relation.to_id)
        if all(end in number_of for end in ends):
            there = _RELATIONS.get(relation.type, relation.type)
            back = _BACK.get(relation.type, f"{relation.type} (from)")
            for words, this, other in ((there, *ends), (back, *reversed(ends))):
                number = number_of[other]
                said = {"text": printable(f"{words} claim {number}"), "to": number if other in places else 0}
                relations.setdefault(this, []).append(said)
    return [
        {
            "n": number_of[claim.id],
            "words": _quoted(text, claim),
            "pages": _pages([claim], places),
            "normalized": printable(claim.normalized),
            "by": printable(said_by(claim)),
            "verdict": printable(verdict(claim, tagset)),
            "grades": [printable(fact) for fact in grades(claim, tagset)],
            "evidence": [lines for e in claim.evidence if (lines := _evidence(e))],
            "note": printable(claim.note),
            "relations": [*relations.get(claim.id, []), *_about(claim, annotations)],
            "unsure": claim.anchor is Anchor.FUZZY,
            "lost": claim.anchor is Anchor.ORPHAN,
        }
        for claim in annotations.claims
    ]


def _about(claim: Claim, annotations: AnnotationSet) -> list[Json]:
    """One line that names the entities a claim is about, if it says so."""
    known = (annotations.entities.get(key) for key in claim.about)
    names = [entity.name for entity in known if entity is not None]
    return [{"text": printable(f"About {', '.join(names)}"), "to": 0}] if names else []


def _evidence(evidence: Evidence) -> list[Json]:
    question = " ".join(part for part in (evidence.question, evidence.answer) if part)
    quote = f"“{evidence.quote}”" if evidence.quote else ""
    stance = {"supports": "Supports it", "refutes": "Refutes it", "context": "Context"}.get(
        evidence.stance, evidence.stance
    )
    lines = [{"text": printable(words), "soft": words is stance} for words in (question, quote, stance) if words]
    for word, url in (("", evidence.url), ("Archived: ", evidence.archived)):
        if url:
            lines.append({"text": word, "parts": address_parts(printable(url)), "url": _web(url)})
    return lines


def _web(url: str) -> str:
    return url if url.lower().startswith(("http://", "https://")) else ""


def _entities(text: str, annotations: AnnotationSet, tagset: TagSet, places: Places) -> list[Json]:
    unnamed = _without_entity(text, annotations)
    groups: dict[str, list[Json]] = {}
    known_as = [*annotations.entities.values(), *unnamed]
    for entity in sorted(known_as, key=lambda e: (e.name.casefold(), e.name, e.id)):
        mentions = unnamed.get(entity) or annotations.mentions_by_entity.get(entity.id, ())
        placed = [m for m in mentions if m.spans]
        row = {
            "name": printable(entity.name),
            "aliases": printable(", ".join(entity.aliases)),
            "wikidata": printable(entity.wikidata),
            "url": f"https://www.wikidata.org/wiki/{entity.wikidata}" if _ITEM.fullmatch(entity.wikidata) else "",
            "count": len(placed),
            "pages": _pages(placed, places),
        }
        groups.setdefault(entity.type, []).append(_directed(row))
    known = [t.id for t in tagset.types if t.id in groups]
    order = [tagset.type(type_id) for type_id in [*known, *sorted(groups.keys() - set(known))]]
    return [_swatch(t.label, type_look(t)) | {"rows": groups[t.id]} for t in order]


def _without_entity(text: str, annotations: AnnotationSet) -> dict[Entity, list[Mention]]:
    """Names that nobody has said of whom they are: those of the same words and type stand together in the index."""
    found: dict[tuple[str, str], list[Mention]] = {}
    for each in annotations.in_reading_order:
        if isinstance(each, Mention) and each.spans and each.kind == "NAM" and each.entity not in annotations.entities:
            found.setdefault((each.type, _quoted(text, each).casefold()), []).append(each)
    return {Entity("", kind, _quoted(text, these[0])): these for (kind, _), these in found.items()}


def _directed(row: Json) -> Json:
    """`row`, which of its texts run from right to left, and whether it is short enough not to be cut."""
    keys = [key for key, value in row.items() if isinstance(value, str) and right_to_left(value)]
    return row | ({"rtl": keys} if keys else {}) | {"whole": len(str(row)) < _WHOLE_CP}


def _pages(annotations: Sequence[Annotation], places: Places) -> list[list[tuple[int, int]]]:
    """Each page once, with the run that its number leads to; of three or more neighbours the first and the last."""
    found: dict[int, int] = {}
    for annotation in annotations:
        if annotation.id in places:
            page, mark = places[annotation.id]
            found.setdefault(page, mark)
    runs: list[list[tuple[int, int]]] = []
    for page, mark in sorted(found.items()):
        if runs and page == runs[-1][-1][0] + 1:
            runs[-1].append((page, mark))
        else:
            runs.append([(page, mark)])
    return [part for run in runs for part in ([[run[0], run[-1]]] if len(run) > 2 else [[each] for each in run])]


def _quoted(text: str, annotation: Annotation) -> str:
    parts = [span.of(text) for span in annotation.spans] or [q.exact for q in annotation.lost]
    return printable(" ".join(" … ".join(parts).split()))
