"""`postil ARTICLE ...` twice: the second start hands over and ends. With true processes and no screen."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.cli.arguments import wants_window
from reader.desktop.instance.messages import VERSION

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no signals there, and pipes")
ROOT = Path(__file__).resolve().parents[2]
# The true program, which tells the titles of its windows whenever they are others than before.
WATCHED = """
import os, sys
from PySide6.QtCore import QTimer
from reader.app.start import application
from reader.cli.main import main

def watch(postil):
    told = []
    def look():
        titles = sorted(b.window.windowTitle() + ("!" if b.window.bar.text else "") for b in postil.benches)
        if titles != told[-1:] and told[-1:] != [titles]:
            told.append(titles)
            print(titles, {k: os.environ.get(k) for k in ("DESKTOP_STARTUP_ID",)}, flush=True)
    timer = QTimer(postil, interval=20)
    timer.timeout.connect(look)
    timer.start()

init = application.Postil.__init__
def watched(self, *given):
    init(self, *given)
    watch(self)
application.Postil.__init__ = watched
sys.exit(main(sys.argv[1:]))
"""


class World:
    """A home, a runtime folder and a folder with articles."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.runtime = folder / "r"
        self.runtime.mkdir(0o700)
        kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "TMPDIR")}
        path = os.pathsep.join(p for p in sys.path if p)
        self.env = kept | {
            "HOME": str(folder), "XDG_RUNTIME_DIR": str(self.runtime), "PYTHONPATH": path,
            "QT_QPA_PLATFORM": "offscreen",
        }  # fmt: skip
        self.started: list[subprocess.Popen[str]] = []

    def article(self, name: str) -> Path:
        path = self.folder / name
        path.write_text(f"{name} has words.\n")
        return path

    def open(self, *arguments: object, **more: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", WATCHED, *map(str, arguments)]
        process = subprocess.Popen(
            command, env=self.env | more, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.started.append(process)
        watchdog = threading.Timer(90, process.kill)  # whoever waits for it to tell something, waits no longer
        watchdog.daemon = True
        watchdog.start()
        return process

    def second(self, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "reader", *map(str, arguments)]
        return subprocess.run(
            command, env=self.env | more, cwd=self.folder, capture_output=True, text=True, timeout=60, check=False
        )

    def listens(self) -> None:
        """Until the one that runs can be spoken to."""
        end = time.monotonic() + 30
        while not list(self.runtime.glob("postil/*.socket")):
            assert time.monotonic() < end
            time.sleep(0.02)


@pytest.fixture
def world() -> Iterator[World]:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        yield world
        for process in world.started:
            process.kill()
            process.wait()


def until(process: subprocess.Popen[str], *titles: str) -> str:
    """Read what the one that runs tells until it has windows with these beginnings."""
    for line in process.stdout:
        shown = line.split("] {")[0]
        if all(title in shown for title in titles) and shown.count("Postil") == max(1, len(titles)):
            return line
    raise AssertionError(process.stderr.read())


def test_the_second_start_hands_over_and_ends(world):
    one = world.open(world.article("one.txt"))
    until(one, "one.txt")
    world.listens()
    world.article("two  words %20.txt")
    (world.folder / "sub").mkdir()
    done = world.second("sub/../two  words %20.txt", world.folder / "one.txt")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    until(one, "one.txt", "two  words %20.txt")
    assert world.second().returncode == 0  # raises what was used last, and opens nothing
    odd = world.article("-x.txt")
    assert world.second("--", odd.name).returncode == 0
    until(one, "one.txt", "two  words %20.txt", "-x.txt")
    one.send_signal(signal.SIGTERM)
    assert one.wait(30) == 0
    assert list(world.runtime.glob("postil/*.socket")) == []


def test_names_that_are_no_utf_8_and_a_file_called_like_an_option(world):
    one = world.open(world.article("one.txt"))
    until(one, "one.txt")
    world.listens()
    name = os.fsencode(world.folder) + b"/\xff\xfe.txt"
    with open(name, "wb") as file:  # noqa: PTH123
        file.write(b"words\n")
    assert world.second(os.fsdecode(name)).returncode == 0
    until(one, "one.txt", ".txt — Postil")
    world.article("--new-window")
    done = world.second("--new-window", "--", "--new-window")
    assert done.returncode == 0 and done.stderr == ""
    until(one, "one.txt", ".txt — Postil", "--new-window — Postil")


def test_what_does_not_exist_is_said_where_it_was_asked_for(world):
    one = world.open(world.article("one.txt"))
    until(one, "one.txt")
    world.listens()
    world.article("two.txt")
    done = world.second("none.txt", "two.txt", world.folder)
    assert done.returncode == 1
    none, folder = done.stderr.splitlines()
    assert none == f"none.txt cannot be opened: there is no such file in {world.folder}."
    assert folder.startswith(f"{world.folder.name} cannot be opened: it is a folder. ")
    said = until(one, "one.txt", "two.txt")  # and no window or tab for the others
    while "!" not in said:
        said = next(one.stdout)
    assert "'two.txt — Postil!'" in said, "it is said in the window that came to the front too"
    one.send_signal(signal.SIGTERM)
    assert one.wait(30) == 0, "who named it was told already"
    assert "cannot be opened" not in one.stderr.read()


def test_with_new_window_several_articles_are_in_one(world):
    settings = world.folder / ".config" / "postil" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('open_in = "windows"\n')
    one = world.open("--new-window", world.article("one.txt"), world.article("two.txt"))
    until(one, "one.txt")  # the other is a tab that was not shown yet
    world.listens()
    assert world.second("two.txt").returncode == 0
    until(one, "one.txt", "two.txt")


def test_with_new_window_and_no_article_there_is_an_empty_window(world):
    one = world.open(world.article("one.txt"))
    until(one, "one.txt")
    world.listens()
    assert world.second("--new-window").returncode == 0
    until(one, "one.txt — Postil", "'Postil")


def test_two_at_the_same_moment_end_as_one(world):
    first, second = world.open(world.article("one.txt")), world.open(world.article("two.txt"))
    end = time.monotonic() + 30
    while first.poll() is None and second.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.02)
    over, one = (first, second) if first.poll() is not None else (second, first)
    assert over.returncode == 0 and over.stderr.read() == ""
    until(one, "one.txt", "two.txt")
    assert one.poll() is None


def test_after_a_crash_the_next_one_listens_again(world):
    one = world.open(world.article("one.txt"))
    until(one, "one.txt")
    world.listens()
    one.kill()
    one.wait()
    assert list(world.runtime.glob("postil/*.socket")) != []
    two = world.open(world.article("two.txt"))
    until(two, "two.txt")
    end = time.monotonic() + 30
    while world.second("one.txt").returncode != 0 or two.poll() is not None:
        assert time.monotonic() < end
    until(two, "two.txt", "one.txt")


def test_one_that_hangs_is_left_alone_and_said(world):
    one = world.open(world.article("one.txt"))
    until(one, "one.txt")
    world.listens()
    one.send_signal(signal.SIGSTOP)
    two = world.open(world.article("two.txt"))
    until(two, "two.txt")
    one.send_signal(signal.SIGCONT)
    two.kill()
    assert two.stderr.read() == "Postil runs already but does not answer; this window is on its own.\n"
    world.article("three.txt")
    assert world.second("three.txt").returncode == 0, "the first one is still the one"
    until(one, "one.txt", "three.txt")  # and has not opened the second a second time


def test_another_version_is_left_alone_and_said(world):
    """The one that runs was made earlier and knows another protocol, and says so as ours does."""
    found = world.open(world.article("one.txt"))
    until(found, "one.txt")
    world.listens()
    (address,) = world.runtime.glob("postil/*.socket")
    with socket.socket(socket.AF_UNIX) as later:
        later.settimeout(30)
        later.connect(str(address))
        data = json.dumps({"v": VERSION + 1, "paths": ["/a"], "more": False}).encode()
        later.sendall(len(data).to_bytes(4, "big") + data)
        answer = json.loads(later.recv(4096)[4:])
    assert answer == {"v": VERSION, "answer": "refused", "why": "version"}


def test_the_launchers_leave_is_taken_out_of_the_environment(world):
    one = world.open(world.article("one.txt"), DESKTOP_STARTUP_ID="here_TIME5")
    until(one, "one.txt")
    world.listens()
    assert world.second(world.article("two.txt")).returncode == 0
    assert "'DESKTOP_STARTUP_ID': None" in until(one, "one.txt", "two.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_runtime_folder_of_somebody_else_is_said_and_not_touched(world):
    os.chown(world.runtime, 12345, 12345)
    one = world.open(world.article("one.txt"))
    until(one, "one.txt")
    one.kill()
    assert list(world.runtime.iterdir()) == []
    said = "The folder XDG_RUNTIME_DIR belongs to somebody else; this window is on its own.\n"
    assert one.stderr.read() == said


def test_what_follows_new_window_is_an_article_or_a_mistake(world):
    assert wants_window(["--new-window"]) and wants_window(["--new-window", "show"])
    assert wants_window(["--new-window", "--", "-x"]) and not wants_window(["--new-window", "--json"])
    done = world.second("--new-window", "--json")
    assert done.returncode == 2 and "--json" in done.stderr
    assert "--new-window" in world.second("--help").stdout


def test_a_folder_that_is_gone_is_one_sentence(world):
    gone = world.folder / "gone"
    gone.mkdir()
    code = f"import os, sys; os.chdir({str(gone)!r}); os.rmdir({str(gone)!r})\n"
    code += "from reader.cli.main import main; sys.exit(main(['a.txt']))"
    done = subprocess.run([sys.executable, "-c", code], env=world.env, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "current folder is gone" in done.stderr
