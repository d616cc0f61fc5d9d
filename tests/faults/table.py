"""The table of what was tried, survived and lost; and a file that lets a long run be stopped and gone on with.

`POSTIL_FAULTS_KEPT=FILE python -m pytest tests/faults -m "slow or not slow"` writes down each test that is done. The
same command, given again after it was stopped, runs what is left and prints one table of all. What was tried on other
code does not count.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
from pathlib import Path
from typing import Any

import pytest

PROPERTY = "faults"
ROOT = Path(__file__).resolve().parents[2]


def fingerprint() -> str:
    """A hash of the program and of these tests."""
    digest = hashlib.sha256()
    for folder in (ROOT / "reader", Path(__file__).parent):
        for path in sorted(folder.rglob("*.py")):
            digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


class Result:
    """What came of one test: rows of the table, or why it was not tried."""

    def __init__(self, rows: list[tuple[str, int, int]], skipped: str, seconds: float) -> None:
        self.rows = rows
        self.skipped = skipped
        self.seconds = seconds


class Kept:
    """The results of tests that are done, in a file with a line each."""

    def __init__(self, path: Path | None, *, writes: bool) -> None:
        self._path = path if writes else None
        self._code = fingerprint() if path is not None else ""
        self.results: dict[str, Result] = {}
        if path is not None and path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                found = json.loads(line)
                if found["code"] == self._code:
                    rows = [tuple(row) for row in found["rows"]]
                    self.results[found["test"]] = Result(rows, found["skipped"], found["seconds"])

    def add(self, test: str, result: Result) -> None:
        """Write it down at once."""
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"code": self._code, "test": test} | vars(result)) + "\n")


class Table:
    """Gathers what the tests report and prints it at the end."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self._results = dict(kept.results)
        self._going_on: dict[str, Result] = {}
        self._failed: set[str] = set()

    @pytest.hookimpl
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        done = [item for item in items if item.nodeid in self.kept.results]
        if done:
            items[:] = [item for item in items if item.nodeid not in self.kept.results]
            config.hook.pytest_deselected(items=done)

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: Any) -> None:
        if "faults/" not in report.nodeid:
            return
        result = self._going_on.setdefault(report.nodeid, Result([], "", 0.0))
        result.seconds += report.duration
        if report.failed:
            self._failed.add(report.nodeid)
        if report.skipped:
            why = report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else "skipped"
            result.skipped = why
        if report.when == "teardown":
            result.rows = [tuple(value) for name, value in report.user_properties if name == PROPERTY]
            self._results[report.nodeid] = self._going_on.pop(report.nodeid)
            if report.nodeid not in self._failed:
                self.kept.add(report.nodeid, result)

    @pytest.hookimpl
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and self.kept.results:
            session.exitstatus = pytest.ExitCode.OK  # there was nothing left to do

    @pytest.hookimpl
    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        rows: dict[str, list[int]] = {}
        skipped: dict[str, int] = {}
        for result in self._results.values():
            for kind, tried, lost in result.rows:
                row = rows.setdefault(kind, [0, 0])
                row[0] += tried
                row[1] += lost
            if result.skipped:
                skipped[result.skipped] = skipped.get(result.skipped, 0) + 1
        if not rows:
            return
        terminalreporter.section("faults")
        width = max(map(len, rows)) + 2
        say = terminalreporter.write_line
        say(f"{'fault':{width}}{'tried':>9}{'survived':>10}{'lost':>7}")
        for kind, (tried, lost) in sorted(rows.items()):
            say(f"{kind:{width}}{tried:>9,}{tried - lost:>10,}{lost:>7,}")
        tried, lost = (sum(row[n] for row in rows.values()) for n in (0, 1))
        say(f"{'all':{width}}{tried:>9,}{tried - lost:>10,}{lost:>7,}")
        for why, count in sorted(skipped.items()):
            say(f"not tried here: {count} (tests), {why}")
        minutes = sum(result.seconds for result in self._results.values()) / 60
        say(f"{len(self._results)} tests in {minutes:.0f} min, {len(self.kept.results)} of them in earlier runs; "
            f"{len(self._failed)} failed; {platform.system()} {platform.release()}")  # fmt: skip


def configure(config: pytest.Config) -> None:
    """Have the table printed, once."""
    if not config.pluginmanager.has_plugin("fault table"):
        place = os.environ.get("POSTIL_FAULTS_KEPT")
        is_worker = hasattr(config, "workerinput")  # of several; one writes for all of them
        kept = Kept(Path(place) if place else None, writes=not is_worker)
        config.pluginmanager.register(Table(kept), "fault table")
