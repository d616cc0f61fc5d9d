"""In which language a document says its own words: the user's, the article's, or one by its tag. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.app.wording.tr import ENGLISH, Catalogue, catalogue, spoken
from reader.export.speech import Speech

if TYPE_CHECKING:
    from reader.export.job import ExportJob
    from reader.text.article import Article


def in_words(job: ExportJob) -> ExportJob:
    """The job, speaking the language that its options want."""
    return replace(job, speech=_speech(_wanted(job.options.labels, job.article)))


def all_speeches() -> Sequence[Speech]:
    """Every language that an export may have spoken, the user's first: to know what was said from what was written."""
    from reader.export.pdf.options import catalogues

    found = [spoken(), ENGLISH, *map(catalogue, catalogues())]
    return [_speech(each) for n, each in enumerate(found) if each not in found[:n]]


def _wanted(labels: str, article: Article) -> Catalogue:
    from reader.export.pdf.options import ARTICLES, USERS

    if labels == USERS:
        return spoken()
    if labels != ARTICLES:
        return catalogue(labels)
    from reader.export.pdf.scripts import language_of

    tag = (article.likely_language or language_of(article.text)).replace("-", "_")
    found = (catalogue(each) for each in (tag, tag.partition("_")[0]))
    return next((each for each in found if each is not ENGLISH), ENGLISH)


def _speech(words: Catalogue) -> Speech:
    return Speech(words.language, words.tr, words.trn)
