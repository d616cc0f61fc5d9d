"""Faults, tested for real: counts what was tried and what survived; `table.py` prints it at the end."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.sidecar.disk import files
from tests.faults import table
from tests.faults.disks import FailingDisk
from tests.faults.processes import Server

Tally = Callable[..., None]
PATIENCE_S = 1800
MEMORY = Path("/dev/shm")


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """In memory, where there is such a disk: what really cuts and fills disks brings its own, the rest only waits."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path_factory.mktemp("faults")
        return
    with tempfile.TemporaryDirectory(prefix="postil-faults-", dir=MEMORY) as name:
        yield Path(name)


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Tally:
    """Call with the kind of fault, how many were tried and how many of them lost something."""

    def count(kind: str, tried: int, lost: int = 0) -> None:
        record_property(table.PROPERTY, [kind, tried, lost])

    return count


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> Callable[[FailingDisk], FailingDisk]:
    """Call with a disk: from then on it is the one in use."""

    def put(disk: FailingDisk) -> FailingDisk:
        monkeypatch.setattr(files, "disk", disk)
        return disk

    return put


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Starts processes that annotate."""
    if not hasattr(os, "fork"):
        pytest.skip("processes are made in another way here")
    made = Server()
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """No test hangs a run of hours."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def over(*_: object) -> None:
        raise TimeoutError(f"not done after {PATIENCE_S} s")

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(PATIENCE_S)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def pytest_configure(config: pytest.Config) -> None:
    table.configure(config)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    is_root = sys.platform != "win32" and os.geteuid() == 0
    for item in items:
        if item.get_closest_marker("root") and not is_root:
            item.add_marker(pytest.mark.skip(reason="needs root"))
