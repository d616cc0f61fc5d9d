"""How sure the places of annotations are, in words. Knows no Qt."""

from __future__ import annotations

from collections import Counter

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Anchor

_WORDS = {Anchor.EXACT: "exact", Anchor.MOVED: "moved", Anchor.FUZZY: "unsure", Anchor.ORPHAN: "orphan"}


def anchor_words(annotations: AnnotationSet) -> str:
    """All of them counted: "54 exact, 4 moved, 2 unsure, 1 orphan"; empty without annotations. Looks at each."""
    counts = Counter(annotation.anchor for annotation in annotations)
    return ", ".join(
        f"{counts[anchor]} {word}{'s' if anchor is Anchor.ORPHAN and counts[anchor] != 1 else ''}"
        for anchor, word in _WORDS.items()
        if counts[anchor] or (anchor is Anchor.EXACT and counts)
    )
