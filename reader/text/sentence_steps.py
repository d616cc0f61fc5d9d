"""From sentence to sentence, over the ends of paragraphs."""

from __future__ import annotations

from reader.text.article import Article
from reader.text.paragraphs import next_paragraph, paragraph_at, previous_paragraph
from reader.text.sentences import sentences_in
from reader.text.spans import Span


def next_sentence(article: Article, position: int) -> Span | None:
    """The first sentence that starts after `position`, or None."""
    paragraph: Span | None = paragraph_at(article, max(position, 0))
    while paragraph is not None:
        for sentence in sentences_in(article, paragraph):
            if sentence.start > position:
                return sentence
        paragraph = next_paragraph(article, max(position, paragraph.start))
    return None


def previous_sentence(article: Article, position: int) -> Span | None:
    """The last sentence that starts before `position`, or None."""
    paragraph: Span | None = paragraph_at(article, position)
    while paragraph is not None:
        for sentence in reversed(sentences_in(article, paragraph)):
            if sentence.start < position:
                return sentence
        paragraph = previous_paragraph(article, min(position, paragraph.start))
    return None
