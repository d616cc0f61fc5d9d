"""Brings the layers together: what each proposes, without what is tagged already and without two on the same words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Mention
from reader.text.article import Article
from reader.text.spans import Span


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words that could be tagged as `type`; `score` from 0 to 1 says how sure the layer is."""

    span: Span
    type: str
    layer: str
    score: float


def suggestions(
    article: Article, annotations: AnnotationSet, types: Iterable[str], known: Iterable[tuple[str, str]] = ()
) -> list[Suggestion]:
    """All suggestions in reading order, of the entity `types` in use.

    `known` are further (type, name) pairs, from articles beside this one.
    """
    from reader.suggest.identifiers import identifiers
    from reader.suggest.memory import from_memory

    allowed = set(types)
    taken = [s for a in annotations if isinstance(a, Mention) for s in a.spans]
    proposed = [*from_memory(article.text, annotations, known), *identifiers(article.text)]
    proposed.sort(key=lambda s: (-s.score, -len(s.span), s.span.start))
    chosen: list[Suggestion] = []
    for each in proposed:
        if each.type in allowed and not any(each.span.overlaps(span) for span in taken):
            chosen.append(each)
            taken.append(each.span)
    return sorted(chosen, key=lambda s: s.span)
