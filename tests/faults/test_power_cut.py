"""Power cuts: a real ext4 and a real XFS that are shut off in mid-air while a process annotates and saves on them.

What was shown as saved before the cut is there when the disk is mounted again. The same cuts do lose something when
nothing is synced or the saver is a naive one: else they would say nothing.
"""

from __future__ import annotations

import ctypes.util
import fcntl
import os
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.faults.conftest import Tally
from tests.faults.processes import Server, needs_fork
from tests.faults.story import Story, Verdict, judge, make_article

pytestmark = [needs_fork, pytest.mark.root, pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")]

SHUTDOWN = (2 << 30) | (4 << 16) | (ord("X") << 8) | 125  # _IOR('X', 125, u32)
FLAGS = {"log not flushed": 2, "log flushed": 1}
MAKE = {"ext4": ("mkfs.ext4", "-q", "-F"), "xfs": ("mkfs.xfs", "-q", "-f")}
SIZE = {"ext4": 64 << 20, "xfs": 320 << 20}  # sparse
LONGEST_S = 0.3


class CutDisk:
    """A file system in a file, mounted, that can be cut off."""

    def __init__(self, kind: str, folder: Path) -> None:
        if shutil.which(MAKE[kind][0]) is None:
            pytest.skip(f"there is no {MAKE[kind][0]} here")
        self._image = folder / f"{kind}.img"
        self.root = folder / f"{kind}-mounted"
        self.root.mkdir()
        with self._image.open("wb") as image:
            image.truncate(SIZE[kind])
        subprocess.run([*MAKE[kind], str(self._image)], check=True, capture_output=True, timeout=60)
        self._kind = kind
        self._is_mounted = False
        self.mount()

    def mount(self) -> None:
        command = ["mount", "-t", self._kind, "-o", "loop", str(self._image), str(self.root)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode != 0:
            pytest.skip(f"{self._kind} cannot be mounted here")
        self._is_mounted = True

    def cut(self, flag: int) -> None:
        """From now on nothing reaches it."""
        descriptor = os.open(self.root, os.O_RDONLY)
        try:
            fcntl.ioctl(descriptor, SHUTDOWN, struct.pack("I", flag))
        finally:
            os.close(descriptor)

    def again(self) -> None:
        """Power is back: mounted anew, as after a start of the machine."""
        self.unmount()
        self.mount()

    def unmount(self) -> None:
        for _ in range(100 if self._is_mounted else 0):
            if subprocess.run(["umount", str(self.root)], capture_output=True, timeout=60, check=False).returncode == 0:
                break
            time.sleep(0.02)
        self._is_mounted = False


@pytest.fixture
def cut_disk(tmp_path: Path) -> Iterator[Callable[[str], CutDisk]]:
    made: list[CutDisk] = []

    def make(kind: str) -> CutDisk:
        made.append(CutDisk(kind, tmp_path))
        return made[-1]

    yield make
    for disk in made:
        disk.unmount()


class Power:
    """What a process says after the power went it cannot have said: with the disk, the machine stops.

    An fsync that is under way at that moment may still come back to it and say that all went well.
    """

    def __init__(self, server: Server, story: Story) -> None:
        self._server = server
        self._story = story
        self.ends = float("inf")

    def hear(self, line: str) -> None:
        if self._server.heard_at <= self.ends or not line.startswith("done "):
            self._story.tell(line)


def cuts(cut_off: CutDisk, server: Server, flag: int, number: int, **job: Any) -> Iterator[tuple[int, Verdict]]:
    """Cut off so often, each time with what the start after it finds; the acts that were done are told with it."""
    random = Random(flag * 1000 + number)
    for each in range(number):
        if each % 10 == 0:
            home = cut_off.root / str(each)
            article, story = make_article(home / "articles"), Story()
            os.sync()
        power = Power(server, story)
        server.start(power.hear, do="annotate", article=str(article), root=str(home), token=f"p{each}", **job)
        server.until("done" if each == 0 or random.random() < 0.5 else "ready")
        server.hear_for(random.uniform(LONGEST_S / 10, LONGEST_S))
        power.ends = time.monotonic()
        cut_off.cut(flag)
        if job:
            server.end()  # it may have stumbled over what it lost
        else:
            server.kill()
        cut_off.again()
        done, story.done = story.done, 0
        yield done, judge(article, home, story)


@pytest.mark.parametrize("number", [3, pytest.param(60, marks=pytest.mark.slow)])
@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("kind", MAKE)
def test_a_power_cut_loses_nothing_that_was_saved(
    server: Server, tally: Tally, cut_disk: Callable[[str], CutDisk], kind: str, flag: str, number: int
) -> None:
    lost = total = 0
    for done, verdict in cuts(cut_disk(kind), server, FLAGS[flag], number):
        assert not verdict, verdict
        total += done
        lost += verdict.lost
    assert total, "so little was saved that the test says nothing"
    tally(f"power cut, {kind}, {flag}", number, lost)


@pytest.mark.parametrize("worse", [{"disk": "no sync"}, {"writer": "naive"}], ids=["nothing synced", "naive saver"])
def test_the_cuts_find_a_saver_that_is_no_good(
    server: Server, cut_disk: Callable[[str], CutDisk], worse: dict[str, str]
) -> None:
    assert any(loses(cut_disk("ext4"), server, **worse)), "30 power cuts and nothing lost: they say nothing"


def test_the_cuts_lose_something_under_eatmydata(cut_disk: Callable[[str], CutDisk]) -> None:
    library = ctypes.util.find_library("eatmydata")
    if library is None:
        pytest.skip("there is no eatmydata here")
    careless = Server({"LD_PRELOAD": library})
    try:
        assert any(loses(cut_disk("ext4"), careless)), "30 power cuts and nothing lost: they say nothing"
    finally:
        careless.stop()


def loses(cut_off: CutDisk, server: Server, **job: str) -> Iterator[bool]:
    """Whether each of at most 30 cuts lost something; each on an article of its own."""
    for _ in range(30):
        for _, verdict in cuts(cut_off, server, FLAGS["log not flushed"], 1, **job):
            yield bool(verdict)
