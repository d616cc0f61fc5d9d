"""Brings the layers together: what each proposes, without what is tagged already and without two on the same words."""

from __future__ import annotations

from collections.abc import Iterable

from reader.annotations.collection import AnnotationSet
from reader.annotations.model import Mention
from reader.suggest.identifiers import identifiers
from reader.suggest.memory import from_memory
from reader.suggest.suggestion import Suggestion
from reader.text.article import Article


def suggestions(
    article: Article, annotations: AnnotationSet, types: Iterable[str], known: Iterable[tuple[str, str]] = ()
) -> list[Suggestion]:
    """All suggestions in reading order, of the entity `types` in use.

    `known` are further (type, name) pairs, from articles beside this one.
    """
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
