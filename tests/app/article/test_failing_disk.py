"""While a disk fails, no window says "Saved": it says what is so, and that it is saved once that is so again."""

from __future__ import annotations

import errno
import sys

import pytest

from reader.session import SaveState
from reader.sidecar.disk import files
from tests.faults.disks import FailingDisk

SAVED, SAFE, NOT_SAVED = str(SaveState.SAVED), str(SaveState.SAFE), str(SaveState.NOT_SAVED)


@pytest.fixture
def ill(monkeypatch):
    """Call with what fails from now on, and how; the disk that does so."""

    def begin(only: str, number: int) -> FailingDisk:
        disk = FailingDisk(1, number, for_good=True, only=only)
        monkeypatch.setattr(files, "disk", disk)
        return disk

    return begin


def shown(window) -> list[str]:
    """All that the status line says from now on about saving, in turn."""
    said: list[str] = []
    window.bench.session.subscribe_status(lambda _: said.append(window.window.status.word))
    return said


@pytest.mark.skipif(sys.platform == "win32", reason="there it is renamed in another way")
@pytest.mark.parametrize("only", ["fsync", "write", "open", "replace"])
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_a_key_press_is_not_said_to_be_saved_while_a_call_fails(open_text, ill, only, number):
    window = open_text()
    window.press("p")
    window.saved()
    disk = ill(only, number)
    said = shown(window)
    window.press("Right o")
    expected = NOT_SAVED if only in ("fsync", "write") else SAFE  # the journal is open, and keeps its name
    window.until(lambda: window.window.status.word == expected)
    window.until(lambda: window.window.bar.text != "")
    window.qtbot.wait(300)
    assert window.window.status.word == expected and SAVED not in said
    assert disk.failed and set(disk.failed) <= {only}
    assert len(window.on_disk()) == 1
    disk.well = True
    window.press("Right g")
    assert len(window.saved()) == 3
    window.until(lambda: window.window.bar.text == "")
    assert not [path for path in window.sidecar.parent.iterdir() if path.name.startswith(".postil-")]
