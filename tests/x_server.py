"""An X server of its own for a window that needs a real one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

NEEDS = "Xvfb"


@contextmanager
def x_server() -> Iterator[dict[str, str]]:
    """Runs while the context lasts; gives the environment for a Python process that shows its windows there."""
    read, write = os.pipe()
    server = subprocess.Popen(
        [NEEDS, "-displayfd", str(write), "-screen", "0", "1400x1000x24"],
        pass_fds=[write], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    try:
        with os.fdopen(read) as told:
            display = told.readline().strip()
        env = {k: v for k, v in os.environ.items() if k != "WAYLAND_DISPLAY"}
        yield env | {"DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": os.pathsep.join(sys.path)}
    finally:
        server.terminate()
        server.wait(10)
