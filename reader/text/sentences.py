"""Sentences of a paragraph, as `sentencex` cuts them for the article's language. It knows nothing of clauses."""

from __future__ import annotations

from functools import lru_cache

from reader.text.article import Article
from reader.text.clusters import is_boundary, snap_outwards
from reader.text.languages import base_of
from reader.text.paragraphs import paragraph_at
from reader.text.spans import Span


def sentences_in(article: Article, paragraph: Span) -> tuple[Span, ...]:
    """The sentences of a paragraph, white space around them left out; together they hold every other character.

    A line end within the paragraph ends no sentence by itself.
    """
    language = base_of(article.likely_language) or "en"
    return tuple(found.shifted(paragraph.start) for found in _sentences(paragraph.of(article.text), language))


def sentence_at(article: Article, position: int) -> Span:
    """The sentence at `position`, or the one before when that is white space; an empty span on a blank line."""
    sentences = sentences_in(article, paragraph_at(article, position))
    if not sentences:
        return Span(position, position)
    return next((each for each in reversed(sentences) if each.start <= position), sentences[0])


@lru_cache(maxsize=512)
def _sentences(text: str, language: str) -> tuple[Span, ...]:
    from sentencex import segment

    sentences: list[Span] = []
    start = end = 0
    for piece in segment(language, text.replace("\n", " ")):
        end += len(piece)
        if not is_boundary(text, end):  # a joiner or an accent right behind the full stop belongs to it
            continue
        words = text[start:end].strip()
        if words:
            first = start + text[start:end].index(words)
            sentences.append(snap_outwards(text, Span(first, first + len(words))))
        start = end
    return tuple(sentences)
