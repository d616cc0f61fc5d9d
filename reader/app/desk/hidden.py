"""What is hidden on the page: under which id a type, the claims and the plain highlights are hidden. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable

from reader.annotations.model import Annotation, Claim, Highlight, Mention
from reader.annotations.tagset import TagSet
from reader.app.wording.tr import tr, trn

CLAIMS, HIGHLIGHTS = "CLAIM", "HIGHLIGHT"  # as themes call them; everything else is the id of an entity type


def hidden_as(annotation: Annotation) -> str:
    """The id under which it is hidden; empty for what is never drawn."""
    if isinstance(annotation, Mention):
        return annotation.type
    if isinstance(annotation, Claim):
        return CLAIMS
    return HIGHLIGHTS if isinstance(annotation, Highlight) else ""


def label_of(tagset: TagSet, hidden_id: str) -> str:
    """What people read for such an id."""
    if hidden_id in tagset.by_id:
        return tagset.by_id[hidden_id].label
    return {CLAIMS: tr("Claims"), HIGHLIGHTS: tr("Highlights")}.get(hidden_id, hidden_id)


def hidden_words(tagset: TagSet, hidden: Iterable[str], count: int | None) -> str:
    """What the status line says: "Hidden: Person, Claims (12)"; the number is left out while nobody knows it."""
    order = [*tagset.by_id, CLAIMS, HIGHLIGHTS]
    labels = [
        label_of(tagset, each) for each in sorted(hidden, key=lambda h: (order.index(h) if h in order else 99, h))
    ]
    if not labels:
        return ""
    shown = ", ".join(labels) if len(labels) <= 3 else trn("{count} type", "{count} types", len(labels))
    return tr("Hidden: {types}", types=shown) + (f" ({count})" if count is not None else "")
