"""Processes that annotate (`child.py`), and strace to break what they ask of the system."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
PATIENCE_S = 30.0

needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="there is no strace here")
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are made in another way here")


class Server:
    """A `child.py` that starts jobs. One job at a time; its lines go to `hear`."""

    def __init__(self, environment: dict[str, str] | None = None) -> None:
        root = HERE.parents[1]
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "child.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root), **(environment or {})},
        )
        self._lines: Queue[tuple[float, str]] = Queue()
        self.heard_at = 0.0  # when the line came that is being told now
        self._hear: Callable[[str], None] | None = None
        self.pid = 0  # of the job
        self._has_ended = True
        self.status = 0
        self.failure = ""
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put((time.monotonic(), line.rstrip("\n")))

    def start(self, hear: Callable[[str], None], **job: Any) -> None:
        """Begin a job; returns when it has a process."""
        self._hear, self.failure = hear, ""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        self.pid, self._has_ended = 0, False
        while not self.pid:
            self._take(PATIENCE_S)

    def until(self, word: str) -> str:
        """Hear until a line begins with this word; the line."""
        while not (line := self._take(PATIENCE_S)).startswith(word + " "):
            assert not line.startswith("ended "), f"ended before {word!r}: {self.failure}"
        return line

    def hear_for(self, seconds: float) -> bool:
        """Hear for so long; whether the job has ended meanwhile."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                if self._take(left).startswith("ended "):
                    return True
            except Empty:
                break
        return False

    def kill(self) -> None:
        """`kill -9` the job and hear all that it said before."""
        assert not self.failure, self.failure
        self.end()

    def end(self) -> None:
        """The same, whatever it has come to; it may have ended by itself."""
        if not self._has_ended:
            os.kill(self.pid, signal.SIGKILL)
            self.wait()

    def wait(self) -> int:
        """Hear the job until it has ended; its exit status, negative: the signal that killed it."""
        while not self._take(PATIENCE_S).startswith("ended "):
            pass
        return self.status

    def _take(self, seconds: float) -> str:
        self.heard_at, line = self._lines.get(timeout=seconds)
        word, _, rest = line.split(" ", 2)
        if word == "pid":
            self.pid = int(rest)
        elif word == "ended":
            self.status, self._has_ended = int(rest), True
        elif word == "failed":
            self.failure = rest
        elif word in ("try", "done", "not") and self._hear is not None:
            self._hear(line)
        return line

    def stop(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.kill()
        self._process.wait()


class Gate:
    """A named pipe at which a job waits for a word."""

    def __init__(self, folder: Path) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="gate-", dir=folder)) / "go"
        os.mkfifo(self.path)
        # held open for both, so that neither side ever waits for the other to open it
        self._descriptor = os.open(self.path, os.O_RDWR)

    def open(self) -> None:
        """Let it go on."""
        os.write(self._descriptor, b"g")

    def close(self) -> None:
        """When the job is done."""
        os.close(self._descriptor)


class Strace:
    """strace on one thread of a process (or, with `follow`, on all of them)."""

    def __init__(self, thread: int, *options: str, follow: bool = False, output: str = os.devnull) -> None:
        command = ["strace", *(["-f"] if follow else []), "-qq", "-o", output, *options, "-p", str(thread)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        status = Path(f"/proc/{thread}/status")
        deadline = time.monotonic() + PATIENCE_S
        while "TracerPid:\t0" in status.read_text():
            if self._process.poll() is not None or time.monotonic() > deadline:
                assert self._process.stderr is not None
                pytest.skip(f"strace cannot trace here: {self._process.stderr.read().strip()[:200]}")
            time.sleep(0.002)

    def wait(self) -> None:
        """Until what it traces has ended."""
        try:
            self._process.wait(PATIENCE_S)
        finally:
            self._process.kill()
            self._process.wait()


def threads_of(pid: int) -> list[int]:
    """The threads of a process, the main one first, in the order in which they were made."""
    return sorted(int(name.name) for name in Path(f"/proc/{pid}/task").iterdir())
