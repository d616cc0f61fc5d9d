"""Reads an article on a thread of its own, and brings work back to the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations.collection import AnnotationSet
from reader.annotations.tagset import TagSet
from reader.annotations.tagset_file import default_tagset
from reader.app.article.remembered import Remembered, recall
from reader.app.start.crash import why_failed
from reader.app.wording.tr import tr
from reader.errors import UserError
from reader.folders import Folders
from reader.frozen import dataclass, field
from reader.session import Opened, article_meant_by, read_article
from reader.sidecar.keeping.first_page import glimpse
from reader.sidecar.keeping.results import Loaded
from reader.sidecar.keeping.store import SidecarStore
from reader.text.article import Article
from reader.text.source import check_file
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.app.keyboard.keymap_file import LiveKeys
    from reader.app.page.hunks import Hunks


@dataclass(frozen=True)
class Ready:
    """An article that was read, with everything that the first frame needs."""

    opened: Opened
    config: Path
    remembered: Remembered | None = None
    _keys: dict[str, LiveKeys] = field(default_factory=dict, compare=False, repr=False)

    @property
    def keys(self) -> LiveKeys:
        """Commands and keys for it: 30 ms with the modules they bring along, so not before the first frame.

        Raises KeyConflictError or KeyNameError when the tag set's keys do not go with the commands'.
        """
        return self.keys_with("words")

    def keys_with(self, arrows: str) -> LiveKeys:
        """The same with arrow keys that step by "words" or by "characters"; made once."""
        if arrows not in self._keys:
            self._keys[arrows] = keys_for(self.opened.tagset, self.config, arrows)
        return self._keys[arrows]


def keys_for(tagset: TagSet, config: Path, arrows: str) -> LiveKeys:
    """Commands and keys that hold with this tag set, the user's themes and keymap, and arrow keys of that kind."""
    from reader.app.commands import commands_for, with_arrows
    from reader.app.keyboard.keymap_file import live_keys
    from reader.app.look.themes import read_themes

    own = {name: theme.label for name, theme in read_themes(config).themes.items()}
    return live_keys(with_arrows(commands_for(tagset, own), arrows), config)


def make_ready(
    path: Path,
    folders: Folders,
    encoding: str | None = None,
    *,
    whole: bool = False,
    texts: Mapping[str, str] | None = None,
) -> Ready:
    """Read the article, in `encoding` as `read_article` takes it. Raises UserError when it cannot be opened.

    With `whole` a large sidecar, too, is loaded at once; `texts` are earlier texts of the article, by hash.

    The keys of a tag set that is not ours are made at once, because it is not used when they clash.
    """
    opened = read_article(path, folders, _reserved_keys, encoding, late=not whole, texts=texts)
    remembered = recall(folders.state, opened.article)
    if opened.own_tagset:
        from reader.app.keyboard.keymap import KeyConflictError, KeyNameError

        ready = Ready(opened, folders.config, remembered)
        try:
            _ = ready.keys
        except (KeyConflictError, KeyNameError) as clash:
            notice = UserError(
                tr("The tag set {id} is not used", id=opened.tagset.id), str(clash), tr("The default is used instead")
            )
            opened = opened._replace(tagset=default_tagset(), notices=(*opened.notices, notice))
        else:
            return ready
    return Ready(opened, folders.config, remembered)


def _reserved_keys() -> dict[str, str]:
    from reader.app.commands import reserved_keys

    return reserved_keys()


def resolved(path: Path) -> Path:
    """The article that a path leads to, a sidecar's to its article; of one that leads nowhere, the path."""
    try:
        return article_meant_by(path).resolve()
    except (OSError, RuntimeError, ValueError, UserError):  # a circle of links, a NUL: reading it says why
        return path


def what_opens(paths: Sequence[Path]) -> tuple[list[Path], list[UserError]]:
    """Those that are files which can be read, resolved, and what is wrong with the others. It may wait for a disk."""
    found, problems = [], []
    for path in paths:
        try:
            check_file(path)
        except UserError as problem:
            problems.append(problem)
        else:
            found.append(resolved(path))
    return found, problems


def nothing_open(folders: Folders) -> Ready:
    """What stands on the desk before there is an article: no words, and nothing that could be changed or saved."""
    tagset = default_tagset()
    article = Article(folders.home / "no article", "text", "", "utf-8", False, "", "", (), "")
    loaded = Loaded(AnnotationSet(), UserError(tr("There is no article here yet")))
    opened = Opened(article, tagset, SidecarStore(article, folders, tagset), loaded)
    return Ready(opened, folders.config)


class Reading:
    """An article being read, on a thread of its own. When it `ended`, there is `ready`, or `problem`.

    A large sidecar is read after that, when the page is shown: `read_on`.
    """

    def __init__(
        self,
        find_path: Callable[[], Path],
        folders: Folders,
        encoding: str | None = None,
        *,
        whole: bool = False,
        before: Article | None = None,
    ) -> None:
        """`before`: what the article was; annotations are taken over from its words."""
        self.path: Path | None = None
        self.ready: Ready | None = None
        self.problem: UserError | None = None
        self.hunks: Hunks | None = None  # how it differs from what it was, if that is known
        self._find_path = find_path
        self._folders = folders
        self._encoding, self._whole, self._before = encoding, whole, before
        self._done: Callable[[Reading], None] | None = None
        self._lock = threading.Lock()
        self._end = threading.Event()
        self.thread = threading.Thread(target=self._run, name="postil-open", daemon=True)
        self.thread.start()

    @classmethod
    def of(cls, path: Path, folders: Folders) -> Reading:
        """Begin to read the article at `path`."""
        reading = cls(lambda: path, folders)
        reading.path = path
        return reading

    @property
    def ended(self) -> bool:
        """Whether the article was read, or could not be."""
        return self._end.is_set()

    def wait(self, seconds: float) -> None:
        """Until it ended, at most so long."""
        self._end.wait(seconds)

    def _run(self) -> None:
        try:
            self.path = self._find_path()
            texts = {self._before.text_sha256: self._before.text} if self._before is not None else None
            self.ready = make_ready(self.path, self._folders, self._encoding, whole=self._whole, texts=texts)
        except UserError as problem:
            self.problem = problem
        except BaseException as fault:  # a bug of ours must not leave a window that opens for ever
            name = self.path.name if self.path else tr("The article")
            self.problem = UserError(tr("{name} cannot be opened", name=name), why_failed(self._folders.state, fault))
        with self._lock:
            self._end.set()
            done = self._done
        if done is not None:
            done(self)

    def when_done(self, done: Callable[[Reading], None]) -> None:
        """Call `done` when it has ended, on the reading thread; at once if it has already."""
        with self._lock:
            self._done = done
            ended = self._end.is_set()
        if ended:
            done(self)

    def read_on(self, seen: Span, part: Callable[[AnnotationSet], None], all_: Callable[[Loaded], None]) -> None:
        """Load the annotations: first those around `seen`, then all. `part` and `all_` get them on another thread."""
        ready = self.ready
        if ready is None or not ready.opened.loaded.late:
            return
        opened, store, state = ready.opened, ready.opened.store, self._folders.state

        def run() -> None:
            try:
                part(glimpse(store, seen))
                loaded = opened.load()
                loaded.shown.prepare()
            except BaseException as fault:
                what = tr("{name} cannot be read", name=store.path.name)
                loaded = Loaded(AnnotationSet(), UserError(what, why_failed(state, fault)), broken=True)
            all_(loaded)

        threading.Thread(target=run, name="postil-load", daemon=True).start()
