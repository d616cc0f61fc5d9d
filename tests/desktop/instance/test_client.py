"""The second start: whatever answers, it has its outcome in time, and never a traceback."""

from __future__ import annotations

import os
import socket
import struct
import sys
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.desktop.instance import client as module
from reader.desktop.instance.client import NOBODY, NONSENSE, SILENT, STRANGER, Outcome, hand_over
from reader.desktop.instance.frames import encode
from reader.desktop.instance.messages import Answer, Request, answered

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has pipes")
MEANT = Request(("/a",))
LONG = Request(tuple(f"/{n}/" + "x" * 200 for n in range(5_000)))  # more than a socket holds


@contextmanager
def answering(*pieces: bytes | float, hears: bool = True, closes: bool = True):
    """A server that says these pieces to each who comes, resting the numbers of seconds between them."""
    with tempfile.TemporaryDirectory() as folder:
        address = Path(folder, "s")
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(address))
        listener.listen()
        ends = threading.Event()
        open_ones = []

        def serve() -> None:
            while not ends.is_set():
                with suppress(OSError):
                    connection, _ = listener.accept()
                    open_ones.append(connection)
                    if hears:
                        connection.recv(65536)
                    for piece in pieces:
                        if isinstance(piece, bytes):
                            connection.sendall(piece)
                        else:
                            ends.wait(piece)
                    if closes:
                        connection.close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield address
        finally:
            ends.set()
            for each in (*open_ones, listener):
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
                each.close()
            thread.join(5)


def test_nobody_is_there(place):
    assert hand_over(place.socket, MEANT, 5) == Outcome(None, NOBODY)
    place.socket.touch()
    assert hand_over(place.socket, MEANT, 5) == Outcome(None, NOBODY)


def test_an_answer_is_heard_also_in_pieces():
    frame = answered(Answer(True))
    with answering(frame[:3], 0.05, frame[3:9], 0.05, frame[9:]) as address:
        assert hand_over(address, MEANT, 5) == Outcome(Answer(True))
    with answering(answered(Answer(False, "version"))) as address:
        assert hand_over(address, MEANT, 5) == Outcome(Answer(False, "version"))


def test_a_refusal_is_heard_though_it_comes_before_all_was_said():
    with answering(answered(Answer(False, "bad")), closes=False) as address:
        assert hand_over(address, LONG, 0.5).why in ("", SILENT)
    with answering(answered(Answer(False, "bad"))) as address:
        assert hand_over(address, LONG, 5).answer in (Answer(False, "bad"), None)


@pytest.mark.parametrize(
    ("pieces", "why"),
    [
        ((b"",), NOBODY),
        ((b"HTTP/1.1 400 Bad Request\r\n",), NONSENSE),
        ((b"\0\0",), NONSENSE),
        ((struct.pack(">I", 2**31),), NONSENSE),
        ((struct.pack(">I", 4) + b"nope",), NONSENSE),
        ((encode({}),), NONSENSE),
        ((encode({"v": 1, "answer": True}),), NONSENSE),
        ((encode({"v": 1, "answer": "refused", "why": 5}),), NONSENSE),
    ],
)
def test_one_that_answers_nonsense(pieces, why):
    with answering(*pieces) as address:
        assert hand_over(address, MEANT, 5) == Outcome(None, why)


@pytest.mark.parametrize("request_", [MEANT, LONG], ids=["short", "long"])
def test_one_that_hangs_is_given_up_in_time(request_):
    for server in (
        answering(hears=False, closes=False),
        answering(*[b"\0", 0.1] * 40, closes=False),
        answering(20.0, closes=False),
    ):
        with server as address:
            begin = time.monotonic()
            assert hand_over(address, request_, 0.3).why in (SILENT, NONSENSE)
            assert time.monotonic() - begin < 5


def test_one_that_accepts_nobody_any_more_is_given_up_in_time(place):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(place.socket))
        listener.listen(0)
        waiting = []
        for _ in range(5):
            each = socket.socket(socket.AF_UNIX)
            each.setblocking(False)
            with suppress(BlockingIOError):
                each.connect(str(place.socket))
            waiting.append(each)
        assert hand_over(place.socket, MEANT, 0.3) == Outcome(None, SILENT)
        for each in waiting:
            each.close()


def test_somebody_elses_is_told_nothing(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 4242)
    with answering(answered(Answer(True))) as address:
        assert hand_over(address, MEANT, 5) == Outcome(None, STRANGER)


@settings(max_examples=80)
@given(st.lists(st.binary(max_size=60), max_size=4), st.booleans())
def test_whatever_is_answered_there_is_an_outcome(pieces, framed):
    said = [struct.pack(">I", len(piece)) + piece for piece in pieces] if framed else pieces
    with answering(*said) as address:
        outcome = hand_over(address, MEANT, 2)
    assert outcome.answer is None and outcome.why in (NOBODY, NONSENSE)


def test_a_pipe_of_windows_is_a_file_that_is_written_and_read(tmp_path, monkeypatch):
    """As far as another system can tell: the same talk through a file that is open for both."""
    left, right = socket.socketpair()
    (opened := tmp_path / "pipe").touch()
    pipe = module._Pipe(opened, time.monotonic() + 5)
    pipe.close()
    pipe._file = left.makefile("rwb", buffering=0)  # type: ignore[assignment]
    right.sendall(answered(Answer(True)))
    assert module._talk(pipe, MEANT, time.monotonic() + 5) == Outcome(Answer(True))
    assert right.recv(65536).endswith(b'"more":false}')
    pipe.close()
    left.close()
    right.close()
    with pytest.raises(FileNotFoundError):
        module._Pipe(tmp_path / "none", time.monotonic() + 5)
