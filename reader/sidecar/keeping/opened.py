"""Reads all that an article is opened with: its words, its tag set, its sidecar, and what journals add to that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.tagset import TagSet
from reader.annotations.tagset_file import find_tagset
from reader.errors import UserError, worded
from reader.folders import Folders
from reader.settings import read_settings
from reader.sidecar.journal.names import journals_of
from reader.sidecar.keeping.remembered import open_as_remembered
from reader.sidecar.keeping.results import Loaded
from reader.sidecar.keeping.store import SidecarStore
from reader.text.article import Article
from reader.text.open import resolve

if TYPE_CHECKING:
    from reader.sidecar.journal.recovery import LeftOver


WAITING = "changes that were not saved last time wait in the journal until it can be"


class Opened(NamedTuple):
    """Everything that was read from disk to open an article. Made off the GUI thread, used on it."""

    article: Article
    tagset: TagSet
    store: SidecarStore
    loaded: Loaded
    creator: str = ""
    notices: tuple[UserError, ...] = ()
    own_tagset: bool = False  # the user's, not the one that ships with Postil
    state: Path | None = None  # the user's folder that has the journals; None: keep none
    left: LeftOver | None = None  # journals that nobody keeps any more

    def load(self) -> Loaded:
        """The annotations of an article that was opened without; with what journals add. Not for a GUI thread."""
        return _with_left_over(self.store.load(), self.left, self.store.folders)


def _with_left_over(loaded: Loaded, left: LeftOver | None, folders: Folders) -> Loaded:
    if left is None or loaded.late:
        return loaded
    if loaded.read_only is not None:
        has_unsaved = left.has_unsaved
        left.let_go()  # they wait until it can be changed
        return loaded._replace(read_only=_with_waiting(loaded.read_only)) if has_unsaved else loaded
    return loaded._replace(recovered=left.recover(loaded.annotations, loaded.stands_as, folders))


def _with_waiting(read_only: UserError) -> UserError:
    """The same, and that changes wait."""
    remedy = "; ".join(filter(None, (read_only.remedy, WAITING)))
    return replace(read_only, remedy=remedy)


def find_journals(article: Article, state: Path) -> LeftOver | None:
    """The journals of an article that nobody holds; None when there are none."""
    if not journals_of(article.path, article.sha256, state):
        return None
    from reader.sidecar.journal.recovery import find_left_over

    return find_left_over(article, state)


def article_meant_by(path: Path) -> Path:
    """The article in the same folder whose annotations file, or a conflict copy of it, is named. Raises UserError."""
    if ".annotations" not in path.name:
        return path
    from reader.sidecar.places.copies import article_of_sidecar

    article = article_of_sidecar(path)
    if article is None or article.is_file():
        return article or path
    raise UserError(
        worded("{name} cannot be opened", name=path.name),
        worded("it holds annotations of {name}, which is not there", name=article.name),
    )


def read_article(
    path: Path,
    folders: Folders,
    reserved_keys: Callable[[], Mapping[str, str]] | None = None,
    encoding: str | None = None,
    *,
    late: bool = False,
    texts: Mapping[str, str] | None = None,
) -> Opened:
    """Read an article, its tag set and its sidecar. Raises UserError when the article cannot be opened.

    `reserved_keys` gives the keys that a tag set may not take; it is asked only when there is one of the user's.
    `encoding` is what the user chooses now ("": guess again); None: as the sidecar remembers it, else guessed.
    `texts` are earlier texts of it, by hash: by them annotations are taken over best.
    A broken or newer sidecar is no error here: `loaded.read_only` says what is wrong with it. With `late` a large one
    is not loaded yet (`loaded.late`): call `Opened.load` and hand the result to `Session.take_in`.
    """
    resolved = resolve(article_meant_by(path))
    found = find_tagset(resolved, folders.config, folders.home, reserved_keys)
    try:
        read = open_as_remembered(resolved, folders, found.tagset, encoding, late=late, texts=texts)
    except UserError as problem:
        if path.is_symlink() and problem.why:  # people know the link by its name
            problem.what = worded("{name} cannot be opened", name=path.name)
            problem.why = worded("it leads to {file}, and {why}", file=resolved, why=problem.why)
        raise
    article, store, loaded, odd = read
    settings = read_settings(folders.config)
    notices = (*(warning for warning in (found.warning, odd) if warning), *settings.warnings)
    own_tagset = found.path is not None
    left = find_journals(article, folders.state)
    waiting = left.choices(loaded.stands_as) if left is not None and encoding is None and not loaded.read_only else None
    if left is not None and waiting is not None:
        article, store, loaded, odd = open_as_remembered(
            resolved, folders, found.tagset, waiting.encoding, late=late, texts=texts
        )
        article = replace(article, language=waiting.language or article.language)
        store.choose(waiting)
        left.meant_for(article)
    loaded = _with_left_over(loaded, left, folders)
    creator = settings.settings.creator
    return Opened(article, found.tagset, store, loaded, creator, notices, own_tagset, folders.state, left)
