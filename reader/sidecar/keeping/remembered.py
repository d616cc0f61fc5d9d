"""Opens an article the way its sidecar remembers it: in the encoding and the language that the user chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from reader.annotations.tagset import TagSet
from reader.errors import UserError, worded
from reader.folders import Folders
from reader.sidecar.format.choices import Choices, read_choices
from reader.sidecar.format.json_text import BrokenJsonError, parse_object
from reader.sidecar.keeping.first_page import load_first
from reader.sidecar.keeping.results import Loaded
from reader.sidecar.keeping.store import SidecarStore
from reader.sidecar.places.places import beside
from reader.text.article import Article
from reader.text.open import open_article
from reader.text.source import UndecodableError


class Remembered(NamedTuple):
    """An article with its sidecar, and what to say when it could not be read as was chosen before."""

    article: Article
    store: SidecarStore
    loaded: Loaded
    notice: UserError | None = None


def open_as_remembered(
    path: Path,
    folders: Folders,
    tagset: TagSet,
    encoding: str | None = None,
    *,
    late: bool = False,
    texts: Mapping[str, str] | None = None,
) -> Remembered:
    """Open the article at `path`, whose links are resolved, and load its sidecar; `late`: of a large one the head only.

    `encoding` is what the user chooses now, "" to have it guessed again: written with the next save. None: as it was
    chosen before, or else guessed. `texts`: earlier texts of it, by hash. Raises UserError when it cannot be opened.
    """
    try:
        article = open_article(path, encoding or None)
    except UndecodableError:
        before = _chosen_beside(path) if encoding is None else ""
        if not before:
            raise
        article = open_article(path, before)
    found = _with_sidecar(article, folders, tagset, texts, late=late and encoding is None)
    if found.loaded.late and found.loaded.choices.encoding:  # that may change the text, which all positions hang on
        found = _with_sidecar(article, folders, tagset, texts)
    choices = found.loaded.choices
    if encoding is not None:
        found.store.choose(choices._replace(encoding=encoding))
    elif choices.encoding:
        found = _as_chosen(found, choices, folders, tagset, texts)
    language = choices.language or found.article.language or choices.known_language
    return (
        found
        if language == found.article.language
        else found._replace(article=replace(found.article, language=language))
    )


def _with_sidecar(
    article: Article, folders: Folders, tagset: TagSet, texts: Mapping[str, str] | None, *, late: bool = False
) -> Remembered:
    store = SidecarStore(article, folders, tagset, texts)
    head = load_first(store) if late else None
    return Remembered(article, store, head or store.load())


def _as_chosen(
    guessed: Remembered, choices: Choices, folders: Folders, tagset: TagSet, texts: Mapping[str, str] | None
) -> Remembered:
    """Again in the chosen encoding. As guessed, with a notice, when it cannot be, or the file is surely another's."""
    from reader.text.encoding_names import same_encoding

    article = guessed.article
    if same_encoding(choices.encoding, article.encoding):
        return guessed
    is_sure = not article.guessed and not article.source.isascii()
    if is_sure and article.sha256 != choices.of_file:
        what = worded("{name} was saved as {encoding} meanwhile", name=article.name, encoding=article.encoding)
        remedy = worded("It is no longer read as {encoding}, which was chosen for it before", encoding=choices.encoding)
        return guessed._replace(notice=UserError(what, remedy=remedy))
    try:
        return _with_sidecar(open_article(article.path, choices.encoding), folders, tagset, texts)
    except UserError as problem:
        what = worded(
            "{name} cannot be read as {encoding}, which was chosen for it before",
            name=article.name,
            encoding=choices.encoding,
        )
        return guessed._replace(
            notice=UserError(what, problem.why, worded("It is read as {encoding}", encoding=article.encoding))
        )


def _chosen_beside(path: Path) -> str:
    """The encoding in the sidecar beside an article; empty when there is none that can be read."""
    try:
        return read_choices(parse_object(beside(path).read_bytes())).encoding
    except (OSError, BrokenJsonError):
        return ""
