"""What the tests of Linux desktops begin with: the manual as it is, and fresh homes."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.cli.manual import read_manual
from reader.desktop.manual import Manual
from reader.sidecar.disk import files
from tests.desktop.linux.home import Home


@pytest.fixture(scope="session")
def manual() -> Manual:
    return read_manual()


class Quick(files.Disk):
    """Does not wait until all is on the disk: a registration is of some thirty files."""

    def fsync(self, descriptor: int) -> None:
        """Not needed in a test's folder."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "disk", Quick())


@pytest.fixture
def home(tmp_path: Path, manual: Manual) -> Home:
    return Home(tmp_path / "ada", manual)


@pytest.fixture
def odd_home(tmp_path: Path, manual: Manual) -> Home:
    return Home(tmp_path / "ada's  home 100% $x", manual)
