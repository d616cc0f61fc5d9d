"""What a start asks first: is there a Postil that takes this over, is it this one, or is each on its own?

Whoever holds the lock is the one; it listens once its first window is painted, and holds the lock until it has ended.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, NamedTuple

from reader.desktop.instance.messages import Request
from reader.desktop.instance.place import NoPlaceError, Place, find_place

if TYPE_CHECKING:
    from reader.desktop.instance.holder import Holder

ANSWER_S = 2.0  # one that does not answer by then, and does nothing else, hangs
START_S = 5.0  # likewise one that holds the lock and does not listen by then: it starts, or ends, for too long
_LOOK_S, _SELDOM_S = 0.02, 0.5  # between two looks: the longer one waits, the seldomer, or many leave it no time
_LOCK_MODE = 0o1600  # sticky: what clears up the runtime folder leaves it alone
_WHY = {
    "silent": "Postil runs already but does not answer",
    "version": "Postil runs already in another version",
    "nonsense": "Something that is not Postil answers in its place",
    "stranger": "Somebody else's program stands in its place",
}
_NOBODY, _SILENT, _BUSY = "nobody", "silent", "busy"  # without an import of `client`, which few starts need
_OTHERWISE = "Postil runs already but does not take this"


class Claim(NamedTuple):
    """This process is the one, as long as `lock` is open: it shall listen at `place`."""

    place: Place
    lock: IO[bytes]


class Joined(NamedTuple):
    """How it went: `taken` over by the one that runs; or a `claim` to be the one; else this one is alone.

    `said` is a sentence for stderr, "" when there is nothing to say.
    """

    taken: bool = False
    claim: Claim | None = None
    said: str = ""


def join(request: Request, environ: Mapping[str, str]) -> Joined:
    """Hand the request to the Postil of this user and display, else be that one.

    That takes some seconds at most; with one that is slow and at work, `LONGEST_S`.
    """
    try:
        place = find_place(environ)
    except NoPlaceError as problem:
        return _alone(str(problem))
    began = time.monotonic()
    holder: Holder | None = None  # asked only once there is one
    while True:
        why = _NOBODY
        if sys.platform == "win32" or os.path.lexists(place.socket):
            from reader.desktop.instance.client import hand_over
            from reader.desktop.instance.holder import Holder

            holder = holder or Holder(place.lock, START_S)
            outcome = hand_over(place.socket, request, ANSWER_S)
            if outcome.answer is not None and outcome.answer.taken:
                return Joined(taken=True)
            why = outcome.why if outcome.answer is None else outcome.answer.why
        if why == _NOBODY:
            try:
                lock = _lock(place)
            except OSError:  # this file system knows no locks
                return _alone("")
            if lock is not None:
                return Joined(claim=Claim(place, lock))
        if holder is None:
            from reader.desktop.instance.holder import Holder

            holder = Holder(place.lock, START_S)
        waits = holder.has_worked() if why == _SILENT else why in (_NOBODY, _BUSY) and not holder.hangs()
        if not waits:
            return _alone(_WHY.get(_SILENT if why == _NOBODY else why, _OTHERWISE))
        time.sleep(min(max(_LOOK_S, (time.monotonic() - began) / 10), _SELDOM_S))


def _alone(why: str) -> Joined:
    return Joined(said=f"{why[:1].upper()}{why[1:]}; this window is on its own." if why else "")


def _lock(place: Place) -> IO[bytes] | None:
    """The locked file; None while another process has it. Raises OSError where it cannot be locked at all."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    file = os.fdopen(os.open(place.lock, flags, _LOCK_MODE), "r+b", buffering=0)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # as the two systems say it
        file.close()
        return None
    except OSError:
        file.close()
        raise
    if sys.platform != "win32":  # where what is locked cannot be read
        with contextlib.suppress(OSError):
            file.truncate(0)
            file.write(b"%d" % os.getpid())  # for `Holder`
    return file
