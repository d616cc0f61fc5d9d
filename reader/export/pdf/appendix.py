"""The pages after the article as data for the template: legend, claims, entities, notes, orphans. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Anchor, Annotation, Claim, Entity, Evidence, Highlight, Mention, Other, Relation
from reader.annotations.tagset import TagSet
from reader.export.pdf.breaks import address_parts
from reader.export.pdf.codes import strokes
from reader.export.pdf.colours import UNSURE, Look, look_of, type_look
from reader.export.pdf.document import printable
from reader.export.pdf.scripts import right_to_left
from reader.export.pdf.words import grades, said_by, subject, verdict
from reader.export.speech import ENGLISH, Speech
from reader.text.languages import is_right_to_left

Json = dict[str, Any]
Strokes = list[list[tuple[int, int]]]
Places = Mapping[str, tuple[int, int]]  # of an annotation: the page where it begins (from 1), and the run
_SHORT = (
    400  # rows, page numbers and claims up to which the columns of the index are made equal: that asks for a second
)
# layout, which took 1.5 s and 370 MB with 200 rows, 8,000 page numbers and 500 claims
_WHOLE_CP = 1_000  # of a row, with the names of its parts: some twenty lines
_ITEM = re.compile(r"Q[0-9]+")  # of Wikidata


def appendix_of(
    text: str,
    annotations: AnnotationSet,
    tagset: TagSet,
    places: Places,
    speech: Speech = ENGLISH,
    letters: Mapping[str, str] | None = None,
) -> Json | None:
    """All of it, or None when nothing was said about the article.

    `text` is the reading text, `letters` those that stand under mentions, by type.
    """
    shown = [a for a in annotations.in_reading_order if not isinstance(a, (Other, Relation))]
    if not shown and not annotations.entities:
        return None
    shapes = {key: strokes(letter) for key, letter in (letters or {}).items()}
    entities = _entities(text, annotations, tagset, places, speech, shapes)
    rows = [row for group in entities for row in group["rows"]]
    return {
        "say": _words(speech),
        "lang": speech.language.partition("-")[0].partition("_")[0].lower(),
        "rtl": is_right_to_left(speech.language),
        "summary": _summary(annotations, speech),
        "legend": _legend(shown, tagset, speech, shapes),
        "claims": [_directed(row) for row in _claims(text, annotations, tagset, places, speech)],
        "entities": entities,
        "short": _is_short(rows, len(annotations.claims)),
        "notes": [
            _directed(_noted(_quoted(text, a), a, tagset, speech) | {"pages": _pages([a], places)})
            for a in shown
            if a.note and a.spans and not isinstance(a, Claim)
        ],
        "orphans": _orphans(shown, annotations, tagset, speech),
    }


def _is_short(rows: Sequence[Json], claims: int) -> bool:
    """Whether the columns of an index of these rows can be made equal: nothing is long, and all is little work."""
    return claims + sum(1 + len(row["pages"]) for row in rows) <= _SHORT and all(row["whole"] for row in rows)


def _orphans(shown: Sequence[Annotation], annotations: AnnotationSet, tagset: TagSet, speech: Speech) -> list[Json]:
    """Of each annotation the words that are gone; a claim is named by its number."""
    number_of = {claim.id: n for n, claim in enumerate(annotations.claims, start=1)}
    found = []
    for each in shown:
        if each.lost:
            row = _noted(printable(" … ".join(quote.exact for quote in each.lost)), each, tagset, speech)
            if each.id in number_of:
                row |= {
                    "what": speech.say("Claim {number}", number=number_of[each.id]),
                    "note": "",
                }  # which stands with the claim
            found.append(_directed(row))
    return found


def _noted(words: str, annotation: Annotation, tagset: TagSet, speech: Speech) -> Json:
    return {"words": words, "what": printable(subject(annotation, tagset, speech)), "note": printable(annotation.note)}


def _words(speech: Speech) -> Mapping[str, str]:
    """What the template says by itself."""
    say = speech.say
    return {
        "annotations": say("Annotations"),
        "legend": say("Legend"),
        "claims": say("Claims"),
        "number": say("No."),
        "claim": say("Claim, and who said it"),
        "judged": say("Verdict and grades"),
        "graded": say("Grades"),
        "proved": say("Evidence and note"),
        "orphan": say("orphan"),
        "unsure": say("Uncertain: its words have changed"),
        "unjudged": say("no verdict"),
        "entities": say("Entities"),
        "times": say("Times"),
        "pages": say("Pages"),
        "notes": say("Notes"),
        "words": say("Words"),
        "note": say("Note"),
        "page": say("Page"),
        "orphans": say("Orphans"),
        "gone": say("These words are no longer in the article."),
        "were": say("What they were"),
    }


def _summary(annotations: AnnotationSet, speech: Speech) -> str:
    counted = speech.counted
    mentions = sum(isinstance(a, Mention) and bool(a.spans) for a in annotations)
    entities, claims = len(annotations.entities), len(annotations.claims)
    highlights = sum(isinstance(a, Highlight) for a in annotations)
    orphans = sum(bool(a.lost) and not a.spans for a in annotations)
    return ", ".join(
        said
        for number, said in (
            (mentions, counted("{count} mention", "{count} mentions", mentions)),
            (entities, counted("{count} entity", "{count} entities", entities)),
            (claims, counted("{count} claim", "{count} claims", claims)),
            (highlights, counted("{count} highlight", "{count} highlights", highlights)),
            (orphans, counted("{count} orphan", "{count} orphans", orphans)),
        )
        if number
    )


def _legend(shown: Sequence[Annotation], tagset: TagSet, speech: Speech, shapes: Mapping[str, Strokes]) -> list[Json]:
    counts: dict[str, int] = {}
    for annotation in shown:
        if isinstance(annotation, Mention) and annotation.spans:
            counts[annotation.type] = counts.get(annotation.type, 0) + 1
    known = [t.id for t in tagset.types if t.id in counts]
    legend = [
        _swatch(_short(speech.say(tagset.type(type_id).label)), type_look(tagset.type(type_id)))
        | {"count": str(counts[type_id]), "code": shapes.get(type_id, [])}
        for type_id in [*known, *sorted(counts.keys() - set(known))]
    ]
    for kind in (Claim, Highlight):
        placed = [a for a in shown if isinstance(a, kind) and a.spans]
        if placed:
            swatch = _swatch(subject(placed[0], tagset, speech), look_of(placed[0], tagset))
            legend.append(swatch | {"count": str(len(placed)), "bar": kind is Claim})
    if unsure := sum(a.anchor is Anchor.FUZZY for a in shown):
        swatch = _swatch(speech.say("Uncertain: its words have changed"), UNSURE)
        legend.append(swatch | {"count": str(unsure), "unsure": True})
    return legend


def _short(label: str) -> str:
    """ "Identifier" of "Identifier (url, e-mail, handle)": there is no room for more."""
    return label.partition(" (")[0] or label


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
        "code": [],
    }


def _claims(text: str, annotations: AnnotationSet, tagset: TagSet, places: Places, speech: Speech) -> list[Json]:
    number_of = {claim.id: n for n, claim in enumerate(annotations.claims, start=1)}
    relations: dict[str, list[Json]] = {}
    for relation in annotations.relations:
        ends = (relation.from_id, relation.to_id)
        if all(end in number_of for end in ends):
            for this, other, back in ((ends[0], ends[1], False), (ends[1], ends[0], True)):
                number = number_of[other]
                said = _related(relation.type, number, speech, back=back)
                relations.setdefault(this, []).append({"text": printable(said), "to": number if other in places else 0})
    return [
        {
            "n": number_of[claim.id],
            "words": _quoted(text, claim),
            "pages": (pages := _pages([claim], places)),
            "page": speech.say("p. {page}", page=pages[0][0][0]) if pages else "",
            "normalized": printable(claim.normalized),
            "by": printable(said_by(claim, speech)),
            "verdict": printable(verdict(claim, tagset, speech)),
            "grades": [printable(fact) for fact in grades(claim, tagset, speech)],
            "evidence": [lines for e in claim.evidence if (lines := _evidence(e, speech))],
            "note": printable(claim.note),
            "relations": [*relations.get(claim.id, []), *_about(claim, annotations, speech)],
            "unsure": claim.anchor is Anchor.FUZZY,
            "lost": claim.anchor is Anchor.ORPHAN,
        }
        for claim in annotations.claims
    ]


def _related(kind: str, number: int, speech: Speech, *, back: bool) -> str:
    """One end of a relation in words; `back`: it is the one that the relation leads to."""
    say, here = speech.say, {"number": number}
    if kind == "supports":
        return say("Supported by claim {number}", **here) if back else say("Supports claim {number}", **here)
    if kind == "attacks":
        return say("Spoken against by claim {number}", **here) if back else say("Speaks against claim {number}", **here)
    if kind == "same_as":
        return say("Says the same as claim {number}", **here)
    if back:
        return say("{relation} (from) claim {number}", relation=say(kind), **here)
    return say("{relation} claim {number}", relation=say(kind), **here)


def _about(claim: Claim, annotations: AnnotationSet, speech: Speech) -> list[Json]:
    """One line that names the entities a claim is about, if it says so."""
    known = (annotations.entities.get(key) for key in claim.about)
    names = [entity.name for entity in known if entity is not None]
    return [{"text": printable(speech.say("About {names}", names=", ".join(names))), "to": 0}] if names else []


def _evidence(evidence: Evidence, speech: Speech) -> list[Json]:
    say = speech.say
    question = " ".join(part for part in (evidence.question, evidence.answer) if part)
    quote = f"“{evidence.quote}”" if evidence.quote else ""
    stances = {"supports": say("Supports it"), "refutes": say("Refutes it"), "context": say("Context")}
    stance = stances.get(evidence.stance, evidence.stance)
    lines = [{"text": printable(words), "soft": words is stance} for words in (question, quote, stance) if words]
    for word, url in (("", evidence.url), (say("Archived:") + " ", evidence.archived)):
        if url:
            lines.append({"text": word, "parts": address_parts(printable(url)), "url": _web(url)})
    return lines


def _web(url: str) -> str:
    return url if url.lower().startswith(("http://", "https://")) else ""


def _entities(
    text: str,
    annotations: AnnotationSet,
    tagset: TagSet,
    places: Places,
    speech: Speech,
    shapes: Mapping[str, Strokes],
) -> list[Json]:
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
    return [
        _swatch(_short(speech.say(t.label)), type_look(t)) | {"rows": groups[t.id], "code": shapes.get(t.id, [])}
        for t in order
    ]


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
