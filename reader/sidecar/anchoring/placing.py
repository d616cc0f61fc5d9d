"""Chooses how an article's annotations are placed: as they stand in an unchanged text, else by all that is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from reader.folders import Folders
from reader.sidecar.anchoring.anchoring import Anchorer
from reader.text.article import Article

if TYPE_CHECKING:
    from reader.sidecar.anchoring.finder import Finder
    from reader.sidecar.anchoring.reanchoring import Reanchorer


MOST_CP = 10_000_000  # with 8 million, comparing takes 5 s and 500 MB; what is longer is looked for quote by quote


def finder_for(
    article: Article, folders: Folders, text_sha256: str, length: int | None, texts: Mapping[str, str] | None = None
) -> Finder:
    """What places annotations that were written for the text with this hash, of `length` code points.

    `texts` are texts at hand, by hash; others are taken from the cache. For an unchanged text nothing is read or
    imported, unless something does not stand where it stood.
    """
    if len(article.text) > MOST_CP:
        is_same = text_sha256 == article.text_sha256
        return Anchorer(article.text, unchanged=is_same, old_length=length)
    if text_sha256 not in ("", article.text_sha256):  # others do not say for which text they wrote: for this one, then
        return _reanchorer(article, folders, text_sha256, length, texts or {})
    return Anchorer(article.text, unchanged=True, later=partial(_reanchorer, article, folders, "", None, texts or {}))


def _reanchorer(
    article: Article, folders: Folders, text_sha256: str, length: int | None, texts: Mapping[str, str]
) -> Reanchorer:
    from reader.settings import read_settings
    from reader.sidecar.anchoring.earlier import EarlierTexts
    from reader.sidecar.anchoring.reanchoring import Reanchorer
    from reader.sidecar.anchoring.text_cache import TextCache

    cache = TextCache(folders.cache)

    def made(sha256: str) -> Callable[[], str | None]:
        return lambda: texts.get(sha256) or cache.text(sha256)

    latest = text_sha256 or article.text_sha256
    known = [*([latest] if text_sha256 else ()), *cache.earlier(latest)]
    return Reanchorer(
        article.text,
        EarlierTexts(article.text, map(made, known)),
        is_other=bool(text_sha256),
        old_length=length,
        exact_only=read_settings(folders.config).settings.exact_only,
    )
