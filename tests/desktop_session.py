"""A whole desktop for one test: an X server, a session bus, a window manager, and a fresh home to be at home in."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from tests.x_server import x_server

NEEDS = ("Xvfb", "dbus-daemon", "openbox", "xdotool", "xprop", "update-mime-database")
PATIENCE_S = 40.0  # for what a busy machine may take long over; nothing waits this long when all is well

# Qt shows the whole screen as the X server has it, other programs' windows too.
GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(["grab"])
sys.exit(not app.primaryScreen().grabWindow(0).save(sys.argv[1]))
"""


def missing(*programs: str) -> list[str]:
    """What of these and of what every such test needs is not installed."""
    return [each for each in (*NEEDS, *programs) if shutil.which(each) is None]


def until(met: Callable[[], object], what: str, seconds: float = PATIENCE_S) -> None:
    """Wait until it is so; fails with `what` was waited for."""
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, f"in vain waited for {what}"
        time.sleep(0.1)


class DesktopSession:
    """The screen, the keyboard and the mouse of it, and programs that run on it."""

    def __init__(self, home: Path, env: dict[str, str]) -> None:
        self.home, self.env = home, env
        self._started: list[subprocess.Popen[bytes]] = []
        self._shots = 0

    def start(self, *command: str, cwd: Path | None = None, **more: str) -> subprocess.Popen[bytes]:
        """A program that goes on running, `more` is in its environment. It is ended with the session, with its own."""
        quiet = subprocess.DEVNULL
        started = subprocess.Popen(
            command, env=self.env | more, cwd=cwd or self.home,
            stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True,
        )  # fmt: skip
        self._started.append(started)
        return started

    def run(self, *command: str) -> str:
        """What a command says, which must end well."""
        done = subprocess.run(command, env=self.env, cwd=self.home, capture_output=True, text=True, timeout=PATIENCE_S)
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout

    def end(self) -> None:
        """End what was started here, the last first."""
        for started in reversed(self._started):
            for how in (signal.SIGTERM, signal.SIGKILL):
                try:
                    os.killpg(started.pid, how)
                    started.wait(5)
                except ProcessLookupError:
                    break
                except subprocess.TimeoutExpired:
                    continue
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)

    # -- what can be seen --------------------------------------------------------------------------

    def titles(self) -> dict[str, str]:
        """The windows that the window manager lists: number -> title, to the letter."""
        listed = self._xprop("-root", "_NET_CLIENT_LIST").partition("#")[2]
        windows = [each.strip() for each in listed.split(",") if each.strip()]
        return {each: self.title(each) for each in windows}

    def title(self, window: str) -> str:
        """A window's title."""
        said = self._xprop("-id", window, "-notype", "_NET_WM_NAME")
        return said.partition(' = "')[2].removesuffix('"').replace('\\"', '"').replace("\\\\", "\\")

    def window(self, title: str) -> str:
        """Wait for a window whose title begins so; its number."""
        until(lambda: any(each.startswith(title) for each in self.titles().values()), f"the window of {title}")
        return next(number for number, each in self.titles().items() if each.startswith(title))

    def active_id(self) -> str:
        """The window that has the keyboard."""
        return self._xprop("-root", "_NET_ACTIVE_WINDOW").partition("# ")[2].partition(",")[0]

    def active(self) -> str:
        """Its title."""
        return self.title(self.active_id())

    def place(self, window: str) -> QRect:
        """Where a window is on the screen, in px."""
        said = dict(line.split("=") for line in self.run("xdotool", "getwindowgeometry", "--shell", window).split())
        return QRect(*(int(said[each]) for each in ("X", "Y", "WIDTH", "HEIGHT")))

    def _xprop(self, *args: str) -> str:
        done = subprocess.run(["xprop", *args], env=self.env, capture_output=True, text=True, timeout=PATIENCE_S)
        return done.stdout.strip()

    def picture(self, path: Path | None = None) -> QImage:
        """The whole screen."""
        self._shots += 1
        path = path or self.home.parent / f"screen-{self._shots}.png"
        command = [sys.executable, "-c", GRAB, str(path)]
        subprocess.run(command, env=self.env, check=True, capture_output=True, timeout=PATIENCE_S)
        return QImage(str(path))

    def processes(self) -> list[int]:
        """The processes of Postil's window in this home."""
        ours = f"HOME={self.home}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
                is_ours = ours in (entry / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            starts_us = any(Path(os.fsdecode(word)).name in ("postil", "postil-gui") for word in words[:3])
            if is_ours and (starts_us or any(b"reader.cli.main" in word for word in words)):
                found.append(int(entry.name))
        return found

    # -- hands -------------------------------------------------------------------------------------

    def keys(self, *keys: str) -> None:
        """Press these keys, by xdotool's names."""
        for key in keys:
            self.run("xdotool", "key", "--clearmodifiers", key)
            time.sleep(0.05)

    def double_click(self, x: int, y: int) -> None:
        """As a hand does it."""
        self.run("xdotool", "mousemove", str(x), str(y))
        time.sleep(0.2)
        self.run("xdotool", "click", "--repeat", "2", "--delay", "90", "1")


@contextmanager
def desktop_session(folder: Path, *, path: Sequence[str] = ()) -> Iterator[DesktopSession]:
    """Runs while the context lasts. `folder` is empty and gets the home; `path` goes before the usual one."""
    home, runtime = folder / "home", folder / "run"
    home.mkdir()
    runtime.mkdir(mode=0o700)
    with x_server() as env:
        kept = {k: v for k, v in env.items() if not k.startswith(("XDG_", "DBUS_", "QT_QPA", "POSTIL_"))}
        kept |= {"HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
        kept["PATH"] = os.pathsep.join([*path, os.environ["PATH"]])
        bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            env=kept, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert bus.stdout is not None
        kept["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        session = DesktopSession(home, kept)
        try:
            session.start("openbox")
            until(lambda: "#" in session._xprop("-root", "_NET_SUPPORTING_WM_CHECK"), "the window manager")
            yield session
        finally:
            session.end()
            bus.terminate()
            bus.wait(10)
