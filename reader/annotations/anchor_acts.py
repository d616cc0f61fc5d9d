"""What people say about uncertain places: that they are right, that they are wrong, or where the words are instead.

`part` is the number of a fragment, from 0; None means all of the annotation. An empty change: nothing to do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reader.annotations.collection import AnnotationSet, Change
from reader.annotations.ids import Stamp
from reader.annotations.model import Anchor, Annotation, Claim, Fragment, Lost, Other, Placed, Relation
from reader.annotations.quoting import quote_at
from reader.text.spans import Span


def is_uncertain(annotation: Annotation) -> bool:
    """Whether somebody has to look at where it stands. Records of others are not ours to settle."""
    return annotation.anchor is Anchor.FUZZY and not isinstance(annotation, Other)


def is_orphan(annotation: Annotation) -> bool:
    """Whether its words are gone, and it is ours to put on others."""
    return annotation.anchor is Anchor.ORPHAN and not isinstance(annotation, Other)


def next_uncertain(annotations: AnnotationSet, after: tuple[int, str], *, forward: bool = True) -> Annotation | None:
    """The next uncertain annotation behind (start, id) `after` in reading order, from the end on from the beginning."""
    found = [a for a in annotations.in_reading_order if is_uncertain(a)]
    if not forward:
        found.reverse()
    beyond = (a for a in found if ((a.start, a.id) > after if forward else (a.start, a.id) < after))
    return next(beyond, next(iter(found), None))


def accept(annotation: Annotation, stamp: Stamp, part: int | None = None, label: str = "Accept the place") -> Change:
    """What stands here is right: uncertain fragments become exact. Of the whole annotation: lost ones are let go."""

    def settled(fragment: Fragment) -> Fragment:
        is_fuzzy = isinstance(fragment, Placed) and fragment.anchor is Anchor.FUZZY
        return Placed(fragment.span) if isinstance(fragment, Placed) and is_fuzzy else fragment

    if part is not None:
        return _with_part(annotation, part, settled, stamp, label)
    if not any(isinstance(f, Placed) for f in annotation.fragments):
        return Change(label)  # nothing stands anywhere
    kept = tuple(settled(f) for f in annotation.fragments if isinstance(f, Placed))
    changed = replace(annotation, fragments=kept)
    if isinstance(changed, Claim):
        named = tuple(
            replace(a, words=_settled_or_none(a.words, settled), cue=_settled_or_none(a.cue, settled))
            for a in changed.attribution
        )
        changed = replace(changed, attribution=named)
    return _changed(annotation, changed, stamp, label)


def reject(
    annotation: Annotation, text: str, stamp: Stamp, part: int | None = None, label: str = "Reject the place"
) -> Change:
    """These are not the words: the fragment, or all of them, is lost, and is not looked for again."""

    def lost(fragment: Fragment) -> Fragment:
        if isinstance(fragment, Lost):
            return replace(fragment, rejected=True)
        return Lost(fragment.quote or quote_at(text, fragment.span), fragment.span, rejected=True)

    if part is not None:
        return _with_part(annotation, part, lost, stamp, label)
    if not any(isinstance(f, Placed) for f in annotation.fragments):
        return Change(label)
    return _changed(annotation, replace(annotation, fragments=tuple(map(lost, annotation.fragments))), stamp, label)


def attach(
    annotation: Annotation, span: Span, stamp: Stamp, part: int | None = None, label: str = "Attach to other words"
) -> Change:
    """`span` is where the words are: for the fragment `part`, else for the first lost one.

    Nothing when none is lost, or another fragment covers these words already.
    """
    fragments = annotation.fragments
    if part is None:
        part = next((n for n, f in enumerate(fragments) if isinstance(f, Lost)), -1)
    if not 0 <= part < len(fragments) or not span:
        return Change(label)
    others = [f.span for n, f in enumerate(fragments) if n != part and isinstance(f, Placed)]
    if any(other.covers(span) for other in others):
        return Change(label)
    return _with_part(annotation, part, lambda _old: Placed(span), stamp, label)


def _with_part(
    annotation: Annotation, part: int, made: Callable[[Fragment], Fragment], stamp: Stamp, label: str
) -> Change:
    fragments = annotation.fragments
    if not 0 <= part < len(fragments):
        return Change(label)
    changed = (*fragments[:part], made(fragments[part]), *fragments[part + 1 :])
    return _changed(annotation, replace(annotation, fragments=changed), stamp, label)


def _settled_or_none(fragment: Fragment | None, settled: Callable[[Fragment], Fragment]) -> Fragment | None:
    return settled(fragment) if isinstance(fragment, Placed) else None


def _changed(old: Annotation, new: Annotation, stamp: Stamp, label: str) -> Change:
    if new == old or isinstance(old, (Other, Relation)):
        return Change(label)
    return Change(label, ((old.id, replace(new, modified=stamp.now())),))
