"""Says to the Postil that runs what is wanted, and hears what it answers. Neither loads Qt nor raises."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple, Protocol

from reader.desktop.instance.frames import BadFrameError, Frames
from reader.desktop.instance.messages import Answer, Request, spoken, understood

NOBODY, SILENT, NONSENSE, STRANGER = "nobody", "silent", "nonsense", "stranger"
_PIECE_BYTES = 4096
_AGAIN_S = 0.02  # a socket that has no room for one more is tried again


class _Wire(Protocol):
    """A connection. All raise TimeoutError when `until` (of `time.monotonic`) has come, OSError when it broke."""

    def send(self, data: bytes, until: float) -> None: ...

    def receive(self, until: float) -> bytes:
        """What came; nothing when the other side has closed."""
        ...

    def close(self) -> None: ...


class Outcome(NamedTuple):
    """The answer, or why there was none: `NOBODY` is there (any more), else "silent", "nonsense" or "stranger"."""

    answer: Answer | None
    why: str = ""


def hand_over(address: Path, request: Request, wait_s: float) -> Outcome:
    """Send the request and wait for the answer, `wait_s` seconds at most for all of it."""
    until = time.monotonic() + wait_s
    if sys.platform != "win32":
        return _hand_over(address, request, until)
    from reader.desktop.windows.process import let_come_forward

    let_come_forward()  # the one that takes it may raise its window
    found: list[Outcome] = []  # a pipe knows no limit of time: another thread waits for it, and is left to wait
    thread = threading.Thread(target=lambda: found.append(_hand_over(address, request, until)), daemon=True)
    thread.start()
    thread.join(wait_s)
    return found[0] if found else Outcome(None, SILENT)


def _hand_over(address: Path, request: Request, until: float) -> Outcome:
    try:
        wire = _connect(address, until)
    except TimeoutError:
        return Outcome(None, SILENT)
    except OSError:
        return Outcome(None, NOBODY)
    if wire is None:
        return Outcome(None, STRANGER)
    try:
        return _talk(wire, request, until)
    finally:
        wire.close()


def _talk(wire: _Wire, request: Request, until: float) -> Outcome:
    frames = Frames()
    try:
        try:
            for frame in spoken(request):
                wire.send(frame, until)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it may have said why before it closed
        while True:
            piece = wire.receive(until)
            if not piece:
                return Outcome(None, NOBODY if frames.is_between else NONSENSE)
            for message in frames.feed(piece):
                return Outcome(understood(message))
    except BadFrameError:
        return Outcome(None, NONSENSE)
    except TimeoutError:
        return Outcome(None, SILENT)
    except OSError:
        return Outcome(None, NOBODY)


def _connect(address: Path, until: float) -> _Wire | None:
    """None: it is somebody else's."""
    if sys.platform == "win32":
        return _Pipe(address, until)
    return _Socket.to(address, until)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _Socket:
    """A local socket."""

    def __init__(self, address: Path, until: float) -> None:
        import socket  # 3 ms that a start which finds nobody there does without

        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            while True:
                self._socket.settimeout(_left(until))
                try:
                    self._socket.connect(os.fspath(address))
                    return
                except BlockingIOError:  # as many wait there as it has room for
                    time.sleep(min(_AGAIN_S, _left(until)))
        except BaseException:
            self._socket.close()
            raise

    @classmethod
    def to(cls, address: Path, until: float) -> _Socket | None:
        """None where another user's process listens."""
        from reader.desktop.instance.peer import is_own

        wire = cls(address, until)
        if is_own(wire._socket):
            return wire
        wire.close()
        return None

    def send(self, data: bytes, until: float) -> None:
        self._socket.settimeout(_left(until))
        self._socket.sendall(data)

    def receive(self, until: float) -> bytes:
        self._socket.settimeout(_left(until))
        return self._socket.recv(_PIECE_BYTES)

    def close(self) -> None:
        self._socket.close()


class _Pipe:
    """The named pipe that QLocalServer makes on Windows, opened as a file: it waits as long as it takes."""

    def __init__(self, address: Path, until: float) -> None:
        while True:
            try:
                self._file = open(address, "r+b", buffering=0)  # noqa: SIM115, PTH123  closed by `close`
                return
            except FileNotFoundError:
                raise
            except OSError:  # all its ends are taken: the server makes the next one when it gets round to it
                time.sleep(min(_AGAIN_S, _left(until)))

    def send(self, data: bytes, until: float) -> None:
        rest = memoryview(data)
        while rest:
            _left(until)
            rest = rest[self._file.write(rest) or 0 :]

    def receive(self, until: float) -> bytes:
        _left(until)
        try:
            return self._file.read(_PIECE_BYTES) or b""
        except BrokenPipeError:  # how Windows says that the other side has closed
            return b""

    def close(self) -> None:
        self._file.close()
