"""A model of what a disk may hold after a power cut, for machines on which no real one can be cut off.

`RecordingDisk` notes what is asked of the file system; `states` gives what POSIX allows to be there if the power went
after the N-th of these: bytes that were not synced may be missing, or there in part; names that were not synced with
their folder, too, and in any order.
"""

from __future__ import annotations

import os
import shutil
import stat
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from reader.sidecar.disk import files


class Event(NamedTuple):
    """Something that changed the disk (or made a change survive), or a line of the story."""

    what: str
    node: int = 0  # the file, or the folder whose names changed
    name: str = ""
    other: int = 0  # the file that gets or loses the name; the folder of the other name
    to: str = ""
    at: int = 0
    data: bytes = b""


class RecordingDisk(files.Disk):
    """Does everything, and writes it down. With `synced` false it forgets to sync, as eatmydata does."""

    def __init__(self, *, synced: bool = True) -> None:
        self.events: list[Event] = []
        self._synced = synced
        self._lock = threading.RLock()
        self._nodes: dict[int, int] = {}  # a file system gives numbers of files again, this does not
        self._numbers = count(1 << 62)

    def note(self, line: str) -> None:
        with self._lock:
            self.events.append(Event("story", name=line))

    def _node(self, number: int) -> int:
        return self._nodes.get(number, number)

    def _new(self, path: Any) -> int:
        number = self._nodes[Path(path).stat().st_ino] = next(self._numbers)
        return number

    def _folder(self, path: Any) -> int:
        return self._node(Path(path).parent.stat().st_ino)

    def open(self, path: Any, flags: int, mode: int = 0o777) -> int:
        with self._lock:
            is_new = bool(flags & os.O_CREAT) and not os.path.lexists(path)
            descriptor = os.open(path, flags, mode)
            if is_new:
                self.events.append(Event("name", self._folder(path), Path(path).name, self._new(path)))
            elif flags & os.O_TRUNC:
                self.events.append(Event("cut", self._node(os.fstat(descriptor).st_ino)))
            return descriptor

    def write(self, descriptor: int, data: Any) -> int:
        with self._lock:
            written = os.write(descriptor, data)
            end = os.lseek(descriptor, 0, os.SEEK_CUR)
            node = self._node(os.fstat(descriptor).st_ino)
            self.events.append(Event("write", node, at=end - written, data=bytes(data[:written])))
            return written

    def ftruncate(self, descriptor: int, length: int) -> None:
        with self._lock:
            os.ftruncate(descriptor, length)
            self.events.append(Event("cut", self._node(os.fstat(descriptor).st_ino), at=length))

    def fsync(self, descriptor: int) -> None:
        with self._lock:
            found = os.fstat(descriptor)
            if self._synced:
                what = "sync folder" if stat.S_ISDIR(found.st_mode) else "sync"
                self.events.append(Event(what, self._node(found.st_ino)))

    def mkdir(self, path: Any, mode: int = 0o777) -> None:
        with self._lock:
            Path(path).mkdir(mode)
            self.events.append(Event("folder", self._folder(path), Path(path).name, self._new(path)))

    def rmdir(self, path: Any) -> None:
        with self._lock:
            Path(path).rmdir()
            self.events.append(Event("gone", self._folder(path), Path(path).name))

    def unlink(self, path: Any) -> None:
        with self._lock:
            Path(path).unlink()
            self.events.append(Event("gone", self._folder(path), Path(path).name))

    def replace(self, old: Any, new: Any) -> None:
        with self._lock:
            Path(old).replace(new)
            self.events.append(Event("rename", self._folder(old), Path(old).name, self._folder(new), Path(new).name))

    rename = replace

    def link(self, old: Any, new: Any) -> None:
        with self._lock:
            os.link(old, new)
            node = self._node(Path(new).stat().st_ino)
            self.events.append(Event("name", self._folder(new), Path(new).name, node))


class Content(NamedTuple):
    """Bytes of a file: those that survive for sure, and what came after them."""

    sure: bytes
    since: tuple[Event, ...] = ()

    def now(self) -> bytes:
        data = bytearray(self.sure)
        for event in self.since:
            if event.what == "cut":
                del data[event.at :]
            else:
                data[event.at : event.at + len(event.data)] = event.data
        return bytes(data)

    def after(self, choice: str) -> bytes:
        """None, all or half of what was not synced."""
        if choice == "all" or not self.since:
            return self.now()
        if choice == "none":
            return self.sure
        first = self.since[0]
        part = Event(first.what, at=first.at, data=first.data[: len(first.data) // 2])
        return Content(self.sure, (part,)).now()


class Tree(NamedTuple):
    """What stands below the root before anything is recorded."""

    folders: dict[int, dict[str, int]]
    contents: dict[int, bytes]
    root: int

    @classmethod
    def of(cls, root: Path) -> Tree:
        tree = cls({}, {}, root.stat().st_ino)
        for path in (root, *root.rglob("*")):
            node = path.stat().st_ino
            if path.is_dir():
                tree.folders[node] = {each.name: each.stat().st_ino for each in path.iterdir()}
            else:
                tree.contents[node] = path.read_bytes()
        return tree


class State(NamedTuple):
    """What may be on disk: paths below the root with their bytes, None for a folder; and how far the story was."""

    paths: tuple[tuple[str, bytes | None], ...]
    story: int

    def put(self, root: Path) -> None:
        """Have it there instead of what is there."""
        for each in root.iterdir():
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        for name, data in self.paths:
            path = root / name
            if data is None:
                path.mkdir(exist_ok=True)
            else:
                path.write_bytes(data)


def states(tree: Tree, events: list[Event]) -> Iterator[State]:
    """Every state that the model knows, once, in the order of time."""
    seen: set[State] = set()
    for number in range(len(events) + 1):
        for state in _after(tree, events[:number]):
            if state not in seen:
                seen.add(state)
                yield state


def _after(tree: Tree, events: list[Event]) -> Iterator[State]:
    contents = {node: Content(data) for node, data in tree.contents.items()}
    waiting: list[Event] = []  # changes of names that no folder was synced after
    folders = {node: dict(names) for node, names in tree.folders.items()}
    for event in events:
        if event.what in ("write", "cut"):
            known = contents.get(event.node, Content(b""))
            contents[event.node] = Content(known.sure, (*known.since, event))
        elif event.what == "sync":
            contents[event.node] = Content(contents.get(event.node, Content(b"")).now())
        elif event.what == "sync folder":
            kept = []
            for each in waiting:
                if event.node in _folders_of(each):
                    _name(folders, each)
                else:
                    kept.append(each)
            waiting = kept
        elif event.what != "story":
            waiting.append(event)
    story = sum(event.what == "story" for event in events)
    for names in _choices(waiting):
        after = {node: dict(each) for node, each in folders.items()}
        for event in names:
            _name(after, event)
        for choice in ("none", "half", "all"):
            yield State(tuple(_paths(tree.root, after, contents, choice)), story)


def _folders_of(event: Event) -> tuple[int, ...]:
    return (event.node, event.other) if event.what == "rename" else (event.node,)


def _choices(waiting: list[Event]) -> Iterator[list[Event]]:
    """Each beginning of them, and each alone."""
    for number in range(len(waiting) + 1):
        yield waiting[:number]
    if len(waiting) > 1:
        for event in waiting:
            yield [event]


def _name(folders: dict[int, dict[str, int]], event: Event) -> None:
    names = folders.setdefault(event.node, {})
    if event.what == "folder":
        folders.setdefault(event.other, {})
    if event.what in ("name", "folder"):
        names[event.name] = event.other
    elif event.what == "gone":
        names.pop(event.name, None)
    elif event.what == "rename" and event.name in names:
        folders.setdefault(event.other, {})[event.to] = names.pop(event.name)


def _paths(
    folder: int, folders: dict[int, dict[str, int]], contents: dict[int, Content], choice: str, above: str = ""
) -> Iterator[tuple[str, bytes | None]]:
    for name, node in sorted(folders.get(folder, {}).items()):
        if node in folders:
            yield f"{above}{name}", None
            yield from _paths(node, folders, contents, choice, f"{above}{name}/")
        else:
            yield f"{above}{name}", contents.get(node, Content(b"")).after(choice)
