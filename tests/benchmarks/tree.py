"""What a command takes: wall time, processor time and memory of it and all its children together. Linux."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

EVERY_S = 0.004
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Taken(NamedTuple):
    """Seconds, and the largest sum of the resident memory of all processes at one moment (MiB).

    Pages that two processes share (the interpreter's) count twice, which is against whoever has more processes.
    """

    wall_s: float
    used_s: float
    peak_mib: float


def taken_by(command: Sequence[object], seen: Callable[[dict[int, int]], None] = lambda sizes: None) -> Taken:
    """Run `command` to its end; `seen` gets the bytes of each process at each look. Raises when it fails."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], env=env, stdout=subprocess.DEVNULL)
    peak = 0
    while True:
        sizes = {pid: _resident(pid) for pid in family(process.pid)}
        seen(sizes)
        peak = max(peak, sum(sizes.values()))
        ended, status, use = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        time.sleep(EVERY_S)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, f"{command} ended with {process.returncode}"
    return Taken(wall, use.ru_utime + use.ru_stime, peak / 2**20)


def family(pid: int) -> list[int]:
    """A process and its living descendants."""
    found = [pid]
    for each in found:
        try:
            for task in Path(f"/proc/{each}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except OSError:
        return 0
