"""Under a real window manager a second start brings the window to the front, also from minimised and from behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.app.x_server import NEEDS, x_server

TOOLS = (NEEDS, "openbox", "xdotool", "xprop", "xev")
pytestmark = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in TOOLS), reason=f"needs {', '.join(TOOLS)}; X11 alone has them"
)
OTHER = """
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
widget = QWidget()
widget.setWindowTitle("other")
widget.show()
application.exec()
"""


class Screen:
    """An X server with openbox, a home, and what runs there."""

    def __init__(self, env: dict[str, str], home: Path) -> None:
        self.env, self.home = env, home
        self.started: list[subprocess.Popen[str]] = []

    def start(self, *command: str, **more: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command, env=self.env | more, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.started.append(process)
        return process

    def postil(self, *arguments: str, **more: str) -> subprocess.Popen[str]:
        return self.start(sys.executable, "-m", "reader", *arguments, **more)

    def tool(self, *command: str) -> str:
        return subprocess.run(command, env=self.env, capture_output=True, text=True, check=False).stdout

    def active(self) -> str:
        return self.tool("xdotool", "getactivewindow", "getwindowname").strip()

    def until(self, what: Callable[[], bool]) -> None:
        end = time.monotonic() + 30
        while not what():
            assert time.monotonic() < end
            time.sleep(0.05)

    def window(self, name: str) -> str:
        self.until(lambda: bool(self.tool("xdotool", "search", "--name", name).split()))
        return self.tool("xdotool", "search", "--name", name).split()[-1]


@pytest.fixture
def screen() -> Iterator[Screen]:
    with x_server() as env, tempfile.TemporaryDirectory() as folder:
        runtime = Path(folder, "r")
        runtime.mkdir(0o700)
        env |= {"XDG_RUNTIME_DIR": str(runtime), "HOME": folder}
        env = {k: v for k, v in env.items() if not k.startswith("XDG_") or k == "XDG_RUNTIME_DIR"}
        screen = Screen(env, Path(folder))
        screen.start("openbox")
        screen.until(lambda: "window id" in screen.tool("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"))
        yield screen
        for process in reversed(screen.started):
            process.kill()
            process.wait()


def test_from_minimised_and_from_behind(screen):
    one, two = screen.home / "one.txt", screen.home / "two.txt"
    one.write_text("One has words.\n")
    two.write_text("Two has words.\n")
    screen.postil(str(one))
    window = screen.window("one.txt")
    screen.until(lambda: screen.active().startswith("one.txt"))
    screen.until(lambda: bool(list(screen.home.glob("r/postil/*.socket"))))

    screen.tool("xdotool", "windowminimize", window)
    screen.until(lambda: "Iconic" in screen.tool("xprop", "-id", window, "WM_STATE"))
    assert screen.postil(str(one)).wait(30) == 0
    screen.until(lambda: "Normal" in screen.tool("xprop", "-id", window, "WM_STATE"))
    screen.until(lambda: screen.active().startswith("one.txt"))

    screen.start(sys.executable, "-c", OTHER)
    screen.until(lambda: screen.active() == "other")
    screen.tool("xdotool", "key", "--window", screen.window("^other$"), "a")
    assert screen.postil(str(one)).wait(30) == 0
    screen.until(lambda: screen.active().startswith("one.txt"))

    screen.tool("xdotool", "windowactivate", screen.window("^other$"))
    screen.until(lambda: screen.active() == "other")
    heard = screen.start("xev", "-root", "-event", "property")
    time.sleep(0.5)
    assert screen.postil(str(two), DESKTOP_STARTUP_ID="files-1-here_TIME99999999").wait(30) == 0
    screen.until(lambda: screen.active().startswith("two.txt"))
    time.sleep(0.5)
    heard.kill()
    lines = heard.stdout.read()
    assert "(_NET_STARTUP_INFO_BEGIN)" in lines and "(_NET_STARTUP_INFO)" in lines, "the pointer is busy no longer"
    assert os.environ.get("DISPLAY") != screen.env["DISPLAY"]
