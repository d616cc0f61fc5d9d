"""How sure the places of annotations are, in words. Knows no Qt."""

from __future__ import annotations

from collections import Counter

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Anchor
from reader.app.wording.tr import later, trn

_WORDS = {
    Anchor.EXACT: (later("{count} exact"), later("{count} exact")),
    Anchor.MOVED: (later("{count} moved"), later("{count} moved")),
    Anchor.FUZZY: (later("{count} unsure"), later("{count} unsure")),
    Anchor.ORPHAN: (later("{count} orphan"), later("{count} orphans")),
}


def anchor_words(annotations: AnnotationSet) -> str:
    """All of them counted: "54 exact, 4 moved, 2 unsure, 1 orphan"; empty without annotations. Looks at each."""
    counts = Counter(annotation.anchor for annotation in annotations)
    return ", ".join(
        trn(one, other, counts[anchor])
        for anchor, (one, other) in _WORDS.items()
        if counts[anchor] or (anchor is Anchor.EXACT and counts)
    )
