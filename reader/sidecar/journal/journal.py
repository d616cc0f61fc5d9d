"""Makes every change durable a moment after it was made, long before it is in the sidecar: the promise of saving.

A session has a journal of its own in the user's state folder. What it holds and the sidecar does not is brought in when
the article is opened next (`recovery`); it holds what undo can take back, too, and so stays when the article is closed.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from reader.annotations.collection import Change
from reader.annotations.model import Annotation, Other
from reader.errors import UserError
from reader.sidecar.format.choices import Choices
from reader.sidecar.journal.change import ChangeWriter
from reader.sidecar.journal.frames import Frame, JournalFile, framed, packed
from reader.sidecar.journal.names import FOLDER, SUFFIX, names_of
from reader.sidecar.places.places import why_not
from reader.text.article import Article

VERSION = 1
STEPS = ("apply", "undo", "redo")
NUMBERED = (*STEPS, "choices")  # what may not be in the sidecar yet
BATCH_S = 0.05  # changes that come so close to each other are made durable together
MANY = 500  # so many annotations at once are company enough: what takes long waits for nothing
AWAKE_S = 2.0  # so long after a change the thread looks by itself: waking it takes longer than all else of a key press
TRIES = 5  # somebody who looks for journals may have got hold of one that is just being made
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
RETRY_S = 5.0  # after a failure, as the sidecar
MOST_BYTES = 16_000_000  # past it the oldest changes are forgotten, if they are in the sidecar: down to half of it

_pruned: set[Path] = set()  # once a process

_log = logging.getLogger(__name__)


class Resumed(NamedTuple):
    """A journal that is written on: its file, the frames in it, and up to where they are in the sidecar."""

    file: JournalFile
    frames: tuple[Frame, ...]
    saved: int


class _Waiting(NamedTuple):
    """Something that is not in the file yet. Of a change, both sides."""

    meta: dict[str, Any]
    became: Change | None = None
    was: Change | None = None


class Journal:
    """The journal of one session. `told` is called on its thread with why it cannot be written, and with None after.

    Its file is made with the first change. After a failed write or fsync that very file is never written again: all
    that is needed goes into a new one. May be used from any thread.
    """

    def __init__(
        self,
        state: Path,
        article: Article,
        stands_as: str,
        *,
        told: Callable[[UserError | None], None] = lambda _: None,
        resumed: Resumed | None = None,
    ) -> None:
        self._folder = state / FOLDER
        self._article = article
        self._writer = ChangeWriter(article)
        self._told = told
        self._condition = threading.Condition()
        self._waiting: list[_Waiting] = []
        self._frames = list(resumed.frames) if resumed else [*_begun(article, stands_as)]
        self._file = resumed.file if resumed else None
        self._in_file = len(self._frames) if resumed else 0  # how many of the frames are safe in it
        self._cast_off: list[JournalFile] = []  # failed, or compacted: removed once another holds all of it
        self._cast_off_up_to = 0  # the last change that may be in one of these
        self.saved_up_to = resumed.saved if resumed else 0
        self.last = max((f.meta["n"] for f in self._frames if _is_change(f)), default=0)
        self._size = sum(len(f.data) for f in self._frames)
        self._missing = 0  # the last change that could not be put into words
        self._problem: UserError | None = None
        self._retry_at = 0.0
        self._asleep = self._hurry = self._closing = self._is_lean = False
        self._rounds = 0
        self._busy = False
        self._thread: threading.Thread | None = None

    # -- for the session ---------------------------------------------------------------------------

    def add(self, how: str, became: Change, was: Change) -> int:
        """Have a change made durable ("apply", "undo" or "redo"); returns at once, with its number."""
        with self._condition:
            self.last += 1
            meta = {"is": how, "n": self.last, "label": became.label}
            self._waiting.append(_Waiting(meta, became, was))
            self._wake(now=len(became.annotations) > MANY)
            return self.last

    def choose(self, choices: Choices) -> None:
        """Have what was chosen beside the annotations made durable, as a change that undo does not know."""
        with self._condition:
            self.last += 1
            self._waiting.append(_Waiting({"is": "choices", "n": self.last} | choices._asdict()))
            self._wake(now=False)

    def saved(self, number: int, stands_as: str) -> None:
        """Changes up to this one are in the sidecar, which `stands_as` this now."""
        meta = {"is": "saved", "n": number, "as": stands_as}
        with self._condition:
            if self._thread is None and self._file is None:
                self._frames[1:] = [Frame(meta)]  # nothing was changed yet
                return
            self._waiting.append(_Waiting(meta))
            self._wake(now=True)

    def saving(self, number: int, stands_as: str) -> None:
        """Changes up to this one are about to be written into the sidecar, which will stand as this then.

        Returns when that is durable, and all changes before it are, or when they cannot be made so: the sidecar is
        never ahead of a journal that can be written, whenever a crash comes.
        """
        with self._condition:
            if self._thread is None and self._file is None:
                return  # nothing was changed yet
            self._waiting.append(_Waiting({"is": "saving", "n": number, "as": stands_as}))
            self._wake(now=True)
        self.flush()

    @property
    def problem(self) -> UserError | None:
        """Why it cannot be written, None while it can."""
        return self._problem

    def flush(self) -> UserError | None:
        """Return when all that was added is durable, or could not be made so once more: why not."""
        with self._condition:
            if self._thread is None or self._thread is threading.current_thread():
                return self._problem
            wanted = self._rounds + self._busy + 1
            while (self._waiting or self._busy or self._in_file < len(self._frames)) and self._rounds < wanted:
                self._hurry = True
                self._condition.notify_all()
                self._condition.wait(0.5)
            return self._problem

    def close(self) -> None:
        """Make the rest durable and let the file go. It stays as long as it holds what is good for something."""
        self.flush()
        with self._condition:
            thread, self._closing = self._thread, True
            self._condition.notify_all()
        if thread is not None and thread is not threading.current_thread():
            thread.join()
        with self._condition:
            self._thread, self._closing = None, False
            self._have_all_again()
            file, self._file = self._file, None
            is_saved = self.saved_up_to >= self.last
            for each in self._cast_off:
                (each.remove if is_saved else each.close)()
            self._cast_off.clear()
            if file is not None:
                (file.close if any(map(_is_change, self._frames)) else file.remove)()
            self._in_file = 0

    def _have_all_again(self) -> None:
        """What there was no room for: there may be by now."""
        if self._is_lean and self._file is not None:
            with contextlib.suppress(OSError):
                whole = self._write_anew(self._frames)
                self._file.remove()
                self._file, self._is_lean = whole, False

    def _wake(self, *, now: bool) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="postil-journal", daemon=True)
            self._thread.start()
        if now:
            self._hurry = True
        if now or self._asleep:
            self._condition.notify_all()

    # -- on its thread -----------------------------------------------------------------------------

    def _run(self) -> None:
        awake_until = time.monotonic() + AWAKE_S
        while True:
            with self._condition:
                self._rest(awake_until)
                if self._closing:
                    return
                taken, self._waiting = self._waiting, []
                self._hurry, self._busy = False, True
            awake_until = time.monotonic() + AWAKE_S if taken else awake_until
            before = self._problem
            try:
                self._take(taken)
                self._commit()
                problem = self._missing_one()
            except OSError as error:
                problem = UserError("The journal cannot be written", why_not(error))
            except Exception as error:
                _log.exception("the journal failed")
                problem = UserError("The journal cannot be written", f"{type(error).__name__} {error}".strip())
            with self._condition:
                self._problem, self._busy = problem, False
                self._retry_at = time.monotonic() + RETRY_S
                self._rounds += 1
                self._condition.notify_all()
            if problem != before:
                self._tell(problem)

    def _rest(self, awake_until: float) -> None:
        """Until there is something to do; what came meanwhile waits for what comes with it."""
        while not (self._closing or self._hurry):
            now = time.monotonic()
            if self._problem is not None:
                if now >= self._retry_at:
                    return
                self._condition.wait(self._retry_at - now)
            elif self._waiting:
                if self._condition.wait(BATCH_S) and not (self._hurry or self._closing):
                    continue
                return
            elif now < awake_until:
                self._condition.wait(BATCH_S)
            else:
                self._asleep = True
                self._condition.wait()
                self._asleep = False

    def _take(self, taken: Sequence[_Waiting]) -> None:
        for each in taken:
            try:
                data = self._writer.write(each.became, each.was) if each.became and each.was else b""
            except Exception:  # it must not take the others along; the sidecar may get it all the same
                _log.exception("a change cannot be written into the journal")
                self._missing = each.meta["n"]
                continue
            if any(map(_is_named_by_place, chain.from_iterable(c.annotations for c in (each.became, each.was) if c))):
                each.meta["odd"] = True
            self._frames.append(packed(each.meta, data))
            self._size += len(self._frames[-1].data)
            if each.meta["is"] == "saved":
                self.saved_up_to = max(self.saved_up_to, each.meta["n"])

    def _missing_one(self) -> UserError | None:
        if self._missing <= self.saved_up_to:
            return None
        return UserError("The journal cannot be written", "a change is of a kind that it cannot hold")

    def _commit(self) -> None:
        """Have all frames in the file, or in a new one when that cannot be written or has grown too long."""
        self._forget()
        if self._file is not None and self._in_file < len(self._frames):
            try:
                self._file.append(framed(f.meta, f.data) for f in self._frames[self._in_file :])
                self._in_file = len(self._frames)
            except OSError:
                self._cast_off_file()
        try:
            if self._file is None and (self.last > self.saved_up_to or any(map(_is_change, self._frames))):
                self._begin()
        except OSError:
            # what the sidecar has gone beyond must not be brought in again: it would bring back what was removed since
            if self._cast_off_up_to <= self.saved_up_to:
                self._remove_cast_off()
            self._mark_cast_off()
            raise
        self._remove_cast_off()

    def _cast_off_file(self) -> None:
        assert self._file is not None
        self._cast_off.append(self._file)
        self._cast_off_up_to = max((f.meta["n"] for f in self._frames if _is_change(f)), default=0)
        self._file, self._in_file = None, 0

    def _mark_cast_off(self) -> None:
        """Have their names tell what the sidecar is about to hold: a crash may come before they can be removed."""
        saving = next((f.meta for f in reversed(self._frames) if f.meta["is"] == "saving"), None)
        if saving is not None:
            for file in self._cast_off:
                file.mark(saving["n"], saving["as"])

    def _remove_cast_off(self) -> None:
        for file in self._cast_off:
            file.remove()
        self._cast_off.clear()

    def _begin(self) -> None:
        """A new file with all that is needed; where there is no room for that, with what is not in the sidecar."""
        try:
            self._file = self._write_anew(self._frames)
            self._is_lean = False
        except OSError as error:
            needed = [f for f in self._frames if not _is_change(f) or f.meta["n"] > self.saved_up_to]
            if error.errno not in NO_ROOM or len(needed) == len(self._frames):
                raise
            self._file = self._write_anew(needed)
            self._is_lean = True
        self._in_file = len(self._frames)
        if self._folder not in _pruned:
            from reader.sidecar.journal.recovery import prune

            _pruned.add(self._folder)
            prune(self._folder.parent, time.time())

    def _write_anew(self, frames: Sequence[Frame]) -> JournalFile:
        file = self._create()
        try:
            file.append(framed(f.meta, f.data) for f in frames)
            file.settle()
        except BaseException:
            file.remove()
            raise
        return file

    def _create(self) -> JournalFile:
        by_path, by_content = names_of(self._article.path, self._article.sha256)
        for _ in range(TRIES):
            with contextlib.suppress(BlockingIOError):
                return JournalFile.create(self._folder / f"{by_path}-{by_content}-{os.urandom(8).hex()}{SUFFIX}")
        raise BlockingIOError(errno.EAGAIN, "it is held by another program")

    def _forget(self) -> None:
        """The oldest changes that are in the sidecar, when there is too much of them: undo does not go back so far."""
        if self._file is None or self._size <= MOST_BYTES:
            return
        gone, size = 1, self._size
        last_mark = max(n for n, f in enumerate(self._frames) if f.meta["is"] == "saved")
        while size > MOST_BYTES // 2 and gone < last_mark and self._frames[gone].meta["n"] <= self.saved_up_to:
            size -= len(self._frames[gone].data)
            gone += 1
        if size < self._size:
            del self._frames[1:gone]
            self._size = size
            self._cast_off_file()

    def _tell(self, problem: UserError | None) -> None:
        try:
            self._told(problem)
        except Exception:
            _log.exception("a listener of the journal failed")


def _begun(article: Article, stands_as: str) -> tuple[Frame, Frame]:
    head = {
        "is": "head",
        "postil-journal": VERSION,
        "article": str(article.path),
        "sha256": article.sha256,
        "textSha256": article.text_sha256,
        "length": len(article.text),
    }
    return Frame(head), Frame({"is": "saved", "n": 0, "as": stands_as})


def _is_named_by_place(pair: tuple[str, Annotation | None]) -> bool:
    """Whether it is a record without an id of its own: its name holds only as long as the file is not read anew."""
    key, value = pair
    return isinstance(value, Other) and (key.startswith("item:") or "#" in key)


def _is_change(frame: Frame) -> bool:
    return frame.meta["is"] in NUMBERED
