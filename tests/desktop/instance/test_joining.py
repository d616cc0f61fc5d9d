"""Who is the one, who hands over, and who stays alone."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from reader.desktop.instance import joining
from reader.desktop.instance.joining import Claim, Joined, join
from reader.desktop.instance.messages import Answer, Request, answered
from reader.desktop.instance.place import find_place

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has pipes")
ROOT = Path(__file__).resolve().parents[3]
MEANT = Request(("/a",))
HOLDER = """
import os, sys, time
from reader.desktop.instance.joining import join
from reader.desktop.instance.messages import Request
joined = join(Request(("/a",)), os.environ)
print("claim" if joined.claim else f"taken {joined.taken}", flush=True)
time.sleep(float(sys.argv[1]))
"""


@pytest.fixture
def environ(place) -> dict[str, str]:
    return {"XDG_RUNTIME_DIR": str(place.socket.parent), "HOME": "/h"}


def start(environ: dict[str, str], seconds: float) -> subprocess.Popen[str]:
    env = environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", HOLDER, str(seconds)], env=env, stdout=subprocess.PIPE, text=True)


def let_go(joined: Joined) -> None:
    assert joined.claim is not None
    joined.claim.lock.close()


class Listener:
    """Answers the same to everyone, as the one that runs would."""

    def __init__(self, environ: dict[str, str], said: bytes) -> None:
        self.count = 0
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(str(find_place(environ).socket))
        self._socket.listen()
        self.said = said
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                self.count += 1
                connection.sendall(self.said)

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


def test_the_first_is_the_one_and_may_be_so_again(environ):
    first = join(MEANT, environ)
    assert first == Joined(claim=first.claim) and isinstance(first.claim, Claim)
    assert first.claim.place == find_place(environ)
    let_go(first)
    second = join(MEANT, environ)
    assert second.claim is not None
    let_go(second)


def test_of_many_that_start_at_once_one_is_the_one(environ):
    starts = [start(environ, 30) for _ in range(4)]
    lines: list[str] = []
    readers = [threading.Thread(target=lambda s=each: lines.append(s.stdout.readline())) for each in starts]
    for reader in readers:
        reader.start()
    deadline = time.monotonic() + 30
    while not lines and time.monotonic() < deadline:
        time.sleep(0.01)
    assert lines == ["claim\n"]
    listener = Listener(environ, answered(Answer(True)))  # as that one does when its window is there
    for reader in readers:
        reader.join(30)
    assert lines == ["claim\n", *["taken True\n"] * 3] and listener.count == 3
    listener.close()
    for each in starts:
        each.kill()
        each.wait()


def test_one_that_is_starting_is_waited_for(environ):
    holder = start(environ, 30)
    assert holder.stdout.readline() == "claim\n"
    listener: list[Listener] = []
    timer = threading.Timer(0.4, lambda: listener.append(Listener(environ, answered(Answer(True)))))
    timer.start()
    assert join(MEANT, environ) == Joined(taken=True)
    timer.join()
    assert listener[0].count == 1
    listener[0].close()
    holder.kill()
    holder.wait()


def test_one_that_ends_makes_room(environ):
    holder = start(environ, 0.5)
    assert holder.stdout.readline() == "claim\n"
    joined = join(MEANT, environ)
    assert joined.claim is not None
    let_go(joined)
    holder.wait()


def test_after_a_crash_the_next_is_the_one(environ):
    holder = start(environ, 30)
    assert holder.stdout.readline() == "claim\n"
    crashed = socket.socket(socket.AF_UNIX)
    crashed.bind(str(find_place(environ).socket))
    crashed.close()
    holder.kill()
    holder.wait()
    joined = join(MEANT, environ)
    assert joined.claim is not None and find_place(environ).socket.exists()
    let_go(joined)


def test_one_that_neither_listens_nor_ends_is_said_and_left_alone(environ, monkeypatch):
    monkeypatch.setattr(joining, "START_S", 0.2)
    holder = start(environ, 30)
    assert holder.stdout.readline() == "claim\n"
    joined = join(MEANT, environ)
    assert joined == Joined(said="Postil runs already but does not answer; this window is on its own.")
    holder.kill()
    holder.wait()


@pytest.mark.parametrize(
    ("said", "word"),
    [
        (answered(Answer(False, "version")), "another version"),
        (answered(Answer(False, "busy")), "does not take this"),
        (b"HTTP/1.1 200 OK\r\n", "not Postil"),
    ],
)
def test_who_does_not_take_it_is_said(environ, monkeypatch, said, word):
    monkeypatch.setattr(joining, "START_S", 0.2)
    listener = Listener(environ, said)
    joined = join(MEANT, environ)
    assert not joined.taken and joined.claim is None
    assert word in joined.said and joined.said.endswith("; this window is on its own.")
    listener.close()


def test_one_that_hangs_is_said(environ, monkeypatch):
    monkeypatch.setattr(joining, "ANSWER_S", 0.2)
    with socket.socket(socket.AF_UNIX) as hung:
        hung.bind(str(find_place(environ).socket))
        hung.listen()
        assert "does not answer" in join(MEANT, environ).said


BUSY_HOLDER = HOLDER.replace("time.sleep(float(sys.argv[1]))", "while True: pass")


@pytest.mark.skipif(sys.platform != "linux", reason="no other system says what a process has used")
def test_one_that_is_slow_and_at_work_is_waited_for(environ, monkeypatch):
    monkeypatch.setattr(joining, "START_S", 0.2)
    env = environ | {"PYTHONPATH": str(ROOT)}
    holder = subprocess.Popen([sys.executable, "-c", BUSY_HOLDER], env=env, stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "claim\n"
    listener: list[Listener] = []
    timer = threading.Timer(1.5, lambda: listener.append(Listener(environ, answered(Answer(True)))))
    timer.start()
    assert join(MEANT, environ) == Joined(taken=True)
    timer.join()
    listener[0].close()
    holder.send_signal(signal.SIGSTOP)
    find_place(environ).socket.unlink()
    assert "does not answer" in join(MEANT, environ).said
    holder.kill()
    holder.wait()


def test_one_that_is_busy_is_asked_again(environ):
    listener = Listener(environ, answered(Answer(False, "busy")))
    threading.Timer(0.3, lambda: setattr(listener, "said", answered(Answer(True)))).start()
    assert join(MEANT, environ) == Joined(taken=True)
    assert listener.count > 1
    listener.close()


def test_another_display_is_another(environ):
    first, second = join(MEANT, environ | {"DISPLAY": ":1"}), join(MEANT, environ | {"DISPLAY": ":2"})
    let_go(first)
    let_go(second)


def test_without_a_place_each_is_on_its_own(monkeypatch, environ):
    def refuse(_environ):
        raise joining.NoPlaceError(why)

    monkeypatch.setattr(joining, "find_place", refuse)
    why = ""
    assert join(MEANT, environ) == Joined()
    why = "the folder belongs to somebody else"
    assert join(MEANT, environ) == Joined(said="The folder belongs to somebody else; this window is on its own.")


def test_where_nothing_can_be_locked_each_is_on_its_own(environ):
    find_place(environ).lock.symlink_to("elsewhere")  # nobody follows a link to lock something else
    assert join(MEANT, environ) == Joined()
    assert not find_place(environ).lock.with_name("elsewhere").exists()


def test_a_first_start_brings_no_sockets_along(environ):
    code = (
        "import os, sys; from reader.desktop.instance.joining import join\n"
        "from reader.desktop.instance.messages import Request\n"
        "assert join(Request(('/a',)), os.environ).claim\n"
        "print([m for m in ('socket', 'json', 'hashlib', 'PySide6', 'ctypes', 'platformdirs') if m in sys.modules])"
    )
    env = environ | {"PYTHONPATH": os.pathsep.join([str(ROOT)])}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
