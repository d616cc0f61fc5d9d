"""What of an article's annotations goes into a PDF: the set without all that was left out by choice. Pure."""

from __future__ import annotations

from dataclasses import replace

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Annotation, Claim, Highlight, Mention
from reader.annotations.tagset import TagSet
from reader.export.pdf.options import PdfOptions


def included(annotations: AnnotationSet, options: PdfOptions) -> AnnotationSet:
    """The annotations as they are shown; the very same set when nothing is left out.

    Without mentions nothing is left of entities either. An entity is left out by its own type, a mention by its own.
    """
    whole = PdfOptions()
    if all(
        getattr(options, name) == getattr(whole, name)
        for name in ("types", "mentions", "claims", "highlights", "notes", "verdicts")
    ):
        return annotations
    kept = [
        without(each, notes=options.notes, verdicts=options.verdicts) for each in annotations if _stays(each, options)
    ]
    entities = [each for each in annotations.entities.values() if _wanted(each.type, options)]
    return AnnotationSet.of(kept, entities)


def types_of(annotations: AnnotationSet, tagset: TagSet) -> tuple[str, ...]:
    """The ids of all types that can be chosen: the tag set's in its order, then others that are used."""
    used = {each.type for each in annotations.entities.values()}
    used |= {each.type for each in annotations if isinstance(each, Mention)}
    known = tuple(each.id for each in tagset.types)
    return (*known, *sorted(used - set(known)))


def _stays(annotation: Annotation, options: PdfOptions) -> bool:
    if isinstance(annotation, Mention):
        return _wanted(annotation.type, options)
    if isinstance(annotation, Claim):
        return options.claims
    return options.highlights if isinstance(annotation, Highlight) else True


def _wanted(type_id: str, options: PdfOptions) -> bool:
    return options.mentions and (options.types is None or type_id in options.types)


def without(annotation: Annotation, *, notes: bool, verdicts: bool) -> Annotation:
    """The annotation without the facts that are left out."""
    if annotation.note and not notes:
        annotation = replace(annotation, note="")
    if isinstance(annotation, Claim) and not verdicts:
        annotation = replace(annotation, verdict="", source_reliability="", credibility="", likelihood="")
    return annotation
