"""What becomes of the file of an article that is open: looked at when somebody asks, on a thread. Knows no Qt."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from reader.app.article.handle import Handle, is_in_trash
from reader.app.wording.tr import later
from reader.digests import sha256_hex
from reader.sidecar.disk.durable import Signature, read_with_signature, signature_of
from reader.sidecar.places.moved import places_of
from reader.sidecar.places.places import beside
from reader.text.article import Article

AGAIN_S = 0.12  # a file is looked at twice so far apart: an editor may be in the middle of writing it
EMPTY_S = 1.5  # an editor truncates a file before it writes it: one that stays empty so long is meant to be empty


class Fate(StrEnum):
    """What became of an article's file, and the sentence for it; the time and what can be done are added."""

    SAME = ""
    CHANGED = later("The article changed on disk")
    GONE = later("The article is gone from its folder; annotations are still kept.")
    TRASHED = later("The article was moved to the trash; annotations are still kept.")


class Look(NamedTuple):
    """What was seen. While it is not `at_rest` somebody is writing it: to be looked at again soon.

    `sha256` is that of a file that changed, `changed_s` when it was written last, in seconds since 1970 (0: unknown).
    `moved_to` is where the very same file is now, if it was renamed or moved to a place that can be told; `moved_whole`
    says that its annotations went along.
    """

    fate: Fate
    at_rest: bool = True
    sha256: str = ""
    changed_s: float = 0.0
    moved_to: Path | None = None
    moved_whole: bool = False


class ArticleFile:
    """The file of an article that is open. `wait` sleeps for so many seconds; `state` is the user's state folder.

    On the disk of the user's `home` it is held, so that it is found wherever it goes; to be let go in the end.
    """

    def __init__(
        self,
        article: Article,
        wait: Callable[[float], None] = time.sleep,
        state: Path | None = None,
        home: Path | None = None,
    ) -> None:
        self._article, self._wait, self._state = article, wait, state
        self._handle = Handle(home) if home is not None else None
        self._signature: Signature | None = None
        self._node: tuple[int, int] | None = None
        self._last = Look(Fate.SAME)
        self._empty_since: float | None = None

    def look(self) -> Look:
        """Compare it with what was opened: read only when its size or date is another; not for a GUI thread."""
        path = self._article.path
        try:
            signature = signature_of(path)
            if signature is None:
                self._last, self._signature = self._gone(), None
            elif signature != self._signature:
                return self._read(path)
        except OSError:  # it can't be told: said before it stays said
            self._signature = None
        return self._last

    def let_go(self) -> None:
        """Hold the file no longer."""
        if self._handle is not None:
            self._handle.let_go()

    def _gone(self) -> Look:
        """What is known of a file that is not in its place."""
        path, held = self._article.path, self._handle.where() if self._handle is not None else None
        if held is not None and is_in_trash(held):
            return Look(Fate.TRASHED)
        if held is not None and held.parent == path.parent:
            held = None  # a rule of its own says whether it is ours still
        new = held or self._renamed() or self._moved()
        whole = new is not None and beside(new).exists() and not beside(path).exists()
        return Look(Fate.GONE, moved_to=new, moved_whole=whole)

    def _read(self, path: Path) -> Look:
        signature: Signature | None
        if path.is_file():
            found = read_with_signature(path)
            self._wait(AGAIN_S)
            if found is None or found[1] != signature_of(path) or self._may_be_half(found[0]):
                return self._last._replace(at_rest=False)
            data, signature = found
        elif (gone := self._gone()).moved_to is not None:  # something else was put into its place
            self._last, self._signature = gone, signature_of(path)
            return gone
        else:  # a folder, or what would keep us waiting: no text any more
            data, signature = b"", signature_of(path)
        sha256 = sha256_hex(data)
        if sha256 == self._article.sha256 and signature is not None:
            self._node = signature.device, signature.inode
            if self._handle is not None:
                self._handle.hold(path)
            self._last = Look(Fate.SAME)
        else:
            self._last = Look(Fate.CHANGED, sha256=sha256, changed_s=path.stat().st_mtime)
        self._signature = signature
        return self._last

    def _may_be_half(self, data: bytes) -> bool:
        """Whether it is empty, and was not for long."""
        if data or not self._article.text:
            self._empty_since = None
            return False
        now = time.monotonic()
        if self._empty_since is None:
            self._empty_since = now
        return now - self._empty_since < EMPTY_S

    def _renamed(self) -> Path | None:
        """The file in the same folder that was ours; none that only keeps an editor's old version."""
        if self._node is None:
            return None
        article = self._article.path
        with os.scandir(article.parent) as entries:
            for entry in entries:
                if entry.inode() == self._node[1] and entry.is_file(follow_symlinks=False):
                    found = entry.stat(follow_symlinks=False)
                    is_ours = (found.st_dev, found.st_ino) == self._node and not entry.name.startswith(".")
                    return Path(entry.path) if is_ours and Path(entry.name).suffix == article.suffix else None
        return None

    def _moved(self) -> Path | None:
        """The very file in another folder, where its annotations were seen."""
        if self._node is None or self._state is None:
            return None
        for path in places_of(self._article.sha256, self._state):
            with contextlib.suppress(OSError):
                found = path.lstat()
                if (found.st_dev, found.st_ino) == self._node and stat.S_ISREG(found.st_mode):
                    return path
        return None
