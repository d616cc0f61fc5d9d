"""What a highlight says of itself in a viewer's list, and how values are worded for readers. No layout."""

from __future__ import annotations

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Annotation, Attribution, Claim, Mention
from reader.annotations.tagset import TagSet

_KINDS = {"NOM": "description", "PRO": "pronoun"}
_ROLES = {"speaker": "", "author": "the author", "unnamed": "an unnamed source"}


def subject(annotation: Annotation, tagset: TagSet) -> str:
    """One or two words for what it is: the entity type's label, "Claim" or "Highlight"."""
    if isinstance(annotation, Mention):
        return tagset.type(annotation.type).label
    return "Claim" if isinstance(annotation, Claim) else "Highlight"


def contents(annotation: Annotation, annotations: AnnotationSet, tagset: TagSet, quoted: str) -> str:
    """All that is said about the words `quoted`, for the note that a PDF viewer shows; lines end with `\\n`."""
    if isinstance(annotation, Mention):
        lines = [_mention(annotation, annotations, tagset, quoted)]
    elif isinstance(annotation, Claim):
        lines = [_claim(annotation, tagset), *([annotation.normalized] if annotation.normalized else [])]
        lines += grades(annotation, tagset)
    else:
        lines = [] if annotation.note else ["Highlight"]
    return "\n".join([*lines, *([annotation.note] if annotation.note else [])])


def said_by(claim: Claim) -> str:
    """ "Kim Jong Un, through KCNA"; empty when nobody is known."""
    speakers = [_name(a) for a in claim.attribution if a.role != "relay"]
    relays = [_name(a) for a in claim.attribution if a.role == "relay"]
    parts = [", ".join(name for name in speakers if name)]
    parts += [f"through {', '.join(name for name in relays if name)}"] if any(relays) else []
    return ", ".join(part for part in parts if part)


def grades(claim: Claim, tagset: TagSet) -> list[str]:
    """The graded facts of a claim that somebody has stated, one a line; the verdict is not among them."""
    facts = []
    for word, vocabulary, value in (
        ("Source", "admiralty_reliability", claim.source_reliability),
        ("Information", "admiralty_credibility", claim.credibility),
    ):
        if value:
            label = tagset.label_of(vocabulary, value)
            facts.append(f"{word} {value}" + (f": {label.lower()}" if label != value else ""))
    if claim.likelihood:
        facts.append(f"Likelihood: {tagset.label_of('icd203', claim.likelihood)}")
    if claim.check:
        facts.append(f"Worth checking: {claim.check}")
    return facts


def verdict(claim: Claim, tagset: TagSet) -> str:
    """The verdict as people read it; empty when there is none."""
    return tagset.label_of("rating", claim.verdict) if claim.verdict else ""


def _mention(mention: Mention, annotations: AnnotationSet, tagset: TagSet, quoted: str) -> str:
    entity = annotations.entities.get(mention.entity or "")
    extra = [_KINDS[mention.kind]] if mention.kind in _KINDS else []
    extra += ["figurative"] if mention.metonym else []
    name = entity.name if entity else quoted
    return f"{tagset.type(mention.type).label}: {name}" + (f" ({', '.join(extra)})" if extra else "")


def _claim(claim: Claim, tagset: TagSet) -> str:
    by, found = said_by(claim), verdict(claim, tagset)
    return "Claim" + (f" by {by}" if by else "") + (f", verdict: {found}" if found else "")


def _name(attribution: Attribution) -> str:
    return attribution.name or _ROLES.get(attribution.role, "")
