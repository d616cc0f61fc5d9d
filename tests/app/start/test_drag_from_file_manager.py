"""A file that is dragged out of a real file manager, by a real pointer, onto the window of a real process."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.app.x_server import NEEDS, x_server

PROGRAMS = (NEEDS, "openbox", "pcmanfm", "xdotool", "dbus-run-session")
MISSING = [name for name in PROGRAMS if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"no {', '.join(MISSING)}")
WATCHED = Path(__file__).with_name("watched.py")
ICON = (208, 125)  # of the only file, in a window of pcmanfm that stands in the corner
POSTIL = (900, 450)  # in the middle of Postil's window
STEPS = 20


class Desktop:
    """A display with a window manager on it."""

    def __init__(self, env: dict[str, str], home: Path) -> None:
        folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
        self.env = {**env, "HOME": str(home), "XDG_RUNTIME_DIR": str(home), **folders}
        self._running: list[subprocess.Popen[bytes]] = []
        self.run("openbox")

    def run(self, *command: str) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._running.append(subprocess.Popen(command, env=self.env, **quiet))

    def xdotool(self, *arguments: object) -> str:
        ran = subprocess.run(
            ["xdotool", *map(str, arguments)], env=self.env, capture_output=True, text=True, check=False, timeout=20
        )
        return ran.stdout.strip()

    def window(self, name: str) -> str:
        found: list[str] = []
        until(lambda: bool(found.extend(self.xdotool("search", "--onlyvisible", "--name", name).split()) or found))
        return found[0]

    def place(self, window: str, x: int, y: int, width: int, height: int) -> None:
        self.xdotool("windowsize", "--sync", window, width, height)
        self.xdotool("windowmove", "--sync", window, x, y)

    def end(self) -> None:
        for each in reversed(self._running):
            each.terminate()
        for each in self._running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                each.wait(10)


def until(what: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not what():
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.fixture
def desktop(tmp_path) -> Iterator[Desktop]:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    with x_server() as env:
        desktop = Desktop(env, home)
        yield desktop
        desktop.end()


def test_a_file_is_opened_and_stays_where_it_was(desktop, tmp_path):
    article = tmp_path / "files" / "a story #1%.txt"
    article.parent.mkdir()
    article.write_text("Ada wrote to Babbage.\n")
    seen = tmp_path / "seen.json"
    desktop.run("dbus-run-session", "--", "pcmanfm", "--no-desktop", str(article.parent))
    desktop.run(sys.executable, str(WATCHED), str(seen))
    desktop.place(desktop.window("^files$"), 0, 0, 500, 500)
    desktop.place(desktop.window("Postil"), 600, 100, 700, 700)
    until(seen.exists)
    time.sleep(1.5)  # icons come when their types are known

    def opened() -> str:
        return json.loads(seen.read_text())[0]["path"]

    assert opened() == ""
    (x, y), (to_x, to_y) = ICON, POSTIL
    desktop.xdotool("mousemove", x, y)
    desktop.xdotool("mousedown", 1)
    for step in range(1, STEPS + 1):
        desktop.xdotool("mousemove", x + (to_x - x) * step // STEPS, y + (to_y - y) * step // STEPS)
    time.sleep(0.5)
    desktop.xdotool("mouseup", 1)
    until(lambda: opened() == str(article))
    assert [each.name for each in article.parent.iterdir()] == [article.name]
    assert article.read_text() == "Ada wrote to Babbage.\n"
