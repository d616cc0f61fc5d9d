"""How sure the places of annotations are, in words. Knows no Qt."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Anchor
from reader.app.wording.tr import later, trn

if TYPE_CHECKING:
    from reader.sidecar.anchoring.reanchor import Report

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


def report_words(report: Report) -> str:
    """What became of annotations: "3 moved, 1 unsure, 2 orphans, 1 found again"; empty when all are where they were."""
    words = (
        (report.moved, *_WORDS[Anchor.MOVED]),
        (report.uncertain, *_WORDS[Anchor.FUZZY]),
        (report.orphaned, *_WORDS[Anchor.ORPHAN]),
        (report.found_again, later("{count} found again"), later("{count} found again")),
    )
    return ", ".join(trn(one, other, len(ids)) for ids, one, other in words if ids)
