"""The one that listens: it takes what is meant, outlives what is not, and never waits for anybody."""

from __future__ import annotations

import os
import socket
import stat
import struct
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEventLoop

from reader.desktop.instance import server as module
from reader.desktop.instance.client import NOBODY, hand_over
from reader.desktop.instance.frames import MAX_BYTES, Frames, encode
from reader.desktop.instance.messages import Answer, Request, spoken
from reader.desktop.instance.place import Place
from reader.desktop.instance.server import MOST_AT_ONCE, Server

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has pipes")
MEANT = Request(("/a", "/b"), False, "token", "id")


@pytest.fixture
def taken() -> list[Request]:
    return []


@pytest.fixture
def server(qapp, place, taken):
    server = Server(taken.append)
    assert server.listen(place)
    yield server
    server.close()


def turn(until: Callable[[], bool], seconds: float = 10) -> None:
    """Run the event loop."""
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def connect(place: Place) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(10)
    connection.connect(str(place.socket))
    return connection


def answer(connection: socket.socket) -> tuple[str, str]:
    """What it answers until it closes."""
    data, frames = b"", Frames()
    connection.setblocking(False)

    def receive() -> bool:
        nonlocal data
        try:
            piece = connection.recv(65536)
        except BlockingIOError:
            return False
        except ConnectionResetError:
            return True
        data += piece
        return not piece

    turn(receive)
    connection.close()
    return next(((m["answer"], m["why"]) for m in frames.feed(data)), ("", ""))


def ask(place: Place, request: Request = MEANT) -> tuple[str, str]:
    connection = connect(place)
    for frame in spoken(request):
        connection.sendall(frame)
    return answer(connection)


def test_what_is_meant_is_taken_and_answered(server, place, taken):
    assert ask(place) == ("ok", "")
    assert taken == [MEANT]


def test_from_another_thread_by_the_true_client(server, place, taken):
    found = []
    request = Request(tuple(f"/{n}/" + "x" * 200 for n in range(3_000)))
    thread = threading.Thread(target=lambda: found.append(hand_over(place.socket, request, 10)))
    thread.start()
    turn(lambda: bool(found))
    thread.join()
    assert found[0].answer == Answer(True) and taken == [request]


def test_only_the_user_may_speak(server, place):
    assert stat.S_IMODE(place.socket.lstat().st_mode) & 0o777 == 0o600


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else")
def test_somebody_else_is_refused_even_where_the_folder_lets_him_in(server, place, taken):
    place.socket.parent.chmod(0o755)
    place.socket.chmod(0o777)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgid(12345)
            os.setuid(12345)
            outcome = hand_over(place.socket, MEANT, 10)
            os.write(write, repr((outcome.answer, outcome.why)).encode())
        finally:
            os._exit(0)
    os.close(write)
    turn(lambda: os.waitpid(child, os.WNOHANG)[0] == child)
    assert os.read(read, 1000).decode() == "(None, 'stranger')", "he sees that we are not his"
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgid(12345)
            os.setuid(12345)
            connection = connect(place)
            connection.sendall(next(spoken(MEANT)))
            os.write(write, connection.recv(1000))
        finally:
            os._exit(0)
    os.close(write)
    turn(lambda: os.waitpid(child, os.WNOHANG)[0] == child)
    assert b"stranger" in os.read(read, 1000), "and we see that he is not ours"
    assert taken == []


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", "bad"),
        (b"\xff" * 100_000, "bad"),
        (struct.pack(">I", MAX_BYTES + 1), "bad"),
        (struct.pack(">I", 2) + b"{}", "version"),
        (struct.pack(">I", 2) + b"[]", "bad"),
        (struct.pack(">I", 60_000) + b"[" * 60_000, "bad"),
        (encode({"v": 1, "paths": ["relative"]}), "bad"),
        (encode({"v": 1, "paths": [7]}), "bad"),
        (encode({"v": 1}), "bad"),
        (encode({"v": 2, "paths": ["/a"]}), "version"),
        (encode({"v": 1, "paths": ["/a"], "more": True}) * 300, "bad"),
    ],
)
def test_what_is_no_request_is_refused(server, place, taken, sent, why):
    connection = connect(place)
    if len(sent) > MAX_BYTES:  # it closes while we still talk, and what it said is lost
        other = connection.dup()
        sender = threading.Thread(target=lambda: send_all(other, sent))
        sender.start()
        assert answer(connection) in [("refused", why), ("", "")]
        sender.join()
    else:
        connection.sendall(sent)
        assert answer(connection) == ("refused", why)
    assert taken == [] and ask(place) == ("ok", "")


def send_all(connection: socket.socket, data: bytes) -> None:
    with suppress(OSError):  # nobody need listen to all of it
        connection.sendall(data)


def test_one_frame_in_small_pieces_is_taken(server, place, taken):
    connection = connect(place)
    for byte in next(spoken(MEANT)):
        connection.sendall(bytes([byte]))
        QCoreApplication.processEvents()
    assert answer(connection) == ("ok", "") and taken == [MEANT]


def test_who_never_comes_to_an_end_is_not_waited_for(qapp, place, taken, monkeypatch):
    monkeypatch.setattr(module, "LISTEN_MS", 200)
    server = Server(taken.append)
    assert server.listen(place)
    silent, slow = connect(place), connect(place)
    drip = threading.Event()

    def drop() -> None:
        for byte in next(spoken(MEANT)):
            if drip.wait(0.05):
                return
            send_all(slow, bytes([byte]))

    thread = threading.Thread(target=drop)
    thread.start()
    assert answer(silent) == ("", "") and answer(slow) == ("", "")
    drip.set()
    thread.join()
    assert taken == [] and server._talks == set()
    server.close()


def test_many_at_once_are_told_to_go_and_one_later_is_heard(server, place, taken):
    idle = []
    for _ in range(MOST_AT_ONCE):
        idle.append(connect(place))
        QCoreApplication.processEvents()
    turn(lambda: len(server._talks) == MOST_AT_ONCE)
    assert ask(place) == ("refused", "busy")
    for connection in idle:
        connection.close()
    turn(lambda: server._talks == set())
    assert ask(place) == ("ok", "")


def test_those_who_leave_in_the_middle_leave_nothing(server, place, taken):
    frame = next(spoken(MEANT))
    for length in (0, 1, 3, 4, 5, len(frame) - 1):
        connection = connect(place)
        connection.sendall(frame[:length])
        connection.close()
        QCoreApplication.processEvents()
    assert ask(place) == ("ok", "")
    turn(lambda: server._talks == set() and taken == [MEANT])


def test_who_has_given_up_by_now_is_not_served_as_well(server, place, taken):
    """It has waited for an answer long enough, and has opened a window of its own."""
    connection = connect(place)
    connection.sendall(next(spoken(MEANT)))
    connection.close()
    assert ask(place, Request(("/later",))) == ("ok", "")
    turn(lambda: server._talks == set() and bool(taken))
    assert taken == [Request(("/later",))]


def test_a_stale_socket_is_taken_away(qapp, place, taken):
    crashed = socket.socket(socket.AF_UNIX)
    crashed.bind(str(place.socket))
    crashed.close()
    assert place.socket.exists() and hand_over(place.socket, MEANT, 1).why == NOBODY
    server = Server(taken.append)
    assert server.listen(place) and ask(place) == ("ok", "")
    server.close()
    assert not place.socket.exists()


def test_where_it_cannot_listen_it_says_so(qapp, place, taken):
    server = Server(taken.append)
    assert not server.listen(Place(place.socket / "no" / "such", place.lock))
    assert not server.listen(Place(place.socket.with_name("x" * 120), place.lock))
    place.socket.mkdir()
    assert not server.listen(place)
    server.close()


def test_one_that_ends_breaks_off(server, place, taken):
    connection = connect(place)
    turn(lambda: len(server._talks) == 1)
    server.close()
    assert answer(connection) == ("", "") and taken == []


@contextmanager
def listening(taken: list[Request]):
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder, "s"), Path(folder, "l"))
        server = Server(taken.append)
        assert server.listen(place)
        yield place, server
        server.close()


acts = st.lists(
    st.tuples(st.sampled_from(["junk", "half", "frame", "close", "request", "turn"]), st.binary(max_size=40)),
    max_size=12,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(acts, min_size=1, max_size=4))
def test_whatever_several_do_a_good_request_is_taken_afterwards(qapp, everyone):
    taken: list[Request] = []
    whole = next(spoken(MEANT))
    with listening(taken) as (place, server):
        for acts in everyone:
            connection = connect(place)
            for act, data in acts:
                if act == "close":
                    connection.close()
                    break
                if act == "turn":
                    QCoreApplication.processEvents()
                sent = {"junk": data, "half": whole[: len(data)], "request": whole}
                sent["frame"] = struct.pack(">I", len(data)) + data
                send_all(connection, sent.get(act, b""))
            connection.close()
        last = Request(("/last",))
        assert ask(place, last) == ("ok", "")
        turn(lambda: server._talks == set() and last in taken)
        assert set(taken) <= {MEANT, last} and taken.count(last) == 1  # some have stayed to hear the answer
