"""What is open, kept in the user's state folder so that a start after this one can open it again. Knows no Qt.

One process keeps it: the one that holds the lock beside the file, which goes with the process, however it ends. Written
on a thread of its own, at most once a second.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
from pathlib import Path
from typing import Any, NamedTuple

from reader.app.frame.state import OpenFrame, OpenTab
from reader.app.window.window_place import LARGEST, LastPlace

FILE_NAME, LOCK_NAME = "open.json", "open.lock"
MOST_BYTES = 16_000_000
MOST_FRAMES, MOST_TABS = 100, 1000
LEAST_S = 1.0  # between two writes
TRIES = 2  # starts that ended while they opened it again; the next one does not try


class LeftOpen(NamedTuple):
    """What was open when it was written.

    `is_running`: the process that wrote it has not ended as it should. `tries`: so many starts ended before they had
    opened it again.
    """

    frames: tuple[OpenFrame, ...] = ()
    is_running: bool = False
    tries: int = 0

    @property
    def articles(self) -> int:
        """How many were open."""
        return sum(len(frame.tabs) for frame in self.frames)


def read_left(state: Path) -> LeftOpen:
    """What was kept; nothing where nothing was, or where it cannot be read."""
    try:
        path = state / FILE_NAME
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            return LeftOpen()
        data = json.loads(path.read_bytes())
        frames = tuple(_frame_of(each) for each in data["frames"][:MOST_FRAMES])
        tries = int(data["tries"])
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return LeftOpen()
    return LeftOpen(tuple(each for each in frames if each.tabs), data.get("running") is True, min(max(tries, 0), 99))


def write_left(state: Path, left: LeftOpen) -> None:
    """Keep it. What cannot be written is not kept, without a word."""
    from reader.sidecar.disk.durable import make_folder, write_durably

    frames = [
        {
            "tabs": [str(tab.path) for tab in frame.tabs],
            "current": frame.current,
            "place": frame.place._asdict() if frame.place is not None else None,
        }
        for frame in left.frames
    ]
    value = {"frames": frames, "running": left.is_running, "tries": left.tries}
    with contextlib.suppress(OSError):
        make_folder(state, 0o700)
        # bytes that are no UTF-8 are escaped, so that the very path is found again
        write_durably(state / FILE_NAME, json.dumps(value, indent=1).encode("ascii"), mode=0o600)


def remove_left(state: Path) -> None:
    """Nothing is to be opened again."""
    from reader.sidecar.disk.durable import remove_durably

    with contextlib.suppress(OSError):
        remove_durably(state / FILE_NAME)


def _frame_of(value: Any) -> OpenFrame:
    tabs = tuple(OpenTab(_path_of(each)) for each in value["tabs"][:MOST_TABS])
    current, place = int(value["current"]), None
    if value.get("place") is not None:
        x, y, width, height = (int(value["place"][name]) for name in LastPlace._fields[:4])
        if all(abs(n) <= LARGEST for n in (x, y, width, height)) and min(width, height) >= 100:
            place = LastPlace(x, y, width, height, value["place"].get("maximised") is True)
    return OpenFrame(tabs, min(max(current, 0), max(len(tabs) - 1, 0)), place)


def _path_of(written: str) -> Path:
    if "\0" in written or not os.path.isabs(written):  # noqa: PTH117  what is no text raises TypeError
        raise ValueError
    os.fsencode(written)  # a surrogate that stands for no byte
    return Path(written)


class OpenKeeper:
    """Keeps what is open, if no other process does: `before` is what was left by the last one, None if one runs."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._lock = _held_lock(state)
        self.before = read_left(state) if self._lock >= 0 else None
        self._is_wary = False
        self._wanted = self._written = self.before or LeftOpen()
        self._changed = threading.Condition()
        self._writing = threading.Lock()  # one write after the other, the latest last
        self._ends = False
        self._thread: threading.Thread | None = None

    @property
    def keeps(self) -> bool:
        """Whether this process is the one that does."""
        return self._lock >= 0

    @property
    def is_wary(self) -> bool:
        """Whether what was left had better not be opened again unasked: starts have ended over it."""
        return self.before is not None and self.before.tries >= TRIES

    def begin(self, *, opens_again: bool) -> None:
        """Have it known on disk that Postil runs; and, if it `opens_again`, that it tries to. Returns at once."""
        before = self.before or LeftOpen()
        self._is_wary = self.is_wary
        tries = before.tries + 1 if opens_again else before.tries if self._is_wary else 0
        self._want(before._replace(is_running=True, tries=tries))

    def keep(self, frames: tuple[OpenFrame, ...]) -> None:
        """This is open now. Without any article what was open last stays: closing the last window is an end."""
        frames = tuple(frame for frame in frames if frame.tabs)
        if not frames:
            return
        tries = 0 if self._is_wary else self._wanted.tries  # they are others now
        self._is_wary = False
        self._want(self._wanted._replace(frames=frames, is_running=True, tries=tries))

    def settled(self) -> None:
        """All that was to be opened again is open."""
        self._want(self._wanted._replace(tries=0))

    def may_end(self) -> None:
        """The system is about to end the process: unless something changes after that, this is as it should be."""
        self._want(self._wanted._replace(is_running=False, tries=self._wanted.tries if self._is_wary else 0))
        self._flush()

    def end(self, *, forget: bool) -> None:
        """The process ends as it should. With `forget` nothing is opened again."""
        if not self.keeps:
            return
        if forget:
            self._want(LeftOpen())
        self.may_end()
        with self._changed:
            self._ends = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()
        os.close(self._lock)
        self._lock = -1

    def _want(self, wanted: LeftOpen) -> None:
        with self._changed:
            if not self.keeps or wanted == self._wanted:
                return
            self._wanted = wanted
            self._changed.notify_all()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="postil-left-open", daemon=True)
                self._thread.start()

    def _flush(self) -> None:
        """Write at once, and wait for it."""
        if self.keeps:
            self._write()

    def _write(self) -> None:
        with self._writing:
            with self._changed:
                left = self._written = self._wanted
            if left == LeftOpen():
                remove_left(self._state)
            else:
                write_left(self._state, left)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ends or self._wanted != self._written)
                if self._ends:
                    return
                began = time.monotonic()
            self._write()
            with self._changed:
                self._changed.wait_for(lambda: self._ends, LEAST_S - (time.monotonic() - began))


def _held_lock(state: Path) -> int:
    """The descriptor of the lock; -1 when another process holds it, or there cannot be one."""
    from reader.sidecar.disk.durable import make_folder
    from reader.sidecar.disk.lock import try_to_hold

    try:
        make_folder(state, 0o700)
        descriptor = os.open(state / LOCK_NAME, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    except OSError:
        return -1
    if try_to_hold(descriptor):
        return descriptor
    os.close(descriptor)
    return -1
