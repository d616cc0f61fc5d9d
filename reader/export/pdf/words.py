"""What a highlight says of itself in a viewer's list, and how values are worded for readers. No layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Annotation, Attribution, Claim, Mention
from reader.annotations.tagset import TagSet
from reader.export.pdf.included import without
from reader.export.speech import ENGLISH, Speech


def subject(annotation: Annotation, tagset: TagSet, speech: Speech = ENGLISH) -> str:
    """One or two words for what it is: the entity type's label, "Claim" or "Highlight"."""
    if isinstance(annotation, Mention):
        return speech.say(tagset.type(annotation.type).label)
    return speech.say("Claim") if isinstance(annotation, Claim) else speech.say("Highlight")


def contents(
    annotation: Annotation, annotations: AnnotationSet, tagset: TagSet, quoted: str, speech: Speech = ENGLISH
) -> str:
    """All that is said about the words `quoted`, for the note that a PDF viewer shows; lines end with `\\n`."""
    if isinstance(annotation, Mention):
        lines = [_mention(annotation, annotations, tagset, quoted, speech)]
    elif isinstance(annotation, Claim):
        lines = [_claim(annotation, tagset, speech), *([annotation.normalized] if annotation.normalized else [])]
        lines += grades(annotation, tagset, speech)
    else:
        lines = [] if annotation.note else [speech.say("Highlight")]
    return "\n".join([*lines, *([annotation.note] if annotation.note else [])])


def possible_contents(
    annotation: Annotation, annotations: AnnotationSet, tagset: TagSet, quoted: str, speeches: Iterable[Speech]
) -> Iterator[str]:
    """All that an export may have said of it: in each language, and with what can be left out by choice left out."""
    shapes = [annotation]
    for notes, verdicts in ((False, True), (True, False), (False, False)):
        shape = without(annotation, notes=notes, verdicts=verdicts)
        if shape not in shapes:
            shapes.append(shape)
    for speech in speeches:
        for shape in shapes:
            yield contents(shape, annotations, tagset, quoted, speech)


def said_by(claim: Claim, speech: Speech = ENGLISH) -> str:
    """ "Kim Jong Un, through KCNA"; empty when nobody is known."""
    speakers = [_name(a, speech) for a in claim.attribution if a.role != "relay"]
    relays = [_name(a, speech) for a in claim.attribution if a.role == "relay"]
    parts = [", ".join(name for name in speakers if name)]
    if any(relays):
        parts.append(speech.say("through {names}", names=", ".join(name for name in relays if name)))
    return ", ".join(part for part in parts if part)


def grades(claim: Claim, tagset: TagSet, speech: Speech = ENGLISH) -> list[str]:
    """The graded facts of a claim that somebody has stated, one a line; the verdict is not among them."""
    say = speech.say
    facts = []
    if claim.source_reliability:
        grade = _grade("admiralty_reliability", claim.source_reliability, tagset, speech)
        facts.append(say("Source {grade}", grade=grade))
    if claim.credibility:
        facts.append(
            say("Information {grade}", grade=_grade("admiralty_credibility", claim.credibility, tagset, speech))
        )
    if claim.likelihood:
        facts.append(say("Likelihood: {likelihood}", likelihood=say(tagset.label_of("icd203", claim.likelihood))))
    if claim.check:
        facts.append(say("Worth checking: {how_much}", how_much=say(claim.check)))
    return facts


def verdict(claim: Claim, tagset: TagSet, speech: Speech = ENGLISH) -> str:
    """The verdict as people read it; empty when there is none."""
    return speech.say(tagset.label_of("rating", claim.verdict)) if claim.verdict else ""


def _grade(vocabulary: str, value: str, tagset: TagSet, speech: Speech) -> str:
    label = tagset.label_of(vocabulary, value)
    return f"{value}: {speech.say(label).lower()}" if label != value else value


def _mention(mention: Mention, annotations: AnnotationSet, tagset: TagSet, quoted: str, speech: Speech) -> str:
    say = speech.say
    entity = annotations.entities.get(mention.entity or "")
    kind = {"NOM": say("description"), "PRO": say("pronoun")}.get(mention.kind, "")
    extra = [part for part in (kind, say("figurative") if mention.metonym else "") if part]
    name = entity.name if entity else quoted
    return f"{say(tagset.type(mention.type).label)}: {name}" + (f" ({', '.join(extra)})" if extra else "")


def _claim(claim: Claim, tagset: TagSet, speech: Speech) -> str:
    say, by, found = speech.say, said_by(claim, speech), verdict(claim, tagset, speech)
    if by and found:
        return say("Claim by {name}, verdict: {verdict}", name=by, verdict=found)
    if by or found:
        return say("Claim by {name}", name=by) if by else say("Claim, verdict: {verdict}", verdict=found)
    return say("Claim")


def _name(attribution: Attribution, speech: Speech) -> str:
    if attribution.name or attribution.role not in ("author", "unnamed"):
        return attribution.name
    return speech.say("the author") if attribution.role == "author" else speech.say("an unnamed source")
