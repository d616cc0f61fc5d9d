"""Faults, tested for real: counts what was tried and what survived, and prints the table at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from reader.sidecar.disk import files
from tests.faults.disks import FailingDisk
from tests.faults.processes import Server

Tally = Callable[..., None]
PROPERTY = "faults"


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Tally:
    """Call with the kind of fault, how many were tried and how many of them lost something."""

    def count(kind: str, tried: int, lost: int = 0) -> None:
        record_property(PROPERTY, [kind, tried, lost])

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


class Table:
    """The table at the end of a run in which faults were tried."""

    def __init__(self) -> None:
        self.rows: dict[str, list[int]] = {}
        self.skipped: dict[str, int] = {}

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: Any) -> None:
        if "faults/" not in report.nodeid:
            return
        if report.skipped:
            why = report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else "skipped"
            self.skipped[why] = self.skipped.get(why, 0) + 1
        if report.when == "teardown":
            for name, value in report.user_properties:
                if name == PROPERTY:
                    kind, tried, lost = value
                    row = self.rows.setdefault(kind, [0, 0])
                    row[0] += tried
                    row[1] += lost

    @pytest.hookimpl
    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if not self.rows:
            return
        terminalreporter.section("faults")
        width = max(map(len, self.rows)) + 2
        say = terminalreporter.write_line
        say(f"{'fault':{width}}{'tried':>9}{'survived':>10}{'lost':>7}")
        for kind, (tried, lost) in sorted(self.rows.items()):
            say(f"{kind:{width}}{tried:>9,}{tried - lost:>10,}{lost:>7,}")
        tried, lost = (sum(row[n] for row in self.rows.values()) for n in (0, 1))
        say(f"{'all':{width}}{tried:>9,}{tried - lost:>10,}{lost:>7,}")
        for why, count in sorted(self.skipped.items()):
            say(f"not tried here: {count} (tests), {why}")


def pytest_configure(config: pytest.Config) -> None:
    if not config.pluginmanager.has_plugin("fault table"):
        config.pluginmanager.register(Table(), "fault table")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    is_root = sys.platform != "win32" and os.geteuid() == 0
    for item in items:
        if item.get_closest_marker("root") and not is_root:
            item.add_marker(pytest.mark.skip(reason="needs root"))
