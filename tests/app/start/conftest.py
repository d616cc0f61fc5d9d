"""A real process of `postil` with a home of its own, and what it has open."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

WATCHED = Path(__file__).with_name("watched.py")


class Running:
    """A process that runs, and what it has open."""

    def __init__(self, seen: Path, environment: dict[str, str], *arguments: object) -> None:
        self.seen = seen
        seen.unlink(missing_ok=True)
        command = [sys.executable, str(WATCHED), str(seen), *map(str, arguments)]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    @property
    def rows(self) -> list[dict]:
        return json.loads(self.seen.read_text()) if self.seen.exists() else []

    @property
    def names(self) -> list[str]:
        return sorted(Path(row["path"]).name for row in self.rows)

    def until(self, what) -> None:
        end = time.monotonic() + 30
        while not what():
            assert self.process.poll() is None, self.process.stdout.read().decode()
            assert time.monotonic() < end, self.rows
            time.sleep(0.02)

    def until_open(self, *names: str) -> None:
        self.until(lambda: self.names == sorted(names) and all(row["status"] != "" for row in self.rows))

    def do(self, command: str) -> None:
        written = self.seen.with_name(self.seen.name + ".said")
        written.write_text(command)
        written.replace(self.seen.with_name(self.seen.name + ".do"))  # it is read whole, or not yet

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        self.process.communicate(timeout=30)
        return self.process.returncode


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def start(tmp_path, home):
    home.mkdir()
    environment = {
        **os.environ,
        "HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join(sys.path),
        **{f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")},
        "XDG_RUNTIME_DIR": str(home),
    }
    home.chmod(0o700)
    started: list[Running] = []

    def start(*arguments: object) -> Running:
        started.append(Running(tmp_path / "seen.json", environment, *arguments))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.process.kill()
            each.process.communicate()
