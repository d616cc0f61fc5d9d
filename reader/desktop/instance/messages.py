"""What a second start says to the one that runs, and what it is answered. Pure; nobody who speaks is believed.

Fields that are not known are passed over, so that a later Postil may add some. What it must not do without a new
`VERSION` is change what these mean.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from reader.desktop.instance.frames import MAX_BYTES, BadFrameError, encode

VERSION = 1
MAX_MESSAGES = 256  # of one start: 16 MB, more than a system lets a command line have
MAX_TOKEN = 1_024  # characters; those of compositors and window managers have at most some hundred
_ROOM = MAX_BYTES - 4 * MAX_TOKEN - 256  # bytes that a message has for paths, beside all else in it


class Request(NamedTuple):
    """What is wanted. `paths` are absolute, with what is no UTF-8 as `os.fsdecode` has it.

    `token` is the compositor's leave to come to the front (XDG_ACTIVATION_TOKEN), `startup_id` the launcher's
    (DESKTOP_STARTUP_ID); "" without.
    """

    paths: tuple[str, ...] = ()
    new_window: bool = False
    token: str = ""
    startup_id: str = ""


class Answer(NamedTuple):
    """Whether the paths were taken; else why not: "version", "bad", "busy" or "stranger"."""

    taken: bool
    why: str = ""


class OtherVersionError(Exception):
    """The other side is a Postil with another protocol."""


def spoken(request: Request) -> Iterator[bytes]:
    """The frames that say it. Paths that no frame has room for are left out: no file has a name that long."""
    parts: list[list[str]] = [[]]
    room = _ROOM
    for path in request.paths:
        size = len(path.encode("utf-8", "surrogatepass")) * 6 + 3  # bytes, at the most that JSON makes of them
        if size > _ROOM:
            continue
        if size > room:
            parts.append([])
            room = _ROOM
        parts[-1].append(path)
        room -= size
    for n, paths in enumerate(parts):
        yield encode({
            "v": VERSION,
            "paths": paths,
            "new_window": request.new_window,
            "token": request.token[:MAX_TOKEN],
            "startup_id": request.startup_id[:MAX_TOKEN],
            "more": n + 1 < len(parts),
        })  # fmt: skip


class Hearing:
    """Puts a request together from the messages of one start."""

    def __init__(self) -> None:
        self._paths: list[str] = []
        self._count = 0

    def take(self, message: Mapping[str, Any]) -> Request | None:
        """The whole request when this was its last message. Raises BadFrameError or OtherVersionError."""
        if message.get("v") != VERSION:
            raise OtherVersionError
        self._count += 1
        if self._count > MAX_MESSAGES:
            raise BadFrameError("too many messages")
        self._paths += _paths(message.get("paths"))
        if message.get("more") is True:
            return None
        new_window = message.get("new_window") is True
        return Request(tuple(self._paths), new_window, _token(message, "token"), _token(message, "startup_id"))


def _paths(found: Any) -> list[str]:
    if not isinstance(found, list):
        raise BadFrameError("no list of paths")
    for path in found:
        if not isinstance(path, str) or "\0" in path or not Path(path).is_absolute():
            raise BadFrameError("no absolute path")
        try:
            os.fsencode(path)
        except UnicodeEncodeError:
            raise BadFrameError("no path of this system") from None
    return found


def _token(message: Mapping[str, Any], name: str) -> str:
    token = message.get(name, "")
    if not isinstance(token, str) or len(token) > MAX_TOKEN or not token.isascii() or not token.isprintable():
        return ""  # worth nothing, and no reason to refuse what somebody wants to read
    return token


def answered(answer: Answer) -> bytes:
    """The frame that says it."""
    return encode({"v": VERSION, "answer": "ok" if answer.taken else "refused", "why": answer.why})


def understood(message: Mapping[str, Any]) -> Answer:
    """What a frame answers. Raises BadFrameError when it is no answer."""
    word, why = message.get("answer"), message.get("why", "")
    if word not in ("ok", "refused") or not isinstance(why, str):
        raise BadFrameError("no answer")
    if word == "ok" and message.get("v") != VERSION:
        return Answer(taken=False, why="version")
    return Answer(word == "ok", "" if word == "ok" else why)
