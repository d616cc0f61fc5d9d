"""Takes annotations over from one text of an article to another, and tells what became of them. For any thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Anchor, Annotation, Attribution, Claim, Fragment, Lost, Placed
from reader.annotations.quoting import quote_at
from reader.sidecar.anchoring.earlier import EarlierTexts
from reader.sidecar.anchoring.reanchoring import Reanchorer
from reader.text.article import Article
from reader.text.spans import Span


class Report(NamedTuple):
    """The ids of annotations that are not where they were, by what became of them; in reading order of before."""

    moved: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()  # changed words, or a part of them lost
    orphaned: tuple[str, ...] = ()
    found_again: tuple[str, ...] = ()  # orphans whose words are back

    def __bool__(self) -> bool:
        return any(self)


def reanchor(
    old: Article, annotations: AnnotationSet, new: Article, *, exact_only: bool = False
) -> tuple[AnnotationSet, Report]:
    """The annotations of `old` on the words of `new`, and what became of them. Half a second for a megabyte.

    What was uncertain stays so, with the quote it has, until somebody accepts it; what was rejected stays lost.
    """
    if old.text == new.text:
        return annotations, Report()
    mover = Mover(old, new, exact_only=exact_only)
    mover.know(annotations)
    after = AnnotationSet.of(map(mover.moved, annotations), annotations.entities.values())
    return after, compare(annotations, after)


def compare(before: AnnotationSet, after: AnnotationSet) -> Report:
    """What became of the annotations of `before` that are still there in `after`, on another text."""
    became: dict[str, list[str]] = {name: [] for name in Report._fields}
    for annotation in before.in_reading_order:
        now = after.annotations.get(annotation.id)
        if now is not None and annotation.fragments and (name := _became(annotation, now)):
            became[name].append(annotation.id)
    return Report(**{name: tuple(ids) for name, ids in became.items()})


def _became(was: Annotation, now: Annotation) -> str:
    """The field of a report in which it stands; "" for none."""
    if now.anchor is Anchor.ORPHAN:
        return "" if was.anchor is Anchor.ORPHAN else "orphaned"
    if was.anchor is Anchor.ORPHAN:
        return "found_again"
    if now.anchor is Anchor.FUZZY and was.anchor is not Anchor.FUZZY:
        return "uncertain"
    return "" if now.spans == was.spans else "moved"


class Mover:
    """Takes annotations over from the text of `old` to that of `new`, which is another."""

    def __init__(self, old: Article, new: Article, *, exact_only: bool = False) -> None:
        self._old, self._new = old.text, new.text
        self._earlier = EarlierTexts(new.text, [lambda: old.text])
        self._placed = Reanchorer(new.text, self._earlier, old_length=len(old.text), exact_only=exact_only)
        self._lost = Reanchorer(new.text, EarlierTexts(new.text), is_other=False, exact_only=exact_only)

    def prepare(self) -> None:
        """Compare the texts now: nothing of that is left to wait for."""
        self._earlier.map_for(None, Span(0, 0))

    def know(self, annotations: Iterable[Annotation]) -> None:
        """Look at all of these together, before the first of them is moved."""
        fragments = [f for annotation in annotations for f in _fragments(annotation)]
        self._placed.know((quote_at(self._old, f.span), f.span) for f in fragments if isinstance(f, Placed))
        self._lost.know((f.quote, f.was) for f in fragments if isinstance(f, Lost) and not f.rejected)

    def moved(self, annotation: Annotation) -> Annotation:
        """The same annotation on the new text."""
        fragments = tuple(map(self._fragment, annotation.fragments))
        if isinstance(annotation, Claim) and annotation.attribution:
            attribution = tuple(map(self._attribution, annotation.attribution))
            if attribution != annotation.attribution:
                return replace(annotation, fragments=fragments, attribution=attribution)
        return annotation if fragments == annotation.fragments else replace(annotation, fragments=fragments)

    def _attribution(self, attribution: Attribution) -> Attribution:
        words, cue = (f and self._fragment(f) for f in (attribution.words, attribution.cue))
        return replace(attribution, words=words, cue=cue)

    def _fragment(self, fragment: Fragment) -> Fragment:
        if isinstance(fragment, Lost):
            again = None if fragment.rejected else self._lost.place(fragment.quote, fragment.was)
            return again if isinstance(again, Placed) else fragment
        words = quote_at(self._old, fragment.span)
        found = self._placed.place(words, fragment.span)
        if not isinstance(found, Placed):
            return Lost(fragment.quote or words, fragment.span)
        if fragment.quote is not None and found.span.of(self._new) == fragment.quote.exact:
            return Placed(found.span, Anchor.MOVED)  # the old words are back
        if Anchor.FUZZY in (fragment.anchor, found.anchor):
            return Placed(found.span, Anchor.FUZZY, fragment.quote or words)
        return found


def _fragments(annotation: Annotation) -> list[Fragment]:
    own = list(annotation.fragments)
    if isinstance(annotation, Claim):
        own += [f for a in annotation.attribution for f in (a.words, a.cue) if f is not None]
    return own
