"""Names that were tagged before, where they stand untagged: in this article, and from the ones beside it."""

from __future__ import annotations

from collections.abc import Iterable

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Mention
from reader.annotations.names import display_name
from reader.suggest.suggestion import Suggestion
from reader.text.quotes import find_quote

SHORTEST = 2  # a single letter stands in too many places that mean nothing


def from_memory(text: str, annotations: AnnotationSet, known: Iterable[tuple[str, str]]) -> list[Suggestion]:
    """Every place of a remembered name. One that was tagged as several types goes by the one used most."""
    here: dict[str, dict[str, int]] = {}
    for annotation in annotations:
        if isinstance(annotation, Mention):
            for span in annotation.spans:
                counts = here.setdefault(display_name(span.of(text)), {})
                counts[annotation.type] = counts.get(annotation.type, 0) + 1
    elsewhere: dict[str, dict[str, int]] = {}
    for type_id, name in known:
        counts = elsewhere.setdefault(display_name(name), {})
        counts[type_id] = counts.get(type_id, 0) + 1
    found: list[Suggestion] = []
    for names, layer, score in ((here, "memory", 0.95), (elsewhere, "memory of this folder", 0.8)):
        for name, counts in names.items():
            if len(name) >= SHORTEST and not (names is elsewhere and name in here):
                type_id = max(counts, key=lambda t: (counts[t], t))
                found += [Suggestion(span, type_id, layer, score) for span in find_quote(text, name)]
    return found
